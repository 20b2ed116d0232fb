"""A started reader, and pictures with text that is known because we drew it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from PIL import Image, ImageDraw, ImageFont

from flashweb.perception.detection import Pixels
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reading import Reading
from flashweb.perception.settings import PerceptionSettings

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"),
)

Draw = tuple[int, int, str]
"""left, top, text."""


def drawn(
    texts: Sequence[Draw],
    size: tuple[int, int] = (640, 400),
    height: int = 18,
    colours: tuple[str, str] = ("white", "black"),
) -> Pixels:
    """A picture of texts, in letters of the given height, on (background, ink)."""
    path = next((path for path in FONTS if path.exists()), None)
    assert path is not None, "the tests need the Noto Sans CJK font: install fonts-noto-cjk"
    font = ImageFont.truetype(str(path), height, index=2)
    picture = Image.new("RGB", size, colours[0])
    brush = ImageDraw.Draw(picture)
    for left, top, text in texts:
        brush.text((left, top), text, colours[1], font)
    return np.asarray(picture)


def loader(pixels: Pixels) -> Callable[[], Awaitable[Pixels]]:
    """What the media store gives a reading: pixels, later."""

    async def load() -> Pixels:
        return pixels

    return load


def opened(parser: ScreenParser, pixels: Pixels, name: str, tenant: str = "me") -> Reading:
    """A reading of these pixels."""
    return parser.open((tenant, name), (pixels.shape[1], pixels.shape[0]), loader(pixels))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def parser() -> AsyncIterator[ScreenParser]:
    """A reader with two threads, shared by the tests of a module: each uses names of its own."""
    reader = ScreenParser(PerceptionSettings(threads=2))
    await reader.start(lambda step, done: None)
    yield reader
    await reader.close()


@pytest.fixture
def page() -> Pixels:
    """Forty short lines in two columns."""
    texts = [(20 + 320 * (row % 2), 10 + 19 * (row // 2), f"Line number {row} 第{row}行") for row in range(40)]
    return drawn(texts, height=13)
