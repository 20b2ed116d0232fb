"""Which cell of which level answers for which element.

As in FCOS, cells near an element's middle; the level by its size, a lower one where it is thin. Where elements
compete for a cell, the smaller wins, and each has its very middle at least.
"""

from __future__ import annotations

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
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2 / stride, (boxes[:, 1] + boxes[:, 3]) / 2 / stride
    steps = [(0, 0)] + [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)]
    xs = middle_x.astype(int)[:, None] + np.array([step[0] for step in steps])
    ys = middle_y.astype(int)[:, None] + np.array([step[1] for step in steps])
    inside = (xs >= 0) & (xs < owner.shape[1]) & (ys >= 0) & (ys < owner.shape[0])
    x, y = (xs + 0.5) * stride, (ys + 0.5) * stride
    within = (x > boxes[:, :1]) & (x < boxes[:, 2:3]) & (y > boxes[:, 1:2]) & (y < boxes[:, 3:])
    for first, last, mask in ((0, len(steps), inside & within), (0, 1, inside)):
        for index, name in enumerate(names):
            keep = mask[index, first:last]
            owner[ys[index, first:last][keep], xs[index, first:last][keep]] = name
