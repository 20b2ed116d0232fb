"""Admission control: a bounded number run, a bounded number wait, in order of arrival, with a deadline.

Shedding early keeps the queue short enough that whoever is admitted is answered in time.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from flashweb.core.errors import Overloaded


class Admission:
    """max_running places, at most max_waiting callers waiting timeout seconds for one."""

    def __init__(self, max_running: int, max_waiting: int, timeout: float) -> None:
        self._max_running = max_running
        self._max_waiting = max_waiting
        self._timeout = timeout
        self._num_running = 0
        self._waiters: deque[asyncio.Future[None]] = deque()

    @property
    def num_running(self) -> int:
        return self._num_running

    @property
    def num_waiting(self) -> int:
        return len(self._waiters)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold one of the running places; raises Overloaded when the queue is full or the wait too long."""
        await self._acquire()
        try:
            yield
        finally:
            self._release()

    async def _acquire(self) -> None:
        if self._num_running < self._max_running and not self._waiters:
            self._num_running += 1
            return
        if len(self._waiters) >= self._max_waiting:
            raise Overloaded(
                f"{self._num_running} requests are running and {len(self._waiters)} waiting, as many as allowed; "
                "try again after the time in Retry-After.",
                retry_after=1.0,
            )
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            async with asyncio.timeout(self._timeout):
                await waiter
        except TimeoutError:
            self._give_up(waiter)
            raise Overloaded(
                f"No place became free within {self._timeout:g} s; try again after the time in Retry-After.",
                retry_after=5.0,
            ) from None
        except asyncio.CancelledError:
            self._give_up(waiter)
            raise

    def _give_up(self, waiter: asyncio.Future[None]) -> None:
        if waiter.done() and not waiter.cancelled():
            self._release()
        elif waiter in self._waiters:
            self._waiters.remove(waiter)

    def _release(self) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self._num_running -= 1
