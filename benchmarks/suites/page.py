"""A rendered page with its DOM truth, as the rules ask about it; what is seen only in part is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashweb.evals.items import Quad

CONTROLS = frozenset(
    {"button", "link", "tab", "menuitem", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "heading"}
)
_HINT = re.compile(
    r"^(?:请|输入|搜索|选择|如|例|Enter|Search|Type|Please|Select|Choose|e\.g|Your|Write|Add|MM/)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Node:
    """One element. label: the box of its label, if any."""

    id: int
    parent: int | None
    role: str
    name: str
    text: str
    box: Quad
    state: frozenset[str]
    icon: str
    level: int
    label: Quad | None
    is_partial: bool
    cell: tuple[int, int, int, bool] | None


@dataclass(frozen=True, slots=True)
class Page:
    """lines: every visible line of text with its box."""

    index: int
    picture: Path
    kit: str
    language: str
    nodes: tuple[Node, ...]
    lines: tuple[tuple[str, Quad], ...]
    size: tuple[int, int]

    @classmethod
    def of(cls, picture: Path, record: dict[str, Any]) -> Page:
        nodes = tuple(_node(element) for element in record["elements"])
        lines = tuple((line["text"], _quad(line["box"])) for line in record["lines"])
        width, height = record["size"]
        return cls(record["index"], picture, record["kit"], record["language"], nodes, lines, (width, height))

    def of_role(self, *roles: str) -> list[Node]:
        """Those that are seen whole."""
        return [node for node in self.nodes if node.role in roles and not node.is_partial]

    def has_partial(self, *roles: str) -> bool:
        """Whether some of these roles are covered or cut, so that they cannot be counted."""
        return any(node.is_partial for node in self.nodes if node.role in roles)

    def below(self, node: Node) -> Iterator[Node]:
        """All elements inside one."""
        inside = {node.id}
        for other in self.nodes:
            if other.parent in inside:
                inside.add(other.id)
                yield other

    def lines_in(self, box: Quad) -> list[tuple[str, Quad]]:
        """Lines whose middle is inside the box."""
        return [line for line in self.lines if _holds(box, line[1])]

    def targets(self, node: Node) -> tuple[Quad, ...]:
        """Boxes that all mean this element: its own, its label's, its only line's."""
        inside = self.lines_in(node.box)
        own = [box for _, box in inside] if len(inside) == 1 else []
        return (node.box, *([node.label] if node.label else []), *own)

    def is_named_visibly(self, node: Node) -> bool:
        """Whether its name stands on it, beside it as a label, or in what holds it."""
        if node.label or node.text == node.name:
            return True
        around = next((other.box for other in self.nodes if other.id == node.parent), node.box)
        return any(" ".join(text.split()) == node.name for text, _ in self.lines_in(around))

    def seen(self, node: Node) -> str:
        """The text that can be seen inside an element, lines put together."""
        glue = " " if self.language == "en" else ""
        pictures = [other.box for other in self.below(node) if other.role == "img"]
        lines = [line for line in self.lines_in(node.box) if not any(_holds(box, line[1]) for box in pictures)]
        return glue.join(" ".join(text.split()) for text, _ in lines)

    def names(self) -> list[str]:
        """What the controls, headings and cells of the page are called."""
        return list(dict.fromkeys(n.name for n in self.nodes if n.name and (n.role in CONTROLS or n.role == "cell")))


def is_hint(text: str) -> bool:
    """Whether a field's text only says what to write there."""
    return bool(_HINT.match(text)) or text.endswith(("…", "..."))


def _holds(box: Quad, other: Quad) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _quad(box: list[float]) -> Quad:
    left, top, right, bottom = box
    return left, top, right, bottom


def _node(element: dict[str, Any]) -> Node:
    cell, label = element.get("cell"), element.get("label")
    return Node(
        element["id"],
        element["parent"],
        element["role"],
        " ".join(element["name"].split()),
        " ".join(element["text"].split()),
        _quad(element["box"]),
        frozenset(element["state"]),
        element.get("icon") or "",
        element.get("level") or 0,
        _quad(label["box"]) if label else None,
        bool(element.get("partial")),
        (cell["table"], cell["row"], cell["col"], cell["header"]) if cell else None,
    )
