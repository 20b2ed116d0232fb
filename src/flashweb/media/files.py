"""Uploaded files: ids that stand for pictures, private to their tenant, with a time to live and byte budgets.

A file is a name for a picture in the media store; when the picture leaves, so do its files.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from flashweb.core.errors import NotFound, StorageFull
from flashweb.core.request import MediaRef
from flashweb.media.blobs import Key
from flashweb.media.store import MediaStore, key_of


@dataclass(frozen=True, slots=True)
class File:
    """One upload; created and expires are seconds since the epoch, num_bytes the encoded size."""

    id: str
    ref: MediaRef
    filename: str
    num_bytes: int
    created: float
    expires: float


class FileRegistry:
    """Files by tenant and id. Someone else's id is as unknown as one that never was."""

    def __init__(self, store: MediaStore) -> None:
        self._store = store
        self._settings = store.settings
        self._files: dict[str, OrderedDict[str, File]] = {}
        store.on_remove(self._forget_picture)

    async def add(self, tenant: str, data: bytes, filename: str, *, ttl: float | None = None) -> File:
        """Keep an upload for ttl seconds, at most settings.file_ttl.

        Raises InvalidImage, ImageTooLarge, or StorageFull when the tenant's budget is used up.
        """
        ttl = min(ttl or self._settings.file_ttl, self._settings.file_ttl)
        self._check_budget(tenant, len(data))
        ref = await self._store.add(tenant, data, ttl=ttl)
        self._check_budget(tenant, len(data))
        now = time.time()
        file = File(f"file-{secrets.token_urlsafe(18)}", ref, filename, len(data), now, now + ttl)
        self._files.setdefault(tenant, OrderedDict())[file.id] = file
        return file

    def get(self, tenant: str, file_id: str) -> File:
        """The tenant's file; raises NotFound when there is none by that id, or it expired."""
        file = self._of(tenant).get(file_id)
        if file is None or file.expires <= time.time() or file.ref not in self._store:
            raise NotFound(
                f"There is no file {file_id[:80]!r}: it expired, was deleted, or belongs to another key. "
                "Upload it again."
            )
        return file

    def list(self, tenant: str) -> list[File]:
        """The tenant's living files, newest first."""
        self._drop_expired(tenant)
        return [file for file in reversed(self._of(tenant).values()) if file.ref in self._store]

    def delete(self, tenant: str, file_id: str) -> None:
        """Delete a file, and its picture when no other file names it; raises NotFound."""
        file = self.get(tenant, file_id)
        files = self._files[tenant]
        del files[file_id]
        if not any(other.ref == file.ref for other in files.values()):
            self._store.remove(file.ref)
        if not files:
            self._files.pop(tenant, None)

    def _of(self, tenant: str) -> OrderedDict[str, File]:
        return self._files.get(tenant) or OrderedDict()

    def _check_budget(self, tenant: str, num_bytes: int) -> None:
        files = self.list(tenant)
        if len(files) >= self._settings.files_per_tenant:
            raise StorageFull(f"You keep {len(files)} files, the most allowed; delete some with DELETE /v1/files/ID.")
        if sum(file.num_bytes for file in files) + num_bytes > self._settings.file_bytes_per_tenant:
            raise StorageFull(
                f"Your files would exceed {self._settings.file_bytes_per_tenant:,} bytes; "
                "delete some with DELETE /v1/files/ID."
            )

    def _drop_expired(self, tenant: str) -> None:
        now = time.time()
        files = self._of(tenant)
        for file in [file for file in files.values() if file.expires <= now]:
            del files[file.id]
        if not files:
            self._files.pop(tenant, None)

    def _forget_picture(self, key: Key) -> None:
        tenant = key[0]
        files = self._of(tenant)
        for file in [file for file in files.values() if key_of(file.ref) == key]:
            del files[file.id]
        if not files:
            self._files.pop(tenant, None)
