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

from flashweb.core.screen import Box

if TYPE_CHECKING:
    import openvino as ov

Pixels = npt.NDArray[np.uint8]
"""A picture, (height, width, 3), RGB."""

STRIDE = 32
MARGIN = 16
MAX_TILE_WIDTH = 1600
THRESHOLD = 76
"""Probability 0.3 of 255."""
MIN_SCORE = 0.5
GROWTH = 1.6


@dataclass(frozen=True, slots=True)
class Span:
    """What a tile looks at on one axis (start, stop), and the part of it that it answers for (first, last)."""

    start: int
    stop: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the picture: columns and rows."""

    x: Span
    y: Span


def _spans(length: int, parts: int) -> list[Span]:
    edges = [round(length * index / parts) for index in range(parts + 1)]
    return [
        Span(max(0, first - MARGIN), min(length, last + MARGIN), first, last)
        for first, last in itertools.pairwise(edges)
    ]


def plan_tiles(width: int, height: int, max_pixels: int, threads: int) -> list[Tile]:
    """Covers the picture with tiles of at most about max_pixels; enough of them to keep the threads busy."""
    columns = math.ceil(width / MAX_TILE_WIDTH)
    tile_width = width / columns + 2 * MARGIN
    rows = math.ceil(height / max(max_pixels / tile_width - 2 * MARGIN, 2 * STRIDE))
    if columns * rows < threads and width * height > 128 * 1024:
        rows = max(rows, min(threads, height // (4 * STRIDE)))
    return [Tile(x, y) for y in _spans(height, max(rows, 1)) for x in _spans(width, columns)]


class Detector:
    """Runs the detection network on one tile; each thread has its own inference stream."""

    def __init__(self, model: ov.CompiledModel) -> None:
        self._model = model

    def probabilities(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Text probability 0..255 of the part that the tile answers for, (rows, columns)."""
        view = pixels[tile.y.start : tile.y.stop, tile.x.start : tile.x.stop]
        height, width = view.shape[:2]
        padding = [(0, max(-size % STRIDE, 2 * STRIDE - size)) for size in (height, width)]
        padded = np.pad(view, [*padding, (0, 0)], mode="edge")
        request = self._model.create_infer_request()
        levels: Pixels = request.infer([padded[None]])[0][0, 0]
        top, left = tile.y.first - tile.y.start, tile.x.first - tile.x.start
        return levels[top : top + tile.y.last - tile.y.first, left : left + tile.x.last - tile.x.first].copy()


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


def text_boxes(levels: Pixels) -> list[Box]:
    """Boxes around lines of text, in no order, in the pixels of the probability map."""
    height, width = levels.shape
    regions = find_regions(levels)
    wide, high = regions.right - regions.left, regions.bottom - regions.top
    keep = (np.minimum(wide, high) >= 2) & (regions.level >= MIN_SCORE * 255)
    grow = wide * high * GROWTH / (2 * (wide + high))
    return [
        Box(
            float(max(regions.left[i] - grow[i], 0)),
            float(max(regions.top[i] - grow[i], 0)),
            float(min(regions.right[i] + grow[i], width)),
            float(min(regions.bottom[i] + grow[i], height)),
        )
        for i in np.flatnonzero(keep)
    ]
