"""The keys as a server asks for them: from memory, and never older than half a second.

A request that comes CHECK_INTERVAL after the last look asks the store whether anything changed (some microseconds,
on a thread); if so, all that is remembered goes. No timer runs while nobody asks.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flashweb.access.keys import Key, is_match, split_token
from flashweb.access.store import KeyStore, Version
from flashweb.core.errors import ConfigurationError, NotReady, Overloaded

T = TypeVar("T")
logger = logging.getLogger(__name__)

CHECK_INTERVAL = 0.5
"""Seconds for which what is remembered may be believed."""
MAX_REMEMBERED = 4096
MAX_WAITING = 256
DEADLINE = 5.0


class KeyRing:
    """Finds keys by their tokens. Fails closed: while the store does not answer, nobody gets in."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keys")
        self._num_waiting = 0
        self._known: OrderedDict[str, Key] = OrderedDict()
        self._version: Version | None = None
        self._has_keys = False
        self._checked = float("-inf")
        self._checking: asyncio.Task[None] | None = None

    async def has_keys(self) -> bool:
        """Whether a key was ever made."""
        await self._refresh()
        return self._has_keys

    async def find(self, token: str) -> Key | None:
        """The key that a token is, in whatever state; None for a token that opens nothing."""
        parts = split_token(token)
        if parts is None:
            return None
        await self._refresh()
        key_id, digest = parts
        key = self._known.get(key_id)
        if key is None:
            version = self._version
            key = await self._run(lambda: self._store.find(key_id))
            if key is not None and version == self._version:
                self._remember(key)
        else:
            self._known.move_to_end(key_id)
        return key if is_match(key, digest) else None

    async def add(self, key: Key) -> None:
        """Keep a new session."""
        await self._run(lambda: self._store.add(key))

    async def revoke(self, key_id: str) -> None:
        """End a session, here at once and in other processes within CHECK_INTERVAL."""
        await self._run(lambda: self._store.revoke(key_id))
        self._known.pop(key_id, None)

    def close(self) -> None:
        """Let what runs end and release the file."""
        self._thread.submit(self._store.close)
        self._thread.shutdown(wait=True)

    def _remember(self, key: Key) -> None:
        self._known[key.id] = key
        if len(self._known) > MAX_REMEMBERED:
            self._known.popitem(last=False)

    async def _refresh(self) -> None:
        """Forget what may have changed; many requests share one look."""
        if time.monotonic() - self._checked < CHECK_INTERVAL:
            return
        if self._checking is None:
            self._checking = asyncio.create_task(self._check())
            self._checking.add_done_callback(self._end_check)
        await asyncio.shield(self._checking)

    async def _check(self) -> None:
        asked = time.monotonic()
        version, has_keys = await self._run(lambda: (self._store.version(), self._store.has_keys()))
        if version != self._version:
            self._known.clear()
            self._version = version
        self._has_keys = has_keys
        self._checked = asked

    def _end_check(self, task: asyncio.Task[None]) -> None:
        self._checking = None
        if not task.cancelled():
            task.exception()

    async def _run(self, call: Callable[[], T]) -> T:
        """A call of the store on its thread, with a deadline."""
        if self._num_waiting >= MAX_WAITING:
            raise Overloaded("Too many unknown keys at once; try again in a moment.", retry_after=1.0)
        loop = asyncio.get_running_loop()
        self._num_waiting += 1
        future = self._thread.submit(call)
        future.add_done_callback(lambda _: loop.is_closed() or loop.call_soon_threadsafe(self._done))
        try:
            async with asyncio.timeout(DEADLINE):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            raise NotReady("The store of the keys does not answer; try again in a moment.", retry_after=1.0) from None
        except ConfigurationError as error:
            logger.error("the keys cannot be read: %s", error.message)
            raise NotReady("The store of the keys cannot be read; its fault is in the log.", retry_after=5.0) from error

    def _done(self) -> None:
        self._num_waiting -= 1
