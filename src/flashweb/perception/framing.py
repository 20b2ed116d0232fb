"""What drawn rectangles say of elements: where they end exactly, which fields were missed, and what is a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.framed_text import darkness, framed_text
from flashweb.perception.frames import CONTRAST, Pixels, frames
from flashweb.perception.structure.draft import holds, touch

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
DOUBTED = frozenset({"textbox", "searchbox", "combobox"})
GUESSED, GUESS = frozenset({"listitem", "cell", "columnheader", "row", "text", "alert", "link", "card", "img"}), 0.8
"""Roles that a drawn button or field is taken for, and the confidence up to which that counts as a guess."""
BUTTON_HEIGHT, LONGEST = 1.85, 16.0
"""Least height of a button and greatest width of its text, in the text's height."""
UNDERLINED = 0.6
"""Part of a field's width that a line below it takes."""
SURE_OF_NOTICE = 0.7
"""Confidence in a field above which a tint does not make it a notice."""
FAINT = 0.7
"""How dark a hint in a field is against the usual line, at most."""
SURE = 0.9
"""Confidence in a field above which its drawing changes nothing."""
_AROUND = frozenset({"card", "form", "dialog", "main", "navigation", "list", "text", "paragraph", "row", "table"})


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
    every = [_told(_at_its_edge(each, drawn), drawn, pixels, lines) for each in found]
    every = [each for each in every if not _is_imagined(each, drawn, pixels)]
    every = _without_echoes(_widgets(every, drawn, pixels, lines, unit), drawn)
    every += _cards(every, drawn, lines, unit, (pixels.shape[1], pixels.shape[0]))
    opened = [each.box for each in every if each.role == "combobox"]
    return tuple(
        each for each in every if not (each.role in ("button", "img") and any(_ends(box, each.box) for box in opened))
    )


def _at_its_edge(each: Found, drawn: Sequence[Box]) -> Found:
    if each.role not in FRAMED:
        return each
    fit, edge = max(((each.box.iou(frame), frame) for frame in drawn), key=lambda pair: pair[0])
    return replace(each, box=edge) if fit >= FITS else each


def _told(each: Found, drawn: Sequence[Box], pixels: Pixels, lines: Sequence[Box]) -> Found:
    """A field with an arrow down at its end is one to choose from; what is filled with a tint is hardly a field."""
    if each.role not in DOUBTED or each.confidence > SURE or each.box not in drawn:
        return each
    role = framed_text(each.box, _inside(each.box, lines), pixels)
    is_told = role == "combobox" or (role == "alert" and each.confidence <= SURE_OF_NOTICE)
    return replace(each, role=role) if role is not None and is_told else each


def _is_imagined(field: Found, drawn: Sequence[Box], pixels: Pixels) -> bool:
    """A doubtful field to write in that neither a rectangle nor a line below shows."""
    if field.role not in ("textbox", "searchbox") or field.confidence > GUESS or field.box in drawn:
        return False
    box, reach = field.box, 0.25 * field.box.height
    rows = slice(max(int(box.bottom - reach), 0), int(box.bottom + reach) + 1)
    part = pixels[rows, max(int(box.left), 0) : int(box.right), 1].astype(np.int16)
    edges = (np.abs(np.diff(part, axis=0)) >= CONTRAST).mean(axis=1) if len(part) > 1 else np.zeros(1)
    under = [rows.start + int(row) + 1 for row in np.flatnonzero(edges >= UNDERLINED)]
    return all(any(_has_edge(frame, row, box) for frame in drawn) for row in under)


def _has_edge(frame: Box, row: int, box: Box) -> bool:
    """The row is the upper or lower edge of a frame there."""
    is_there = frame.left < box.center[0] < frame.right
    return is_there and min(abs(frame.top - row), abs(frame.bottom - row)) <= 2


def _inside(frame: Box, lines: Sequence[Box]) -> list[Box]:
    return [line for line in lines if holds(frame, line)]


def _widgets(
    found: Sequence[Found], drawn: Sequence[Box], pixels: Pixels, lines: Sequence[Box], unit: float
) -> list[Found]:
    """What was found, with the buttons and fields that only their rectangles give away in place of weaker guesses."""
    usual = 0.0
    kept, fresh = list(found), list[Found]()
    for frame in drawn:
        if not FIELD_HEIGHT[0] * unit <= frame.height <= FIELD_HEIGHT[1] * unit:
            continue
        rivals = [each for each in kept if _is_rival(each, frame)]
        if any(each.role not in GUESSED or each.confidence > GUESS for each in rivals):
            continue
        if any(_is_grid(frame, other) for other in drawn):
            continue
        inside = _inside(frame, lines)
        role = framed_text(frame, inside, pixels) if inside else "textbox"
        if role is None or role == "alert" or (role == "textbox" and frame.width < FIELD_WIDTH * unit):
            continue
        if role == "button" and not _is_label_of_button(inside[0], frame):
            continue
        others = [line for line in lines if line not in inside]
        if role == "textbox" and not any(_labels(line, frame) for line in others):
            usual = usual or float(median(darkness(line, pixels) for line in lines[:: max(len(lines) // 24, 1)]))
            is_faint = bool(inside) and darkness(inside[0], pixels) < FAINT * usual
            if not is_faint and not any(_is_beside(each, frame) for each in kept):
                continue
        kept = [each for each in kept if each not in rivals]
        fresh.append(Found(role, frame, SURE_OF_FIELD))
    return kept + fresh


def _without_echoes(found: Sequence[Found], drawn: Sequence[Box]) -> list[Found]:
    """Without doubtful fields that stand, undrawn, where drawn ones leave no room for them: on their labels."""
    sure = [each.box for each in found if each.role in DOUBTED and each.box in drawn]
    return [
        each
        for each in found
        if each.role not in DOUBTED
        or each.confidence > GUESS
        or each.box in drawn
        or not any(touch(each.box, box) for box in sure)
    ]


def _is_label_of_button(line: Box, frame: Box) -> bool:
    """Tags are lower around their text, and what people say in bubbles is longer."""
    return frame.height >= BUTTON_HEIGHT * line.height and line.width <= LONGEST * line.height


def _is_beside(each: Found, frame: Box) -> bool:
    """A button or field as high as the frame and level with it, close by."""
    if each.role not in ("button", "combobox", "textbox", "searchbox"):
        return False
    gap = max(each.box.left - frame.right, frame.left - each.box.right)
    is_alike = abs(each.box.height - frame.height) <= 0.2 * frame.height
    return is_alike and abs(each.box.center[1] - frame.center[1]) < 0.15 * frame.height and 0 < gap < frame.height


def _is_grid(frame: Box, other: Box) -> bool:
    """The other is as high, level and shares a side: cells of a table."""
    is_level = abs(other.top - frame.top) <= 1 and abs(other.bottom - frame.bottom) <= 1
    return is_level and min(abs(other.left - frame.right), abs(frame.left - other.right)) <= 1


def _is_rival(each: Found, frame: Box) -> bool:
    """What was found is of the same place, or stands in the frame and takes most of it."""
    if each.role in _AROUND:
        return each.box.iou(frame) > 0.6
    return each.box.iou(frame) > 0.3 or (holds(frame, each.box) and each.box.width > 0.5 * frame.width)


def _ends(field: Box, part: Box) -> bool:
    """The part is no more than the arrow at the field's end."""
    return part.width < 1.5 * field.height < field.width and part.left > field.center[0] and holds(field, part)


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
