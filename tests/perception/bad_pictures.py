"""Pictures that are no web pages, or bad ones, parsed one after another by a process of its own.

`python -m tests.perception.bad_pictures` prints as JSON what was seen in each, and the most memory that the process
had meanwhile.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.seeing.page import INTERACTIVE
from benchmarks.seeing.parsing import parse, started_parser
from flashweb.cli.heap import limit_heap
from flashweb.core.screen import Screen
from tests.perception.screen_rules import faults_of

SCREENS = Path(__file__).parent / "screens"


def _page() -> Image.Image:
    """A wide page of the contract suite."""
    pages = [Image.open(path) for path in sorted(SCREENS.glob("0*"))]
    return next(page for page in pages if page.width >= 1200 and page.height >= 700).convert("RGB")


def _photo() -> Image.Image:
    """A lion: gradio, which the server needs anyway, ships it."""
    spec = importlib.util.find_spec("gradio")
    assert spec is not None and spec.submodule_search_locations
    picture = Path(spec.submodule_search_locations[0], "media_assets", "images", "lion.jpg")
    return Image.open(picture).convert("RGB").resize((1200, 800))


def _scan() -> Image.Image:
    """A letter in grey, a little crooked and grainy."""
    image = Image.new("L", (1240, 1754), 248)
    brush, font = ImageDraw.Draw(image), ImageFont.truetype("NotoSansCJK-Regular.ttc", 26)
    for row in range(36):
        brush.text(
            (130, 140 + 42 * row), f"第{row}条 The parties agree to the terms set out below, 以书面为准。", 40, font
        )
    grain = np.random.default_rng(0).normal(0, 9, (image.height, image.width))
    pixels = np.clip(np.asarray(image.rotate(1.2, fillcolor=248)) + grain, 0, 255).astype(np.uint8)
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(0.6)).convert("RGB")


def _desktop() -> Image.Image:
    """A program's window over a wallpaper: title bar, menus, tool bar, tree, grid, status bar."""
    image = Image.new("RGB", (1280, 800), "#2b5876")
    brush, font = ImageDraw.Draw(image), ImageFont.truetype("NotoSansCJK-Regular.ttc", 15)
    brush.rectangle((90, 60, 1180, 720), "#f0f0f0", "#707070")
    brush.rectangle((90, 60, 1180, 92), "#ffffff")
    brush.text((102, 64), "Inventory.mdb - Ledger 97", "black", font)
    for place, text in enumerate(["File", "Edit", "View", "Tools", "Window", "Help"]):
        brush.text((102 + 70 * place, 96), text, "black", font)
        brush.rectangle((102 + 34 * place, 126, 130 + 34 * place, 152), "#e4e4e4", "#a0a0a0")
    brush.rectangle((98, 162, 320, 690), "white", "#a0a0a0")
    for row in range(14):
        brush.text((116 + 16 * (row % 3), 168 + 24 * row), f"+ Folder {row}", "black", font)
        for column in range(5):
            corner = (330 + 165 * column, 162 + 26 * row)
            brush.rectangle((*corner, corner[0] + 165, corner[1] + 26), "white", "#c8c8c8")
            brush.text((corner[0] + 6, corner[1] + 2), f"{row * 5 + column:05}", "black", font)
    brush.text((102, 694), "Ready", "black", font)
    return image


def _half_rendered() -> Image.Image:
    """The page stopped loading: below, nothing is there yet."""
    page = _page()
    page.paste((255, 255, 255), (0, page.height // 3, page.width, page.height))
    return page


BAD: dict[str, Callable[[], Image.Image]] = {
    "photo": _photo,
    "blank": lambda: Image.new("RGB", (1280, 800), "white"),
    "single colour": lambda: Image.new("RGB", (1024, 768), "#1f6feb"),
    "noise": lambda: Image.fromarray(np.random.default_rng(0).integers(0, 256, (600, 800, 3), np.uint8)),
    "text-only scan": _scan,
    "desktop program": _desktop,
    "320x200": lambda: _page().resize((320, 200), Image.Resampling.LANCZOS),
    "3840x2160": lambda: _page().resize((3840, 2160), Image.Resampling.BICUBIC),
    "very wide": lambda: _page().crop((0, 0, 1200, 40)).resize((6000, 60)),
    "very tall": lambda: _page().crop((0, 0, 60, 700)).resize((60, 7000)),
    "one pixel": lambda: Image.new("RGB", (1, 1), "black"),
    "upside down": lambda: _page().transpose(Image.Transpose.ROTATE_180),
    "on its side": lambda: _page().transpose(Image.Transpose.ROTATE_90),
    "crooked": lambda: _page().rotate(7, expand=True, fillcolor="white"),
    "half rendered": _half_rendered,
}


def _peak_mb() -> float:
    """The most memory since the peak was last forgotten; 0 where the system does not tell (it does on Linux)."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _forget_peak() -> None:
    if Path("/proc/self/clear_refs").exists():
        Path("/proc/self/clear_refs").write_text("5")


def _report(screen: Screen, size: tuple[int, int]) -> dict[str, object]:
    sure = [element for element in screen.walk() if element.role in INTERACTIVE and element.confidence >= 0.5]
    return {
        "faults": faults_of(screen, size)[:5],
        "elements": sum(1 for _ in screen.walk()),
        "sure_interactive": len(sure),
        "peak_mb": _peak_mb(),
    }


async def seen_in_all() -> dict[str, dict[str, object]]:
    """What is reported of each, in memory arranged as the server does."""
    limit_heap()
    reports = {}
    async with started_parser() as parser:
        for name, make in BAD.items():
            pixels = np.array(make())
            _forget_peak()
            parsed = await parse(parser, pixels, name)
            reports[name] = _report(parsed.screen, (pixels.shape[1], pixels.shape[0]))
    return reports


if __name__ == "__main__":
    print(json.dumps(asyncio.run(seen_in_all())))
