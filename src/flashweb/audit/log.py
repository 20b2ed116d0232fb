"""Writes the record off the hot path: a bounded queue, and one thread that commits whatever waits, together.

Whoever hands in a note may wait until it is on disk; else nobody waits, and notes that find the queue full are counted
and logged, never silently lost. A store that fails is opened anew until it works; what waits is kept meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from flashweb.audit.chain import Note
from flashweb.audit.settings import AuditSettings
from flashweb.audit.store import Store, Wanted, now
from flashweb.core.errors import NotReady

logger = logging.getLogger(__name__)

TOGETHER = 500
"""Notes in one commit, at most."""
LINGER = 1.0
"""Seconds that notes which nobody waits for may gather in before they are written."""
SWEEP = 3600.0
"""Seconds between looks at what is too old."""
RETRY = 1.0
"""Seconds until a store that failed is tried again."""
CLOSING = 10.0
"""Seconds that the end waits for what is still to be written."""
DAY = 86_400 * 1_000_000
"""In microseconds."""
ERASED_TOGETHER = 1000
_NESTED = (dict, list)
TEXTS = frozenset({"text", "message"})
"""Fields that hold what people or models wrote."""


class Unrecorded(NotReady):
    """What must be recorded cannot be."""


Written = asyncio.Future[None]
"""Done once a note is on disk."""


class _Pending(NamedTuple):
    note: Note
    size: int
    written: Written | None


class AuditLog:
    """Owns the store and its thread. `start` before use, `close` at the end; all methods run on the event loop.

    opened: opens the store, blocking. mask: applied to what people or models wrote, on the thread.
    """

    def __init__(
        self, opened: Callable[[], Store], settings: AuditSettings, mask: Callable[[str], str] | None = None
    ) -> None:
        self._opened, self._settings, self._mask = opened, settings, mask
        self._queue: deque[_Pending] = deque()
        self._size = 0
        self._wake = threading.Condition()
        self._is_urgent = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._end: float | None = None
        self._swept = 0.0
        self._num_failures = 0
        self.num_written = 0
        self.num_dropped = 0

    @property
    def is_on(self) -> bool:
        """Whether anything is recorded."""
        return self._thread is not None

    async def start(self, *, may_wait: bool = False) -> None:
        """Begin to record; raises what opening the store raises, or with may_wait leaves that to the thread."""
        self._loop = asyncio.get_running_loop()
        store = None if may_wait else await asyncio.to_thread(self._opened)
        self._thread = threading.Thread(target=self._work, args=(store,), name="audit", daemon=True)
        self._thread.start()

    def note(self, note: Note) -> None:
        """Record it soon; waits for nothing."""
        if self.is_on and not self._put(note, None):
            self.num_dropped += 1
            if self.num_dropped.bit_count() == 1:
                logger.error("the audit queue is full: %d notes lost so far", self.num_dropped)

    def hand_in(self, note: Note) -> Written:
        """Record it at once; wait for that with `until_written`. Raises Unrecorded where the queue is full."""
        written: Written = asyncio.get_running_loop().create_future()
        if not self._put(note, written):
            raise Unrecorded("Requests cannot be recorded as fast as they come; try again in a moment.")
        return written

    async def until_written(self, written: Written) -> None:
        """Raises Unrecorded where that takes longer than the timeout."""
        try:
            async with asyncio.timeout(self._settings.timeout):
                await asyncio.shield(written)
        except TimeoutError as error:
            raise Unrecorded("The audit record cannot be written, and it is required; try again later.") from error

    def stats(self) -> dict[str, float]:
        """Counters for metrics."""
        return {
            "is_on": self.is_on,
            "written_total": self.num_written,
            "dropped_total": self.num_dropped,
            "is_failing": self._num_failures > 0,
            "waiting": len(self._queue),
        }

    async def close(self) -> None:
        """Write what waits, for some seconds, and end."""
        with self._wake:
            self._end = time.monotonic() + CLOSING
            self._wake.notify()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, CLOSING)
        if self._queue:
            logger.error("the audit record is incomplete: %d notes could not be written", len(self._queue))

    def _put(self, note: Note, written: Written | None) -> bool:
        size = size_of(note.body)
        with self._wake:
            is_full = len(self._queue) >= self._settings.queue_records or self._size + size > self._settings.queue_bytes
            if is_full or self._end is not None:
                return False
            self._queue.append(_Pending(note, size, written))
            self._size += size
            self._is_urgent = self._is_urgent or written is not None
            if written is not None or len(self._queue) in (1, TOGETHER):
                self._wake.notify()
        return True

    def _work(self, store: Store | None) -> None:
        while (batch := self._next()) is not None:
            try:
                store = store or self._opened()
                if batch:
                    store.append([self._masked(pending.note) for pending in batch])
                elif self._settings.retention_days:
                    erase_older(store, now() - self._settings.retention_days * DAY)
            except Exception as error:  # noqa: BLE001 - a worker's boundary: what waits is tried again
                self._failed(error, store, batch)
                store = None
                continue
            if self._num_failures:
                logger.warning("the audit record is written again")
                self._num_failures = 0
            self.num_written += len(batch)
            self._settle([pending.written for pending in batch if pending.written is not None])
        _close(store)

    def _failed(self, error: Exception, store: Store | None, batch: list[_Pending]) -> None:
        self._num_failures += 1
        if self._num_failures.bit_count() == 1:
            logger.error("the audit record cannot be written; trying again: %s", error)
        _close(store)
        with self._wake:
            self._queue.extendleft(reversed(batch))
            self._size += sum(pending.size for pending in batch)
            self._wake.wait(RETRY)

    def _masked(self, note: Note) -> Note:
        return Note(note.person, _masked(note.body, self._mask)) if self._mask else note

    def _next(self) -> list[_Pending] | None:
        """What is to be written now; nothing when it is time to look at what is too old; None at the end."""
        with self._wake:
            if time.monotonic() - self._swept > SWEEP or not self._swept:
                self._swept = time.monotonic()
                return []
            if not self._queue and self._end is None:
                self._wake.wait(SWEEP)
            if self._queue and not self._is_urgent and self._end is None:
                self._wake.wait(LINGER)
            if self._end is not None and (not self._queue or time.monotonic() > self._end):
                return None
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), TOGETHER))]
            self._size -= sum(pending.size for pending in batch)
            self._is_urgent = bool(self._queue)
            return batch

    def _settle(self, waiting: list[Written]) -> None:
        if waiting and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_release, waiting)


def size_of(value: dict[str, Any] | list[Any]) -> int:
    """About how many bytes a note keeps in memory: texts count, and a little for everything."""
    size = 64
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, str):
            size += 64 + len(part)
        else:
            size += size_of(part) if isinstance(part, _NESTED) else 32
    return size


def _masked(value: dict[str, Any] | list[Any], mask: Callable[[str], str]) -> Any:
    """The value with its texts masked, itself where nothing is; names and hashes stay: no bank cards, though long."""
    changed = {}
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, _NESTED):
            masked = _masked(part, mask)
        elif key in TEXTS and isinstance(part, str):
            masked = mask(part)
        else:
            continue
        if masked is not part:
            changed[key] = masked
    if not changed:
        return value
    return value | changed if isinstance(value, dict) else [changed.get(at, part) for at, part in enumerate(value)]


def _release(waiting: list[Written]) -> None:
    for written in waiting:
        if not written.done():
            written.set_result(None)


def _close(store: Store | None) -> None:
    """Close the store, however broken it is."""
    if store is not None:
        with suppress(Exception):
            store.close()


def erase_older(store: Store, until: int) -> int:
    """Erase contents from before that time, in microseconds since 1970; how many. The chain stays."""
    return erase(store, Wanted(until=until), "too old")


def erase(store: Store, wanted: Wanted, reason: str) -> int:
    """Erase the contents of entries that are somebody's; how many."""
    seqs = [entry.seq for entry in store.read(wanted) if entry.person]
    parts = (seqs[start : start + ERASED_TOGETHER] for start in range(0, len(seqs), ERASED_TOGETHER))
    num_erased = sum(store.erase(part, reason) for part in parts)
    if num_erased:
        logger.info("%d audit records erased: %s", num_erased, reason)
    return num_erased
