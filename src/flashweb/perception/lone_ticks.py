"""Check boxes and radio buttons that the network did not take for any: squares and circles right before a line of text.

Browsers draw theirs at 13 pixels, which is little to see through a grid; what stands out is a closed square before
some words, empty or with a check mark in it, and circles in line of which exactly one has a dot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.layout import away, runs
from flashweb.perception.rings import CONTRAST, Ring, is_in_line, ring_at

OF_LINE = (0.68, 1.4)
"""Size of a tick against the height of its line."""
GAP = 0.3
"""Least space between it and the first word, in its size; letters that are squares stand closer."""
BEFORE = 1.6
"""Most space, in the line's height."""
LEVEL = 0.3
"""How far its middle is from the line's, at most, in the line's height."""
MARK = 80.0
"""Least difference (of 255) of a check mark from what it is drawn on."""
PLAIN, MOSTLY = 32.0, 0.95
"""What is empty differs less than that, but for a part of it: rounded corners, noise of compression."""
INNER, DOT, RIM = 0.66, 0.3, (0.8, 1.05)
"""Parts of a circle's radius: what is empty without a dot, what a dot takes at least, and where the outline is."""
MARKED = (0.06, 0.45)
"""Part of the square that the mark covers."""
LIGHT, DARK = 200.0, 110.0
"""An empty box on a dark page is a plain light square: the least of its, and the most of the page's brightness."""


class LoneTick(NamedTuple):
    """role: checkbox or radio."""

    role: str
    ring: Ring
    is_checked: bool


def lone_ticks(pixels: Pixels, rings: Sequence[Ring | None], lines: Sequence[Box]) -> list[LoneTick]:
    """pixels: (height, width, 3) RGB; rings: what is drawn where something else was seen; lines: of text."""
    found: list[LoneTick] = []
    circles: list[Ring] = []
    known = [ring for ring in rings if ring is not None and _is_labelled(ring.box, lines)]
    starts = [ring for line in lines if (ring := _at_start(pixels, line)) is not None]
    fresh = [ring for ring in starts if all(ring.box.iou(other.box) < 0.2 for other in known)]
    for ring in [*known, *fresh]:
        if ring.is_round:
            circles += [ring] if _is_bare(pixels, ring) else []
        elif (is_checked := is_ticked(pixels, ring)) is not None:
            found.append(LoneTick("checkbox", ring, is_checked))
    return found + list(_chosen_among(circles))


def _is_labelled(ring: Box, lines: Sequence[Box]) -> bool:
    """Words begin right behind it."""
    for line in lines:
        is_level = abs(line.center[1] - ring.center[1]) <= LEVEL * line.height
        fits = OF_LINE[0] * line.height <= ring.height <= OF_LINE[1] * line.height
        if is_level and fits and GAP * ring.width <= line.left - ring.right <= BEFORE * line.height:
            return True
    return False


def _at_start(pixels: Pixels, line: Box) -> Ring | None:
    """The square or circle that the line begins with, apart from what follows."""
    top, left = max(int(line.top) - 2, 0), max(int(line.left) - 3, 0)
    strip = pixels[top : int(line.bottom) + 2, left : int(line.left + (OF_LINE[1] + BEFORE) * line.height)]
    if min(strip.shape[:2]) < 3:
        return None
    around = np.median(np.concatenate([strip[0], strip[-1]]), axis=0)
    inked = runs(np.asarray((away(strip, around) >= CONTRAST[0]).any(axis=0)))
    if len(inked) < 2:
        return None
    (start, end), (following, _) = inked[:2]
    size = end - start
    if not OF_LINE[0] * line.height <= size <= OF_LINE[1] * line.height or following - end < GAP * size:
        return None
    middle = line.center[1]
    ring = ring_at(pixels, Box(left + start, middle - size / 2, left + end, middle + size / 2))
    return ring if ring is not None and abs(ring.box.center[1] - middle) <= LEVEL * line.height else None


def is_ticked(pixels: Pixels, square: Ring) -> bool | None:
    """Whether a square is empty or has a check mark in it; None where it is neither."""
    box = square.box
    part = pixels[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    edge = max(round(0.12 * part.shape[0]), 1)
    inside = part[edge:-edge, edge:-edge]
    fill = np.median(inside, axis=(0, 1))
    difference = away(inside, fill)
    if square.is_empty:
        return False if (difference < PLAIN).mean() >= MOSTLY else None
    mark = difference >= MARK
    if not mark.any():
        above = pixels[max(int(box.top) - 3, 0), int(box.left) : int(box.right)]
        return False if fill.min() >= LIGHT and np.median(above, axis=0).max() <= DARK else None
    return True if _is_check_mark(mark) else None


def _is_bare(pixels: Pixels, circle: Ring) -> bool:
    """There is nothing in it, or a dot in its middle and nothing around that."""
    box = circle.box
    part = pixels[int(box.top) : int(box.bottom), int(box.left) : int(box.right)].astype(np.int16)
    height, width = part.shape[:2]
    down, across = np.ogrid[:height, :width]
    way = np.hypot((down - (height - 1) / 2) / height, (across - (width - 1) / 2) / width) * 2
    if circle.is_empty:
        inner, outline = part[way < INNER], part[(way > RIM[0]) & (way < RIM[1])]
        fill = np.median(inner, axis=0)
        drawn = float(np.percentile(np.abs(outline - fill).max(axis=1), 75))
        return bool((np.abs(inner - fill).max(axis=1) < min(PLAIN, drawn / 2)).mean() >= MOSTLY)
    core = part[way < DOT]
    return bool((np.abs(core - np.median(core, axis=0)).max(axis=1) < PLAIN).mean() >= MOSTLY)


def _is_check_mark(mark: NDArray[np.bool_]) -> bool:
    """One stroke that goes down for a third of the way and then up, higher than it began."""
    if not MARKED[0] <= mark.mean() <= MARKED[1]:
        return False
    height, width = mark.shape
    columns = np.flatnonzero(mark.any(axis=0))
    if columns[-1] - columns[0] + 1 != len(columns) or len(columns) < 0.4 * width:
        return False
    rows = np.arange(height)[:, None]
    lowest = np.where(mark, rows, -1).max(axis=0)[columns]
    highest = np.where(mark, rows, height).min(axis=0)[columns]
    turn = int(np.flatnonzero(lowest == lowest.max()).mean())
    begins, ends = float(highest[0]), float(highest[-1])
    is_turn = 0.15 <= turn / len(columns) <= 0.6
    return bool(is_turn and ends < begins and lowest.max() - ends >= 0.3 * height and lowest.max() - lowest[0] >= 1)


def _chosen_among(circles: Sequence[Ring]) -> Iterator[LoneTick]:
    """Circles in line, of one size, of which one has a dot and the others are empty."""
    left = list(circles)
    while left:
        group = [ring for ring in left if is_in_line(ring, left[0])]
        left = [ring for ring in left if ring not in group]
        dotted = [ring for ring in group if not ring.is_empty]
        if len(group) > 1 and len(dotted) == 1 and dotted[0].is_core_plain:
            yield from (LoneTick("radio", ring, not ring.is_empty) for ring in group)
