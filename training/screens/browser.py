"""One Chromium that shows pages and tells the truth about them.

A kit is loaded once and its pages follow each other in it: window size and device scale change through the
DevTools protocol, which also takes the picture. Role and name come from Chromium's own accessibility
computation (`ComputedAccessibilityInfo`).
"""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from training.screens.kits import Kit, host_page
from training.screens.pages import PageSpec, Window

LINES = Path(__file__).parents[2] / "tests/pages/truth.js"
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--font-render-hinting=none",
    "--allow-file-access-from-files",
    "--enable-blink-features=ComputedAccessibilityInfo",
)
STILL = "*,*::before,*::after{animation:none!important;transition:none!important;caret-color:transparent!important}"
PAGE_TIMEOUT = 30.0


class PageFailed(RuntimeError):
    """The kit could not build this page; the message is the browser's."""


@dataclass(frozen=True, slots=True)
class Shot:
    """picture: the encoded file; truth: elements, lines and ignored lines, boxes in pixels of the picture."""

    picture: bytes
    truth: dict[str, Any]


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """A Chromium of our own: the system's, or else the one that Playwright has."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for found in map(shutil.which, names) if found), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


async def resize(session: CDPSession, window: Window) -> None:
    """Window and device scale, without a new context."""
    metrics = {"width": window.width, "height": window.height, "deviceScaleFactor": window.scale, "mobile": False}
    await session.send("Emulation.setDeviceMetricsOverride", metrics)


async def read_truth(page: Page, kit: str) -> dict[str, Any]:
    """Elements by our rules, lines of text by the rules of the text corpus."""
    hints = f"{{hints: FW.kits[{kit!r}]?.truth || [], labels: FW.kits[{kit!r}]?.labels || []}}"
    elements: dict[str, Any] = await page.evaluate(f"() => FW.truth({hints})")
    lines: dict[str, Any] = await page.evaluate(LINES.read_text(encoding="utf-8"))
    return {**elements, **lines}


class KitPage:
    """A browser page that has loaded one kit."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self._page = page
        self._session = session

    @classmethod
    async def open(cls, browser: Browser, kit: Kit, folder: Path) -> KitPage:
        """Loads the kit; KitsMissing where it is not installed."""
        context = await browser.new_context(reduced_motion="reduce", timezone_id="UTC", offline=True)
        page = await context.new_page()
        page.set_default_timeout(PAGE_TIMEOUT * 1000)
        await page.goto(host_page(kit, folder).resolve().as_uri(), wait_until="load")
        await page.add_style_tag(content=STILL)
        await page.evaluate("() => { FW.resident = [...document.body.children]; }")
        return cls(page, await context.new_cdp_session(page))

    async def shoot(self, spec: PageSpec) -> Shot:
        """Shows the page, reads its truth and takes its picture; PageFailed where the kit gives up."""
        try:
            async with asyncio.timeout(PAGE_TIMEOUT):
                return await self._shoot(spec)
        except (PlaywrightError, TimeoutError) as error:
            raise PageFailed(f"{spec.kit} {spec.archetype} #{spec.index}: {error}") from error

    async def _shoot(self, spec: PageSpec) -> Shot:
        await resize(self._session, spec.window)
        await self._page.evaluate(f"() => FW.show({spec.payload()})")
        truth = await read_truth(self._page, spec.kit)
        options: dict[str, Any] = {"format": spec.format}
        if spec.quality is not None:
            options["quality"] = spec.quality
        shot = await self._session.send("Page.captureScreenshot", options)
        return Shot(base64.b64decode(shot["data"]), truth)

    async def close(self) -> None:
        """Frees the page and its context."""
        await self._page.context.close()
