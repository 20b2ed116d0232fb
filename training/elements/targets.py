"""Which cell of which level answers for which element.

As in FCOS, cells near an element's middle; the level by its size, a lower one where it is thin. Where elements
compete for a cell, the smaller wins, and each has its very middle at least.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

STRIDES = (8, 16, 32)
THING_RANGES = ((0, 100), (64, 260), (180, 1e9))
CONTAINER_RANGES = ((0, 110), (72, 260), (180, 1e9))
Ranges = tuple[tuple[float, float], ...]
"""Of each level, the sizes that it answers for, in pixels."""
THIN = 5.0
"""Elements count as at most so many times as large as their shorter side."""
NEAR, MOST_AROUND = 0.12, 5
"""Cells so near to an element's middle answer for it: a part of its length, and a number of cells at most."""
NOBODY, IGNORED = -1, -2

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Truth(NamedTuple):
    """Elements of one picture and kind: boxes (n, 4) left top right bottom in its pixels, roles (n,), states (n, S)."""

    boxes: Floats
    roles: Ints
    states: Floats
    ignored: Floats
    """Boxes (m, 4) of what is neither right nor wrong."""


def owners(truth: Truth, size: tuple[int, int], ranges: Ranges) -> list[Ints]:
    """Of each level, (H, W): the element that a cell answers for, NOBODY or IGNORED. size: (width, height)."""
    sides = truth.boxes[:, 2:] - truth.boxes[:, :2]
    extent = np.minimum(np.sqrt(sides.prod(axis=1)), THIN * sides.min(axis=1, initial=np.inf))
    large_first = np.argsort(-sides.prod(axis=1), kind="stable")
    maps = []
    for (low, high), stride in zip(ranges, STRIDES, strict=True):
        shape = (size[1] // stride, size[0] // stride)
        owner = np.full(shape, NOBODY, np.int64)
        for box in truth.ignored:
            left, top, right, bottom = (box / stride).astype(int)
            owner[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = IGNORED
        chosen = large_first[(extent[large_first] >= low) & (extent[large_first] < high)]
        _claim(owner, truth.boxes[chosen], chosen, stride)
        maps.append(owner)
    return maps


def _claim(owner: Ints, boxes: Floats, names: Ints, stride: int) -> None:
    """Writes the elements' names into their cells, in order; the middles once more at the end."""
    middles = ((boxes[:, :2] + boxes[:, 2:]) / 2 / stride).astype(int)
    for box, (column, row), name in zip(boxes, middles, names, strict=True):
        columns = _span(column, (box[0], box[2]), stride, owner.shape[1])
        rows = _span(row, (box[1], box[3]), stride, owner.shape[0])
        owner[rows[0] : rows[1], columns[0] : columns[1]] = name
    for (column, row), name in zip(middles, names, strict=True):
        if 0 <= row < owner.shape[0] and 0 <= column < owner.shape[1]:
            owner[row, column] = name


def _span(middle: int, sides: tuple[float, float], stride: int, num: int) -> tuple[int, int]:
    """First cell and the one after the last, along one axis, that answer for an element: around its middle, more of
    them where it is long, since nothing on a long empty field tells its very middle."""
    around = min(max(round(NEAR * (sides[1] - sides[0]) / stride), 1), MOST_AROUND)
    first, last = math.ceil(sides[0] / stride - 0.5), math.floor(sides[1] / stride - 0.5)
    first, last = min(max(first, middle - around), middle), max(min(last, middle + around), middle)
    return max(first, 0), min(last + 1, num)
