"""One picture being read, step by step, for everybody who asks about it.

Nothing is read twice and nothing is read that nobody asked for: boxes come first, lines in the order that the
question needs, and each consumer's wish counts until it has its line or goes away.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from flashweb.core.errors import DeadlineExceeded, InternalError
from flashweb.core.screen import Box, Element, Screen
from flashweb.perception.detection import Detector, Pixels, Tile, plan_tiles, reduced_size
from flashweb.perception.grouping import with_structure
from flashweb.perception.layout import line_boxes
from flashweb.perception.recognition import Line, LineCrop, Recogniser, batch_size, line_width, with_margin
from flashweb.perception.runtime import Executor, Job, Priority, Rank
from flashweb.perception.settings import PerceptionSettings

Load = Callable[[], Awaitable[Pixels]]

FIRST_LINES = 4
"""Lines at the head of a consumer's order that go before everybody's later lines."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What all readings share."""

    settings: PerceptionSettings
    executor: Executor
    detector: Detector
    recogniser: Recogniser


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
        self._boxes: tuple[Box, ...] | None = None
        self._lines: list[Line | None] = []
        self._jobs: dict[int, Job] = {}
        self._detecting: asyncio.Task[tuple[Box, ...]] | None = None
        self._waiting: list[Priority] = []
        self._tiles: list[Job] = []
        self._tile_rank: Rank = (Priority.BACKGROUND, 0)
        self._screen: Screen | None = None
        self._consumers = 0

    @property
    def num_lines(self) -> int | None:
        """Lines found, read or not; None before detection."""
        return None if self._boxes is None else len(self._boxes)

    @property
    def is_complete(self) -> bool:
        """Every line is known."""
        return self._boxes is not None and all(line is not None for line in self._lines)

    @property
    def is_busy(self) -> bool:
        """Somebody waits for a part of it."""
        return self._consumers > 0

    @property
    def num_bytes(self) -> int:
        """Memory that it keeps, roughly; its pixels it holds only while somebody waits."""
        return 4096 + 1024 * len(self._lines)

    async def boxes(self, priority: Priority) -> tuple[Box, ...]:
        """Boxes around the lines, in reading order."""
        if self._boxes is not None:
            return self._boxes
        self._waiting.append(priority)
        self._enter()
        if self._detecting is None:
            self._detecting = asyncio.create_task(self._detect(), name="detect text")
            self._detecting.add_done_callback(self._detection_ended)
        task = self._detecting
        self._rerank_tiles()
        try:
            return await asyncio.shield(task)
        finally:
            self._waiting.remove(priority)
            if not self._waiting and not task.done():
                task.cancel()
                self._detecting = None
            self._rerank_tiles()
            self._leave()

    async def lines(self, order: Sequence[int] | None, priority: Priority) -> AsyncIterator[tuple[int, Element]]:
        """Recognised lines with their index in `boxes`, strictly in the asked order, each as soon as it is known.

        order: indices to read, in this order; None for all in reading order. Lines without text are left out.
        """
        wanted: list[tuple[int, Job | None, Rank]] = []
        self._enter()
        try:
            boxes = await self.boxes(priority)
            indices = range(len(boxes)) if order is None else order
            if self._pixels is None and any(self._lines[index] is None for index in indices):
                self._pixels = await self._loaded()
            for position, index in enumerate(indices):
                rank: Rank = (priority, 1 if position < FIRST_LINES else 2)
                job = None if self._lines[index] is not None else self._job(index)
                if job is not None:
                    self._tools.executor.want(job, rank)
                wanted.append((index, job, rank))
            for index, job, _ in wanted:
                line = self._lines[index]
                if line is None and job is not None:
                    line = await self._result(job)
                if line is not None and line.text and line.confidence >= self._tools.settings.confidence_floor:
                    yield index, Element("text", line.text, line.text, boxes[index], round(line.confidence, 4))
        finally:
            for _, job, rank in wanted:
                if job is not None:
                    self._tools.executor.release(job, rank)
            self._leave()

    async def screen(self, priority: Priority) -> Screen:
        """Everything read, with headings and paragraphs."""
        if self._screen is None:
            elements = [element async for _, element in self.lines(None, priority)]
            self._screen = Screen(*self.size, tuple(with_structure(elements)))
        return self._screen

    async def _detect(self) -> tuple[Box, ...]:
        if self._pixels is None:
            self._pixels = await self._loaded()
        pixels, settings, detector = self._pixels, self._tools.settings, self._tools.detector
        size = reduced_size(self.size, settings.detection_scale)
        levels = np.zeros(size[::-1], np.uint8)

        def look(tiles: Sequence[Tile]) -> list[None]:
            for tile in tiles:
                detector.search(pixels, tile, levels)
            return [None] * len(tiles)

        def arrange(_: Sequence[None]) -> list[list[Box]]:
            return [line_boxes(pixels, levels)[: settings.max_lines]]

        await self._run([Job(look, tile) for tile in plan_tiles(size, settings.tile_pixels)])
        boxes = (await self._run([Job(arrange, None)]))[0]
        self._lines = [None] * len(boxes)
        self._boxes = tuple(boxes)
        return self._boxes

    def _enter(self) -> None:
        self._consumers += 1

    def _leave(self) -> None:
        """The last consumer takes the pixels along; whoever comes later loads them again."""
        self._consumers -= 1
        if not self._consumers:
            self._pixels = None
            self._jobs = {index: job for index, job in self._jobs.items() if job.is_started}

    async def _loaded(self) -> Pixels:
        timeout = self._tools.settings.job_timeout
        try:
            async with asyncio.timeout(timeout):
                return _checked(await self._load(), self.size)
        except TimeoutError as error:
            raise DeadlineExceeded(f"decoding the picture took more than {timeout:g} s; try again") from error

    def _detection_ended(self, task: asyncio.Task[tuple[Box, ...]]) -> None:
        if self._detecting is task:
            self._detecting = None
        if not task.cancelled():
            task.exception()

    async def _run(self, jobs: list[Job]) -> list[Any]:
        self._tiles, self._tile_rank = [], (min(self._waiting, default=Priority.BACKGROUND), 0)
        try:
            for job in jobs:
                self._tools.executor.want(job, self._tile_rank)
                self._tiles.append(job)
            return [await self._result(job) for job in jobs]
        finally:
            for job in self._tiles:
                self._tools.executor.release(job, self._tile_rank)
            self._tiles = []

    def _rerank_tiles(self) -> None:
        rank = (min(self._waiting, default=Priority.BACKGROUND), 0)
        if self._tiles and rank != self._tile_rank:
            before, self._tile_rank = self._tile_rank, rank
            for job in self._tiles:
                self._tools.executor.want(job, rank)
                self._tools.executor.release(job, before)

    def _job(self, index: int) -> Job:
        job = self._jobs.get(index)
        if job is None:
            assert self._pixels is not None and self._boxes is not None
            box = with_margin(self._boxes[index])
            width = line_width(box)
            crop = LineCrop(self._tenant, self._pixels, box)
            job = Job(self._tools.recogniser.read, crop, group=width, batch=batch_size(width))
            job.future.add_done_callback(lambda future: self._line_ended(index, future))
            self._jobs[index] = job
        return job

    def _line_ended(self, index: int, future: asyncio.Future[Line]) -> None:
        self._jobs.pop(index, None)
        if not future.cancelled() and future.exception() is None:
            self._lines[index] = future.result()

    async def _result(self, job: Job) -> Any:
        timeout = self._tools.settings.job_timeout
        done, _ = await asyncio.wait([job.future], timeout=timeout)
        if not done:
            raise DeadlineExceeded(f"reading a part of the picture took more than {timeout:g} s; try again")
        return job.future.result()


def _checked(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    if pixels.shape != (size[1], size[0], 3) or pixels.dtype != np.uint8:
        raise InternalError("the picture's pixels do not have the announced size")
    return pixels
