"""Watches a run from the side: the server's memory, and whether the load generator itself keeps up.

Figures of a load generator that is short of CPU are figures of the load generator; so each level reports the share
of a core that this process used, and how late its event loop woke up.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from flashweb.bench.memory import MemoryUnknownError, resident_bytes

TICK = 0.05
TICKS_PER_MEMORY_SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Overhead:
    """Of this process during a level: share of one core (1.0 is a whole core), lateness of its loop in seconds."""

    cpu: float
    lag_p95: float
    lag_max: float

    @property
    def is_short_of_cpu(self) -> bool:
        """Beyond this the times measured are the generator's as much as the server's."""
        return self.cpu > 0.8 or self.lag_p95 > 0.02


@dataclass(slots=True)
class Observer:
    """Use as `async with Observer(pids) as seen:`; read peaks and overhead after it."""

    pids: tuple[int | None, ...]
    peaks: list[int | None] = field(default_factory=list)
    overhead: Overhead = Overhead(0.0, 0.0, 0.0)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _lags: list[float] = field(default_factory=list)
    _task: asyncio.Task[None] | None = None
    _started: tuple[float, float] = (0.0, 0.0)

    async def __aenter__(self) -> Self:
        self.peaks = [None] * len(self.pids)
        self._started = (time.perf_counter(), time.process_time())
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._task is not None:
            await self._task
        wall, cpu = time.perf_counter() - self._started[0], time.process_time() - self._started[1]
        lags = sorted(self._lags) or [0.0]
        self.overhead = Overhead(cpu / max(wall, 1e-9), lags[int(0.95 * (len(lags) - 1))], lags[-1])

    async def _watch(self) -> None:
        tick = 0
        while not self._stop.is_set():
            if tick % TICKS_PER_MEMORY_SAMPLE == 0:
                await asyncio.to_thread(self._sample_memory)
            tick += 1
            due = time.perf_counter() + TICK
            try:
                async with asyncio.timeout(TICK):
                    await self._stop.wait()
            except TimeoutError:
                self._lags.append(time.perf_counter() - due)
        await asyncio.to_thread(self._sample_memory)

    def _sample_memory(self) -> None:
        for index, pid in enumerate(self.pids):
            if pid is None:
                continue
            try:
                self.peaks[index] = max(self.peaks[index] or 0, resident_bytes(pid))
            except MemoryUnknownError:  # the server died: its failed requests say so
                continue
