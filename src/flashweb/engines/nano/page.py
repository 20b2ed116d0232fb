"""One picture while a question is being answered: what is known of its lines so far, and how to get more."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.engines.nano.answers import Answer
from flashweb.perception.grouping import rows_of
from flashweb.perception.runtime import Priority


class Lines(Protocol):
    """The part of `perception.reading.Reading` that answering needs."""

    size: tuple[int, int]

    async def boxes(self, priority: Priority) -> tuple[Box, ...]: ...

    def lines(self, order: Sequence[int] | None, priority: Priority) -> AsyncIterator[tuple[int, Element]]: ...

    async def screen(self, priority: Priority, need: Need) -> Screen: ...

    async def texts(self, priority: Priority) -> list[Element]: ...

    async def pixels(self) -> NDArray[np.uint8]: ...


Pointer = Callable[[Lines], Awaitable[Answer | None]]
"""Finds what answers the question on a page; None where nothing does."""


@dataclass(slots=True)
class Page:
    """number: the picture's place in the request, from 0. known: lines read so far by their index in the boxes.

    pointer: the trained reader with the question in mind; None where there is only the rules' way.
    """

    reading: Lines
    number: int
    known: dict[int, Element] = field(default_factory=dict)
    boxes: tuple[Box, ...] = ()
    pointer: Pointer | None = None

    @property
    def size(self) -> tuple[int, int]:
        return self.reading.size

    async def answer(self) -> Answer | None:
        """What the trained reader finds; None where it finds nothing, or is not there."""
        return await self.pointer(self.reading) if self.pointer else None

    async def screen(self, need: Need) -> Screen:
        """What is needed of the parsed screen."""
        return await self.reading.screen(Priority.LIVE, need)

    async def pixels(self) -> NDArray[np.uint8]:
        """The picture itself, uint8 RGB (height, width, 3)."""
        return await self.reading.pixels()

    async def detect(self) -> tuple[Box, ...]:
        """Boxes of all lines, in reading order."""
        if not self.boxes:
            self.boxes = await self.reading.boxes(Priority.LIVE)
        return self.boxes

    async def read(self, order: Iterable[int] | None = None) -> AsyncGenerator[tuple[int, Element], None]:
        """Lines in the asked order, each as soon as it is known; lines without text are left out.

        Close it when leaving early (`contextlib.aclosing`), so that unread lines are no longer wanted.
        """
        await self.detect()
        lines = self.reading.lines(None if order is None else list(order), Priority.LIVE)
        try:
            async for index, element in lines:
                self.known[index] = element
                yield index, element
        finally:
            if isinstance(lines, AsyncGenerator):
                await lines.aclose()

    async def read_all(self) -> list[tuple[int, Element]]:
        """All lines in reading order."""
        return [line async for line in self.read()]

    async def get(self, indices: Iterable[int]) -> list[tuple[int, Element]]:
        """These lines, in this order; those known already cost nothing."""
        order = list(indices)
        if missing := [i for i in order if i not in self.known]:
            async for _ in self.read(missing):
                pass
        return [(i, self.known[i]) for i in order if i in self.known]

    def rows(self) -> list[list[int]]:
        """Indices by visual row, from top to bottom."""
        return rows_of(self.boxes)

    def right_of(self, index: int) -> list[int]:
        """Boxes on the same line to the right, nearest first."""
        box = self.boxes[index]
        beside = [
            i
            for i, b in enumerate(self.boxes)
            if b.left >= box.right - 0.5 * box.height and _share_line(box, b) and i != index
        ]
        return sorted(beside, key=lambda i: self.boxes[i].left)

    def left_of(self, index: int) -> list[int]:
        """Boxes on the same line to the left, nearest first."""
        box = self.boxes[index]
        beside = [
            i
            for i, b in enumerate(self.boxes)
            if b.right <= box.left + 0.5 * box.height and _share_line(box, b) and i != index
        ]
        return sorted(beside, key=lambda i: -self.boxes[i].right)

    def below(self, index: int) -> list[int]:
        """Boxes in the same column below, nearest first."""
        box = self.boxes[index]
        under = [i for i, b in enumerate(self.boxes) if b.center[1] > box.bottom and _share_column(box, b)]
        return sorted(under, key=lambda i: (self.boxes[i].top, abs(self.boxes[i].left - box.left)))

    def above(self, index: int) -> list[int]:
        """Boxes in the same column above, nearest first."""
        box = self.boxes[index]
        over = [i for i, b in enumerate(self.boxes) if b.center[1] < box.top and _share_column(box, b)]
        return sorted(over, key=lambda i: (-self.boxes[i].bottom, abs(self.boxes[i].left - box.left)))


def _share_line(first: Box, second: Box) -> bool:
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > 0.5 * min(first.height, second.height)


def _share_column(first: Box, second: Box) -> bool:
    shared = min(first.right, second.right) - max(first.left, second.left)
    is_aligned = abs(first.left - second.left) < 2 * min(first.height, second.height)
    return is_aligned or shared > 0.3 * min(first.width, second.width)
