"""The media store: pictures checked once, named by tenant and content, kept within budgets.

The same bytes from the same tenant are the same picture: checked, decoded and kept once. Different
tenants never share one, even when the bytes are equal.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from flashweb.core.errors import FlashWebError, NotFound, StorageFull
from flashweb.core.request import MediaRef
from flashweb.media.blobs import BlobStore, Key
from flashweb.media.data_uri import decode_data_uri
from flashweb.media.decode import Pixels, check_file
from flashweb.media.decoders import Decoded, Decoders, retrieve
from flashweb.media.settings import MediaSettings
from flashweb.media.workers import WorkerPool

logger = logging.getLogger(__name__)
T = TypeVar("T")

SWEEP_INTERVAL = 15.0
NUM_THREADS = 2
"""For hashing, base64 and file I/O."""
SHORT = 1 << 19
"""Characters of a data URI up to which checking it takes less time than handing it to a thread and back."""


def key_of(ref: MediaRef) -> Key:
    """The name under which a picture and all that is derived from it is kept."""
    return ref.tenant, ref.sha256


class MediaStore:
    """Adds, holds and decodes pictures. All methods belong to one event loop."""

    def __init__(self, settings: MediaSettings) -> None:
        self.settings = settings
        self._listeners: list[Callable[[Key], None]] = []
        self._blobs = BlobStore(settings.directory, settings.blob_bytes, self._removed)
        self._threads = WorkerPool(NUM_THREADS, settings.decode_queue)
        self._decoders = Decoders(settings)
        self._refs: dict[Key, MediaRef] = {}
        self._pixels: OrderedDict[Key, Pixels] = OrderedDict()
        self._num_pixel_bytes = 0
        self._adding: dict[Key, asyncio.Task[MediaRef]] = {}
        self._copying: dict[Key, asyncio.Task[None]] = {}
        self._sweeper: asyncio.TimerHandle | None = None

    def on_remove(self, listener: Callable[[Key], None]) -> None:
        """Call listener(key) whenever a picture leaves the store."""
        self._listeners.append(listener)

    @property
    def num_bytes(self) -> int:
        """Bytes of encoded pictures on disk."""
        return self._blobs.num_bytes

    def start(self) -> None:
        """Launch what decodes, so that the first picture need not wait for it."""
        self._decoders.start()

    def stats(self) -> Mapping[str, float]:
        """For metrics: bytes kept, pictures known, and decoding processes that had to be replaced."""
        return {
            "blob_bytes": self._blobs.num_bytes,
            "pictures": len(self._refs),
            "decoders_replaced_total": self._decoders.num_replaced,
        }

    async def add(self, tenant: str, data: bytes, *, ttl: float | None = None) -> MediaRef:
        """Check, decode and keep a picture for ttl seconds (settings.inline_ttl if None).

        Raises InvalidImage, ImageTooLarge, StorageFull or what `Decoders` raises.
        """
        return await self._add(tenant, *await self._threads.run(self._examine, data), ttl)

    async def add_data_uri(self, tenant: str, uri: str) -> MediaRef:
        """The same for a picture that is written into the request."""
        examined = self._examine_uri(uri) if len(uri) <= SHORT else await self._threads.run(self._examine_uri, uri)
        return await self._add(tenant, *examined, None)

    def _examine(self, data: bytes) -> tuple[str, bytes]:
        check_file(data, self.settings)
        return hashlib.sha256(data).hexdigest(), data

    def _examine_uri(self, uri: str) -> tuple[str, bytes]:
        return self._examine(decode_data_uri(uri, max_bytes=self.settings.max_image_bytes))

    async def _add(self, tenant: str, digest: str, data: bytes, ttl: float | None) -> MediaRef:
        ttl = self.settings.inline_ttl if ttl is None else ttl
        key = (tenant, digest)
        ref = self._refs.get(key)
        if ref is None:
            if key not in self._adding:
                self._adding[key] = task = asyncio.create_task(self._keep(key, data, ttl))
                task.add_done_callback(lambda _: self._adding.pop(key, None))
                task.add_done_callback(retrieve)
            ref = await asyncio.shield(self._adding[key])
        if not self._blobs.touch(key, ttl):
            raise StorageFull("Newer pictures took the place of this one at once; try again.", retry_after=1.0)
        return ref

    async def _keep(self, key: Key, data: bytes, ttl: float) -> MediaRef:
        path = self._blobs.reserve(key, len(data), ttl)
        try:
            with self._blobs.hold(key):
                decoded = await self._decoders.decode(data, path)
        except BaseException:
            self._blobs.remove(key)
            raise
        height, width, _ = decoded.pixels.shape
        self._refs[key] = ref = MediaRef(key[0], key[1], width, height)
        self._remember(key, decoded.pixels)
        self._copying[key] = task = asyncio.create_task(self._finish_copy(key, decoded))
        task.add_done_callback(lambda _: self._copying.pop(key, None))
        self._arm()
        return ref

    async def _finish_copy(self, key: Key, decoded: Decoded) -> None:
        """Wait for the copy of a picture; one that cannot be kept leaves as if its time were over."""
        if key not in self._blobs:  # it left for lack of space before this task's turn
            return
        with self._blobs.hold(key):
            try:
                num_bytes = await decoded.copied
            except FlashWebError as error:
                logger.warning("a picture's copy could not be kept", extra={"error": error.message})
                self._blobs.remove(key)
            else:
                if key in self._blobs:
                    self._blobs.resize(key, num_bytes)

    @contextmanager
    def hold(self, *refs: MediaRef) -> Iterator[None]:
        """Keep these pictures for as long as the context lasts; raises StorageFull when one already left."""
        with ExitStack() as stack:
            for ref in refs:
                stack.enter_context(self._blobs.hold(key_of(ref)))
            yield

    async def pixels(self, ref: MediaRef) -> Pixels:
        """The picture as an upright RGB array, height x width x 3, from memory or decoded again."""
        key = key_of(ref)
        known = self._pixels.get(key)
        if known is not None:
            self._pixels.move_to_end(key)
            return known
        pixels = await self._read(ref, self._decoders.decode_copy)
        if key in self._refs:
            self._remember(key, pixels)
        return pixels

    async def data(self, ref: MediaRef) -> bytes:
        """The picture encoded anew, without its metadata."""
        return await self._read(ref, lambda path: self._threads.run(path.read_bytes))

    async def _read(self, ref: MediaRef, read: Callable[[Path], Awaitable[T]]) -> T:
        """What read makes of the picture's copy, once that is written."""
        gone = NotFound("The picture is no longer kept; send it again.")
        key = key_of(ref)
        if key in self._copying:
            await asyncio.shield(self._copying[key])
        if key not in self._refs:
            raise gone
        try:
            return await read(self._blobs.path(key))
        except FileNotFoundError:
            raise gone from None

    def remove(self, ref: MediaRef) -> None:
        """Delete a picture and tell those who listen."""
        self._blobs.remove(key_of(ref))

    def __contains__(self, ref: MediaRef) -> bool:
        return key_of(ref) in self._refs

    async def close(self) -> None:
        """End what decodes and delete everything that is kept."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        await asyncio.gather(*self._adding.values(), return_exceptions=True)
        await asyncio.gather(*self._copying.values(), return_exceptions=True)
        await self._decoders.close()
        self._threads.close()
        self._blobs.close()

    def _remember(self, key: Key, pixels: Pixels) -> None:
        if key in self._pixels or pixels.nbytes > self.settings.pixel_cache_bytes:
            return
        self._pixels[key] = pixels
        self._num_pixel_bytes += pixels.nbytes
        while self._num_pixel_bytes > self.settings.pixel_cache_bytes:
            _, oldest = self._pixels.popitem(last=False)
            self._num_pixel_bytes -= oldest.nbytes

    def _removed(self, key: Key) -> None:
        self._refs.pop(key, None)
        pixels = self._pixels.pop(key, None)
        if pixels is not None:
            self._num_pixel_bytes -= pixels.nbytes
        for listener in self._listeners:
            listener(key)

    def _arm(self) -> None:
        if self._sweeper is None and len(self._blobs):
            self._sweeper = asyncio.get_running_loop().call_later(SWEEP_INTERVAL, self._sweep)

    def _sweep(self) -> None:
        self._sweeper = None
        self._blobs.sweep()
        self._arm()
