"""A screen in the making: elements that still move between parents, and what ARIA says about their roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flashweb.core.screen import Box, Cell, Element

TEXT_FIELDS = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})
RINGED = frozenset({"checkbox", "radio"})
"""Drawn as a ring, square or round."""
TICKS = RINGED | {"switch"}
LABELLED = TEXT_FIELDS | TICKS | {"slider", "progressbar", "radiogroup"}
"""Roles that are named by a label beside them, not by what stands inside."""
SPEAKING = frozenset({"button", "link", "tab", "menuitem", "option", "treeitem", "heading"})
"""Roles named by the text inside, which may hold nothing but pictures."""
CELLS = frozenset({"cell", "columnheader", "rowheader"})
NAMED_BY_CONTENT = SPEAKING | CELLS | {"listitem", "alert", "status", "tooltip", "img"}
WIDGETS = (SPEAKING - {"heading"}) | TEXT_FIELDS | TICKS | {"slider"}
OVERLAYS = frozenset({"dialog", "menu", "listbox", "tooltip", "status"})
"""They stand over the page: what they cover is not theirs."""

_OUTER_FIRST = (
    "main", "banner contentinfo complementary", "dialog navigation", "article card", "form search", "table tree",
    "list menu listbox tablist radiogroup group", "row", "listitem cell columnheader rowheader alert status tooltip",
    "heading", "button link tab menuitem option treeitem textbox searchbox combobox spinbutton slider progressbar",
    "checkbox radio switch", "img",
)  # fmt: skip
DEPTH = {role: depth for depth, roles in enumerate(_OUTER_FIRST) for role in roles.split()}
"""Of two equal boxes, the role of less depth stands around the other."""


@dataclass(slots=True, eq=False)
class Draft:
    """One element while it is put together.

    origin: its index in what was found, -1 of what was concluded. lines: what stands right in it; labels: beside it.
    """

    role: str
    box: Box
    confidence: float = 1.0
    state: frozenset[str] = frozenset()
    icon: str = ""
    origin: int = -1
    name: str = ""
    text: str = ""
    cell: Cell | None = None
    parent: Draft | None = None
    children: list[Draft] = field(default_factory=list)
    lines: list[Element] = field(default_factory=list)
    labels: list[Element] = field(default_factory=list)

    def adopt(self, child: Draft) -> None:
        """Takes the child from wherever it stands."""
        if child.parent is not None:
            child.parent.children.remove(child)
        child.parent = self
        self.children.append(child)

    def stands_in(self, other: Draft) -> bool:
        """It is the other one or somewhere below it."""
        around: Draft | None = self
        while around is not None and around is not other:
            around = around.parent
        return around is other

    def walk(self) -> Iterator[Draft]:
        """This one and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; at least one is given."""
    first, *rest = boxes
    for box in rest:
        first = first.union(box)
    return first


TOUCH = 0.06
"""Boxes nearer to each other than this part of their height touch."""


def touch(box: Box, other: Box) -> bool:
    """Whether one stands right above the other, or partly on it."""
    across = min(box.right, other.right) - max(box.left, other.left)
    apart = max(box.top, other.top) - min(box.bottom, other.bottom)
    return across > 0.7 * min(box.width, other.width) and apart < TOUCH * min(box.height, other.height)


def overlap(first: tuple[float, float], second: tuple[float, float]) -> float:
    """How much two stretches share; negative: how far they are apart."""
    return min(first[1], second[1]) - max(first[0], second[0])


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def holds(outer: Box, inner: Box) -> bool:
    """The middle of the inner one lies in the outer one."""
    x, y = inner.center
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def shared(a: Box, b: Box) -> float:
    """Area that both cover."""
    wide, high = overlap((a.left, a.right), (b.left, b.right)), overlap((a.top, a.bottom), (b.top, b.bottom))
    return max(wide, 0.0) * max(high, 0.0)


def across(box: Box) -> tuple[float, float]:
    return box.left, box.right


def down(box: Box) -> tuple[float, float]:
    return box.top, box.bottom
