"""A page's truth as the data engine writes it, and what was found in its picture, in shapes that can be compared.

The format of the truth is described in training/screens/README.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import Quad, TextLine
from flashweb.core.screen import Cell, Element, Screen

INTERACTIVE = frozenset(
    (
        "button",
        "link",
        "textbox",
        "searchbox",
        "combobox",
        "spinbutton",
        "checkbox",
        "radio",
        "switch",
        "slider",
        "tab",
        "menuitem",
        "option",
        "treeitem",
    )
)
CONTENT = frozenset(("img", "heading", "progressbar", "alert", "status", "tooltip"))
CONTAINERS = frozenset(
    (
        "table",
        "row",
        "cell",
        "columnheader",
        "list",
        "listitem",
        "card",
        "navigation",
        "banner",
        "main",
        "article",
        "complementary",
        "contentinfo",
        "search",
        "form",
        "dialog",
        "menu",
        "tablist",
        "radiogroup",
        "tree",
    )
)
ELEMENTS = INTERACTIVE | CONTENT | CONTAINERS
ALSO = {"rowheader": ("cell", "columnheader"), "listbox": ("menu", "list")}
"""Roles of the truth that a parser has no word for, and what it may call them."""


@dataclass(frozen=True, slots=True)
class Truth:
    """An element that the page really shows. parent: index in the page's elements. icon: a function.

    is_partial: it can be made out only in part; finding it is neither right nor wrong.
    parts: boxes of the lines of a wrapped link. label: text of a field's label. cell_of: its table's index.
    """

    role: str
    box: Quad
    state: frozenset[str] = frozenset()
    name: str = ""
    text: str = ""
    parent: int | None = None
    is_partial: bool = False
    parts: tuple[Quad, ...] = ()
    icon: str = ""
    label: str = ""
    cell: Cell | None = None
    cell_of: int | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """What it may be called."""
        return ALSO.get(self.role, (self.role,))


@dataclass(frozen=True, slots=True)
class Page:
    """A picture and all that it shows."""

    picture: Path
    index: int
    kit: str
    language: str
    theme: str
    archetype: str
    elements: tuple[Truth, ...]
    lines: tuple[TextLine, ...]
    ignored: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """An element that a parser found; table: any number that its table's cells share."""

    role: str
    box: Quad
    confidence: float = 1.0
    state: frozenset[str] = frozenset()
    name: str = ""
    text: str = ""
    icon: str = ""
    cell: Cell | None = None
    table: int | None = None


def truth_of(record: dict[str, Any]) -> tuple[Truth, ...]:
    """The elements of a record of the data engine, each with its parent's and its table's place among them."""
    places = {element["id"]: place for place, element in enumerate(record["elements"])}
    return tuple(_truth(element, places) for element in record["elements"])


def _truth(element: dict[str, Any], places: dict[int, int]) -> Truth:
    cell = element.get("cell")
    return Truth(
        role=element["role"],
        box=_quad(element["box"]),
        state=frozenset(element["state"]),
        name=element["name"],
        text=element["text"],
        parent=places.get(element["parent"]),
        is_partial=bool(element.get("partial")),
        parts=tuple(_quad(part) for part in element.get("parts", ())),
        icon=element.get("icon") or "",
        label=element.get("label", {}).get("text", ""),
        cell=Cell(cell["row"], cell["col"], cell["rowspan"], cell["colspan"]) if cell else None,
        cell_of=places.get(cell["table"]) if cell else None,
    )


def _quad(values: Iterable[float]) -> Quad:
    left, top, right, bottom = values
    return float(left), float(top), float(right), float(bottom)


def _lines(lines: Iterable[dict[str, Any]]) -> tuple[TextLine, ...]:
    return tuple(TextLine(line["text"], _quad(line["box"])) for line in lines)


def page_of(record: dict[str, Any], folder: Path) -> Page:
    """The page of a record whose picture lies in the folder."""
    return Page(
        picture=folder / record["picture"],
        index=record["index"],
        kit=record["kit"],
        language=record["language"],
        theme=record["theme"],
        archetype=record["archetype"],
        elements=truth_of(record),
        lines=_lines(record["lines"]),
        ignored=_lines(record["ignored"]),
    )


def pages_in(folder: Path) -> Iterator[Page]:
    """Every page of a data set, or of a folder with a single pages.jsonl; failed ones left out."""
    for index in sorted([*folder.glob("pages.jsonl"), *folder.glob("*/pages.jsonl")]):
        for line in index.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "failed" not in record:
                yield page_of(record, index.parent)


def seen_in(screen: Screen) -> tuple[Seen, ...]:
    """All elements of a parsed screen in reading order, cells with the number of the table around them."""
    seen: list[Seen] = []

    def visit(element: Element, table: int | None) -> None:
        if element.role == "table":
            table = len(seen)
        box = element.box
        quad = (box.left, box.top, box.right, box.bottom)
        about = (element.name, element.text, element.icon, element.cell, table)
        seen.append(Seen(element.role, quad, element.confidence, element.state, *about))
        for child in element.children:
            visit(child, table)

    for element in screen.elements:
        visit(element, None)
    return tuple(seen)
