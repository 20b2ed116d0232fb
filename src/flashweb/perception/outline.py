"""A screen as a compact text: one element a line, indented as the tree, fit for a prompt or a terminal.

    screen 1280x800
    [0] navigation @ 0,0 1280x61
      [1] link "首页" @ 24,20 32x20
    [12] button "登录" (disabled) @ 520,340 88x32

Numbers are the ids of the JSON form (reading order), places are left,top widthxheight in pixels. Wrappers that say
nothing are passed over. Within a budget the least telling goes first: pictures without a meaning, then plain text from
the bottom up, then other content, controls last; the end says what is missing.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from flashweb.core.errors import InvalidRequest
from flashweb.core.screen import Element, Screen
from flashweb.perception.elements import CONTAINERS, THINGS

MIN_CHARS = 200
"""Smallest budget: room for the first line and for what is missing."""
_TEXT = frozenset({"text", "paragraph"})
_CONTENT = frozenset({"img", "heading", "progressbar", "status", "tooltip"})
_CONTROLS = frozenset(THINGS) - _CONTENT
_WRAPPERS = frozenset({"row", "list", "listitem", "card", "article", "main", "radiogroup", "tablist"})
"""Containers that say nothing by themselves when one thing is inside."""


@dataclass(slots=True)
class _Line:
    """An element that is told: its line, the line that it stands under, how many stand under it."""

    element: Element
    text: str
    parent: _Line | None
    num_children: int = 0
    is_shown: bool = field(default=True)

    @property
    def rank(self) -> tuple[int, float]:
        """What goes first has the least."""
        element = self.element
        if element.role in ("img", *CONTAINERS) and not _says_something(element):
            kind = 0
        elif element.role in _TEXT:
            kind = 1
        else:
            kind = 3 if element.role in _CONTROLS else 2
        return kind, -element.box.top

    def hide(self) -> None:
        """Tell it no more; whatever stands under it is hidden already."""
        self.is_shown = False
        if self.parent is not None:
            self.parent.num_children -= 1


def outline(screen: Screen, max_chars: int | None = None) -> str:
    """The screen as text, of at most max_chars characters; raises InvalidRequest for less than MIN_CHARS."""
    if max_chars is not None and max_chars < MIN_CHARS:
        raise InvalidRequest(f"max_chars is {max_chars}; give it at least {MIN_CHARS}.", param="max_chars")
    ids = {id(element): number for number, element in enumerate(screen.walk())}
    lines = [line for element in screen.elements for line in _lines(element, ids, None, 0)]
    _prune(lines)
    head = f"screen {screen.width}x{screen.height}"
    missing = _shorten(lines, max_chars - len(head)) if max_chars is not None else Counter()
    _prune(lines)
    shown = [head, *(line.text for line in lines if line.is_shown)]
    return "\n".join([*shown, _note(missing)] if missing else shown)


def _lines(element: Element, ids: dict[int, int], parent: _Line | None, depth: int) -> Iterator[_Line]:
    line = None
    if _is_telling(element, parent.element if parent else None):
        line = _Line(element, "  " * depth + _told(element, ids[id(element)]), parent)
        if parent is not None:
            parent.num_children += 1
        yield line
    for child in element.children:
        yield from _lines(child, ids, line or parent, depth + (line is not None))


def _is_telling(element: Element, above: Element | None) -> bool:
    """Whether a line about it adds to what is said above it."""
    if element.role in _TEXT:
        label = _label(element)
        return bool(label) and (above is None or label not in _label(above))
    if _says_something(element) or element.role == "img":
        return True
    if element.role in CONTAINERS:
        return len(element.children) > (element.role in _WRAPPERS)
    return element.role in _CONTROLS


def _says_something(element: Element) -> bool:
    return bool(_label(element) or element.icon or element.state)


def _prune(lines: list[_Line]) -> None:
    """Hide containers without a name of which nothing inside is told."""
    for line in reversed(lines):
        element = line.element
        if line.is_shown and not line.num_children and element.role in CONTAINERS and not _says_something(element):
            line.hide()


def _told(element: Element, number: int) -> str:
    box, cell = element.box, element.cell
    parts = [f"[{number}] {element.role}"]
    if cell is not None:
        parts.append(f"r{cell.row}c{cell.column}")
    label = _label(element)
    if label:
        parts.append(_quoted(label))
    if element.text and element.role in _CONTROLS and element.text != label:
        parts.append(f"text {_quoted(element.text)}")
    if element.icon and element.icon != label:
        parts.append(f"icon {element.icon}")
    if element.state:
        parts.append(f"({', '.join(sorted(element.state))})")
    parts.append(f"@ {box.left:.0f},{box.top:.0f} {box.width:.0f}x{box.height:.0f}")
    return " ".join(parts)


def _label(element: Element) -> str:
    """Its name; what stands in a thing without one, but not all that stands in a container."""
    return element.name or ("" if element.children else element.text)


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace('"', '\\"') + '"'


def _shorten(lines: list[_Line], room: int) -> Counter[str]:
    """Takes lines away, the least telling first, until the rest and a note fit; what went, by role."""
    missing: Counter[str] = Counter()
    left = room - sum(len(line.text) + 1 for line in lines if line.is_shown)
    places = {id(line): place for place, line in enumerate(lines)}
    leaves = [(line.rank, places[id(line)]) for line in lines if line.is_shown and not line.num_children]
    heapq.heapify(leaves)
    while leaves and left < (len(_note(missing)) + 1 if missing else 0):
        line = lines[heapq.heappop(leaves)[1]]
        line.hide()
        missing[line.element.role] += 1
        left += len(line.text) + 1
        if line.parent is not None and not line.parent.num_children:
            heapq.heappush(leaves, (line.parent.rank, places[id(line.parent)]))
    return missing


def _note(missing: Counter[str]) -> str:
    most = [f"{count} {role}" for role, count in missing.most_common(4)]
    others = missing.total() - sum(count for _, count in missing.most_common(4))
    return f"left out to fit: {', '.join(most)}" + (f", {others} others" if others else "")
