"""From two aligned pictures to what a person would call the changes between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.comparing.align import ALIKE, Alignment, Twin
from flashweb.engines.nano.comparing.canvas import Canvas, Colour, colours, likeness, recoloured, shifted
from flashweb.engines.nano.comparing.moves import moved
from flashweb.engines.nano.comparing.units import TICKS, WIDGETS, Parts, Unit, part_of

Kind = Literal["added", "removed", "changed", "moved"]
Aspect = Literal["text", "state", "colour", "size", "position"]
STATES = frozenset({"checked", "mixed", "disabled", "selected", "expanded", "collapsed", "pressed", "invalid"})
GROWN = 1.18
MOST_OF_PAGE = 0.5
HOLDS = frozenset({"row", "listitem", "card", "article", "alert", "dialog", "menu", "form", "list", "table", "status"})
_ORDER: tuple[tuple[Kind, Aspect | None], ...] = (
    ("added", None), ("removed", None), ("changed", "text"), ("changed", "state"), ("changed", "colour"),
    ("changed", "size"), ("moved", "position"), ("changed", None),
)  # fmt: skip
"""The most important first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. before, after: the element in the first and in the second picture; None where it is not there.

    detail: what says more, from before to after: texts, colours, states, the element it changed places with.
    parts: of something that came or went as a whole, what it holds.
    """

    kind: Kind
    aspect: Aspect | None
    before: Element | None
    after: Element | None
    detail: tuple[str, ...] = ()
    parts: tuple[Element, ...] = ()

    @property
    def element(self) -> Element:
        """What it is about: as it is now, or as it was."""
        element = self.after or self.before
        assert element is not None
        return element


def changes_between(
    first: Parts, second: Parts, alignment: Alignment, canvases: tuple[Canvas, Canvas]
) -> tuple[Change, ...]:
    """All changes, the most important first, then in reading order."""
    found: list[Change] = []
    for twin in alignment.twins:
        if not twin.is_equal:
            found += _differences(twin, canvases)
    found += _wholes("removed", alignment.removed, first)
    found += _wholes("added", alignment.added, second)
    found += [
        Change("moved", "position", each.before.element, each.after.element, (with_name,) if with_name else ())
        for each, with_name in moved(alignment, [change.element.box for change in found])
    ]
    return tuple(sorted(found, key=_importance))


def _importance(change: Change) -> tuple[int, float, float]:
    box = change.element.box
    return _ORDER.index((change.kind, change.aspect)), box.top, box.left


def _differences(twin: Twin, canvases: tuple[Canvas, Canvas]) -> list[Change]:
    """What is different about one thing; the pixels are."""
    before, after = twin.before.element, twin.after.element
    part, there = canvases[0].crop(before.box), canvases[1].crop(shifted(before.box, twin.shift))
    is_same_drawing = part.shape == there.shape and likeness(part, there) > ALIKE
    found: list[Change] = []
    if twin.before.text != twin.after.text and not (is_same_drawing and _is_nearly(twin)) and before.role != "img":
        found.append(Change("changed", "text", before, after, (_said(before), _said(after))))
    states = (before.state ^ after.state) & STATES
    if states and after.role in WIDGETS and before.role == after.role:
        found.append(Change("changed", "state", before, after, _told_states(before, after, states)))
    elif after.role in TICKS and twin.before.text == twin.after.text:
        found.append(Change("changed", "state", before, after))
    if found:
        return found
    if twin.before.text and _has_grown(before.box, after.box):
        return [
            Change("changed", "size", before, after, ("larger" if after.box.height > before.box.height else "smaller",))
        ]
    tones = colours(part), colours(canvases[1].crop(after.box))
    if tones[0] and tones[1] and (other := recoloured(tones[0], tones[1])):
        return [Change("changed", "colour", before, after, (colour_name(other[0]), colour_name(other[1])))]
    return [Change("changed", None, before, after)]


def _is_nearly(twin: Twin) -> bool:
    """Whether a letter or two are read differently."""
    one, other = twin.before.text, twin.after.text
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return abs(len(one) - len(other)) <= 1 and same >= 0.7 * max(len(one), len(other))


def _said(element: Element) -> str:
    return element.name or element.text


def _told_states(before: Element, after: Element, states: Iterable[str]) -> tuple[str, ...]:
    """Those that hold now, and those that do no longer with a "not " before."""
    return tuple(("" if state in after.state else "not ") + state for state in sorted(states))


def _has_grown(before: Box, after: Box) -> bool:
    high, wide = after.height / max(before.height, 1), after.width / max(before.width, 1)
    return not (1 / GROWN < high < GROWN) and not (0.94 < wide < 1.06)


def colour_name(rgb: Colour) -> str:
    """An English word for a colour."""
    red, green, blue = rgb
    high, low = max(rgb), min(rgb)
    if high - low < 28 or (high - low) / max(high, 1) < 0.12:
        return "white" if low > 235 else "black" if high < 70 else "light grey" if low > 185 else "grey"
    if high == red:
        hue = (60 * (green - blue) / (high - low)) % 360
    else:
        hue = 120 + 60 * (blue - red) / (high - low) if high == green else 240 + 60 * (red - green) / (high - low)
    names = ((16, "red"), (45, "orange"), (68, "yellow"), (165, "green"), (200, "cyan"), (255, "blue"))
    name = next((name for limit, name in (*names, (295, "purple"), (340, "pink")) if hue < limit), "red")
    return f"light {name}" if low > 170 else f"dark {name}" if high < 90 else name


def _wholes(kind: Literal["added", "removed"], units: Sequence[Unit], parts: Parts) -> list[Change]:
    """What came or went, put together where all that something holds did."""
    area = parts.size[0] * parts.size[1]
    rest = list(units)
    found: list[Change] = []
    for holder in sorted(parts.holders, key=lambda each: -each.box.area):
        if holder.role not in HOLDS or holder.box.area > MOST_OF_PAGE * area:
            continue
        inside = [unit for unit in parts.units if part_of(unit.box, holder.box) > 0.5]
        own = [unit for unit in inside if unit in rest]
        if len(own) > 1 and len(own) == len(inside):
            rest = [unit for unit in rest if unit not in own]
            found.append(_whole(kind, holder, own))
    return found + [_whole(kind, group[0].element, group) for group in _neighbours(rest)]


def _whole(kind: Literal["added", "removed"], element: Element, units: Sequence[Unit]) -> Change:
    """One change; a thing without a name is called by the first text in it."""
    parts = tuple(unit.element for unit in units) if len(units) > 1 else ()
    before, after = (element, None) if kind == "removed" else (None, element)
    return Change(kind, None, before, after, parts=parts)


def _neighbours(units: Sequence[Unit]) -> list[list[Unit]]:
    """Pieces that touch are one: a picture or a text and the field, tick or text that it stands beside."""
    groups: list[list[Unit]] = []
    for unit in units:
        near = [group for group in groups if any(_touch(unit, each) for each in group)]
        groups = [group for group in groups if group not in near]
        groups.append([each for group in near for each in group] + [unit])
    return [sorted(group, key=_weight) for group in groups]


def _touch(unit: Unit, other: Unit) -> bool:
    """Buttons, links and the like stand for themselves; all else belongs to what is right beside it."""
    whole = WIDGETS - TICKS - {"textbox", "searchbox", "combobox", "spinbutton"}
    if unit.role in whole and other.role in whole:
        return False
    across = max(unit.box.left, other.box.left) - min(unit.box.right, other.box.right)
    down = max(unit.box.top, other.box.top) - min(unit.box.bottom, other.box.bottom)
    height = min(unit.box.height, other.box.height)
    return (across < 1.2 * height and down < 0) or (down < 0.9 * height and across < 0)


def _weight(unit: Unit) -> tuple[bool, bool, float, float]:
    """A control before a text before a picture."""
    return unit.role == "img", unit.role not in WIDGETS or not unit.text, unit.box.top, unit.box.left
