"""How what is written looks, and what stands in line: of links and entries in a row or column all look alike but the
chosen one, and of buttons those that cannot be used are fainter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.found import Found
from flashweb.perception.layout import away

Colour = NDArray[np.float64]
STEP = 3
"""Bits by which colours are blurred when the most frequent is looked for."""
STROKES = 0.6
"""Part of the largest distance from the ground from which a column's farthest pixel is of a stroke's middle."""
AS_HIGH = 1.25
"""Siblings differ no more in height."""
APART, ASIDE = 0.9, 2.2
"""Space between siblings below and beside each other, at most, in their height."""
TOUCH = 0.3
"""They share no more, in their height."""
INDENT = 2.5
"""Entries of a submenu begin no further in, in their height."""
LEVEL, STACKED = 0.8, 0.5
"""Part of the smaller one's height or width that siblings beside or below each other share."""


class Look(NamedTuple):
    """Colours, RGB, of what is behind the letters and of the letters."""

    ground: Colour
    ink: Colour

    @property
    def contrast(self) -> float:
        """How much (of 255) the letters stand out."""
        return float(np.abs(self.ink - self.ground).max())


def written_in(box: Box, lines: Sequence[Box]) -> Box | None:
    """The widest part of a line in the box; lines may go on beyond it."""
    parts = (
        Box(max(line.left, box.left), max(line.top, box.top), min(line.right, box.right), min(line.bottom, box.bottom))
        for line in lines
        if box.top <= line.center[1] < box.bottom and line.left < box.right and line.right > box.left
    )
    return max(parts, key=lambda part: part.width, default=None)


def look_at(pixels: Pixels, text: Box) -> Look | None:
    """The usual colour, and the usual one of the pixels of each column that are farthest from it: a badge or an icon
    beside the words takes fewer columns than they do. None where there is too little to see."""
    top, left = max(int(text.top) - 1, 0), max(int(text.left) - 2, 0)
    part = pixels[top : int(text.bottom) + 1, left : int(text.right) + 2]
    if min(part.shape[:2]) < 4:
        return None
    shades = (part >> STEP).astype(np.int32) @ np.array([1 << 10, 1 << 5, 1])
    ground = part[shades == np.bincount(shades.ravel()).argmax()].mean(axis=0)
    distance = away(part, ground)
    farthest, reach = distance.argmax(axis=0), distance.max(axis=0)
    strokes = np.flatnonzero(reach >= STROKES * reach.max())
    return Look(ground, np.median(part[farthest[strokes], strokes].astype(np.float64), axis=0))


def in_line(found: Sequence[Found]) -> list[list[int]]:
    """Rows and columns of elements of one role and height that follow each other: their indices."""
    group = list(range(len(found)))
    by_top = sorted(range(len(found)), key=lambda index: found[index].box.top)
    for rank, one in enumerate(by_top):
        box = found[one].box
        for other in by_top[rank + 1 :]:
            if found[other].box.top > box.bottom + APART * box.height * AS_HIGH:
                break
            if found[one].role == found[other].role and _are_siblings(box, found[other].box):
                old, new = group[other], group[one]
                group = [new if each == old else each for each in group]
    members: dict[int, list[int]] = {}
    for index, each in enumerate(group):
        members.setdefault(each, []).append(index)
    return list(members.values())


def _are_siblings(box: Box, other: Box) -> bool:
    low, high = sorted((box.height, other.height))
    if high > AS_HIGH * low:
        return False
    wide = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    if wide > STACKED * min(box.width, other.width) and -APART * low < down < TOUCH * low:
        return abs(box.left - other.left) < INDENT * low or abs(box.center[0] - other.center[0]) < TOUCH * low
    return down > LEVEL * low and -ASIDE * low < wide < TOUCH * low
