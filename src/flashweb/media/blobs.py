"""Encoded pictures on disk, within a byte budget.

The oldest unused blob leaves first; a blob that a request holds never does. Memory holds only names and sizes.
A process that is killed cannot delete its directory, so the next one does: a directory whose lock is free is nobody's.
No directory may have this name and no lock, not even of another version that runs beside this one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flashweb.core.errors import StorageFull

Key = tuple[str, str]
"""Tenant and SHA-256 of the bytes."""
_PREFIX = "flashweb-pictures-"
_NEW_SECONDS = 60.0
"""A directory this young may be about to be locked."""


@dataclass(slots=True)
class _Blob:
    num_bytes: int
    expires: float
    num_holds: int = 0


class BlobStore:
    """A directory of blobs named by tenant and content. Methods do short file I/O: call them off the event loop.

    budget: bytes on disk. on_remove: told each key that left, so that what was derived from it can go too.
    """

    def __init__(self, directory: Path | None, budget: int, on_remove: Callable[[Key], None]) -> None:
        parent = directory or Path(tempfile.gettempdir())
        _delete_abandoned(parent)
        self._root = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        self._lock = os.open(self._root, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._budget = budget
        self._on_remove = on_remove
        self._blobs: OrderedDict[Key, _Blob] = OrderedDict()
        self._num_bytes = 0

    @property
    def num_bytes(self) -> int:
        return self._num_bytes

    def __contains__(self, key: Key) -> bool:
        return key in self._blobs

    def __len__(self) -> int:
        return len(self._blobs)

    def touch(self, key: Key, ttl: float) -> bool:
        """Keep a blob for at least ttl seconds from now; False when it is not here."""
        blob = self._blobs.get(key)
        if blob is None:
            return False
        blob.expires = max(blob.expires, time.monotonic() + ttl)
        self._blobs.move_to_end(key)
        return True

    @contextmanager
    def hold(self, key: Key) -> Iterator[None]:
        """Keep a blob from leaving for lack of space or time while the context lasts.

        Raises StorageFull when it already left: whoever holds has just seen it here.
        """
        blob = self._blobs.get(key)
        if blob is None:
            raise StorageFull("The picture left to make room for newer ones; send the request again.", retry_after=1.0)
        blob.num_holds += 1
        try:
            yield
        finally:
            blob.num_holds -= 1

    def reserve(self, key: Key, num_bytes: int, ttl: float) -> Path:
        """Make room for a blob and register it; the caller writes the returned path while it holds the blob.

        Raises StorageFull when everything that is kept is in use.
        """
        self.sweep()
        if not self._make_room(num_bytes):
            raise StorageFull("The server keeps as many pictures as it may; try again in a moment.", retry_after=1.0)
        self._blobs[key] = _Blob(num_bytes, time.monotonic() + ttl)
        self._num_bytes += num_bytes
        return self.path(key)

    def path(self, key: Key) -> Path:
        """Where a blob's bytes are."""
        return self._root / f"{key[0]}-{key[1]}"

    def resize(self, key: Key, num_bytes: int) -> None:
        """Say what a blob that is here turned out to take; any excess takes the place of others."""
        blob = self._blobs[key]
        self._num_bytes += num_bytes - blob.num_bytes
        blob.num_bytes = num_bytes
        self._make_room(0)

    def _make_room(self, num_bytes: int) -> bool:
        """Remove the oldest that nobody holds until there is room; False when all that is left is held."""
        while self._num_bytes + num_bytes > self._budget:
            victim = next((key for key, blob in self._blobs.items() if blob.num_holds == 0), None)
            if victim is None:
                return False
            self.remove(victim)
        return True

    def remove(self, key: Key) -> None:
        """Forget a blob and delete its file."""
        blob = self._blobs.pop(key, None)
        if blob is not None:
            self._num_bytes -= blob.num_bytes
            self.path(key).unlink(missing_ok=True)
            self._on_remove(key)

    def sweep(self) -> None:
        """Remove what expired and nobody holds."""
        now = time.monotonic()
        expired = [key for key, blob in self._blobs.items() if blob.expires <= now and blob.num_holds == 0]
        for key in expired:
            self.remove(key)

    def close(self) -> None:
        """Delete the whole directory; harmless the second time."""
        shutil.rmtree(self._root, ignore_errors=True)
        lock, self._lock = self._lock, -1
        if lock >= 0:
            os.close(lock)


def _delete_abandoned(parent: Path) -> None:
    """Delete what processes left here that were killed."""
    for root in parent.glob(f"{_PREFIX}*"):
        try:
            if time.time() - root.stat().st_mtime < _NEW_SECONDS:
                continue
            lock = os.open(root, os.O_RDONLY)
        except OSError:  # somebody else's, or just gone
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(root, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(lock)
