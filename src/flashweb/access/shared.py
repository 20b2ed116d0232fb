"""Counts in a Redis that several server processes share, each count one script, so one step and one way there and back.

The `limits` library, which counts in memory, takes two steps to count and to tell; another server's come between.

Redis being slow or gone must not take the server with it: each call has a deadline, and after a failure this process
counts in its own memory for RETRY_SECONDS before it tries again. So an outage loosens the limits to one allowance a
process, never to none; it is logged and counted (flashweb_limits_redis_failures_total).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import RedisError

from flashweb.access.limits import WINDOW, Count
from flashweb.access.windows import LocalCounters, count_of

T = TypeVar("T")
logger = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
LEASE_SECONDS = 300
"""After which a request counts as ended, when the process that ran it never said so."""
MAX_CONNECTIONS = 64
MAX_LEAVING = 4096
PREFIX = "flashweb"
_SPEND = """
local limit, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local index = math.floor(now / window)
local kept = redis.call('HMGET', KEYS[1], 'index', 'previous', 'current')
local age = index - (tonumber(kept[1]) or index)
local previous, current = tonumber(kept[2]) or 0, tonumber(kept[3]) or 0
if age == 1 then previous, current = current, 0 elseif age ~= 0 then previous, current = 0, 0 end
local left = window * (index + 1) - now
local fits = math.floor(previous * left / window) + current + cost <= limit
if fits then
  current = current + cost
  redis.call('HSET', KEYS[1], 'index', index, 'previous', previous, 'current', current)
  redis.call('EXPIRE', KEYS[1], 2 * window)
end
return {fits and 1 or 0, previous, current, tostring(left)}
"""
"""Counts and tells in one atomic step; the windows are those of `windows`, by Redis' own clock."""
_ENTER = """
local now = tonumber(redis.call('TIME')[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
"""


class RedisCounters:
    """Counts in Redis, with memory to fall back on. url: redis://, rediss:// or unix://; timeout: seconds a call."""

    def __init__(self, url: str, timeout: float, fallback: LocalCounters) -> None:
        self._timeout = timeout
        self._fallback = fallback
        self._pool = BlockingConnectionPool.from_url(
            url, max_connections=MAX_CONNECTIONS, timeout=timeout, socket_connect_timeout=timeout
        )
        self._redis = Redis(connection_pool=self._pool)
        self._spend = self._redis.register_script(_SPEND)
        self._enter = self._redis.register_script(_ENTER)
        self._local_leases: set[str] = set()
        self._leaving: set[asyncio.Task[None]] = set()
        self._retry_at = float("-inf")
        self._num_failures = 0

    def stats(self) -> dict[str, float]:
        """See Counters."""
        is_used = float(time.monotonic() >= self._retry_at)
        return {"redis_failures_total": self._num_failures, "redis_is_used": is_used, **self._fallback.stats()}

    async def spend(self, name: str, limit: int, cost: int) -> Count:
        """See Counters."""
        answer = await self._try(lambda: self._spend([f"{PREFIX}:spent:{name}"], [limit, WINDOW, cost]))
        if answer is None:
            return await self._fallback.spend(name, limit, cost)
        is_within, previous, current, left = answer
        return count_of(bool(is_within), (previous, float(left), current, float(left) + WINDOW), limit, cost)

    async def enter(self, name: str, limit: int, lease: str) -> bool:
        """See Counters."""
        answer = await self._try(lambda: self._enter([_running(name)], [limit, lease, LEASE_SECONDS]))
        if answer is not None:
            return bool(answer)
        is_in = await self._fallback.enter(name, limit, lease)
        if is_in:
            self._local_leases.add(lease)
        return is_in

    def leave(self, name: str, lease: str) -> None:
        """See Counters. Redis is told in the background; what it is not told ends with its lease."""
        if lease in self._local_leases:
            self._local_leases.discard(lease)
            self._fallback.leave(name, lease)
        elif len(self._leaving) < MAX_LEAVING:
            task = asyncio.create_task(self._leave(name, lease))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _leave(self, name: str, lease: str) -> None:
        await self._try(lambda: self._redis.zrem(_running(name), lease))

    async def _try(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """What Redis answers; None when it does not."""
        if time.monotonic() < self._retry_at:
            return None
        try:
            async with asyncio.timeout(self._timeout):
                return await call()
        except (RedisError, OSError, TimeoutError) as error:
            if time.monotonic() >= self._retry_at:
                reason = type(error).__name__
                logger.warning("Redis fails (%s): limits count in this process for %g s", reason, RETRY_SECONDS)
            self._num_failures += 1
            self._retry_at = time.monotonic() + RETRY_SECONDS
            return None

    async def close(self) -> None:
        """See Counters."""
        await asyncio.gather(*self._leaving, return_exceptions=True)
        try:
            async with asyncio.timeout(self._timeout):
                await self._pool.disconnect()
        except (RedisError, OSError, TimeoutError):
            logger.warning("the connections to Redis did not close in time")


def _running(name: str) -> str:
    return f"{PREFIX}:running:{name}"
