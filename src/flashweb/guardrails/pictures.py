"""Prompt injection in pictures: the detector over the lines that the reader read anyway.

Two ways. `seen` looks at what is known of a picture by now and waits for nothing: it serves the flag policy, whose
verdict comes with the answer's end. `read` waits for every line, and for the second look at faint text: it serves the
policies that must be certain before a model sees the picture.
"""

from __future__ import annotations

import asyncio
import io
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from PIL import Image

from flashweb.core.request import MediaRef
from flashweb.core.screen import Box, Element
from flashweb.guardrails.faint import Pixels, stretched
from flashweb.guardrails.injection import InjectionDetector, Suspicion
from flashweb.media.store import MediaStore, key_of
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reading import Reading
from flashweb.perception.runtime import Priority

MAX_BLOCK = 12
"""Lines judged together at most."""
MIN_LINE = 6
"""Characters of a line that is worth judging alone."""
REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Hidden:
    """An injection in a picture: how sure, where, and its text."""

    suspicion: Suspicion
    box: Box
    text: str


class PictureGuard:
    """Finds injections in stored pictures; remembers what the second look at each gave."""

    def __init__(self, parser: ScreenParser, media: MediaStore, detector: InjectionDetector, second_look: bool) -> None:
        self._parser = parser
        self._media = media
        self._detector = detector
        self._second_look = second_look
        self._faint: OrderedDict[tuple[str, str], list[Element]] = OrderedDict()
        media.on_remove(self._forget)

    def seen(self, picture: MediaRef) -> list[Hidden]:
        """Injections among what is known of the picture now."""
        if not self._parser.is_ready:
            return []
        lines = self._open(picture).known + self._faint.get(key_of(picture), [])
        return find_hidden(lines, self._detector)

    async def read(self, picture: MediaRef) -> list[Hidden]:
        """Injections in the whole picture, faint text included."""
        return find_hidden(await self.lines(picture), self._detector)

    async def lines(self, picture: MediaRef) -> list[Element]:
        """Every line of the picture, faint ones last."""
        await self._parser.ready()
        lines = [line async for _, line in self._open(picture).lines(None, Priority.LIVE)]
        await self.look_again(picture, Priority.LIVE)
        return lines + self._faint.get(key_of(picture), [])

    async def look_again(self, picture: MediaRef, priority: Priority = Priority.BACKGROUND) -> None:
        """Read the faint text of a picture, once."""
        key = key_of(picture)
        if not self._second_look or key in self._faint or not self._parser.is_ready:
            return
        clear = await asyncio.to_thread(stretched, await self._media.pixels(picture))
        lines: list[Element] = []
        if clear is not None:
            name = (picture.tenant, f"{picture.sha256}:faint")
            reading = self._parser.open(name, (picture.width, picture.height), partial(_given, clear))
            try:
                lines = [line async for _, line in reading.lines(None, priority)]
            finally:
                self._parser.forget(name)
        self._faint[key] = lines
        while len(self._faint) > REMEMBERED:
            self._faint.popitem(last=False)

    async def covered(self, picture: MediaRef, boxes: Sequence[Box]) -> MediaRef:
        """A copy of the picture, kept like any other, with these boxes painted over."""
        pixels = await self._media.pixels(picture)
        return await self._media.add(picture.tenant, await asyncio.to_thread(_painted, pixels, boxes))

    def _open(self, picture: MediaRef) -> Reading:
        load: Callable[[], Awaitable[Pixels]] = partial(self._media.pixels, picture)
        return self._parser.open(key_of(picture), (picture.width, picture.height), load)

    def _forget(self, key: tuple[str, str]) -> None:
        self._faint.pop(key, None)


def find_hidden(lines: Sequence[Element], detector: InjectionDetector) -> list[Hidden]:
    """Injections among lines in reading order: in blocks of lines, and in single ones."""
    found: list[Hidden] = []
    for block in blocks(lines):
        suspects = [line for line in block if len(line.text) >= MIN_LINE and detector.is_injection(line.text)]
        whole = "\n".join(line.text for line in block)
        if len(block) > 1 and detector.is_injection(whole):
            box = block[0].box
            for line in block[1:]:
                box = box.union(line.box)
            found.append(Hidden(detector.judge(whole), box, whole))
        else:
            found += [Hidden(detector.judge(line.text), line.box, line.text) for line in suspects]
    return found


def blocks(lines: Sequence[Element]) -> list[list[Element]]:
    """Lines that stand right below one another and begin or end alike, as those of a paragraph do."""
    result: list[list[Element]] = []
    for line in lines:
        for block in reversed(result[-6:]):
            if len(block) < MAX_BLOCK and _follows(block[-1].box, line.box):
                block.append(line)
                break
        else:
            result.append([line])
    return result


def _follows(above: Box, below: Box) -> bool:
    height = max(above.height, below.height)
    is_near = -0.5 * height <= below.top - above.bottom <= 1.3 * height
    is_level = min(above.height, below.height) >= 0.6 * height
    shift = min(abs(above.left - below.left), abs(above.right - below.right), abs(above.center[0] - below.center[0]))
    return is_near and is_level and shift <= 2.5 * height


async def _given(pixels: Pixels) -> Pixels:
    return pixels


def _painted(pixels: Pixels, boxes: Sequence[Box]) -> bytes:
    """PNG of the picture with each box in the colour of its edge."""
    pixels = pixels.copy()
    for box in boxes:
        left, top = max(int(box.left) - 2, 0), max(int(box.top) - 2, 0)
        area = pixels[top : int(box.bottom) + 3, left : int(box.right) + 3]
        if area.size:
            edge = np.concatenate([area[0], area[-1], area[:, 0], area[:, -1]])
            area[:] = np.median(edge, axis=0).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()
