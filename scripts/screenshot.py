"""Make the README's pictures from the running product: its own server, a real browser, a real answer.

Writes docs/images/ui-en.png, ui-zh.png, ui-phone.png and ui-structure.png. Run it through `make screenshots`.
"""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "images"
MAX_BYTES = 250_000
START_DEADLINE = 90.0
COUNT = "How often does 'Add to cart' appear?"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to make; example is the name of a shipped picture.

    questions: what is asked; box: the one of the answer to hover over. pinned: text of the element to pin in the
    Structure view, instead of questions.
    """

    name: str
    language: str
    width: int
    height: int
    scheme: str
    example: str
    questions: tuple[str, ...] = ()
    box: int = 0
    pinned: str = ""


SHOTS = (
    Shot("ui-zh", "zh-CN", 1280, 800, "light", "login_zh.png", ("客服热线是多少？", "这个页面主要讲什么？")),
    Shot("ui-en", "en-US", 1280, 800, "light", "shop_en.png", ("How much is the Harbour Mug?", COUNT), box=1),
    Shot("ui-phone", "zh-CN", 390, 844, "dark", "product_zh.png", ("价格是多少？",)),
    Shot("ui-structure", "en-US", 1280, 800, "light", "shop_en.png", pinned="Add to cart"),
)


@contextmanager
def server() -> Iterator[str]:
    """The product on a free port, ready and with its page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    command = [str(Path(sys.executable).with_name("flashweb")), "serve", "--port", str(port), "--log-level", "warning"]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_DEADLINE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit(f"No page at {url}; try `flashweb serve` by hand to see why.")


def take(browser: Browser, url: str, shot: Shot) -> Path:
    """Do in a fresh window what the shot says and save what is seen; returns the file."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        locale=shot.language,
        color_scheme="dark" if shot.scheme == "dark" else "light",
        device_scale_factor=2 if shot.width < 600 else 1,
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".fw-status[data-state=ready]")
    page.click(f".fw-example[title='{shot.example}']")
    page.wait_for_selector(".fw-thumb.is-ready")
    page.wait_for_timeout(2500)  # as a person would type, while the server reads
    said = _look_into(page, shot) if shot.pinned else _ask(page, shot)
    page.wait_for_timeout(400)
    path = OUT / f"{shot.name}.png"
    path.write_bytes(_small_png(page.screenshot()))
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB  {said!r}")
    context.close()
    return path


def _ask(page: Page, shot: Shot) -> str:
    for question in shot.questions:
        page.fill(".fw-question", question)
        page.press(".fw-question", "Enter")
        page.wait_for_selector(".fw-turn:last-child:not(.is-streaming) .fw-ttft")
    page.hover(f".fw-box >> nth={shot.box}")
    return page.inner_text(".fw-turn:last-child .fw-answer")


def _look_into(page: Page, shot: Shot) -> str:
    page.click("[data-mode=structure]")
    page.wait_for_selector(".fw-row")
    page.fill(".fw-filter", shot.pinned)
    page.click(".fw-row:not(.is-around) >> nth=0")
    page.fill(".fw-filter", "")
    page.hover(".fw-row[aria-selected=true]")
    return page.inner_text(".fw-sum")


def _small_png(data: bytes) -> bytes:
    """The same picture with as few colours as its limit of bytes asks for."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    for colours in (None, 256, 128, 64):
        file = io.BytesIO()
        (image.quantize(colours, dither=Image.Dither.NONE) if colours else image).save(file, "PNG", optimize=True)
        if len(file.getvalue()) < MAX_BYTES:
            return file.getvalue()
    raise SystemExit(f"The picture stays over {MAX_BYTES} bytes; make its window smaller.")


def main() -> None:
    """Make all pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    OUT.mkdir(parents=True, exist_ok=True)
    with server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            take(browser, url, shot)
        browser.close()


if __name__ == "__main__":
    main()
