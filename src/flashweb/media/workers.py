"""A bounded pool of threads for decoding, hashing and file I/O, so that none of it blocks the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from flashweb.core.errors import Overloaded

P = ParamSpec("P")
T = TypeVar("T")


class WorkerPool:
    """At most num_workers calls run and max_waiting wait; one more raises Overloaded."""

    def __init__(self, num_workers: int, max_waiting: int) -> None:
        self._threads = ThreadPoolExecutor(num_workers, thread_name_prefix="media")
        self._limit = num_workers + max_waiting
        self._num_pending = 0

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a blocking call on a thread and return what it returns."""
        if self._num_pending >= self._limit:
            raise Overloaded("Too many pictures are being decoded; try again in a moment.", retry_after=1.0)
        loop = asyncio.get_running_loop()
        self._num_pending += 1
        future = self._threads.submit(call, *args, **kwargs)
        future.add_done_callback(lambda _: loop.is_closed() or loop.call_soon_threadsafe(self._done))
        return await asyncio.wrap_future(future)

    def _done(self) -> None:
        self._num_pending -= 1

    def close(self) -> None:
        """Drop what waits and let what runs end."""
        self._threads.shutdown(wait=True, cancel_futures=True)
