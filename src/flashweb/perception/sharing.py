"""Work on one picture that many may wait for: done once, as urgent as the most urgent of them, dropped with the last.

All methods run on the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

from flashweb.core.errors import DeadlineExceeded
from flashweb.perception.runtime import Executor, Job, Priority, Rank

T = TypeVar("T")

FIRST_PIECES = 4
"""Pieces at the head of a consumer's order that go before everybody's later ones."""


async def result_of(job: Job, timeout: float) -> Any:
    """What the job gave; DeadlineExceeded after timeout seconds."""
    done, _ = await asyncio.wait([job.future], timeout=timeout)
    if not done:
        raise DeadlineExceeded(f"reading a part of the picture took more than {timeout:g} s; try again")
    return job.future.result()


async def run(job: Job, executor: Executor, rank: Rank, timeout: float) -> Any:
    """The result of a job that only the caller wants."""
    executor.want(job, rank)
    try:
        return await result_of(job, timeout)
    finally:
        executor.release(job, rank)


class Shared(Generic[T]):
    """One computation. A failure reaches everybody who waits; it is tried again when next asked for."""

    def __init__(
        self, compute: Callable[[Shared[T]], Awaitable[T]], executor: Executor, timeout: float, name: str
    ) -> None:
        self.value: T | None = None
        self._compute, self._executor, self._timeout, self._name = compute, executor, timeout, name
        self._task: asyncio.Task[T] | None = None
        self._waiting: list[Priority] = []
        self._jobs: list[Job] = []
        self._rank: Rank = (Priority.BACKGROUND, 0)

    @property
    def priority(self) -> Priority:
        """Of the most urgent who waits."""
        return min(self._waiting, default=Priority.BACKGROUND)

    async def get(self, priority: Priority) -> T:
        """The value, computed at this priority at least."""
        if self.value is not None:
            return self.value
        self._waiting.append(priority)
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name=self._name)
            self._task.add_done_callback(self._ended)
        task = self._task
        self._rerank()
        try:
            return await asyncio.shield(task)
        finally:
            self._waiting.remove(priority)
            if not self._waiting and not task.done():
                task.cancel()
                self._task = None
            self._rerank()

    async def do(self, jobs: Sequence[Job]) -> list[Any]:
        """For the computation: the results of jobs that are as urgent as it is."""
        self._jobs, self._rank = [], (self.priority, 0)
        try:
            for job in jobs:
                self._executor.want(job, self._rank)
                self._jobs.append(job)
            return [await result_of(job, self._timeout) for job in jobs]
        finally:
            for job in self._jobs:
                self._executor.release(job, self._rank)
            self._jobs = []

    async def _run(self) -> T:
        self.value = value = await self._compute(self)
        return value

    def _ended(self, task: asyncio.Task[T]) -> None:
        if self._task is task:
            self._task = None
        if not task.cancelled():
            task.exception()

    def _rerank(self) -> None:
        rank = (self.priority, 0)
        if self._jobs and rank != self._rank:
            before, self._rank = self._rank, rank
            for job in self._jobs:
                self._executor.want(job, rank)
                self._executor.release(job, before)


class Pieces(Generic[T]):
    """Numbered parts of a picture, each computed by a job of its own when somebody first wants it."""

    def __init__(self, make: Callable[[int], Job], executor: Executor, timeout: float) -> None:
        self.known: dict[int, T] = {}
        self._make, self._executor, self._timeout = make, executor, timeout
        self._jobs: dict[int, Job] = {}

    async def each(self, indices: Sequence[int], priority: Priority) -> AsyncGenerator[tuple[int, T]]:
        """The pieces strictly in the asked order, each as soon as it is known."""
        wanted: list[tuple[int, Job | None, Rank]] = []
        try:
            for position, index in enumerate(indices):
                rank: Rank = (priority, 1 if position < FIRST_PIECES else 2)
                job = None if index in self.known else self._job(index)
                if job is not None:
                    self._executor.want(job, rank)
                wanted.append((index, job, rank))
            for index, job, _ in wanted:
                if job is not None:
                    self.known[index] = await result_of(job, self._timeout)
                yield index, self.known[index]
        finally:
            for _, job, rank in wanted:
                if job is not None:
                    self._executor.release(job, rank)

    def forget_idle(self) -> None:
        """Drops jobs that have not started; they hold pixels."""
        self._jobs = {index: job for index, job in self._jobs.items() if job.is_started}

    def _job(self, index: int) -> Job:
        job = self._jobs.get(index)
        if job is None:
            job = self._jobs[index] = self._make(index)
            job.future.add_done_callback(lambda future: self._ended(index, future))
        return job

    def _ended(self, index: int, future: asyncio.Future[T]) -> None:
        self._jobs.pop(index, None)
        if not future.cancelled() and future.exception() is None:
            self.known[index] = future.result()
