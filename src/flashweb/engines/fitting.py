"""Pictures brought to what a model sees of them: made smaller within a budget, cut into tiles, padded to a square.

Derived pictures are kept in the media store like any other, under their own hash, and leave with the picture that they
were made from. What a model says about places in them is led back to that picture.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flashweb.core.request import MediaRef
from flashweb.core.screen import Box, Element
from flashweb.engines.image_budget import (
    Fit,
    FixedRule,
    ImageBudgetSettings,
    ImageRule,
    plan_tiles,
    text_height,
    told,
)
from flashweb.media.blobs import Key
from flashweb.media.store import MediaStore, key_of
from flashweb.perception.parser import ScreenParser
from flashweb.perception.runtime import Priority

PADDING = (122, 116, 104)
"""CLIP's mean colour, with which LLaVA-1.5 was trained to have its pictures padded."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a picture as it is sent. box: what of the picture it shows, beyond its edges where it is padded.

    scale: pixels that the model sees for each of the picture's.
    """

    ref: MediaRef
    box: Box
    fit: Fit
    scale: float = 1.0

    def place(self, element: Element, image: MediaRef) -> Element:
        """An element found in this piece, where it is in the picture."""
        x, y = self.box.width / self.ref.width, self.box.height / self.ref.height

        def across(side: float) -> float:
            return min(max(self.box.left + side * x, 0.0), float(image.width))

        def down(side: float) -> float:
            return min(max(self.box.top + side * y, 0.0), float(image.height))

        box = element.box
        return replace(element, box=Box(across(box.left), down(box.top), across(box.right), down(box.bottom)))


class Fitter:
    """Fits pictures to one model's rule. Pieces are made once and kept as long as their picture."""

    def __init__(self, parser: ScreenParser, media: MediaStore, settings: ImageBudgetSettings) -> None:
        self._parser = parser
        self._media = media
        self._settings = settings
        self._natural: ImageRule | None = None
        self._pieces: dict[Key, tuple[Piece, ...]] = {}
        media.on_remove(self._forget)

    def follow(self, rule: ImageRule | None) -> None:
        """The rule of the model that has started; None leaves pictures as they are."""
        self._natural = rule

    @property
    def most_pieces(self) -> int:
        """Pictures that one picture may become."""
        return self._settings.tiles

    def hold(self, pieces: Sequence[MediaRef]) -> AbstractContextManager[None]:
        """Keep these for as long as the context lasts."""
        return self._media.hold(*pieces)

    async def pieces(self, image: MediaRef) -> tuple[Piece, ...]:
        """The picture as it is to be sent, in reading order. Raises ImageTooLarge where the model takes no such."""
        size = (image.width, image.height)
        known = self._pieces.get(key_of(image))
        if known is not None and all(piece.ref in self._media for piece in known):
            return known
        boxes: tuple[Box, ...] = (Box(0, 0, *size),)
        if self._natural is None:
            return (Piece(image, boxes[0], Fit(*size, 0)),)
        rule, tiles = self._natural.limited(self._settings.max_tokens), self._settings.tiles
        if tiles > 1 and len(plan_tiles(size, rule, (), tiles)) > 1:
            boxes = plan_tiles(size, rule, await self._lines(image), tiles)
        pieces = tuple([await self._piece(image, box, rule) for box in boxes])
        self._pieces[key_of(image)] = pieces
        if image not in self._media:  # it left meanwhile
            self._forget(key_of(image))
        return pieces

    async def told(self, number: int, image: MediaRef, pieces: Sequence[Piece]) -> str | None:
        """What was done to the picture, the height of its text considered; None when nothing was."""
        size = (image.width, image.height)
        fits = [piece.fit for piece in pieces]
        scale = min(piece.scale for piece in pieces)
        height = None
        if self._settings.legible_height and scale < 0.98:
            found = text_height(await self._lines(image))
            height = None if found is None else found * scale
        return told(number, size, fits, height, self._settings.legible_height)

    async def _lines(self, image: MediaRef) -> tuple[Box, ...]:
        await self._parser.ready()
        load = partial(self._media.pixels, image)
        reading = self._parser.open(key_of(image), (image.width, image.height), load)
        return await reading.boxes(Priority.LIVE)

    async def _piece(self, image: MediaRef, box: Box, rule: ImageRule) -> Piece:
        width, height = int(box.width), int(box.height)
        fit = rule.fit(width, height)
        if isinstance(rule, FixedRule) and not rule.is_squeezed and width != height:
            return await self._padded(image, box, rule, fit)
        is_smaller = self._natural is not None and fit != self._natural.fit(width, height)
        target = (fit.width, fit.height) if is_smaller else (width, height)
        is_whole = (width, height) == (image.width, image.height)
        ref = image if is_whole and target == (width, height) else await self._made(image, box, target)
        return Piece(ref, box, fit, fit.scale((width, height)))

    async def _padded(self, image: MediaRef, box: Box, rule: FixedRule, fit: Fit) -> Piece:
        """At the rule's size, with bars on both sides, where the processor would cut what is no square."""
        ref = await self._made(image, box, (fit.width, fit.height), rule.side)
        scale = fit.scale((int(box.width), int(box.height)))
        x, y = (rule.side - fit.width) // 2 / scale, (rule.side - fit.height) // 2 / scale
        square = Box(box.left - x, box.top - y, box.left - x + rule.side / scale, box.top - y + rule.side / scale)
        return Piece(ref, square, fit, scale)

    async def _made(self, image: MediaRef, box: Box, size: tuple[int, int], side: int | None = None) -> MediaRef:
        pixels = await self._media.pixels(image)
        return await self._media.add(image.tenant, await asyncio.to_thread(_drawn, pixels, box, size, side))

    def _forget(self, key: Key) -> None:
        """Takes along what was made from a picture, but for what was uploaded as such too."""
        for piece in self._pieces.pop(key, ()):
            if key_of(piece.ref) != key:
                self._media.remove(piece.ref)


def _drawn(pixels: NDArray[np.uint8], box: Box, size: tuple[int, int], side: int | None) -> bytes:
    """PNG of a part of a picture in another size, in the middle of a square of that side if there is one."""
    part = pixels[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    drawn = Image.fromarray(np.ascontiguousarray(part))
    if drawn.size != size:
        drawn = drawn.resize(size, Image.Resampling.BICUBIC)
    if side is not None:
        square = Image.new("RGB", (side, side), PADDING)
        square.paste(drawn, ((side - size[0]) // 2, (side - size[1]) // 2))
        drawn = square
    file = io.BytesIO()
    drawn.save(file, "PNG", compress_level=1)
    return file.getvalue()
