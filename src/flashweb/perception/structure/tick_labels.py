"""The labels of boxes to tick, radio buttons and switches: right of them, or at the other end of their row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashweb.core.screen import Box, Element
from flashweb.perception.structure.draft import RINGED, TICKS, Draft, holds, overlap

NEAR = 3.0
"""Farthest that a tick's label begins, in line heights."""
STACKED = 1.2
"""Space between a title and its description, at most, in line heights."""
LEVEL = 0.4
"""How far a tick's middle is from that of what it is level with, at most."""
MISREAD = 0.6
"""Of a small tick's height: lower text stands in it, higher is its own drawing, read as a letter."""
ROWS = frozenset({"treeitem", "option", "menuitem"})
"""They may hold a tick in front of their text, which then names both."""
AROUND = frozenset({"form", "main"})
"""They overlap at times: what stands in one of them belongs to the fields of all."""
DRAWINGS = frozenset("VvOo0口√✓")


_RING = re.compile(r"^[)）]\s*(?=[^()（）]+$)")
"""The right edge of a ring that a label was read with."""


def is_its_drawing(line: Element, tick: Draft) -> bool:
    """A tick, an empty frame or a switch's knob, read as a letter."""
    is_small = tick.box.width < 1.5 * tick.box.height
    return line.text in DRAWINGS or (is_small and line.box.height > MISREAD * tick.box.height)


def without_ring(text: str) -> str:
    """The label without the edge of the ring before it."""
    return _RING.sub("", text)


def is_its_row(owner: Draft | None, tick: Draft) -> bool:
    """What the tick stands in, or the list item that it sticks out of."""
    if owner is tick.parent:
        return True
    if owner is None or owner.role != "listitem" or tick.role not in TICKS:
        return False
    row = owner.box
    return row.left <= tick.box.left < row.right and row.top < tick.box.center[1] < row.bottom


def begins_row(row: Draft, tick: Draft) -> bool:
    """The tick stands in such a row."""
    across, down = tick.box.center
    is_inside = row.box.left <= across < row.box.right and row.box.top < down < row.box.bottom
    return tick.role in RINGED and is_inside


def is_behind(line: Box, tick: Draft) -> bool:
    """The line begins right of the tick."""
    unit = max(line.height, 1.0)
    return -0.3 * unit <= line.left - tick.box.right <= NEAR * unit


def tick_cost(tick: Draft, line: Box, owner: Draft | None, unit: float) -> float | None:
    """How far the line, which owner holds, is from where this tick's label would stand; None: it cannot be."""
    box = tick.box
    level = overlap((box.top, box.bottom), (line.top, line.bottom)) > 0.4 * min(box.height, line.height)
    if level and is_behind(line, tick):
        return max(line.left - box.right, 0.0) / unit / NEAR
    if level and box.left <= line.left < box.right < line.right - unit:
        return 0.1
    if level and line.right <= box.left + 0.3 * unit and is_its_row(owner, tick):
        return 1.5 + (box.left - line.right) / (20 * unit)
    is_around = owner is None or owner is tick.parent or owner.role in AROUND
    if tick.role == "switch" and is_around and not level and abs(line.left - box.left) < unit:
        return 3.0 + abs(box.top - line.bottom) / unit if line.bottom <= box.top + 0.3 * unit else None
    return None


def title_of(tick: Draft, owner: Draft | None, lines: Sequence[Element], fields: Sequence[Draft]) -> Element:
    """Of lines stacked on the left of a tick the first, where the tick is theirs together: the others describe it.

    lines: the one that is level with the tick, then the others that owner holds and that are no field's label.
    """
    line, unit = lines[0], lines[0].box.height
    if line.box.right > tick.box.left:
        return line
    others = [each.box for each in fields if each is not tick and each.role in TICKS]
    stack = [each for each in lines if abs(each.box.left - line.box.left) < 0.5 * unit]
    stack.sort(key=lambda each: each.box.top)
    if owner is not None and owner.role == "listitem" and not any(holds(owner.box, other) for other in others):
        return stack[0]
    if _is_at(tick.box, line.box.center[1], unit):
        return line
    first = last = next(place for place, each in enumerate(stack) if each is line)
    while first > 0 and stack[first].box.top - stack[first - 1].box.bottom < STACKED * unit:
        first -= 1
    while last + 1 < len(stack) and stack[last + 1].box.top - stack[last].box.bottom < STACKED * unit:
        last += 1
    top, bottom = stack[first].box.top, stack[last].box.bottom
    is_one = not any(top < other.center[1] < bottom for other in others)
    return stack[first] if is_one and _is_at(tick.box, (top + bottom) / 2, unit) else line


def _is_at(tick: Box, middle: float, unit: float) -> bool:
    return abs(tick.center[1] - middle) < LEVEL * unit
