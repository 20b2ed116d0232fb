"""Upload-time prefill: a server computes a picture's prefix while the person still types, and gives way to live work.

It starts only where nothing else runs, and a live request about something else hangs up on it; what the server has
computed by then stays in its cache, and the rest is tried again once it is quiet.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing

from flashweb.engines.remote.chunks import Fault
from flashweb.engines.remote.upstream import Upstream

Choose = Callable[[], tuple[Upstream, bytes]]
"""The server to send to at this moment, and the body for it."""


class Prefilling:
    """num_running: pictures sent on side by side."""

    def __init__(self, num_running: int) -> None:
        self._places = asyncio.Semaphore(num_running)
        self._running: dict[asyncio.Task[int], tuple[Upstream, str]] = {}
        self._num_done = 0
        self._num_gave_way = 0
        self._num_cached = 0

    async def run(self, picture: str, choose: Choose, timeout: float) -> None:
        """Return when the prefix is computed; raises what choose raises, or the fault's error."""
        async with self._places:
            while True:
                upstream, body = choose()
                if not upstream.is_quiet.is_set():
                    await upstream.is_quiet.wait()
                    continue
                task = asyncio.create_task(_ask(upstream, body, timeout), name=f"prefill {picture[:8]}")
                self._running[task] = (upstream, picture)
                try:
                    await asyncio.wait((task,))
                    if not task.cancelled():
                        self._num_cached += task.result()
                        self._num_done += 1
                        return
                    self._num_gave_way += 1
                except Fault as fault:
                    raise fault.error from fault
                finally:
                    del self._running[task]
                    await _ended(task)

    def give_way(self, upstream: Upstream, picture: str | None) -> None:
        """A live request goes to that server; work on its own picture is work for it."""
        for task, (place, about) in self._running.items():
            if place is upstream and about != picture:
                task.cancel()

    def stats(self) -> Mapping[str, float]:
        return {
            "prefills_total": self._num_done,
            "prefills_gave_way_total": self._num_gave_way,
            "prefill_cached_tokens_total": self._num_cached,
        }


async def _ask(upstream: Upstream, body: bytes, timeout: float) -> int:
    """One token, for the sake of its prefix; how much of that was there already, in tokens."""
    cached = 0
    async with aclosing(upstream.answer(body, timeout)) as chunks:
        async for chunk in chunks:
            cached = chunk.usage.cached_tokens if chunk.usage else cached
    return cached


async def _ended(task: asyncio.Task[int]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
