"""Writes the record off the hot path: a bounded queue, and one thread that commits whatever waits, together.

Where recording is required, whoever hands in a note waits until it is on disk; else nobody waits, and notes that
find the queue full are counted and logged, never silently lost.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from flashweb.audit.chain import Note
from flashweb.audit.store import Store, Wanted, now
from flashweb.core.errors import NotReady

logger = logging.getLogger(__name__)

TOGETHER = 500
"""Notes in one commit, at most."""
SWEEP = 3600.0
"""Seconds without a note after which a look is taken at what is too old."""
RETRY = 1.0
"""Seconds until a store that failed is tried again."""
CLOSING = 10.0
"""Seconds that the end waits for what is still to be written."""
DAY = 86_400 * 1_000_000
"""In microseconds."""

Pending = tuple[Note, asyncio.Future[None] | None]


class AuditLog:
    """Owns the store and its thread. `start` before use, `close` at the end; all methods run on the event loop."""

    def __init__(self, opened: Callable[[], Store], *, queue_records: int, retention_days: int, timeout: float) -> None:
        self._opened = opened
        self._max, self._retention, self._timeout = queue_records, retention_days, timeout
        self._queue: deque[Pending] = deque()
        self._wake = threading.Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._end: float | None = None
        self.written = 0
        self.dropped = 0

    async def start(self) -> None:
        """Opens the store; raises what it raises, so that a server that cannot record says so at once."""
        self._loop = asyncio.get_running_loop()
        store = await asyncio.to_thread(self._opened)
        self._thread = threading.Thread(target=self._work, args=(store,), name="audit", daemon=True)
        self._thread.start()

    def note(self, note: Note) -> None:
        """Records it soon; waits for nothing."""
        self._put(note, None)

    async def record(self, note: Note) -> None:
        """Records it now. Raises NotReady where that takes longer than the timeout, or the queue is full."""
        done = asyncio.get_running_loop().create_future()
        if not self._put(note, done):
            raise NotReady("Requests cannot be recorded as fast as they come; try again in a moment.")
        try:
            async with asyncio.timeout(self._timeout):
                await done
        except TimeoutError as error:
            raise NotReady("The audit record cannot be written, and it is required; try again later.") from error

    def stats(self) -> dict[str, float]:
        """Counters for metrics."""
        return {"audit_written": self.written, "audit_dropped": self.dropped, "audit_waiting": len(self._queue)}

    async def close(self) -> None:
        """Writes what waits, for some seconds, and ends."""
        with self._wake:
            self._end = time.monotonic() + CLOSING
            self._wake.notify()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, CLOSING)
        if self._queue:
            logger.error("the audit record is incomplete: %d notes could not be written", len(self._queue))

    def _put(self, note: Note, done: asyncio.Future[None] | None) -> bool:
        with self._wake:
            if len(self._queue) >= self._max or self._end is not None:
                self.dropped += 1
                if self.dropped.bit_count() == 1:
                    logger.error("the audit queue is full: %d notes dropped so far", self.dropped)
                return False
            self._queue.append((note, done))
            self._wake.notify()
        return True

    def _work(self, store: Store | None) -> None:
        while (batch := self._next()) is not None:
            try:
                store = store or self._opened()
                if batch:
                    store.append([note for note, _ in batch])
                elif self._retention:
                    _erase_old(store, self._retention)
            except Exception:  # a worker's boundary: whatever the store does, what waits is kept and tried again
                logger.exception("the audit record cannot be written; trying again")
                _closed(store)
                store = None
                with self._wake:
                    self._queue.extendleft(reversed(batch))
                    self._wake.wait(RETRY)
                continue
            self.written += len(batch)
            self._settle([done for _, done in batch if done is not None])
        _closed(store)

    def _next(self) -> list[Pending] | None:
        """What is to be written now; nothing once an hour, for a look at what is too old; None at the end."""
        with self._wake:
            if not self._queue and self._end is None:
                self._wake.wait(SWEEP)
            if self._end is not None and (not self._queue or time.monotonic() > self._end):
                return None
            return [self._queue.popleft() for _ in range(min(len(self._queue), TOGETHER))]

    def _settle(self, waiting: list[asyncio.Future[None]]) -> None:
        if waiting and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_release, waiting)


def _release(waiting: list[asyncio.Future[None]]) -> None:
    for done in waiting:
        if not done.done():
            done.set_result(None)


def _closed(store: Store | None) -> None:
    """Closes the store, however broken it is."""
    if store is not None:
        with suppress(Exception):
            store.close()


def _erase_old(store: Store, days: int) -> None:
    """Erases contents older than so many days; the chain stays."""
    old = [entry.seq for entry in store.read(Wanted(until=now() - days * DAY)) if entry.person]
    if old:
        logger.info("%d records are older than %d days: erased", store.erase(old, f"older than {days} days"), days)
