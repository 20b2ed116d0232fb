"""One picture being read, step by step, for everybody who asks about it.

Nothing is read twice and nothing is read that nobody asked for: boxes come first, lines in the order that the
question needs, elements and icons where the question is about them, and each consumer's wish counts until it is
fulfilled or goes away.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from flashweb.core.errors import DeadlineExceeded, InternalError
from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.perception.detection import Detector, Pixels, Tile, padded_size, plan_tiles, reduced_size
from flashweb.perception.elements import LOOK_BATCH, ElementDetector, Look, View, interpret, is_familiar, viewing_scale
from flashweb.perception.found import Found, Icon
from flashweb.perception.framing import with_frames
from flashweb.perception.icons import BATCH, IconClassifier, IconCrop
from flashweb.perception.layout import line_boxes
from flashweb.perception.recognition import Line, LineCrop, Recogniser, batch_size, line_width, with_margin
from flashweb.perception.runtime import Executor, Job, Priority
from flashweb.perception.settings import PerceptionSettings
from flashweb.perception.sharing import Pieces, Shared
from flashweb.perception.states import with_states
from flashweb.perception.structure import assemble, cut_lines, icons_wanted, lines_needed
from flashweb.perception.ticks import with_ticks

Load = Callable[[], Awaitable[Pixels]]
EVERYTHING = Need()


@dataclass(frozen=True, slots=True)
class Tools:
    """What all readings share."""

    settings: PerceptionSettings
    executor: Executor
    detector: Detector
    elements: ElementDetector
    icons: IconClassifier
    recogniser: Recogniser


@dataclass(frozen=True, slots=True)
class Cuts:
    """Lines cut at elements. boxes: of all parts; starts: of each line its first part, and their number at the end."""

    boxes: tuple[Box, ...]
    starts: tuple[int, ...]

    def of(self, line: int) -> range:
        """The parts of a line; none where it is whole."""
        return range(self.starts[line], self.starts[line + 1])


class Reading:
    """Progressive result for one picture; all methods run on the event loop and may be used by many tasks at once.

    size: (width, height) in pixels. A failed step reaches everybody who waits for it and is tried again
    when next asked for.
    """

    def __init__(self, tenant: str, size: tuple[int, int], load: Load, tools: Tools) -> None:
        self.size = size
        self._tenant = tenant
        self._load = load
        self._tools = tools
        self._pixels: Pixels | None = None
        self._look: Look | None = None
        timeout = tools.settings.job_timeout
        self._boxes = Shared(self._detect, tools.executor, timeout, "detect text")
        self._found = Shared(self._find, tools.executor, timeout, "find elements")
        self._lines: Pieces[Line] = Pieces(self._line_job, tools.executor, timeout)
        self._cuts = Shared(self._cut, tools.executor, timeout, "cut lines")
        self._parts: Pieces[Line] = Pieces(self._part_job, tools.executor, timeout)
        self._icons: Pieces[Icon] = Pieces(self._icon_job, tools.executor, timeout)
        self._screen: Screen | None = None
        self._consumers = 0

    @property
    def num_lines(self) -> int | None:
        """Lines found, read or not; None before detection."""
        return None if self._boxes.value is None else len(self._boxes.value)

    @property
    def is_complete(self) -> bool:
        """Every line is known."""
        return self._boxes.value is not None and len(self._lines.known) == len(self._boxes.value)

    @property
    def known(self) -> list[Element]:
        """The lines read so far, in reading order; asks for none."""
        return [line for index in sorted(self._lines.known) if (line := self._element(index))]

    @property
    def is_busy(self) -> bool:
        """Somebody waits for a part of it."""
        return self._consumers > 0

    @property
    def num_bytes(self) -> int:
        """Memory that it keeps, roughly; its pixels it holds only while somebody waits."""
        kept = len(self._screen.elements) if self._screen else 0
        return 4096 + 1024 * (len(self._boxes.value or ()) + len(self._found.value or ()) + kept)

    async def pixels(self) -> Pixels:
        """The picture itself, for looking closer at what was found."""
        with self._waited_for():
            return await self._loaded()

    async def boxes(self, priority: Priority) -> tuple[Box, ...]:
        """Boxes around the lines, in reading order."""
        with self._waited_for():
            return await self._boxes.get(priority)

    async def found(self, priority: Priority) -> tuple[Found, ...]:
        """Elements and containers as the network sees them, in no order."""
        with self._waited_for():
            return await self._found.get(priority)

    async def lines(self, order: Sequence[int] | None, priority: Priority) -> AsyncIterator[tuple[int, Element]]:
        """Recognised lines with their index in `boxes`, strictly in the asked order, each as soon as it is known.

        order: indices to read, in this order; None for all in reading order. Lines without text are left out.
        """
        with self._waited_for():
            boxes = await self.boxes(priority)
            indices = range(len(boxes)) if order is None else order
            await self._hold_pixels(self._lines, indices)
            async with aclosing(self._lines.each(indices, priority)) as pieces:
                async for index, _ in pieces:
                    if (line := self._element(index)) is not None:
                        yield index, line

    async def screen(self, priority: Priority, need: Need = EVERYTHING) -> Screen:
        """What is needed of the screen: the tree of its elements, their text, names and icons."""
        if self._screen is not None and need == EVERYTHING:
            return self._screen
        with self._waited_for():
            found = await self.found(priority)
            boxes = await self.boxes(priority)
            small = icons_wanted(found, boxes, need)
            await self._hold_pixels(self._icons, small)
            lines = await self._needed_lines(found, need, priority)
            icons = {index: icon async for index, icon in self._icons.each(small, priority)}
            screen = await asyncio.to_thread(assemble, self.size, found, lines, icons, need)
        if need == EVERYTHING:
            self._screen = screen
        return screen

    async def texts(self, priority: Priority) -> list[Element]:
        """All that is written, in reading order: lines, and parts of those that elements cut."""
        with self._waited_for():
            return await self._needed_lines(await self.found(priority), EVERYTHING, priority)

    async def _needed_lines(self, found: tuple[Found, ...], need: Need, priority: Priority) -> list[Element]:
        """Whole lines as everybody reads them, and parts of those that elements cut."""
        boxes, cuts = await self.boxes(priority), await self._cuts.get(priority)
        wanted, cut = set(lines_needed(found, boxes, need)), set(lines_needed(found, cuts.boxes, need))
        whole = [index for index in sorted(wanted) if not cuts.of(index)]
        read = {(index, 0): line async for index, line in self.lines(whole, priority)}
        parts = ((index, part) for index in range(len(boxes)) for part in cuts.of(index))
        places = {part: (index, part) for index, part in parts if index in wanted or part in cut}
        await self._hold_pixels(self._parts, list(places))
        async for part, line in self._parts.each(list(places), priority):
            if (element := self._told(line, cuts.boxes[part])) is not None:
                read[places[part]] = element
        return [read[place] for place in sorted(read)]

    async def _cut(self, step: Shared[Cuts]) -> Cuts:
        pixels, boxes, found = await self._loaded(), self._boxes.value or (), self._found.value or ()

        def cut(_: Sequence[None]) -> list[list[tuple[Box, ...]]]:
            return [cut_lines(pixels, boxes, found)]

        parts = (await step.do([Job(cut, None)]))[0]
        starts = list(itertools.accumulate((len(part) for part in parts), initial=0))
        return Cuts(tuple(box for part in parts for box in part), tuple(starts))

    async def _detect(self, step: Shared[tuple[Box, ...]]) -> tuple[Box, ...]:
        pixels, settings, tools = await self._loaded(), self._tools.settings, self._tools
        size = reduced_size(self.size, settings.detection_scale)
        tiles = plan_tiles(size, settings.tile_pixels)
        if len(tiles) == 1:
            self._look = look = await self._look_at(step, pixels, size[0] / self.size[0])
            levels = look.text
        else:
            levels = np.zeros(size[::-1], np.uint8)

            def search(tiles: Sequence[Tile]) -> list[None]:
                for tile in tiles:
                    tools.detector.search(pixels, tile, levels)
                return [None] * len(tiles)

            await step.do([Job(search, tile) for tile in tiles])

        def arrange(_: Sequence[None]) -> list[list[Box]]:
            return [line_boxes(pixels, levels)[: settings.max_lines]]

        return tuple((await step.do([Job(arrange, None)]))[0])

    async def _find(self, step: Shared[tuple[Found, ...]]) -> tuple[Found, ...]:
        """What the look for text saw of elements, where its scale suits them, which the height of the text tells."""
        boxes = await self.boxes(step.priority)
        best = viewing_scale(self.size, [box.height for box in boxes])
        look, pixels = self._look, await self._loaded()
        if look is None or not is_familiar(1 / look.zoom[0], best):
            look = await self._look_at(step, pixels, best)

        def tell(looks: Sequence[Look]) -> list[tuple[Found, ...]]:
            drawn = (with_frames(with_ticks(interpret(look), pixels, boxes), pixels, boxes) for look in looks)
            return [with_states(found, pixels, boxes) for found in drawn]

        found: tuple[Found, ...] = (await step.do([Job(tell, look)]))[0]
        return found

    async def _look_at(self, step: Shared[Any], pixels: Pixels, scale: float) -> Look:
        view = View(pixels, scale)
        job = Job(self._tools.elements.look, view, ("look", padded_size(view.size)), LOOK_BATCH)
        seen: Look = (await step.do([job]))[0]
        return seen

    def _element(self, index: int) -> Element | None:
        """A line that was recognised, if it says anything."""
        return self._told(self._lines.known[index], (self._boxes.value or ())[index])

    def _told(self, line: Line, box: Box) -> Element | None:
        if not line.text or line.confidence < self._tools.settings.confidence_floor:
            return None
        return Element("text", line.text, line.text, box, round(line.confidence, 4))

    @contextmanager
    def _waited_for(self) -> Iterator[None]:
        """While somebody waits. The last takes the pixels along; whoever comes later loads them again."""
        self._consumers += 1
        try:
            yield
        finally:
            self._consumers -= 1
            if not self._consumers:
                self._pixels = self._look = None
                self._lines.forget_idle()
                self._parts.forget_idle()
                self._icons.forget_idle()

    async def _hold_pixels(self, pieces: Pieces[Line] | Pieces[Icon], indices: Sequence[int]) -> None:
        if any(index not in pieces.known for index in indices):
            await self._loaded()

    async def _loaded(self) -> Pixels:
        if self._pixels is None:
            timeout = self._tools.settings.job_timeout
            try:
                async with asyncio.timeout(timeout):
                    self._pixels = _checked(await self._load(), self.size)
            except TimeoutError as error:
                raise DeadlineExceeded(f"decoding the picture took more than {timeout:g} s; try again") from error
        return self._pixels

    def _line_job(self, index: int) -> Job:
        assert self._boxes.value is not None
        return self._text_job(self._boxes.value[index])

    def _part_job(self, index: int) -> Job:
        assert self._cuts.value is not None
        return self._text_job(self._cuts.value.boxes[index])

    def _text_job(self, tight: Box) -> Job:
        assert self._pixels is not None
        box = with_margin(tight)
        width = line_width(box)
        return Job(self._tools.recogniser.read, LineCrop(self._tenant, self._pixels, box), width, batch_size(width))

    def _icon_job(self, index: int) -> Job:
        assert self._pixels is not None and self._found.value is not None
        return Job(self._tools.icons.read, IconCrop(self._pixels, self._found.value[index].box), "icon", BATCH)


def _checked(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    if pixels.shape != (size[1], size[0], 3) or pixels.dtype != np.uint8:
        raise InternalError("the picture's pixels do not have the announced size")
    return pixels
