"""Screens from Python, in this process: `parse_screen` for one picture, `ScreenReader` for many.

    from flashweb import ScreenReader

    async with ScreenReader() as reader:
        for path in paths:
            screen = await reader.parse(path)

Pictures have the same limits as on a server. What was read of a picture is kept for when it comes again.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from PIL import Image

from flashweb.core.errors import InvalidImage
from flashweb.core.screen import Need, Screen
from flashweb.media.decode import Pixels, check_header, check_size, decode, upright
from flashweb.media.settings import MediaSettings
from flashweb.perception.need import check_need
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reading import Reading
from flashweb.perception.runtime import Priority
from flashweb.perception.settings import PerceptionSettings

Picture = str | Path | bytes | Image.Image
"""A path, the bytes of a file, or an open picture."""
Progress = Callable[[str, float], None]
_TENANT = "python"
MAX_RUNNING = 4
"""Pictures decoded and read at once; more wait, so that any number may be given without their pixels in memory."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A screen, the SHA-256 of the picture that it shows, the lines of text found in it, and the seconds it took."""

    screen: Screen
    sha256: str
    num_lines: int
    seconds: float


async def parse_reading(reading: Reading, sha256: str, need: Need) -> Parsed:
    """What is needed of a picture being read, timed."""
    started = time.monotonic()
    screen = await reading.screen(Priority.LIVE, need)
    return Parsed(screen, sha256, reading.num_lines or 0, time.monotonic() - started)


async def parse_screen(image: Picture, need: Need | None = None) -> Screen:
    """The screen of one picture; loading the models takes about a second, so use a ScreenReader for several.

    need: what of it is wanted, all unless given. Raises InvalidImage, ImageTooLarge or InvalidRequest.
    """
    async with ScreenReader() as reader:
        return await reader.parse(image, need)


class ScreenReader:
    """Reads many pictures with models that are loaded once; belongs to the event loop that entered it."""

    def __init__(
        self,
        settings: PerceptionSettings | None = None,
        limits: MediaSettings | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._limits = limits or MediaSettings()
        self._parser = ScreenParser(settings or PerceptionSettings())
        self._progress = progress or _say_nothing
        self._places = asyncio.Semaphore(MAX_RUNNING)

    async def __aenter__(self) -> Self:
        await self._parser.start(self._progress)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._parser.close()

    async def parse(self, image: Picture, need: Need | None = None) -> Screen:
        """The picture's screen; may be called for any number of pictures at once.

        Raises InvalidImage, ImageTooLarge, or InvalidRequest for a role that does not exist.
        """
        return (await self.parse_timed(image, need)).screen

    async def parse_timed(self, image: Picture, need: Need | None = None) -> Parsed:
        """The same, with what is known beside the screen."""
        need = need or Need()
        check_need(need)
        async with self._places:
            sha256, pixels = await asyncio.to_thread(self._pixels, image)
            height, width, _ = pixels.shape

            async def load() -> Pixels:
                return pixels

            return await parse_reading(self._parser.open((_TENANT, sha256), (width, height), load), sha256, need)

    def _pixels(self, image: Picture) -> tuple[str, Pixels]:
        if isinstance(image, Image.Image):
            check_size(image.size, self._limits)
            pixels = upright(image)
            return hashlib.sha256(np.array(pixels.shape).tobytes() + pixels.tobytes()).hexdigest(), pixels
        data = image if isinstance(image, bytes) else _bytes_of(Path(image))
        check_header(data, self._limits)
        return hashlib.sha256(data).hexdigest(), decode(data)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidImage(f"{path}: {error.strerror}; check the path.") from error


def _say_nothing(step: str, done: float) -> None:
    """Progress that nobody asked for."""
