"""The text reader as the rest of the server sees it: pictures in, shared progressive readings out."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from flashweb.core.errors import NotReady
from flashweb.perception.detection import Detector
from flashweb.perception.elements import ElementDetector
from flashweb.perception.icons import IconClassifier
from flashweb.perception.models import Models, load_models
from flashweb.perception.reading import Load, Reading, Tools
from flashweb.perception.recognition import HEIGHT, WIDTHS, LineCache, Recogniser, batch_size
from flashweb.perception.runtime import Executor
from flashweb.perception.settings import PerceptionSettings

Key = tuple[str, str]
"""(tenant, SHA-256 of the picture): no cache can answer about somebody else's picture."""

WARM_TILE = (608, 960)


@dataclass(frozen=True, slots=True)
class PerceptionStats:
    """Counters since the start, and what is held or waits now."""

    readings: int
    hits: int
    misses: int
    line_hits: int
    line_misses: int
    queue_depth: int


class ScreenParser:
    """Owns the models, the inference threads and the readings; `start` before use, `close` at the end."""

    def __init__(self, settings: PerceptionSettings) -> None:
        self._settings = settings
        self._cache = LineCache(settings.line_cache_bytes)
        self._readings: OrderedDict[Key, Reading] = OrderedDict()
        self._tools: Tools | None = None
        self._starting: asyncio.Task[None] | None = None
        self._hits = 0
        self._misses = 0

    async def start(self, progress: Callable[[str, float], None]) -> None:
        """Loads, checks and warms up the models; progress gets the step's name and the part done, 0 to 1.

        Raises ConfigurationError where the weights are missing or changed.
        """
        threads = self._settings.threads
        progress("loading the text reader", 0.0)
        models = await asyncio.to_thread(load_models, threads, self._settings.compile_cache)
        progress("warming up the text reader", 0.6)
        await asyncio.to_thread(_warm_up, models, threads)
        self._tools = Tools(
            self._settings,
            Executor(threads, self._settings.queue_jobs),
            Detector(models.detector),
            ElementDetector(models.detector),
            IconClassifier(models.icons, models.icon_labels),
            Recogniser(models.recogniser, models.labels, self._cache),
        )
        progress("text reader ready", 1.0)

    async def ready(self) -> None:
        """Returns once it is started; callers share one start, which goes on when an impatient one leaves."""
        if self._tools is None:
            if self._starting is None or self._starting.done():
                self._starting = asyncio.create_task(self.start(lambda step, done: None), name="start the reader")
            await asyncio.shield(self._starting)

    @property
    def is_ready(self) -> bool:
        """Whether `start` is done and `close` not begun."""
        return self._tools is not None

    @property
    def threads(self) -> int:
        """Inference threads that it has or will have."""
        return self._settings.threads

    @property
    def executor(self) -> Executor:
        """The threads that inference runs on, for networks that work beside these."""
        if self._tools is None:
            raise NotReady("the text reader is not ready yet; try again in a moment", retry_after=1.0)
        return self._tools.executor

    def open(self, key: Key, size: tuple[int, int], load: Load) -> Reading:
        """The reading of a picture: the same one for the same key, as long as it is kept.

        size: (width, height). load: gives the pixels, uint8 RGB (height, width, 3); called when first needed.
        """
        if self._tools is None:
            raise NotReady("the text reader is not ready yet; try again in a moment", retry_after=1.0)
        reading = self._readings.get(key)
        if reading is None:
            self._misses += 1
            reading = self._readings[key] = Reading(key[0], size, load, self._tools)
        else:
            self._hits += 1
        self._readings.move_to_end(key)
        self._evict(key)
        return reading

    def forget(self, key: Key) -> None:
        """Drops what is known of a picture; who is reading it now may finish."""
        self._readings.pop(key, None)

    async def close(self) -> None:
        """Stops the threads; waiting consumers get NotReady."""
        if self._starting is not None:
            await asyncio.gather(self._starting, return_exceptions=True)
        tools, self._tools = self._tools, None
        self._readings.clear()
        if tools is not None:
            await tools.executor.close()

    def stats(self) -> PerceptionStats:
        """Counters for metrics."""
        return PerceptionStats(
            readings=len(self._readings),
            hits=self._hits,
            misses=self._misses,
            line_hits=self._cache.hits,
            line_misses=self._cache.misses,
            queue_depth=self._tools.executor.queued if self._tools else 0,
        )

    def _evict(self, keep: Key) -> None:
        excess = sum(reading.num_bytes for reading in self._readings.values()) - self._settings.readings_bytes
        if excess <= 0:
            return
        for key, reading in list(self._readings.items()):
            if key != keep and not reading.is_busy:
                excess -= reading.num_bytes
                del self._readings[key]
            if excess <= 0:
                return


def _warm_up(models: Models, threads: int) -> None:
    """Meets the usual shapes once on every inference stream, so that no request pays for their compilation."""
    barrier = threading.Barrier(threads)
    models.detector.create_infer_request().infer([np.full((1, *WARM_TILE, 3), 255, np.uint8)])
    shapes = [(count, HEIGHT, width, 3) for width in WIDTHS for count in sorted({1, batch_size(width)})]

    def visit() -> None:
        for shape in shapes:
            barrier.wait(30.0)
            models.recogniser.create_infer_request().infer([np.full(shape, 255, np.uint8)])

    visitors = [threading.Thread(target=visit, daemon=True) for _ in range(threads)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
