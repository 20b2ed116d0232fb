"""Rectangles that are drawn: fields, cards and panels have edges that run straight for long, which text never has.

A network that looks at cells of a grid misses a field or a panel now and then; its edges are still there. Here they are
found as long runs of pixels that differ from those beside them, and put together to rectangles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box

CONTRAST = 5
"""Least difference (of 255) of two pixels on both sides of an edge."""
LEAST = (2.2, 1.2)
"""Shortest run across and down, in heights of the usual line."""
CORNER = 0.9
"""Radius of a rounded corner, at most, in heights of the usual line: there the runs end earlier."""
PILL, ROUNDED = (1.4, 3.6), 0.62
"""Height of a rectangle with round ends, in heights of the usual line, and how far its ends reach, in its own."""
EVEN = 0.15
"""Difference of both ends, at most, in its height."""
COVERED = 0.7
"""Part of a rectangle's side that its run covers."""
SAME = 0.85
"""Intersection over union from which two rectangles are the inner and outer edge of one."""
MAX_PIXELS = 6_000_000
"""Of larger pictures, whose lines are more than a pixel wide, every second or third pixel does."""
MOST_RUNS = 900
"""Runs of each kind that are looked at, the longest first."""
Pixels = NDArray[np.uint8]
Numbers = NDArray[np.int64]


class Runs(NamedTuple):
    """Edges: at which row (or column), from where to where; (n,) each."""

    at: Numbers
    start: Numbers
    end: Numbers


def frames(pixels: Pixels, unit: float) -> list[Box]:
    """Drawn rectangles, smallest first. pixels: (height, width, 3) RGB; unit: height of the usual line."""
    step = math.ceil(math.sqrt(pixels.shape[0] * pixels.shape[1] / MAX_PIXELS))
    if step > 1:
        small = frames(pixels[::step, ::step], unit / step)
        return [Box(step * box.left, step * box.top, step * box.right, step * box.bottom) for box in small]
    green = pixels[..., 1].astype(np.int16)
    upright = np.abs(np.diff(green, axis=1)) >= CONTRAST
    across = _runs(np.abs(np.diff(green, axis=0)) >= CONTRAST, LEAST[0] * unit)
    down = _runs(upright.T, LEAST[1] * unit)
    if not len(across.at):
        return []
    near = max(0.25 * unit, 3.0)
    alike = (np.abs(across.start[:, None] - across.start[None]) <= near) & (
        np.abs(across.end[:, None] - across.end[None]) <= near
    )
    tops, bottoms = np.nonzero(alike & (across.at[None] - across.at[:, None] >= LEAST[1] * unit))
    found: dict[tuple[int, ...], Box] = {}
    for top, bottom in zip(tops.tolist(), bottoms.tolist(), strict=True):
        box = _closed(across, top, bottom, down, CORNER * unit) or _pill(across, top, bottom, upright, unit)
        if box is not None:
            sides = (box.left, box.top, box.right, box.bottom)
            found.setdefault(tuple(round(side / unit * 2) for side in sides), box)
    return _apart(sorted(found.values(), key=lambda box: box.area))


def _runs(edges: NDArray[np.bool_], least: float) -> Runs:
    """Stretches of each row that are edge without a break."""
    rows = np.flatnonzero(np.count_nonzero(edges, axis=1) >= least)
    padded = np.zeros((len(rows), edges.shape[1] + 2), np.int8)
    padded[:, 1:-1] = edges[rows]
    change = np.diff(padded, axis=1)
    at, start = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    at = rows[at]
    keep = np.flatnonzero(end - start >= least)
    keep = keep[np.argsort(-(end - start)[keep], kind="stable")[:MOST_RUNS]]
    return Runs(at[keep], start[keep], end[keep])


def _closed(across: Runs, top: int, bottom: int, down: Runs, corner: float) -> Box | None:
    """The rectangle between two runs, if its sides are there."""
    upper, lower = int(across.at[top]), int(across.at[bottom])
    start = min(int(across.start[top]), int(across.start[bottom]))
    end = max(int(across.end[top]), int(across.end[bottom]))
    reach = np.minimum(down.end, lower) - np.maximum(down.start, upper)
    is_side = reach >= max(COVERED * (lower - upper) - 2 * corner, 0.4 * (lower - upper))
    left = down.at[is_side & (down.at <= start + 3) & (down.at >= start - corner)]
    right = down.at[is_side & (down.at >= end - 4) & (down.at <= end + corner)]
    if not len(left) or not len(right):
        return None
    return Box(float(left.max()) + 1, float(upper) + 1, float(right.min()) + 1, float(lower) + 1)


def _pill(across: Runs, top: int, bottom: int, upright: NDArray[np.bool_], unit: float) -> Box | None:
    """The rectangle whose corners are so round that its sides hardly run straight: an edge at half its height."""
    upper, lower = int(across.at[top]), int(across.at[bottom])
    height = lower - upper
    if not PILL[0] * unit <= height <= PILL[1] * unit:
        return None
    start, end = (
        max(int(across.start[top]), int(across.start[bottom])),
        min(int(across.end[top]), int(across.end[bottom])),
    )
    rows = slice(upper + height // 2 - 1, upper + height // 2 + 2)
    reach = round(ROUNDED * height)
    before = np.flatnonzero(upright[rows, max(start - reach, 0) : start].all(axis=0))
    behind = np.flatnonzero(upright[rows, end : end + reach].all(axis=0))
    first = max(start - reach, 0)
    sides = [(first + left, end + right) for left in before[::-1].tolist() for right in behind.tolist()]
    even = (side for side in sides if abs((start - side[0]) - (side[1] - end)) <= EVEN * height)
    left, right = next(even, (0, 0))
    return Box(float(left) + 1, float(upper) + 1, float(right) + 1, float(lower) + 1) if right else None


def _apart(boxes: Sequence[Box]) -> list[Box]:
    """Of boxes that are nearly the same the first."""
    kept: list[Box] = []
    for box in boxes:
        if not any(box.iou(other) >= SAME for other in kept):
            kept.append(box)
    return kept
