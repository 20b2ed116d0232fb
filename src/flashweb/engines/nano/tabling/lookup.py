"""Every table of a page; and the one cell that a question names by its row and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashweb.core.screen import Element, Need
from flashweb.engines.nano.matching import spans
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.selecting import holds
from flashweb.engines.nano.tabling.aligned import grids_of_lines
from flashweb.engines.nano.tabling.asked import Asked
from flashweb.engines.nano.tabling.cards import grids_of_cards
from flashweb.engines.nano.tabling.grid import Grid, grids_of_tables, turned
from flashweb.engines.nano.tabling.naming import columns_in, key_column, rows_in
from flashweb.engines.nano.tabling.statuses import is_status

_WHICH_ONE = re.compile(r"哪[个家位款张条份间种门本只台节单户支项]|谁|\b(?:which|who|whose)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\d|^[-–—✓✔✗×]$")
_OF = re.compile(r"的|对应|一行|\b(?:of|for|in)\b|'s\b|[:：]\s*\S", re.IGNORECASE)
"""Words that may stand between a row and a column."""


async def grids_on(page: Page) -> list[Grid]:
    """Everything on a page that is a table: parsed ones, cards, and lines in rows and columns."""
    screen = await page.screen(Need())
    lines = [line for _, line in await page.read_all()]
    tables = [*grids_of_tables(screen.walk()), *grids_of_lines(lines)]
    sideways = [found for grid in tables if (found := turned(grid))]
    return [*tables, *grids_of_cards(screen.elements), *sideways]


def may_name_cell(program: QueryProgram) -> bool:
    """Whether the question has the form "X of Y", so that it is worth looking for tables."""
    return _OF.search(program.question) is not None


def cell_named(program: QueryProgram, grids: Sequence[Grid]) -> Asked | None:
    """The row and the column whose names stand in the question word for word, if no other row is called so."""
    for grid in grids:
        if grid.source not in ("table", "lines"):
            continue
        question = program.question
        for column in columns_in(grid, question):
            name = grid.columns[column].name
            if not spans(name, question):
                continue
            rest = question.replace(name, " ", 1)
            hit = rows_in(grid, rest, column)
            if hit is not None and len(hit.rows) == 1 and hit.column != column and grid.text(hit.rows[0], column):
                return Asked(grid, hit.rows, hit.column, column, is_exact=True)
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its name, and the cell that tells why it is meant."""

    name: str
    cells: tuple[Element, ...]
    column: str
    value: str


def asks_which(program: QueryProgram) -> bool:
    """Whether one of several is asked for."""
    return _WHICH_ONE.search(program.question) is not None


def row_with(program: QueryProgram, grids: Sequence[Grid], line: Element) -> Row | None:
    """Who asks which one it is, and is led to a state or an amount, means the row that has it."""
    for grid in grids:
        if grid.source not in ("table", "cards") or any(_is_named(grid.text(r, grid.key), program) for r in grid.data):
            continue
        place = next(((r, c) for r, c, cell in _places(grid) if holds(cell.box, line.box)), None)
        if place is None:
            continue
        row, column = place
        value = grid.text(row, column)
        if column in columns_in(grid, program.question) or not (is_status(value) or _AMOUNT.search(value)):
            return None
        key = key_column(program, grid, column)
        name = grid.text(row, key)
        return Row(name, (*grid.cell(row, key), line), grid.columns[column].name, value) if name else None
    return None


def _places(grid: Grid) -> Iterator[tuple[int, int, Element]]:
    """Row, column and cell of those that do not name their row."""
    for row in grid.data:
        yield from ((row, column, cell) for column, cell in enumerate(grid.rows[row]) if cell and column != grid.key)


def _is_named(name: str, program: QueryProgram) -> bool:
    return len(name) > 1 and bool(spans(name, program.question))
