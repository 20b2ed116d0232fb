"""Counts in this process's memory: a sliding window a name, never more than max_counters of them.

The strategy and its storage protocol are those of the `limits` library. Its own memory storage walks over every
counter on the event loop after each hit and has no bound; this one does a constant amount of work for each hit, and
the counter that was unused longest makes room, so that millions of addresses cost no more than max_counters.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from dataclasses import dataclass
from math import floor

from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from flashweb.access.limits import WINDOW, Count

State = tuple[int, float, int, float]
"""Count of the previous window, seconds for which it still weighs, count of this window, seconds it is kept."""


@dataclass(slots=True)
class _Window:
    index: int
    previous: int
    current: int


class BoundedMemory(MemoryStorage):
    """Sliding windows in an ordered dict, oldest use first."""

    STORAGE_SCHEME = ["async+bounded-memory"]  # noqa: RUF012 - the library's protocol

    def __init__(self, max_counters: int) -> None:
        super().__init__()
        self._max_counters = max_counters
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def __len__(self) -> int:
        return len(self._windows)

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count amount where it fits."""
        now = time.time()
        window = self._turn(key, int(now // expiry))
        weighted = window.previous * (1 - now / expiry % 1) + window.current
        if floor(weighted) + amount > limit:
            return False
        window.current += amount
        self._windows[key] = window
        self._windows.move_to_end(key)
        if len(self._windows) > self._max_counters:
            self._windows.popitem(last=False)
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> State:
        """How the window stands."""
        now = time.time()
        window = self._turn(key, int(now // expiry))
        left = expiry * (1 - now / expiry % 1)
        return window.previous, left, window.current, left + expiry

    def _turn(self, key: str, index: int) -> _Window:
        """The key's window as of now; a window that nobody used leaves no trace."""
        window = self._windows.get(key)
        if window is None or index > window.index + 1:
            return _Window(index, 0, 0)
        if index == window.index + 1:
            window.index, window.previous, window.current = index, window.current, 0
        return window


class LocalCounters:
    """Counts of this process alone."""

    def __init__(self, max_counters: int) -> None:
        self._storage = BoundedMemory(max_counters)
        self._strategy = SlidingWindowCounterRateLimiter(self._storage)
        self._running: Counter[str] = Counter()

    def stats(self) -> dict[str, float]:
        """See Counters."""
        return {"counters": len(self._storage)}

    async def close(self) -> None:
        """See Counters."""

    async def spend(self, name: str, limit: int, cost: int) -> Count:
        """See Counters."""
        item = RateLimitItemPerSecond(limit, WINDOW, namespace="flashweb")
        is_within = await self._strategy.hit(item, name, cost=cost)
        return count_of(is_within, await self._storage.get_sliding_window(item.key_for(name), WINDOW), limit, cost)

    async def enter(self, name: str, limit: int, lease: str) -> bool:
        """See Counters."""
        if self._running[name] >= limit:
            return False
        self._running[name] += 1
        return True

    def leave(self, name: str, lease: str) -> None:
        """See Counters."""
        self._running[name] -= 1
        if self._running[name] <= 0:
            del self._running[name]


def count_of(is_within: bool, state: State, limit: int, cost: int) -> Count:
    """How a window stands after cost was counted, or was not."""
    used = floor(state[0] * state[1] / WINDOW) + state[2]
    wait = max(0.0, state[3] - WINDOW) if is_within else wait_for(state, limit, cost)
    return Count(is_within, max(0, limit - used), wait)


def wait_for(state: State, limit: int, cost: int) -> float:
    """Seconds until cost fits into limit, when nothing else is counted meanwhile; WINDOW when it never fits.

    In this window the previous count fades; in the next one this window's does.
    """
    previous, left, current, kept = state
    room = limit - cost + 1
    if room <= 0:
        return float(WINDOW)
    if previous * left / WINDOW + current < room:
        return 0.0
    if room > current and previous:
        return max(0.0, left - (room - current) * WINDOW / previous)
    turn = max(0.0, kept - WINDOW)
    return turn if current < room else turn + WINDOW * (1 - room / current)
