"""The real parser, as the server runs it, over pictures of a data set: every picture is new to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.readers import DEADLINE, Pixels, warm_up_picture
from benchmarks.scoring import TextLine
from benchmarks.seeing.figures import Judged
from benchmarks.seeing.page import Page, seen_in
from benchmarks.seeing.scoring import score_contents
from flashweb.core.screen import Need, Screen
from flashweb.perception.parser import ScreenParser
from flashweb.perception.runtime import Priority
from flashweb.perception.settings import PerceptionSettings

EVERYTHING = Need()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A screen, the lines that were read for it, and the seconds from pixels in memory to the whole of it."""

    screen: Screen
    lines: tuple[TextLine, ...]
    seconds: float


@asynccontextmanager
async def started_parser() -> AsyncIterator[ScreenParser]:
    """A parser with the shipped weights and default settings, warm."""
    parser = ScreenParser(PerceptionSettings())
    await parser.start(lambda step, fraction: None)
    try:
        await parse(parser, warm_up_picture(), "warm-up")
        yield parser
    finally:
        await parser.close()


async def parse(parser: ScreenParser, pixels: Pixels, name: str, need: Need = EVERYTHING) -> Parsed:
    """Parses a picture; a name that was not used before makes it a cold one."""

    async def load() -> Pixels:
        return pixels

    height, width = pixels.shape[:2]
    begun = time.perf_counter()
    reading = parser.open((f"benchmark {name}", name), (width, height), load)
    async with asyncio.timeout(DEADLINE):
        screen = await reading.screen(Priority.LIVE, need)
        seconds = time.perf_counter() - begun
        lines = []
        if need.text and need.roles is None:
            async for _, line in reading.lines(None, Priority.LIVE):
                box = line.box
                lines.append(TextLine(line.text, (box.left, box.top, box.right, box.bottom)))
    return Parsed(screen, tuple(lines), seconds)


async def judge(parser: ScreenParser, page: Page) -> Judged:
    """Parses and scores a page."""
    pixels = await asyncio.to_thread(pixels_of, page.picture)
    parsed = await parse(parser, pixels, str(page.picture))
    return Judged(page, score_contents(page, seen_in(parsed.screen), parsed.lines), parsed.screen)


def pixels_of(picture: Path) -> Pixels:
    """RGB, as the server decodes it."""
    with Image.open(picture) as image:
        return np.asarray(image.convert("RGB"))
