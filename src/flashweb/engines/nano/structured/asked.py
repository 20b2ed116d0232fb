"""The pages of a question as a thing: what the names in a schema ask of them, looked up as far as they need it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import pairwise
from typing import Any

from flashweb.core.json_schema import Shape
from flashweb.core.screen import Element, Need
from flashweb.engines.nano.comparing.telling import compare
from flashweb.engines.nano.comparing.wording import Between
from flashweb.engines.nano.lookup import best_match, split_label, value_of
from flashweb.engines.nano.matching import spans
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, QueryProgram
from flashweb.engines.nano.selecting import INTERACTIVE, MEANT
from flashweb.engines.nano.structured.names import counted_in, part_in, role_in, what_in, words_of
from flashweb.engines.nano.structured.things import FLAGS, UNKNOWN, ChangeThing, ElementThing, RowThing
from flashweb.engines.nano.tabling.asked import Asked, likeliest
from flashweb.engines.nano.tabling.lookup import grids_on
from flashweb.engines.nano.tabling.naming import column_named
from flashweb.engines.nano.wording import Said, is_in

Told = list[tuple[int, Said]]
_CHANGES = frozenset({"changes", "added", "removed", "changed", "moved", "same"})
_BINARY = frozenset({Intent.EXISTS, Intent.STATE, Intent.SAME})


class Asking:
    """One question about its pages; everything is worked out once, when first wanted."""

    def __init__(self, program: QueryProgram, pages: Sequence[Page], tell: Callable[[], Awaitable[Told]]) -> None:
        self._program = program
        self._pages = pages
        self._tell = tell
        self._told: Told | None = None
        self._tables: list[tuple[Page, Asked]] | None = None
        self._changes: list[ChangeThing] | None = None

    label = ""
    parts: Sequence[Any] = ()

    async def get(self, name: str, shape: Shape) -> Any:
        """What a property asks for, by its own name, then by its description."""
        for text in (name, shape.description):
            if text and (found := await self._named(text, shape)) is not UNKNOWN:
                return found
        return await self._otherwise(name, shape)

    async def whole(self, shape: Shape) -> Any:
        """What a schema that is no object asks for."""
        return self if "object" in shape.types else await self.get("items" if shape.items else "answer", shape)

    async def elements(self) -> list[ElementThing]:
        """What the answer in words points at."""
        found = [(number, each) for number, said in await self.told() for each in said.elements]
        language = self._program.language
        return [ElementThing(each, image, n + 1, language) for n, (image, each) in enumerate(dict.fromkeys(found))]

    async def text(self) -> str:
        """The answer in words."""
        return "".join(said.text for _, said in await self.told()).strip()

    async def told(self) -> Told:
        if self._told is None:
            self._told = await self._tell()
        return self._told

    async def _named(self, name: str, shape: Shape) -> Any:
        what, role = what_in(name), role_in(name)
        if what in _CHANGES and (len(self._pages) > 1 or what != "changed"):
            return await self._change(what)
        counted = counted_in(name)
        if what not in ("row count", "column count") and counted and (role_in(counted) or what_in(counted)):
            return await self._named(counted, Shape(("array",)))
        if role and not (what and "string" in shape.types):
            return await self._of_roles(MEANT.get(role, frozenset({role})))
        if what == "elements":
            asked = self._program.role
            return await self._of_roles(MEANT.get(asked, frozenset({asked})) if asked else INTERACTIVE)
        if what == "texts":
            return [line.text for page in self._pages for _, line in await page.read_all()]
        if what in ("rows", "columns", "row count", "column count"):
            return await self._table(what, shape)
        if what == "title":
            return await self._title()
        if what == "answer":
            return await self.text() or UNKNOWN
        if what in ("yes", "count"):
            return await self.text()
        return UNKNOWN

    async def _otherwise(self, name: str, shape: Shape) -> Any:
        """A label of the page's own, a column of its table, a fact about what the question names."""
        if _holds_object(shape):
            return self
        if _is_list(shape):
            return await self._list(name, shape)
        row = await self._row(name, shape)
        if row is not UNKNOWN:
            return row
        elements = await self.elements()
        part = part_in(name)
        if elements and (
            part in (*FLAGS, "enabled", "box", "role", "state") or (part == "value" and len(elements) == 1)
        ):
            found = elements[0].get(name, shape)
            if found is not UNKNOWN:
                return found
        if (value := await self._labelled(name, shape)) is not UNKNOWN:
            return value
        if "boolean" in _types(shape) and self._program.intent in _BINARY:
            return await self.text()
        if part in ("value", "text", "name") and elements:
            return elements[-1].label
        return UNKNOWN

    async def _list(self, name: str, shape: Shape) -> Any:
        """Rows where the items' properties are columns, a column's values, else what the answer points at."""
        items = _items(shape)
        names = [each for each, _ in items.properties] if items else []
        for page, asked in await self.tables():
            columns = [each for each in names if column_named(asked.grid, words_of(each)) is not None]
            if names and 2 * len(columns) >= len(names) and columns:
                return [RowThing(asked.grid, row, page.number) for row in asked.rows or asked.grid.data]
            if not names and (column := column_named(asked.grid, words_of(name))) is not None:
                return [text for row in asked.grid.data if (text := asked.grid.text(row, column))]
        return await self.elements() or UNKNOWN

    async def tables(self) -> list[tuple[Page, Asked]]:
        """The table of each page that the question means."""
        if self._tables is None:
            self._tables = []
            for page in self._pages:
                lines = [line for _, line in await page.read_all()]
                if asked := likeliest(self._program, await grids_on(page), lines):
                    self._tables.append((page, asked))
        return self._tables

    async def _table(self, what: str, shape: Shape) -> Any:
        tables = await self.tables()
        if not tables:
            return [] if _is_list(shape) else UNKNOWN
        page, asked = tables[0]
        if what == "row count":
            return len(asked.grid.data)
        if what in ("columns", "column count"):
            names = [column.name for column in asked.grid.columns]
            return names if what == "columns" else len(names)
        return [RowThing(asked.grid, row, page.number) for row in asked.rows or asked.grid.data]

    async def _row(self, name: str, shape: Shape) -> Any:
        """The cell of the one row that the question names."""
        for page, asked in await self.tables():
            if asked.rows and len(asked.rows) == 1 and not part_in(name):
                found = RowThing(asked.grid, asked.rows[0], page.number).get(name, shape)
                if found is not UNKNOWN:
                    return found
        return UNKNOWN

    async def _of_roles(self, roles: frozenset[str]) -> list[ElementThing]:
        found: list[tuple[int, Element]] = []
        for page in self._pages:
            screen = await page.screen(Need())
            region = self._program.region
            found += [(page.number, e) for e in screen.walk() if e.role in roles and is_in(e.box, page.size, region)]
        return [ElementThing(each, image, n + 1, self._program.language) for n, (image, each) in enumerate(found)]

    async def _change(self, what: str) -> Any:
        if self._changes is None:
            self._changes = []
            for first, second in pairwise(self._pages):
                between = Between(first.number + 1, second.number + 1, len(self._pages) == 2)
                changes = await compare(first, second)
                self._changes += [ChangeThing(each, between, self._program.language) for each in changes]
        if what == "same":
            return not self._changes if len(self._pages) > 1 else UNKNOWN
        return [each for each in self._changes if what in ("changes", each.change.kind)]

    async def _title(self) -> Any:
        for page in self._pages:
            screen = await page.screen(Need())
            headings = [each for each in screen.walk() if each.role == "heading" and each.name]
            if headings:
                return max(headings, key=lambda each: (round(each.box.height / 4), -each.box.top)).name
            if lines := [line for _, line in await page.read_all()]:
                return max(lines, key=lambda line: (round(line.box.height / 4), -line.box.top)).text
        return UNKNOWN

    async def _labelled(self, name: str, shape: Shape) -> Any:
        """The value beside, or under, a text of the page that the name means."""
        for page in self._pages:
            lines = await page.read_all()
            for text in (words_of(name), shape.description):
                for index, line, _ in best_match(text, lines)[:3] if text and len(text) <= 40 else ():
                    parts = split_label(line.text)
                    label = parts[0] if parts else text if spans(text, line.text) else line.text
                    if hits := await value_of(index, label, page, None):
                        return hits[0].value if len(hits) == 1 else [hit.value for hit in hits]
        return UNKNOWN


def _types(shape: Shape) -> tuple[str, ...]:
    return tuple(kind for option in shape.options for kind in _types(option)) or shape.types


def _is_list(shape: Shape) -> bool:
    return "array" in _types(shape)


def _holds_object(shape: Shape) -> bool:
    return "object" in _types(shape)


def _items(shape: Shape) -> Shape | None:
    return (
        next((found for option in shape.options if (found := _items(option))), None) if shape.options else shape.items
    )
