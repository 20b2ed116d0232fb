"""What a picture shows, as data: a tree of elements with ARIA roles.

Roles and states are those of WAI-ARIA 1.2, so that answers, tests and accessibility tools share one
vocabulary. All boxes are pixels of the original picture, whatever size a model read it at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned rectangle in pixels of the original picture; right and bottom are exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    @property
    def center(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def iou(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.area + other.area - shared)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands in its table: row and column from 0, and how many of each it covers."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Element:
    """One thing on the screen.

    role: an ARIA role; a line of plain text has role "text", a card has "card".
    name: its accessible name (for text, the text itself; for a field, its label).
    text: the text read inside it, as it stands on the screen.
    state: ARIA states that hold, such as "checked" or "disabled".
    confidence: 0 to 1, how sure the reader is.
    icon: the function of the icon that it is or carries, such as "search"; empty where there is none.
    cell: of cells and column headers, their place in the table.
    """

    role: str
    name: str
    text: str
    box: Box
    confidence: float = 1.0
    state: frozenset[str] = frozenset()
    children: tuple[Element, ...] = ()
    icon: str = ""
    cell: Cell | None = None

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Need:
    """What of a screen is asked for; the less, the sooner it is there.

    roles: elements of these roles alone, None for all. text: their text is read (else names come from icons alone).
    icons: icons are named. tree: elements stand below those around them, tables have cells; else a flat list.
    """

    roles: frozenset[str] | None = None
    text: bool = True
    icons: bool = True
    tree: bool = True


@dataclass(frozen=True, slots=True)
class Screen:
    """A parsed picture: width and height in pixels, and its elements in reading order."""

    width: int
    height: int
    elements: tuple[Element, ...] = field(default=())

    def walk(self) -> Iterator[Element]:
        """Every element, in reading order."""
        for element in self.elements:
            yield from element.walk()
