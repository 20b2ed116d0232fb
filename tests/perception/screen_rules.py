"""What holds for every screen, whatever the picture."""

from __future__ import annotations

from collections.abc import Iterator

from flashweb.core.screen import Element, Screen
from flashweb.perception.elements import STATES
from flashweb.perception.need import ROLES

DEEPEST = 64
EDGE = 0.01


def faults_of(screen: Screen, size: tuple[int, int]) -> list[str]:
    """What is wrong with the screen of a picture of this size (width, height); nothing, if all is well."""
    elements = list(screen.walk())
    found = [f"{fault}: {element.role} {element.name!r}" for element in elements for fault in _faults(element, screen)]
    if (screen.width, screen.height) != size:
        found.append(f"size {screen.width}x{screen.height}")
    if len({id(element) for element in elements}) != len(elements):
        found.append("an element stands in two places of the tree")
    if max((_depth(element) for element in screen.elements), default=0) > DEEPEST:
        found.append("too deep")
    return found


def _faults(element: Element, screen: Screen) -> Iterator[str]:
    box = element.box
    if not (-EDGE <= box.left < box.right <= screen.width + EDGE):
        yield f"left and right {box}"
    if not (-EDGE <= box.top < box.bottom <= screen.height + EDGE):
        yield f"top and bottom {box}"
    if not 0 <= element.confidence <= 1:
        yield f"confidence {element.confidence}"
    if element.role not in ROLES:
        yield "unknown role"
    if element.state - set(STATES):
        yield f"unknown states {element.state}"
    if element.cell is not None and (min(element.cell.row, element.cell.column) < 0 or element.cell.row_span < 1):
        yield f"cell {element.cell}"
    if element.cell is not None and element.role not in {"cell", "columnheader"}:
        yield "a place in a table"


def _depth(element: Element) -> int:
    return 1 + max((_depth(child) for child in element.children), default=0)
