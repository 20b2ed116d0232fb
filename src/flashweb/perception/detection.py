"""Where text is: the picture in overlapping tiles, their text probabilities, and boxes around lines.

The network is PP-OCR's detector with differentiable binarisation (Liao et al., "Real-time Scene Text
Detection with Differentiable Binarization", AAAI 2020): it marks the shrunken middle of each line, and
boxes are grown back from it. On screens lines are level, so boxes are axis-aligned and need no
polygon arithmetic; connected regions are found over runs of pixels, in numpy alone.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image

if TYPE_CHECKING:
    import openvino as ov

Pixels = npt.NDArray[np.uint8]
"""A picture, (height, width, 3), RGB."""

STRIDE = 32
SMALL_PICTURE = 512 * 512
"""Pictures of so few pixels are searched at full size."""
OVERLAP = 96
"""Pixels that neighbouring tiles share: the network judges a line by what surrounds it."""
THRESHOLD = 76
"""Probability 0.3 of 255."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a tile looks at on one axis (start, stop), and the part of it that it answers for (first, last)."""

    start: int
    stop: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the reduced picture: columns and rows."""

    x: Span
    y: Span


def reduced_size(size: tuple[int, int], scale: float) -> tuple[int, int]:
    """Width and height at which a picture is searched for text; small pictures keep theirs."""
    width, height = size
    if width * height <= SMALL_PICTURE:
        return size
    return max(round(width * scale), 1), max(round(height * scale), 1)


def plan_tiles(size: tuple[int, int], max_pixels: int) -> list[Tile]:
    """Covers the reduced picture with tiles of at most about max_pixels each; usually one."""
    width, height = size
    if width * height <= max_pixels:
        return [Tile(_spans(width, 1)[0], _spans(height, 1)[0])]
    side = math.sqrt(max_pixels)
    columns = math.ceil(width / max(side * 1.25, max_pixels / height))
    tile_width = min(width, width / columns + OVERLAP)
    rows = math.ceil(height / max(max_pixels / tile_width - OVERLAP, OVERLAP))
    return [Tile(x, y) for y in _spans(height, rows) for x in _spans(width, columns)]


def _spans(length: int, parts: int) -> list[Span]:
    edges = [round(length * index / parts) for index in range(parts + 1)]
    return [
        Span(max(0, first - OVERLAP // 2), min(length, last + OVERLAP // 2), first, last)
        for first, last in itertools.pairwise(edges)
    ]


def padded_size(size: tuple[int, int]) -> tuple[int, int]:
    """Sides that the networks take, for a view of this size."""
    width, height = (max(side + -side % STRIDE, 2 * STRIDE) for side in size)
    return width, height


def padded(view: Pixels) -> Pixels:
    """Filled up to sides that the networks take, with its last row and column."""
    width, height = padded_size((view.shape[1], view.shape[0]))
    return np.pad(view, ((0, height - view.shape[0]), (0, width - view.shape[1]), (0, 0)), mode="edge")


class Detector:
    """Runs the detection network on one tile; each thread has its own inference stream."""

    def __init__(self, model: ov.CompiledModel) -> None:
        self._model = model

    def search(self, pixels: Pixels, tile: Tile, levels: Pixels) -> None:
        """Writes text probabilities, 0 to 255, into the tile's part of levels (rows, columns), the reduced picture."""
        view = padded(_reduced(pixels, tile, levels.shape))
        found: Pixels = self._model.create_infer_request().infer([view[None]])[0][0, 0]
        x, y = tile.x, tile.y
        levels[y.first : y.last, x.first : x.last] = found[
            y.first - y.start : y.last - y.start, x.first - x.start : x.last - x.start
        ]


def _reduced(pixels: Pixels, tile: Tile, shape: tuple[int, ...]) -> Pixels:
    across, down = pixels.shape[1] / shape[1], pixels.shape[0] / shape[0]
    size = (tile.x.stop - tile.x.start, tile.y.stop - tile.y.start)
    top, bottom = int(tile.y.start * down), min(math.ceil(tile.y.stop * down), pixels.shape[0])
    strip = pixels[top:bottom]
    if across == down == 1:
        return strip[:, tile.x.start : tile.x.stop]
    box = (tile.x.start * across, tile.y.start * down - top, tile.x.stop * across, tile.y.stop * down - top)
    box = (box[0], box[1], min(box[2], pixels.shape[1]), min(box[3], bottom - top))
    return np.asarray(Image.fromarray(strip).resize(size, Image.Resampling.BILINEAR, box=box))


@dataclass(frozen=True, slots=True)
class Regions:
    """Connected regions, one entry each: left, top, right, bottom (exclusive), area in pixels, mean level."""

    left: npt.NDArray[np.int64]
    top: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    bottom: npt.NDArray[np.int64]
    area: npt.NDArray[np.int64]
    level: npt.NDArray[np.float64]


def find_regions(levels: Pixels, threshold: int = THRESHOLD) -> Regions:
    """Regions of pixels above the threshold that touch, also at corners."""
    height, width = levels.shape
    pitch = width + 2
    mask = np.zeros((height, pitch), bool)
    np.greater(levels, threshold, out=mask[:, 1:-1])
    flat = mask.ravel()
    changes = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    starts, ends = changes[0::2], changes[1::2]
    if not len(starts):
        none = np.zeros(0, np.int64)
        return Regions(none, none, none, none, none, none.astype(np.float64))
    lengths = ends - starts
    sums = np.add.reduceat(levels[mask[:, 1:-1]].astype(np.int64), np.cumsum(lengths) - lengths)
    labels = _connect(starts, ends, pitch)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    rows, columns = starts[order] // pitch, starts[order] % pitch - 1
    area = np.add.reduceat(lengths[order], cuts)
    return Regions(
        np.minimum.reduceat(columns, cuts),
        np.minimum.reduceat(rows, cuts),
        np.maximum.reduceat(columns + lengths[order], cuts),
        np.maximum.reduceat(rows, cuts) + 1,
        area,
        np.add.reduceat(sums[order], cuts) / area,
    )


def _connect(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], pitch: int) -> npt.NDArray[np.int64]:
    """Gives runs of pixels that touch the same label; runs are flat [start, end) of rows of `pitch` pixels."""
    low = np.searchsorted(ends, starts + pitch, "left")
    high = np.searchsorted(starts, ends + pitch, "right")
    counts = np.maximum(high - low, 0)
    upper = np.repeat(np.arange(len(starts)), counts)
    lower = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    labels = np.arange(len(starts))
    while True:
        least = np.minimum(labels[upper], labels[lower])
        merged = labels.copy()
        np.minimum.at(merged, labels[upper], least)
        np.minimum.at(merged, labels[lower], least)
        merged = merged[merged]
        if np.array_equal(merged, labels):
            return labels
        labels = merged
