"""What drawn rectangles say of elements: where they end exactly, which fields were missed, and what is a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.frames import Pixels, frames
from flashweb.perception.structure.draft import holds

FRAMED = frozenset({"button", "textbox", "searchbox", "combobox", "spinbutton", "card", "form", "table", "dialog"})
"""Roles that are drawn with an edge around them."""
FITS = 0.5
"""Intersection over union from which a rectangle is the edge of what was found."""
FIELD_HEIGHT = (1.7, 4.2)
"""Of a field of one line, in heights of the usual line."""
FIELD_WIDTH = 6.0
CARD = (9.0, 4.0)
"""Least width and height of a card, in heights of the usual line."""
LARGEST_CARD = 0.5
"""Part of the picture."""
SURE_OF_FIELD, SURE_OF_CARD = 0.6, 0.6
"""Confidence in what only its edge gives away."""
_NO_CARD = frozenset({"card", "article", "table", "dialog", "menu", "listbox", "textbox", "img", "button", "banner"})
_TABLES = frozenset({"cell", "columnheader", "row", "table"})
TABLE = 0.85
"""Part of a panel that cells take if it is a table."""
_PARTS = frozenset({"cell", "columnheader", "row", "table", "listitem", "menuitem", "option", "dialog"})


def with_frames(found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> tuple[Found, ...]:
    """What was found, at its edges where they are drawn, with missed fields and cards.

    pixels: (height, width, 3) RGB; lines: boxes of all lines of text.
    """
    if not lines:
        return tuple(found)
    unit = float(median(line.height for line in lines))
    drawn = frames(pixels, unit)
    if not drawn:
        return tuple(found)
    every = [_at_its_edge(each, drawn) for each in found]
    every += _fields(every, drawn, lines, unit)
    every += _cards(every, drawn, lines, unit, (pixels.shape[1], pixels.shape[0]))
    return tuple(every)


def _at_its_edge(each: Found, drawn: Sequence[Box]) -> Found:
    if each.role not in FRAMED:
        return each
    fit, edge = max(((each.box.iou(frame), frame) for frame in drawn), key=lambda pair: pair[0])
    return replace(each, box=edge) if fit >= FITS else each


def _fields(found: Sequence[Found], drawn: Sequence[Box], lines: Sequence[Box], unit: float) -> Iterator[Found]:
    """Frames as high as a field, under or behind a label, where nothing was seen."""
    for frame in drawn:
        if not FIELD_HEIGHT[0] * unit <= frame.height <= FIELD_HEIGHT[1] * unit or frame.width < FIELD_WIDTH * unit:
            continue
        inside = [line for line in lines if holds(frame, line)]
        if len(inside) > 1 or any(line.left - frame.left > frame.height for line in inside):
            continue
        is_seen = any(_takes(each, frame) for each in found)
        if not is_seen and any(_labels(line, frame) for line in lines if line not in inside):
            yield Found("textbox", frame, SURE_OF_FIELD)


def _takes(each: Found, frame: Box) -> bool:
    """What was found is what the frame is of, fills it, or is a part of a table or menu around it."""
    if each.role in _PARTS and holds(each.box, frame):
        return True
    fills = each.role not in _PARTS and holds(frame, each.box) and each.box.width > 0.5 * frame.width
    return fills or frame.iou(each.box) > 0.2


def _labels(line: Box, field: Box) -> bool:
    """The line stands right above the field's beginning, or before it."""
    unit = line.height
    above = -0.2 * unit <= field.top - line.bottom <= 1.6 * unit and abs(line.left - field.left) <= 1.2 * unit
    level = abs(line.center[1] - field.center[1]) < 0.5 * unit
    return above or (level and -0.2 * unit <= field.left - line.right <= 4 * unit)


def _cards(
    found: Sequence[Found], drawn: Sequence[Box], lines: Sequence[Box], unit: float, size: tuple[int, int]
) -> Iterator[Found]:
    """The outermost panels with text in them."""
    limit = LARGEST_CARD * size[0] * size[1]
    large = [box for box in drawn if box.width >= CARD[0] * unit and box.height >= CARD[1] * unit and box.area < limit]
    outer: list[Box] = []
    for box in sorted(large, key=lambda box: -box.area):
        if box.width > 0.97 * size[0] or sum(holds(box, line) for line in lines) < 2:
            continue
        if not any(holds(other, box) for other in outer):
            outer.append(box)
    for box in outer:
        is_other = any(each.role in _NO_CARD and each.box.iou(box) >= FITS for each in found)
        in_table = any(each.role in _TABLES and holds(each.box, box) for each in found)
        if not is_other and not in_table and _tabled(box, found) < TABLE:
            yield Found("card", box, SURE_OF_CARD)


def _tabled(box: Box, found: Sequence[Found]) -> float:
    """Part of the box that cells and rows of tables take."""
    parts = [each.box.area for each in found if each.role in _TABLES and holds(box, each.box)]
    return max(sum(parts) / box.area, 0.0)
