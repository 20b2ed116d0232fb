"""From two aligned pictures to what a person would call the changes between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.comparing.align import Alignment, Twin
from flashweb.engines.nano.comparing.canvas import Canvas
from flashweb.engines.nano.comparing.change import Aspect, Change, Kind
from flashweb.engines.nano.comparing.differences import STATES, differences
from flashweb.engines.nano.comparing.moves import moved
from flashweb.engines.nano.comparing.units import FIELDS, TICKS, WIDGETS, Parts, Unit, part_of

SMALL = frozenset({"row", "listitem", "card", "article", "alert"})
MOST_OF_PAGE = 0.5
AIR = 8.0
HOLDS = frozenset({"row", "listitem", "card", "article", "alert", "dialog", "menu", "form", "list", "table", "status"})
_ORDER: tuple[tuple[Kind, Aspect | None], ...] = (
    ("added", None), ("removed", None), ("changed", "text"), ("changed", "state"), ("changed", "colour"),
    ("changed", "size"), ("moved", "position"), ("changed", None),
)  # fmt: skip
"""The most important first."""


def changes_between(
    first: Parts, second: Parts, alignment: Alignment, canvases: tuple[Canvas, Canvas]
) -> tuple[Change, ...]:
    """All changes, the most important first, then in reading order."""
    states = told_states([twin for twin in alignment.twins if not twin.is_equal])
    found = [each for twin in alignment.twins if not twin.is_equal for each in differences(twin, canvases, states)]
    found = one_colour(found, second.holders)
    found += _wholes("removed", alignment.removed, first)
    found += _wholes("added", alignment.added, second)
    clear = [change for change in found if change.aspect or change.kind != "changed"]
    moves = [
        Change("moved", "position", each.before.element, each.after.element, (with_name,) if with_name else ())
        for each, with_name in moved(alignment, [change.element.box for change in clear])
    ]
    vague = [change for change in found if change not in clear and not any(_touch(change, c) for c in clear + moves)]
    return tuple(sorted([*clear, *moves, *vague], key=_importance))


def told_states(twins: Sequence[Twin]) -> frozenset[str]:
    """States that may be told of: one thing is selected where another one is so no longer."""
    selected = {twin.after.element.state - twin.before.element.state >= {"selected"} for twin in twins}
    lost = any("selected" in twin.before.element.state - twin.after.element.state for twin in twins)
    return STATES if lost and True in selected else STATES - {"selected"}


def _touch(change: Change, other: Change) -> bool:
    """Whether two changes touch in one of the pictures: what merely looks different belongs to the clearer one."""
    pairs = ((change.before, other.before), (change.after, other.after))
    return any(one and two and are_near(one.box, two.box, AIR) for one, two in pairs)


def are_near(box: Box, other: Box, air: float) -> bool:
    """Whether no more than so many pixels lie between two boxes."""
    across = max(box.left, other.left) - min(box.right, other.right)
    return across < air and max(box.top, other.top) - min(box.bottom, other.bottom) < air


def _importance(change: Change) -> tuple[int, float, float]:
    box = change.element.box
    return _ORDER.index((change.kind, change.aspect)), box.top, box.left


def one_colour(changes: Sequence[Change], holders: Sequence[Element]) -> list[Change]:
    """Things side by side that took on one colour are one change, of what holds them."""
    rest = [change for change in changes if change.aspect != "colour"]
    groups: list[list[Change]] = []
    for change in changes:
        if change.aspect != "colour":
            continue
        near = [group for group in groups if any(_beside(change, each, holders) for each in group)]
        groups = [group for group in groups if group not in near]
        groups.append([change, *(each for group in near for each in group)])
    return rest + [group[0] if len(group) == 1 else _together(group, holders) for group in groups]


def _beside(change: Change, other: Change, holders: Sequence[Element]) -> bool:
    """Whether two things are near and took on one colour, or stand in one card or the like."""
    one, both = change.element.box, (change.element.box, other.element.box)
    if any(each.role in SMALL and all(part_of(box, each.box) > 0.8 for box in both) for each in holders):
        return True
    return change.detail[-1] == other.detail[-1] and are_near(*both, 1.5 * max(one.height, 16))


def _together(group: Sequence[Change], holders: Sequence[Element]) -> Change:
    named = sorted(group, key=lambda each: (each.element.role == "img", not each.element.name, each.element.box.top))
    around = [
        holder
        for holder in holders
        if holder.role in HOLDS and all(part_of(each.element.box, holder.box) > 0.8 for each in group)
    ]
    first = named[0]
    after = min(around, key=lambda holder: holder.box.area, default=first.after)
    return Change("changed", "colour", first.before, after, first.detail, tuple(each.element for each in named))


def _wholes(kind: Literal["added", "removed"], units: Sequence[Unit], parts: Parts) -> list[Change]:
    """What came or went, put together where all that something holds did."""
    area = parts.size[0] * parts.size[1]
    rest = list(units)
    found: list[Change] = []
    for holder in sorted(parts.holders, key=lambda each: -each.box.area):
        if holder.role not in HOLDS or holder.box.area > MOST_OF_PAGE * area:
            continue
        inside = [unit for unit in parts.units if unit.text and part_of(unit.box, holder.box) > 0.5]
        own = [unit for unit in rest if part_of(unit.box, holder.box) > 0.5]
        if len(own) > 1 and inside and all(unit in own for unit in inside):
            rest = [unit for unit in rest if unit not in own]
            found.append(_whole(kind, holder, own))
    groups = [_band(group, rest, parts) for group in _neighbours(rest)]
    single = [group for at, group in enumerate(groups) if all(group[0] not in other for other in groups[:at])]
    return found + [_whole(kind, group[0].element, group) for group in single]


def _band(group: list[Unit], rest: Sequence[Unit], parts: Parts) -> list[Unit]:
    """With all that came or went in its row, where nothing else stands between: so a row of a table is one."""
    box = _around([unit.box for unit in group])
    row = [unit for unit in rest if unit.box.center[1] > box.top and unit.box.center[1] < box.bottom]
    whole = _around([unit.box for unit in row] or [box])
    others = [unit for unit in parts.units if unit.text and unit not in rest and part_of(unit.box, whole) > 0.5]
    is_row = len(row) > 2 or any(unit.role not in WIDGETS for unit in row)
    return sorted({*group, *row}, key=_weight) if is_row and not others else group


def _around(boxes: Sequence[Box]) -> Box:
    box = boxes[0]
    for each in boxes[1:]:
        box = box.union(each)
    return box


def _whole(kind: Literal["added", "removed"], element: Element, units: Sequence[Unit]) -> Change:
    """One change; a thing without a name is called by the first text in it."""
    parts = tuple(unit.element for unit in units) if len(units) > 1 else ()
    before, after = (element, None) if kind == "removed" else (None, element)
    return Change(kind, None, before, after, parts=parts)


def _neighbours(units: Sequence[Unit]) -> list[list[Unit]]:
    """Pieces that touch are one: a picture or a text and the field, tick or text that it stands beside."""
    groups: list[list[Unit]] = []
    for unit in units:
        near = [group for group in groups if any(_hang_together(unit, each) for each in group)]
        groups = [group for group in groups if group not in near]
        groups.append([each for group in near for each in group] + [unit])
    return [sorted(group, key=_weight) for group in groups]


def _hang_together(unit: Unit, other: Unit) -> bool:
    """Buttons, links and the like stand for themselves; all else belongs to what is right beside it."""
    whole = WIDGETS - TICKS - FIELDS
    if unit.role in whole and other.role in whole:
        one, text = unit.cores[0].box, other.cores[0].box
        return unit.role == other.role == "link" and are_near(one, text, 1.2 * one.height) and _is_one_line(one, text)
    across = max(unit.box.left, other.box.left) - min(unit.box.right, other.box.right)
    down = max(unit.box.top, other.box.top) - min(unit.box.bottom, other.box.bottom)
    height = min(unit.box.height, other.box.height)
    return (across < 1.2 * height and down < 0) or (down < 0.9 * height and across < 0)


def _is_one_line(box: Box, other: Box) -> bool:
    return min(box.bottom, other.bottom) - max(box.top, other.top) > 0.7 * max(box.height, other.height)


def _weight(unit: Unit) -> tuple[bool, bool, float, float]:
    """A control before a text before a picture."""
    return unit.role == "img", unit.role not in WIDGETS or not unit.text, unit.box.top, unit.box.left
