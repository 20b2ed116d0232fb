# ruff: noqa: E501 - patterns and word lists read better unbroken
"""What a program asks of a grid, resolved: the rows and the column it means, and what it names that is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashweb.core.screen import Element
from flashweb.engines.nano.matching import Tier, match
from flashweb.engines.nano.program import Pick, QueryProgram
from flashweb.engines.nano.tabling.conditions import Condition, condition_in
from flashweb.engines.nano.tabling.grid import Grid
from flashweb.engines.nano.tabling.naming import (
    Found,
    column_asked,
    column_named,
    columns_in,
    measured,
    row_ordered,
    rows_in,
    rows_named,
)

_PICKS = (
    (Pick.AVERAGE, r"平均|\b(?:average|mean)\b"),
    (Pick.SUM, r"总和|求和|合计|加起来|总共.{0,6}多少|\b(?:sum|add up|altogether|in total|total of)\b"),
    (Pick.LARGEST, r"最(?:大|高|多|贵|长|重|新|晚|近|久|慢)|\b(?:most|largest|highest|biggest|greatest|maximum|max|longest|latest|newest)\b"),
    (Pick.SMALLEST, r"最(?:小|低|少|便宜|短|轻|早|旧|快)|\b(?:least|smallest|lowest|fewest|cheapest|minimum|min|shortest|earliest|oldest)\b"),
)  # fmt: skip
MEASURING = frozenset({Pick.LARGEST, Pick.SMALLEST, Pick.SUM, Pick.AVERAGE})


@dataclass(frozen=True, slots=True)
class Asked:
    """rows: those that are named, None where none are meant. by: the column that names them. column: what is wanted.

    is_exact: some cell is just what names the rows. lost_row, lost_column: what the program names and the grid does not have.
    """

    grid: Grid
    rows: tuple[int, ...] | None = None
    by: int | None = None
    column: int | None = None
    condition: Condition | None = None
    lost_row: str = ""
    lost_column: str = ""
    number: int | None = None
    is_exact: bool = False

    @property
    def fitness(self) -> int:
        """How much of what the program names is in the grid."""
        held = 2 * (self.rows is not None) + 2 * (self.column is not None) + (self.condition is not None)
        return held - 2 * bool(self.lost_row) - 2 * bool(self.lost_column)


def pick_of(program: QueryProgram) -> Pick | None:
    """What is wanted of a column: as the program has it, else as the question's words say."""
    if program.pick is not None:
        return program.pick
    return next((pick for pick, pattern in _PICKS if re.search(pattern, program.question, re.IGNORECASE)), None)


def resolved(program: QueryProgram, grid: Grid) -> Asked:
    """The program's names looked up in a grid."""
    condition = condition_in(program.question)
    column = column_asked(program, grid)
    lost_column = program.field if program.field and column is None else ""
    measures = pick_of(program) in MEASURING
    names = [text for text in program.anchors if text.strip() and not (measures and _is_asking(text, grid))]
    found: list[Found] = []
    lost: list[str] = []
    for text in names:
        hit = None if _is_column(text, grid, column) else rows_named(grid, text)
        if hit:
            found.append(hit)
        elif (named := column_named(grid, text)) is not None:
            column = named if column is None else column
        else:
            lost.append(text)
    number = row_ordered(program)
    if not found and number is None and (lost or not (names or pick_of(program) or condition)):
        hit = rows_in(grid, program.question, column)
        found, lost = ([hit], []) if hit else (found, lost)
    if program.within and not found and (hit := rows_named(grid, program.within)) and hit.tier is Tier.EQUAL:
        found = [hit]
    if condition and column is None:
        is_bare = condition.amount.kind == "number" and not condition.amount.unit
        kinds = ("money", "number", "percent", "size") if is_bare else (condition.amount.kind,)
        likely = [c for c in measured(grid, kinds) if not is_bare or c in measured(grid)]
        column = next(iter([*columns_in(grid, program.question), *likely]), None)
    rows = _joined(found) if found else None
    if found and column == found[0].column == grid.key and not program.field:
        column = None
    is_extreme = pick_of(program) in (Pick.LARGEST, Pick.SMALLEST)
    is_whole = condition or number or (is_extreme and column is not None)
    lost_row = lost[0] if lost and not found and not is_whole else ""
    by = found[0].column if found else None
    is_exact = any(each.tier is Tier.EQUAL for each in found)
    return Asked(grid, rows, by, column, condition, lost_row, lost_column, number, is_exact)


def _is_asking(text: str, grid: Grid) -> bool:
    """Of what is largest or smallest: a phrase that speaks of columns and of most and least names no row."""
    if (hit := rows_named(grid, text)) and hit.tier is Tier.EQUAL:
        return False
    extremes = (pattern for pick, pattern in _PICKS if pick in (Pick.LARGEST, Pick.SMALLEST))
    said = f"最{text}"
    return bool(columns_in(grid, text)) or any(re.search(pattern, said, re.IGNORECASE) for pattern in extremes)


def _is_column(text: str, grid: Grid, column: int | None) -> bool:
    """The text is the name of a column rather than of a row."""
    return any(each.name and match(text, each.name) is Tier.EQUAL for each in grid.columns)


def _joined(found: Sequence[Found]) -> tuple[int, ...]:
    """Rows that are named twice by different columns must be both; those named by one column may be either."""
    columns = {each.column for each in found}
    rows = [{row for each in found if each.column == column for row in each.rows} for column in columns]
    both = set.intersection(*rows)
    return tuple(sorted(both or set.union(*rows)))


def likeliest(program: QueryProgram, grids: Sequence[Grid], lines: Sequence[Element]) -> Asked | None:
    """The grid that has most of what the program names; of equals the one under the heading that it names, then tables
    before cards and lines, then the larger."""

    def worth(asked: Asked) -> tuple[int, bool, int]:
        grid = asked.grid
        size = len(grid.rows) * len(grid.columns)
        source = {"table": 8, "cards": 2, "lines": 3, "turned": 0}[grid.source]
        return asked.fitness, bool(program.within) and _is_under(program.within, grid, lines), source * size

    return max((resolved(program, grid) for grid in grids), key=worth, default=None)


def _is_under(name: str, grid: Grid, lines: Sequence[Element]) -> bool:
    """The nearest of the lines that have the name stands right over the grid."""
    above = [line for line in lines if match(name, line.text) and line.box.bottom <= grid.box.top + line.box.height]
    return any(grid.box.top - line.box.bottom < 8 * line.box.height for line in above)
