"""The media store: pictures checked once, named by tenant and content, kept within budgets.

The same bytes from the same tenant are the same picture: checked, decoded and kept once. Different
tenants never share one, even when the bytes are equal.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import Image

from flashweb.core.errors import NotFound, StorageFull
from flashweb.core.request import MediaRef
from flashweb.media.blobs import BlobStore, Key
from flashweb.media.decode import Pixels, check_header, decode
from flashweb.media.settings import MediaSettings
from flashweb.media.workers import WorkerPool

SWEEP_INTERVAL = 15.0


def key_of(ref: MediaRef) -> Key:
    """The name under which a picture and all that is derived from it is kept."""
    return ref.tenant, ref.sha256


class MediaStore:
    """Adds, holds and decodes pictures. All methods belong to one event loop."""

    def __init__(self, settings: MediaSettings) -> None:
        Image.MAX_IMAGE_PIXELS = None  # check_header applies our own limit, before decoding
        self.settings = settings
        self._listeners: list[Callable[[Key], None]] = []
        self._blobs = BlobStore(settings.directory, settings.blob_bytes, self._removed)
        self._pool = WorkerPool(settings.decode_workers, settings.decode_queue)
        self._refs: dict[Key, MediaRef] = {}
        self._pixels: OrderedDict[Key, Pixels] = OrderedDict()
        self._num_pixel_bytes = 0
        self._adding: dict[Key, asyncio.Task[MediaRef]] = {}
        self._sweeper: asyncio.TimerHandle | None = None

    def on_remove(self, listener: Callable[[Key], None]) -> None:
        """Call listener(key) whenever a picture leaves the store."""
        self._listeners.append(listener)

    @property
    def num_bytes(self) -> int:
        """Bytes of encoded pictures on disk."""
        return self._blobs.num_bytes

    async def add(self, tenant: str, data: bytes, *, ttl: float | None = None) -> MediaRef:
        """Check, decode and keep a picture for ttl seconds (settings.inline_ttl if None).

        Raises InvalidImage, ImageTooLarge, StorageFull or Overloaded.
        """
        ttl = self.settings.inline_ttl if ttl is None else ttl
        digest = await self._pool.run(self._examine, data)
        key = (tenant, digest)
        ref = self._refs.get(key)
        if ref is None:
            if key not in self._adding:
                self._adding[key] = task = asyncio.create_task(self._keep(key, data, ttl))
                task.add_done_callback(lambda _: self._adding.pop(key, None))
                task.add_done_callback(_retrieve)
            ref = await asyncio.shield(self._adding[key])
        if not self._blobs.touch(key, ttl):
            raise StorageFull("Newer pictures took the place of this one at once; try again.", retry_after=1.0)
        return ref

    def _examine(self, data: bytes) -> str:
        check_header(data, self.settings)
        return hashlib.sha256(data).hexdigest()

    async def _keep(self, key: Key, data: bytes, ttl: float) -> MediaRef:
        path = self._blobs.reserve(key, len(data), ttl)
        try:
            with self._blobs.hold(key):
                pixels = await self._pool.run(_write_and_decode, path, data)
        except BaseException:
            self._blobs.remove(key)
            raise
        height, width, _ = pixels.shape
        self._refs[key] = ref = MediaRef(key[0], key[1], width, height)
        self._remember(key, pixels)
        self._arm()
        return ref

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
        pixels = await self._pool.run(_read_and_decode, self._path(ref))
        if key in self._refs:
            self._remember(key, pixels)
        return pixels

    async def data(self, ref: MediaRef) -> bytes:
        """The picture's bytes as they came."""
        return await self._pool.run(self._path(ref).read_bytes)

    def _path(self, ref: MediaRef) -> Path:
        if key_of(ref) not in self._refs:
            raise NotFound("The picture is no longer kept; send it again.")
        return self._blobs.path(key_of(ref))

    def remove(self, ref: MediaRef) -> None:
        """Delete a picture and tell those who listen."""
        self._blobs.remove(key_of(ref))

    def __contains__(self, ref: MediaRef) -> bool:
        return key_of(ref) in self._refs

    async def close(self) -> None:
        """End the decoding threads and delete everything that is kept."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        await asyncio.gather(*self._adding.values(), return_exceptions=True)
        self._pool.close()
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


def _write_and_decode(path: Path, data: bytes) -> Pixels:
    pixels = decode(data)
    path.write_bytes(data)
    return pixels


def _read_and_decode(path: Path) -> Pixels:
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        raise NotFound("The picture is no longer kept; send it again.") from None


def _retrieve(task: asyncio.Task[MediaRef]) -> None:
    """Take the task's error, so that a caller who left does not turn it into a warning."""
    if not task.cancelled():
        task.exception()
