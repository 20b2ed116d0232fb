"""From text probabilities to one tight box a line, in reading order.

Detection runs on a smaller picture than the one given, so its boxes are rough: close lines may be
one region, ends may be cut. The original pixels know better: text has edges, the space around it has
none. Each region is cut into lines at rows without edges and into phrases at wide columns without
edges, and its box is drawn tightly around the edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels, Regions, find_regions
from flashweb.perception.grouping import reading_order

MIN_SCORE = 0.5
GROWTH = 1.6
"""How far a line reaches beyond its marked middle, as PP-OCR's unclip ratio."""
MIN_CONTRAST = 10
CONTRAST_PART = 0.2
PHRASE_GAP = 1.3
"""A gap of more line heights than this parts two phrases (columns, buttons, menu items)."""
MIN_LINE = 6
"""Least height in pixels of each of two lines that one region is cut into."""


def line_boxes(pixels: Pixels, levels: Pixels) -> list[Box]:
    """Boxes of the lines of a picture, in reading order; levels is the picture's probability map at any scale."""
    edges = _Edges(pixels)
    boxes = [box for seed in _seeds(find_regions(levels), levels.shape, pixels.shape) for box in edges.lines(seed)]
    boxes = _without_duplicates(boxes)
    return [boxes[index] for index in reading_order(boxes)]


@dataclass(frozen=True, slots=True)
class _Seed:
    """A region in pixels of the picture: its marked middle, and how far the line may reach beyond it."""

    left: float
    top: float
    right: float
    bottom: float
    reach: float


def _seeds(regions: Regions, levels: tuple[int, ...], picture: tuple[int, ...]) -> Iterator[_Seed]:
    across, down = picture[1] / levels[1], picture[0] / levels[0]
    wide, high = regions.right - regions.left, regions.bottom - regions.top
    keep = (np.minimum(wide, high) >= 2) & (regions.level >= MIN_SCORE * 255)
    reach = wide * high * GROWTH / (2 * (wide + high))
    for i in np.flatnonzero(keep):
        yield _Seed(
            float(regions.left[i]) * across,
            float(regions.top[i]) * down,
            float(regions.right[i]) * across,
            float(regions.bottom[i]) * down,
            max(float(reach[i]) * down, 2.0),
        )


class _Edges:
    """Where neighbouring pixels differ; across catches strokes and is blind to level borders and underlines."""

    def __init__(self, pixels: Pixels) -> None:
        gray = np.asarray(Image.fromarray(pixels).convert("L"))
        self._height, self._width = gray.shape
        self._across = np.zeros_like(gray)
        self._down = np.zeros_like(gray)
        _difference(gray[:, 1:], gray[:, :-1], self._across[:, 1:])
        _difference(gray[1:], gray[:-1], self._down[1:])

    def lines(self, seed: _Seed) -> list[Box]:
        """The lines that a region holds, each in its phrases."""
        left, right = max(int(seed.left - seed.reach), 0), min(int(seed.right + seed.reach) + 1, self._width)
        top, bottom = max(int(seed.top - seed.reach), 0), min(int(seed.bottom + seed.reach) + 1, self._height)
        window = self._across[top:bottom, left:right]
        limit = max(MIN_CONTRAST, CONTRAST_PART * float(window.max(initial=0)))
        inner = self._across[top:bottom, max(int(seed.left), 0) : int(seed.right) + 1] > limit
        middle = (seed.top - top, seed.bottom - top)
        boxes: list[Box] = []
        for first, last in _line_rows(inner, middle):
            rows = slice(top + first, top + last)
            ink = (self._across[rows, left:right] > limit) | (self._down[rows, left:right] > limit)
            for start, stop in _phrases(np.asarray(ink.any(axis=0)), last - first):
                boxes.append(Box(float(left + start), float(top + first), float(left + stop), float(top + last)))
        return boxes or [Box(float(left), float(top), float(right), float(bottom))]


def _difference(a: Pixels, b: Pixels, out: Pixels) -> None:
    np.subtract(np.maximum(a, b), np.minimum(a, b), out=out)


def runs(mask: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """[start, stop) of the stretches that are true."""
    changes = np.flatnonzero(np.diff(mask, prepend=False, append=False))
    return list(zip(changes[0::2].tolist(), changes[1::2].tolist(), strict=True))


def away(part: Pixels, behind: npt.NDArray[np.floating[Any]] | None = None) -> npt.NDArray[np.float64]:
    """How far (of 255) each pixel of (height, width, 3) is from the colour behind it, by default the usual one."""
    ground = np.median(part, axis=(0, 1)) if behind is None else behind
    return np.asarray(np.abs(part.astype(np.int16) - ground).max(axis=2))


def _line_rows(ink: npt.NDArray[np.bool_], middle: tuple[float, float]) -> list[tuple[int, int]]:
    """Rows of each line that the marked middle touches, with the thin marks (underscores) right below it."""
    counts = ink.sum(axis=1)
    inked = runs(counts > 0)
    touched = [run for run in inked if run[1] > middle[0] and run[0] < middle[1]]
    if not touched:
        return []
    bottom, height = touched[-1][1], touched[-1][1] - touched[0][0]
    below = [run for run in inked if 0 < run[0] - bottom <= 0.3 * height and run[1] - run[0] <= max(2, 0.15 * height)]
    touched[-1] = (touched[-1][0], below[0][1] if below else bottom)
    tall = [
        (first, last)
        for first, last in touched
        if last - first >= MIN_LINE and int(ink[first:last].any(axis=0).sum()) >= 2 * (last - first)
    ]
    if len(tall) < 2:
        return [(touched[0][0], touched[-1][1])]
    return tall


def _phrases(ink: npt.NDArray[np.bool_], height: int) -> list[tuple[int, int]]:
    """Columns of each phrase: stretches with edges, joined over gaps that a space may be."""
    phrases: list[tuple[int, int]] = []
    for start, stop in runs(ink):
        if phrases and start - phrases[-1][1] < PHRASE_GAP * height:
            phrases[-1] = (phrases[-1][0], stop)
        else:
            phrases.append((start, stop))
    return [(start, stop) for start, stop in phrases if stop - start > 1 or len(phrases) == 1]


def _without_duplicates(boxes: list[Box]) -> list[Box]:
    """Two regions may grow into one line: keeps the larger of boxes that mostly cover each other."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        if not any(_covered(box, other) for other in kept):
            kept.append(box)
    return kept


def _covered(box: Box, by: Box) -> bool:
    width = min(box.right, by.right) - max(box.left, by.left)
    height = min(box.bottom, by.bottom) - max(box.top, by.top)
    return width > 0 and height > 0 and width * height > 0.7 * box.area
