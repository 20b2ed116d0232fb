"""The smallest things of a screen that changes are told of, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashweb.core.screen import Box, Element, Screen
from flashweb.engines.nano.matching import fold

WIDGETS = frozenset(
    {"button", "link", "textbox", "searchbox", "combobox", "spinbutton", "checkbox", "radio", "switch", "slider"}
    | {"tab", "menuitem", "option", "treeitem"}
)
ATOMS = WIDGETS | {"heading", "progressbar", "status", "tooltip", "img", "text", "columnheader"}
FIELDS = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})
TICKS = frozenset({"checkbox", "radio", "switch"})
COVERED = 0.4
"""Part of a line from which on it belongs to the atom over it."""
LIES_IN = 0.7
SLIM = 0.12
MOST_AIR = 12.0


@dataclass(frozen=True, slots=True)
class Core:
    """A piece of a unit that is compared: a line of text, or the middle of what has none (text empty).

    text: its letters and digits, folded; said: as it was read.
    """

    box: Box
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing. text: what is written in it, else its name, folded; the icon of one without, in angle brackets.

    written: whether the text stands in it.
    """

    element: Element
    text: str
    written: bool
    cores: tuple[Core, ...]

    @property
    def box(self) -> Box:
        return self.element.box

    @property
    def role(self) -> str:
        return self.element.role

    @property
    def is_anonymous(self) -> bool:
        """Whether there is nothing to call it by; what is read in a picture is no name."""
        return not self.element.icon and (self.role == "img" or not (self.element.name or self.element.text))


@dataclass(frozen=True, slots=True)
class Parts:
    """A screen taken apart: units in reading order, what holds them, and the lines of text as they were read."""

    size: tuple[int, int]
    units: tuple[Unit, ...]
    holders: tuple[Element, ...]
    lines: tuple[Core, ...]


def take_apart(screen: Screen, lines: Sequence[Element]) -> Parts:
    """Units are controls, pieces of text and pictures; lines that no element has are units too."""
    atoms: list[Element] = []
    holders: list[Element] = []
    for element in screen.elements:
        _collect(element, atoms, holders)
    loose = [line for line in lines if not any(part_of(line.box, atom.box) > COVERED for atom in atoms)]
    elements = list(_single(sorted([*atoms, *loose], key=lambda each: (each.box.top, each.box.left))))
    read = tuple(Core(line.box, fold(line.text).packed, line.text) for line in lines)
    units = tuple(_unit(each, read) for each in elements)
    return Parts((screen.width, screen.height), units, tuple(holders), read)


def _collect(element: Element, atoms: list[Element], holders: list[Element]) -> None:
    inner = [each for each in element.walk() if each is not element and each.role in ATOMS and each.role != "img"]
    is_atom = element.role in ATOMS and not any(each.role in WIDGETS for each in inner)
    if is_atom or (not inner and element.text):
        atoms.append(element)
        return
    holders.append(element)
    for child in element.children:
        _collect(child, atoms, holders)


def _single(elements: Sequence[Element]) -> Iterator[Element]:
    """Without those that stand within another of the same name."""
    for each in elements:
        around = (other for other in elements if other is not each and other.box.area > each.box.area)
        if not any(part_of(each.box, other.box) > 0.9 and _is_within(each.role, other.role) for other in around):
            yield each


def _is_within(role: str, around: str) -> bool:
    """Whether a thing of one role is only a piece of the thing around it."""
    return role in ("img", around) or (role == "text" and around != "img")


def _unit(element: Element, lines: Sequence[Core]) -> Unit:
    """Lines are tight around their letters; boxes of elements may reach over what stands beside them."""
    inside = tuple(line for line in lines if line.text and part_of(line.box, element.box) > LIES_IN)
    if inside and element.role not in ("img", *TICKS):
        text = "".join(line.text for line in inside)
        if not element.name and not element.text:
            said = " ".join(line.said for line in inside)
            element = replace(element, name=said, text=said)
        return Unit(element, text, written=True, cores=inside)
    air = min(SLIM * min(element.box.width, element.box.height), MOST_AIR)
    box = element.box
    core = Core(Box(box.left + air, box.top + air, box.right - air, box.bottom - air), "")
    name = "" if element.role == "img" else fold(element.name or element.text).packed
    return Unit(element, name or (f"<{element.icon}>" if element.icon else ""), written=False, cores=(core,))


def part_of(box: Box, of: Box) -> float:
    """How much of the box lies in the other, 0 to 1."""
    width = min(box.right, of.right) - max(box.left, of.left)
    height = min(box.bottom, of.bottom) - max(box.top, of.top)
    return width * height / box.area if width > 0 and height > 0 and box.area > 0 else 0.0
