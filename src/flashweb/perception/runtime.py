"""Threads that run inference jobs, the most urgent first, off the event loop.

One thread a core, each on its own single-threaded inference stream: many small jobs side by side scale
better than one job on many cores, and a live question waits at most for the job that is running.
A job runs only while somebody wants it; one that nobody wants any more and that has not started is dropped.
Small jobs of one group (lines of equal width, of whichever picture and request) run together.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
import math
import threading
from collections.abc import Callable, Hashable, Sequence
from enum import IntEnum
from typing import Any

from flashweb.core.errors import FlashWebError, InternalError, NotReady, Overloaded

logger = logging.getLogger(__name__)


class Priority(IntEnum):
    """LIVE: a person waits for it now. BACKGROUND: it may be asked for soon."""

    LIVE = 0
    BACKGROUND = 1


Rank = tuple[Priority, int]
"""Urgency: priority, then stage; within one priority, what makes first words possible has stage 0."""

Run = Callable[[Sequence[Any]], Sequence[Any]]


class Job:
    """One unit of work: `run([payload, ...])` gives one result a payload, for up to `batch` jobs of a group."""

    __slots__ = ("batch", "entry", "future", "group", "is_started", "payload", "run", "wants")

    def __init__(self, run: Run, payload: Any, group: Hashable = None, batch: int = 1) -> None:
        self.run = run
        self.payload = payload
        self.group = group
        self.batch = batch
        self.future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.wants: list[Rank] = []
        self.entry: tuple[Rank, int] | None = None
        self.is_started = False


class Executor:
    """Bounded pool of inference threads. All methods but the threads' own are called on the event loop."""

    def __init__(self, threads: int, max_queued: int) -> None:
        self._max_queued = max_queued
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Condition()
        self._heap: list[tuple[Rank, int, Job]] = []
        self._groups: dict[tuple[Rank, Hashable], dict[Job, None]] = {}
        self._count = itertools.count()
        self._queued = 0
        self._idle = 0
        self._is_closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"perception-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def queued(self) -> int:
        """Jobs that wait for a thread."""
        return self._queued

    def want(self, job: Job, rank: Rank) -> None:
        """Asks for a job, or asks more urgently; pair each call with one `release` of the same rank."""
        with self._lock:
            if self._is_closing:
                raise NotReady("the reader is shutting down")
            if job.entry is None and not job.is_started and self._queued >= self._max_queued:
                raise Overloaded("too much text waits to be read; try again in a moment", retry_after=1.0)
            job.wants.append(rank)
            self._place(job)

    def release(self, job: Job, rank: Rank) -> None:
        """Takes one `want` back; work that nobody wants and that has not started is dropped."""
        with self._lock:
            if rank in job.wants:
                job.wants.remove(rank)
                self._place(job)

    async def close(self) -> None:
        """Lets running jobs end, fails the rest with `NotReady`."""
        with self._lock:
            self._is_closing = True
            waiting = [job for _, number, job in self._heap if job.entry is not None and job.entry[1] == number]
            self._heap.clear()
            self._lock.notify_all()
        for job in waiting:
            self._settle([job], NotReady("the reader is shutting down"))
        await asyncio.gather(*(asyncio.to_thread(thread.join, 10.0) for thread in self._threads))

    def _place(self, job: Job) -> None:
        rank = min(job.wants, default=None)
        if job.is_started or (job.entry[0] if job.entry else None) == rank:
            return
        self._remove(job)
        if rank is None:
            return
        job.entry = (rank, next(self._count))
        self._queued += 1
        heapq.heappush(self._heap, (*job.entry, job))
        if job.group is not None:
            self._groups.setdefault((rank, job.group), {})[job] = None
        self._lock.notify()

    def _remove(self, job: Job) -> None:
        if job.entry is None:
            return
        key = (job.entry[0], job.group)
        job.entry = None
        self._queued -= 1
        if job.group is not None:
            del self._groups[key][job]
            if not self._groups[key]:
                del self._groups[key]

    def _take(self) -> list[Job]:
        with self._lock:
            while not self._is_closing:
                while self._heap:
                    rank, number, job = heapq.heappop(self._heap)
                    if job.entry == (rank, number):
                        return self._batch(job)
                self._idle += 1
                self._lock.wait()
                self._idle -= 1
        return []

    def _batch(self, first: Job) -> list[Job]:
        """The job and mates of its group, but no more than leaves as many for each idle thread."""
        batch = [first]
        if first.entry is not None and first.batch > 1:
            mates = self._groups[first.entry[0], first.group]
            most = min(first.batch, math.ceil(len(mates) / (1 + self._idle)))
            batch += [job for job in itertools.islice(mates, most) if job is not first][: most - 1]
        for job in batch:
            self._remove(job)
            job.is_started = True
        return batch

    def _work(self) -> None:
        while self._run_next():
            pass

    def _run_next(self) -> bool:
        """Runs the most urgent batch; a function of its own, so that an idle thread holds nobody's pixels."""
        batch = self._take()
        if not batch:
            return False
        outcome: Sequence[Any] | FlashWebError
        try:
            outcome = batch[0].run([job.payload for job in batch])
        except FlashWebError as error:
            outcome = error
        except Exception as error:  # a worker's boundary: the waiters get it
            logger.exception("reading failed")
            outcome = InternalError("reading the picture failed")
            outcome.__cause__ = error
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._settle, batch, outcome)
        return True

    @staticmethod
    def _settle(batch: Sequence[Job], outcome: Sequence[Any] | FlashWebError) -> None:
        for index, job in enumerate(batch):
            if job.future.done():
                continue
            if isinstance(outcome, FlashWebError):
                job.future.set_exception(outcome)
                job.future.exception()  # a failure that nobody waits for any more is not an event-loop warning
            else:
                job.future.set_result(outcome[index])
