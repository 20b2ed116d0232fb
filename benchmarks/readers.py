"""The readers that are compared: ours, as the server runs it, and rapidocr as its users call it."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from benchmarks.scoring import TextLine

Pixels = npt.NDArray[np.uint8]
DEADLINE = 120.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a picture, and in how many seconds, from pixels in memory to the last line."""

    lines: tuple[TextLine, ...]
    seconds: float


class Reader(Protocol):
    """Something that reads all text of a picture."""

    name: str

    async def start(self) -> None: ...

    async def read(self, pixels: Pixels) -> Reading: ...

    async def close(self) -> None: ...


class FlashWebReader:
    """`flashweb.perception` with default settings; each picture is new to it, so each reading is cold."""

    name = "flashweb"

    async def start(self) -> None:
        from flashweb.perception.parser import ScreenParser  # noqa: PLC0415 - optional for the other reader
        from flashweb.perception.settings import PerceptionSettings  # noqa: PLC0415

        self._parser = ScreenParser(PerceptionSettings())
        await self._parser.start(lambda step, fraction: None)

    async def read(self, pixels: Pixels) -> Reading:
        from flashweb.perception.runtime import Priority  # noqa: PLC0415

        async def load() -> Pixels:
            return pixels

        height, width = pixels.shape[:2]
        key = ("benchmark", hashlib.sha256(pixels.tobytes()).hexdigest())
        begun = time.perf_counter()
        reading = self._parser.open(key, (width, height), load)
        lines = []
        async with asyncio.timeout(DEADLINE):
            async for _, element in reading.lines(None, Priority.LIVE):
                box = element.box
                lines.append(TextLine(element.text, (box.left, box.top, box.right, box.bottom)))
        return Reading(tuple(lines), time.perf_counter() - begun)

    async def close(self) -> None:
        await self._parser.close()


class RapidOcrReader:
    """rapidocr's default pipeline, called as its README does, with the picture's pixels in memory."""

    name = "rapidocr"

    async def start(self) -> None:
        from rapidocr import RapidOCR  # noqa: PLC0415 - a development dependency

        self._engine = await asyncio.to_thread(RapidOCR)

    async def read(self, pixels: Pixels) -> Reading:
        bgr = np.ascontiguousarray(pixels[:, :, ::-1])
        begun = time.perf_counter()
        async with asyncio.timeout(DEADLINE):
            result: Any = await asyncio.to_thread(self._engine, bgr)
        seconds = time.perf_counter() - begun
        if result.txts is None:
            return Reading((), seconds)
        lines = []
        for text, quad in zip(result.txts, result.boxes, strict=True):
            (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
            lines.append(TextLine(text, (float(left), float(top), float(right), float(bottom))))
        return Reading(tuple(lines), seconds)

    async def close(self) -> None:
        del self._engine


def warm_up_picture() -> Pixels:
    """A picture that is in no corpus, so that no reader's first, slower call is measured."""
    picture = Image.new("RGB", (1280, 800), "white")
    draw = ImageDraw.Draw(picture)
    for row in range(12):
        draw.text((60, 40 + 60 * row), f"Warm-up line number {row} of twelve", fill="black")
    return np.asarray(picture)
