"""Check boxes and radio buttons by how they are drawn: a small closed ring, square or round, with a mark in it or not.

A network that sees a dozen pixels through a grid of eight is often unsure of them; their outline is not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.layout import runs

MARGIN = 0.3
"""Looked at around the place, in parts of its size."""
CONTRAST = (14.0, 60.0)
"""Least and most difference (of 255) of a pixel from the colour around that makes it ink."""
PART_OF_PEAK = 0.33
"""Between the two it is this part of what stands out most, so that the noise of compression is no ink."""
SMALLEST = 7
"""Pixels."""
ASPECT = 1.2
LIKE_PLACE = (0.5, 2.2)
"""Area of the ring against that of the place."""
DEPTH = 0.55
"""The outline is met within the outer part of the way from edge to middle: this is where the search ends."""
CLOSED = 30
"""Rays of RAYS that must meet it."""
RAYS = 32
AT_SIDE = 0.85
"""A ring touches the middles of its sides."""
ROUND = 0.86
"""Where the diagonal rays meet the outline of a circle, at most; a square's corner is met at 1."""
CORNERED = 0.8
INSIDE, CORE = 0.5, 0.16
"""Part of the way from the middle to the edge that is inside the outline, and that a dot in it covers at least."""


ALIKE = 1.15
"""Ticks of one group differ no more in size."""
ALIGNED = 0.3
"""Nor in place, in their own size."""


class Ring(NamedTuple):
    """A closed outline; is_empty: nothing is drawn inside; is_core_plain: nor in the very middle, where a dot is."""

    box: Box
    is_round: bool
    is_empty: bool
    is_core_plain: bool


def ring_at(pixels: Pixels, place: Box) -> Ring | None:
    """The ring that is drawn about there; None where there is none. pixels: (height, width, 3) RGB."""
    margin = max(MARGIN * max(place.width, place.height), 2.0)
    left, top = int(max(place.left - margin, 0)), int(max(place.top - margin, 0))
    part = pixels[top : int(place.bottom + margin) + 1, left : int(place.right + margin) + 1].astype(np.int16)
    if min(part.shape[:2]) < SMALLEST:
        return None
    around = np.median(np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]]), axis=0)
    difference = np.abs(part - around).max(axis=2)
    rows, columns = _within(place.top - top, place.bottom - top), _within(place.left - left, place.right - left)
    contrast = float(np.clip(PART_OF_PEAK * np.percentile(difference[rows, columns], 90), *CONTRAST))
    ink = difference >= contrast
    across = _stretch(ink[rows].any(axis=0), columns)
    down = _stretch(ink[:, across].any(axis=1), rows) if across is not None else None
    if across is None or down is None or not _is_outline(mask := ink[down, across], place):
        return None
    met, meets = _met(mask)
    corners = met[RAYS // 8 :: RAYS // 4]
    is_round = bool(corners.mean() < ROUND)
    if meets.sum() < CLOSED or met[:: RAYS // 4].min() < AT_SIDE or not (is_round or corners.min() >= CORNERED):
        return None
    box = Box(float(left + across.start), float(top + down.start), float(left + across.stop), float(top + down.stop))
    drawing = part[down, across]
    outline = np.median(drawing[mask & ~_middle(mask)], axis=0)
    inside, core = _colours(drawing, INSIDE), _colours(drawing, CORE)
    is_empty = _is_plain(inside, contrast) and np.abs(np.median(inside, axis=0) - outline).max() >= contrast / 2
    return Ring(box, is_round, bool(is_empty), _is_plain(core, contrast))


def is_in_line(ring: Ring, other: Ring) -> bool:
    """As large as the other one, of its shape, and level with it or below or above it."""
    size = other.box.width
    if ring.is_round != other.is_round or not size / ALIKE <= ring.box.width <= size * ALIKE:
        return False
    (across, down), (other_across, other_down) = ring.box.center, other.box.center
    return min(abs(across - other_across), abs(down - other_down)) <= ALIGNED * size


def _within(start: float, end: float) -> slice:
    return slice(max(int(start), 0), max(int(end), 0) + 1)


def _stretch(line: NDArray[np.bool_], place: slice) -> slice | None:
    """The ink that touches the place, without a break at its ends; None where it goes on out of sight."""
    touched = [run for run in runs(line) if run[0] < place.stop and run[1] > place.start]
    if not touched or touched[0][0] == 0 or touched[-1][1] == len(line):
        return None
    return slice(touched[0][0], touched[-1][1])


def _is_outline(mask: NDArray[np.bool_], place: Box) -> bool:
    """As large as the place, and about as wide as high."""
    height, width = mask.shape
    is_square = min(height, width) >= SMALLEST and max(height, width) <= ASPECT * min(height, width)
    return bool(is_square and LIKE_PLACE[0] * place.area <= height * width <= LIKE_PLACE[1] * place.area)


def _rays(shape: tuple[int, ...], ways: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns (RAYS, ways) on the ways from the middle to the edge, where 1 is at the edge."""
    height, width = shape[:2]
    angles = 2 * np.pi * np.arange(RAYS) / RAYS
    across, down = np.cos(angles), np.sin(angles)
    reach = 1 / np.maximum(np.abs(across), np.abs(down))
    rows = np.rint((height - 1) / 2 * (1 + (down * reach)[:, None] * ways)).astype(np.intp)
    columns = np.rint((width - 1) / 2 * (1 + (across * reach)[:, None] * ways)).astype(np.intp)
    return rows, columns


def _met(mask: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """For each ray where ink is first met from outside, 0 to 1 of the way, and whether it is met at all."""
    ways = np.linspace(1.0, DEPTH, int(0.7 * mask.shape[0]) + 4)
    rows, columns = _rays(mask.shape, ways)
    hits = mask[rows, columns] | mask[rows, np.maximum(columns - 1, 0)]  # a thin slanting line has no gap for a ray
    meets = np.asarray(hits.any(axis=1))
    return np.where(meets, ways[hits.argmax(axis=1)], 0.0), meets


def _middle(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Everything but the outermost tenth on each side."""
    inner = np.zeros_like(mask)
    rows, columns = max(mask.shape[0] // 10, 1), max(mask.shape[1] // 10, 1)
    inner[rows:-rows, columns:-columns] = True
    return inner


def _colours(drawing: NDArray[np.int16], part: float) -> NDArray[np.int16]:
    """Pixels (n, 3) on the inner part of all rays."""
    rows, columns = _rays(drawing.shape, np.linspace(part, 0.0, 5))
    return drawing[rows, columns].reshape(-1, 3)


def _is_plain(colours: NDArray[np.int16], contrast: float) -> bool:
    return bool(np.abs(colours - np.median(colours, axis=0)).max() < 2 * contrast)
