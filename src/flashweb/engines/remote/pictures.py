"""Pictures as data URIs, made once and kept within a budget: one picture is the same bytes each time it is sent."""

from __future__ import annotations

import asyncio
import io
from collections import OrderedDict
from dataclasses import dataclass

import pybase64
from PIL import Image

from flashweb.core.request import MediaRef
from flashweb.media.blobs import Key
from flashweb.media.decode import Pixels
from flashweb.media.encode import write_copy
from flashweb.media.store import MediaStore, key_of

BUDGET = 64_000_000
"""Bytes of data URIs kept."""
AT_ONCE = 2
_PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture as it goes out: its data URI, and its size there in pixels."""

    uri: bytes
    width: int
    height: int

    def note(self, number: int, ref: MediaRef) -> str | None:
        """What was done to the request's picture of that number (from 1), None for nothing."""
        if (self.width, self.height) == (ref.width, ref.height):
            return None
        return f"Picture {number} was sent at {self.width}x{self.height} instead of {ref.width}x{ref.height}."


class Pictures:
    """Reads pictures out of the store. max_pixels: larger ones are made smaller, their shape kept."""

    def __init__(self, media: MediaStore, max_pixels: int) -> None:
        self._media = media
        self._max_pixels = max_pixels
        self._kept: OrderedDict[Key, Sent] = OrderedDict()
        self._num_bytes = 0
        self._turns = asyncio.Semaphore(AT_ONCE)
        media.on_remove(self._forget)

    async def load(self, images: tuple[MediaRef, ...]) -> dict[MediaRef, Sent]:
        """Each picture once; raises NotFound for one that is no longer kept."""
        return {image: await self._load(image) for image in dict.fromkeys(images)}

    async def _load(self, ref: MediaRef) -> Sent:
        key = key_of(ref)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        async with self._turns:
            if ref.width * ref.height <= self._max_pixels:
                data = await self._media.data(ref)
                sent = await asyncio.to_thread(_encoded, data, ref.width, ref.height)
            else:
                data, pixels = await self._media.data(ref), await self._media.pixels(ref)
                sent = await asyncio.to_thread(_reduced, pixels, self._max_pixels, not data.startswith(_PNG))
        if ref in self._media:
            self._keep(key, sent)
        return sent

    def _keep(self, key: Key, sent: Sent) -> None:
        self._forget(key)
        self._kept[key] = sent
        self._num_bytes += len(sent.uri)
        while self._num_bytes > BUDGET:
            _, oldest = self._kept.popitem(last=False)
            self._num_bytes -= len(oldest.uri)

    def _forget(self, key: Key) -> None:
        sent = self._kept.pop(key, None)
        if sent is not None:
            self._num_bytes -= len(sent.uri)


def _encoded(data: bytes, width: int, height: int) -> Sent:
    kind = b"png" if data.startswith(_PNG) else b"jpeg"
    return Sent(b"data:image/" + kind + b";base64," + pybase64.b64encode(data), width, height)


def _reduced(pixels: Pixels, max_pixels: int, is_lossy: bool) -> Sent:
    height, width, _ = pixels.shape
    scale = (max_pixels / (width * height)) ** 0.5
    image = Image.fromarray(pixels).resize(
        (max(int(width * scale), 1), max(int(height * scale), 1)), Image.Resampling.LANCZOS
    )
    return encoded_image(image, is_lossy=is_lossy)


def encoded_image(image: Image.Image, *, is_lossy: bool = False) -> Sent:
    """An RGB picture as it would be sent."""
    file = io.BytesIO()
    write_copy(image, is_lossy, file)
    return _encoded(file.getvalue(), image.width, image.height)
