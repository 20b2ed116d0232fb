"""What JSON is made of: elements, rows of tables, changes and boxes, each giving its facts by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flashweb.core.json_schema import Shape
from flashweb.core.screen import Box, Element
from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.comparing.wording import Between, change_wording
from flashweb.engines.nano.program import Language
from flashweb.engines.nano.structured.names import part_in
from flashweb.engines.nano.tabling.grid import Grid
from flashweb.engines.nano.tabling.naming import column_named
from flashweb.perception.icons import icon_name

UNKNOWN: Any = object()
"""What the page does not say."""
FLAGS = ("checked", "disabled", "selected", "expanded", "required", "focused", "invalid")
FIELDS = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})


class Thing(Protocol):
    """Something with facts."""

    def get(self, name: str, shape: Shape) -> Any:
        """The fact that a property asks for: plain, a list, another thing, or UNKNOWN."""
        ...

    @property
    def label(self) -> str:
        """It in a word."""
        ...

    @property
    def parts(self) -> Sequence[Any]:
        """It as a list."""
        ...


@dataclass(frozen=True, slots=True)
class BoxThing:
    """Left, top, right, bottom in pixels of the picture."""

    box: Box

    @property
    def label(self) -> str:
        return ",".join(str(value) for value in self.parts)

    @property
    def parts(self) -> Sequence[Any]:
        return [round(value) for value in (self.box.left, self.box.top, self.box.right, self.box.bottom)]

    def get(self, name: str, shape: Shape) -> Any:
        part = part_in(name)
        return (
            round(getattr(self.box, part)) if part in ("left", "top", "right", "bottom", "width", "height") else UNKNOWN
        )


@dataclass(frozen=True, slots=True)
class ElementThing:
    """An element of a picture; image counts from 0, index among its like from 1."""

    element: Element
    image: int
    index: int
    language: Language

    @property
    def label(self) -> str:
        return self.element.name or self.element.text or icon_name(self.element.icon, self.language)

    @property
    def parts(self) -> Sequence[Any]:
        return [ElementThing(each, self.image, n + 1, self.language) for n, each in enumerate(self.element.children)]

    def get(self, name: str, shape: Shape) -> Any:
        part, element = part_in(name), self.element
        if part in FLAGS:
            return part in element.state or (part == "checked" and bool(element.state & {"pressed"}))
        facts: dict[str, Any] = {
            "role": element.role,
            "kind": element.role,
            "name": self.label,
            "text": element.text,
            "value": element.text if element.role in FIELDS else UNKNOWN,
            "box": BoxThing(element.box),
            "state": sorted(element.state),
            "icon": element.icon or UNKNOWN,
            "confidence": round(element.confidence, 3),
            "image": self.image,
            "index": self.index,
            "enabled": "disabled" not in element.state,
            "description": self.label,
        }
        return facts[part] if part in facts else BoxThing(element.box).get(name, shape)


@dataclass(frozen=True, slots=True)
class RowThing:
    """A row of a table: its cells by the names of their columns."""

    grid: Grid
    row: int
    image: int

    @property
    def label(self) -> str:
        return self.grid.text(self.row, self.grid.key)

    @property
    def parts(self) -> Sequence[Any]:
        return [self.grid.text(self.row, column) for column in range(len(self.grid.columns))]

    def get(self, name: str, shape: Shape) -> Any:
        for text in (name.replace("_", " "), shape.description):
            if text and (column := column_named(self.grid, text)) is not None:
                return self.grid.text(self.row, column) or UNKNOWN
        part = part_in(name)
        if part == "cells":
            return self.parts
        facts = {"name": self.label, "index": self.row + 1, "image": self.image}
        return facts.get(part, UNKNOWN)


@dataclass(frozen=True, slots=True)
class ChangeThing:
    """A difference between two pictures."""

    change: Change
    between: Between
    language: Language

    @property
    def label(self) -> str:
        return "".join(change_wording(self.language).change(self.change, self.between)).strip()

    @property
    def parts(self) -> Sequence[Any]:
        return [self.label]

    def get(self, name: str, shape: Shape) -> Any:
        part, change = part_in(name), self.change
        if part in ("kind", "role") and "role" not in name:
            return change.kind
        if part in ("before", "after"):
            return self._side(part, shape)
        if part in ("description", "text"):
            return self.label
        if part == "aspect":
            return change.aspect or UNKNOWN
        number = self.between.second if change.after else self.between.first
        return ElementThing(change.element, number - 1, 1, self.language).get(name, shape)

    def _side(self, side: str, shape: Shape) -> Any:
        element = self.change.before if side == "before" else self.change.after
        if element is None:
            return UNKNOWN
        detail = self.change.detail
        if len(detail) == 2 and "object" not in shape.types:
            return detail[side == "after"]
        number = self.between.first if side == "before" else self.between.second
        return ElementThing(element, number - 1, 1, self.language)
