"""Every table of a page; and the one cell that a question names by its row and its column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashweb.core.screen import Need
from flashweb.engines.nano.matching import spans
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.tabling.aligned import grids_of_lines
from flashweb.engines.nano.tabling.asked import Asked
from flashweb.engines.nano.tabling.cards import grids_of_cards
from flashweb.engines.nano.tabling.grid import Grid, grids_of_tables, turned
from flashweb.engines.nano.tabling.naming import columns_in, rows_in

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
