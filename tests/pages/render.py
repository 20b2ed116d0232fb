"""Pictures of real-looking web pages with the truth of what they say, taken from the DOM.

Accuracy of reading can only be measured where every visible line is known exactly; labels made by
hand are few and wrong. Each page here is a self-contained HTML file that headless Chromium renders
offline, and `truth.js` reads back the lines that a person can really see: not clipped, not covered,
not transparent, form fields included. Boxes are pixels of the picture: [left, top, right, bottom].

A page names its language, window and device scale on its <html> element:
`<html lang="zh" data-viewport="1280x800" data-scale="1">`; its folder says its split, `development`
or `held_out`. Run `python -m tests.pages.render --out build/screens --progress`.
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from playwright.async_api import Browser, async_playwright
from rich.progress import Progress

HERE = Path(__file__).parent
TRUTH = HERE / "truth.js"
SPLITS = ("development", "held_out")
CHROMIUM_FLAGS = ("--disable-gpu", "--disable-background-networking", "--no-first-run", "--font-render-hinting=none")
PAGE_TIMEOUT = 20.0
PARALLEL = 2
STILL = "*,*::before,*::after{animation:none!important;transition:none!important;caret-color:transparent!important}"


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line of text; box is left, top, right, bottom in pixels of the picture."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A picture on disk and what it says.

    ignored: lines that can be made out only in part (cut, behind a translucent cover, a password's
    dots); reading them is neither right nor wrong.
    """

    name: str
    split: str
    language: str
    viewport: tuple[int, int]
    scale: float
    picture: Path
    lines: tuple[Line, ...]
    ignored: tuple[Line, ...]

    @property
    def width(self) -> int:
        """Of the picture, in pixels."""
        return round(self.viewport[0] * self.scale)

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return round(self.viewport[1] * self.scale)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        return self.width, self.height


def sources() -> dict[str, Path]:
    """Every page of the corpus by name."""
    return {path.stem: path for split in SPLITS for path in sorted((HERE / split).glob("*.html"))}


def chromium() -> str | None:
    """The system's Chromium, or None for the one that Playwright installs."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def load(picture: Path) -> RenderedPage:
    """Reads a rendered page back from its PNG's neighbour NAME.json."""
    data = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    lines, ignored = (
        tuple(Line(line["text"], tuple(line["box"])) for line in data[key]) for key in ("lines", "ignored")
    )
    return RenderedPage(
        name=picture.stem,
        split=data["split"],
        language=data["language"],
        viewport=tuple(data["viewport"]),
        scale=data["scale"],
        picture=picture,
        lines=lines,
        ignored=ignored,
    )


def load_all(folder: Path) -> list[RenderedPage]:
    """Every rendered page of a folder, by name."""
    return [load(path.with_suffix(".png")) for path in sorted(folder.glob("*.json"))]


def _attribute(html: str, name: str, default: str) -> str:
    found = re.search(rf'<html[^>]*\b{name}="([^"]*)"', html)
    return found.group(1) if found else default


def _digest(source: Path) -> str:
    parts = (source.read_bytes(), TRUTH.read_bytes(), STILL.encode(), " ".join(CHROMIUM_FLAGS).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    """Writes a file at once, so that who reads at the same time never sees half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(data)
    Path(part.name).replace(path)


def _is_current(source: Path, picture: Path) -> bool:
    record = picture.with_suffix(".json")
    if not (picture.exists() and record.exists()):
        return False
    return bool(json.loads(record.read_text(encoding="utf-8")).get("source") == _digest(source))


async def _shoot(browser: Browser, source: Path, picture: Path) -> None:
    html = source.read_text(encoding="utf-8")
    width, height = (int(part) for part in _attribute(html, "data-viewport", "1280x800").split("x"))
    scale = float(_attribute(html, "data-scale", "1"))
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        offline=True,
        reduced_motion="reduce",
        locale="zh-CN" if _attribute(html, "lang", "en").startswith("zh") else "en-US",
        timezone_id="UTC",
    )
    try:
        page = await context.new_page()
        await page.goto(source.resolve().as_uri(), wait_until="load")
        await page.add_style_tag(content=STILL)
        await page.evaluate("document.fonts.ready.then(() => true)")
        truth: dict[str, Any] = await page.evaluate(TRUTH.read_text(encoding="utf-8"))
        pixels = await page.screenshot()
    finally:
        await context.close()
    record = {
        "language": _attribute(html, "lang", "en")[:2],
        "split": source.parent.name,
        "viewport": [width, height],
        "scale": scale,
        "source": _digest(source),
        **truth,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    _replace(picture, pixels)
    _replace(picture.with_suffix(".json"), (text + "\n").encode())


async def render(pages: Sequence[Path], out: Path, progress: Progress | None = None) -> list[Path]:
    """Renders the HTML files into out and returns their pictures; what did not change is not rendered again."""
    out.mkdir(parents=True, exist_ok=True)
    pictures = {page: out / f"{page.stem}.png" for page in pages}
    stale = [page for page, picture in pictures.items() if not _is_current(page, picture)]
    task = progress.add_task("rendering", total=len(pages), completed=len(pages) - len(stale)) if progress else None
    if stale:
        gate = asyncio.Semaphore(PARALLEL)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium(), args=list(CHROMIUM_FLAGS), chromium_sandbox=False
            )

            async def one(page: Path) -> None:
                async with gate:
                    await asyncio.wait_for(_shoot(browser, page, pictures[page]), PAGE_TIMEOUT)
                if progress is not None and task is not None:
                    progress.advance(task)

            try:
                await asyncio.gather(*(one(page) for page in stale))
            finally:
                await browser.close()
    return list(pictures.values())


def render_in_thread(pages: Sequence[Path], out: Path) -> list[RenderedPage]:
    """`render` for callers that may or may not be inside an event loop: it runs in a loop and thread of its own."""
    with ThreadPoolExecutor(1, thread_name_prefix="render-pages") as executor:
        executor.submit(lambda: asyncio.run(render(pages, out))).result()
    return [load(out / f"{page.stem}.png") for page in pages]


@functools.cache
def rendered(name: str | None = None) -> tuple[RenderedPage, ...]:
    """The page of that name, or all of them, rendered at most once into the repository's build/screens."""
    pages = sources()
    if name is not None and name not in pages:
        raise KeyError(f"no page {name!r}; there are: {', '.join(pages)}")
    chosen = list(pages.values()) if name is None else [pages[name]]
    return tuple(render_in_thread(chosen, HERE.parents[1] / "build" / "screens"))


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/screens"), show_default=True)
@click.option("--only", type=click.Choice(sorted(sources())), help="Render this page alone.")
@click.option("--progress/--no-progress", default=False, help="Show a progress bar.")
def main(out: Path, only: str | None, progress: bool) -> None:
    """Render the corpus to NAME.png and NAME.json."""
    pages = sources()
    chosen = [pages[only]] if only else list(pages.values())
    with Progress(disable=not progress) as bar:
        pictures = asyncio.run(render(chosen, out, bar))
    click.echo(f"{len(pictures)} pages in {out}")


if __name__ == "__main__":
    main()
