"""Lines of text cut where elements end: what looks like one line may be a row of links, or begin with an icon.

The text detector sees words near each other, not what they belong to. Once the elements are known, a line is cut at
their sides, where there is a gap in its ink, and icons are left out of it, which would be read as letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.layout import away

Pixels = npt.NDArray[np.uint8]
Spans = list[tuple[float, float]]

PARTED = frozenset({"link", "button", "tab", "menuitem", "option", "treeitem"})
DRAWN = frozenset({"img", "checkbox", "radio", "switch"})
GLYPH = 2.6
"""What is drawn and no larger than so many line heights is an icon or a box to tick beside text."""
REACH = 0.45
"""How far from an element's side the gap may be, in line heights."""
SPACE = 0.15
"""Gaps between words are wider than this part of the line's height, those between letters are not."""
NARROWEST = 0.3
WHOLE = 0.9
"""An element that covers so much of a line has all of it."""
FAINT = 40
"""Difference from the background, of 255, under which there is no ink."""


def cut_lines(pixels: Pixels, boxes: Sequence[Box], found: Sequence[Found]) -> list[tuple[Box, ...]]:
    """For each line what is left of it: nothing where it is kept as it is, else the boxes of its parts.

    pixels: (height, width, 3) of the picture that the boxes are in.
    """
    ticks = [each.box for each in found if each.role in DRAWN and each.role != "img"]
    icons = [each.box for each in found if each.role == "img"]
    parted = [each.box for each in found if each.role in PARTED]
    return [_cut(pixels, line, (_beside(line, ticks), _beside(line, icons)), _beside(line, parted)) for line in boxes]


def _beside(line: Box, boxes: Iterable[Box]) -> list[Box]:
    """Boxes that the line runs through."""
    middle = line.center[1]
    return [box for box in boxes if box.top < middle < box.bottom and box.left < line.right and box.right > line.left]


def _cut(
    pixels: Pixels, line: Box, drawn: tuple[Sequence[Box], Sequence[Box]], parted: Sequence[Box]
) -> tuple[Box, ...]:
    """drawn: boxes to tick, and icons."""
    height = line.height
    ticks, icons = ([box for box in boxes if _is_small(box, line)] for boxes in drawn)
    edges = [
        side
        for box in parted
        if box.width > height and _share(line, box) < WHOLE
        for side in (box.left, box.right)
        if line.left + NARROWEST * height < side < line.right - NARROWEST * height
    ]
    if not ticks and not icons and not edges:
        return ()
    ink = _ink(pixels, line)
    small = [*ticks, *(box for box in icons if not _is_letter(box, line, ink))]
    gaps = sorted(
        {gap for edge in edges if (gap := _gap_near(ink, edge - line.left, REACH * height, SPACE * height)) is not None}
    )
    spans: Spans = list(zip([0.0, *gaps], [*gaps, line.width], strict=True))
    for box in small:
        spans = _without(spans, box.left - line.left, box.right - line.left, ink, height)
    spans = [span for span in (_tight(ink, *span) for span in spans) if span[1] - span[0] >= NARROWEST * height]
    if len(spans) == 1 and spans[0][1] - spans[0][0] > line.width - NARROWEST * height:
        return ()
    return tuple(Box(line.left + first, line.top, line.left + last, line.bottom) for first, last in spans)


def _is_small(box: Box, line: Box) -> bool:
    return max(box.width, box.height) <= GLYPH * line.height and _share(box, line) >= 0.6


def _is_letter(icon: Box, line: Box, ink: npt.NDArray[np.bool_]) -> bool:
    """What begins the line and is no farther from what follows than letters are is the first of them."""
    height, end = line.height, icon.right - line.left
    is_first = icon.left - line.left < NARROWEST * height and end < line.width - NARROWEST * height
    return is_first and _gap_near(ink, end, REACH * height, SPACE * height) is None


def _share(inner: Box, outer: Box) -> float:
    """Part of the inner one's width that lies in the outer one."""
    return (min(inner.right, outer.right) - max(inner.left, outer.left)) / max(inner.width, 1.0)


def _ink(pixels: Pixels, line: Box) -> npt.NDArray[np.bool_]:
    """Which columns of the line hold ink."""
    distance = away(pixels[int(line.top) : int(line.bottom) + 1, int(line.left) : int(line.right) + 1])
    return np.asarray((distance > max(FAINT, 0.25 * float(distance.max(initial=0)))).any(axis=0))


def _gap_near(ink: npt.NDArray[np.bool_], place: float, reach: float, least: float = 1.0) -> float | None:
    """The middle of the widest gap near a place, of at least so many pixels; None where there is none."""
    first, last = max(int(place - reach), 0), min(int(place + reach) + 1, len(ink))
    best, begun, widest = None, None, least - 1e-3
    for column in range(first, last + 1):
        is_blank = column < last and not ink[column]
        if is_blank and begun is None:
            begun = column
        elif not is_blank and begun is not None:
            if column - begun > widest:
                best, widest = (begun + column) / 2, column - begun
            begun = None
    return best


def _without(spans: Spans, first: float, last: float, ink: npt.NDArray[np.bool_], height: float) -> Spans:
    """Spans without an icon; its sides are moved to gaps where there are any."""
    left = _gap_near(ink, first, REACH * height)
    right = _gap_near(ink, last, REACH * height)
    start, stop = first if left is None else left, last if right is None else right
    kept: Spans = []
    for begin, end in spans:
        if stop <= begin or start >= end:
            kept.append((begin, end))
        else:
            kept += [(begin, start)] if start > begin else []
            kept += [(stop, end)] if stop < end else []
    return kept


def _tight(ink: npt.NDArray[np.bool_], first: float, last: float) -> tuple[float, float]:
    """The span without blank columns at its ends; empty where there is no ink."""
    start, stop = max(int(first), 0), min(int(last) + 1, len(ink))
    columns = np.flatnonzero(ink[start:stop])
    if not len(columns):
        return first, first
    return float(max(start + columns[0], first)), float(min(start + columns[-1] + 1, last))
