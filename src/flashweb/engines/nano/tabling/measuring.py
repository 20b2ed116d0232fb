# ruff: noqa: E501 - patterns and word lists read better unbroken
"""The largest and the smallest, sums and averages of a column told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.program import Pick
from flashweb.engines.nano.tabling.cells import Teller
from flashweb.engines.nano.tabling.naming import by_meaning, measured
from flashweb.engines.nano.tabling.totals import Measured, average, by_unit, extreme, written
from flashweb.engines.nano.wording import Said

_TOP = re.compile(r"前\s?([一二两三四五六七八九十\d]+)\s?[名个条大]?|\b(?:top|first|bottom)\s+(\d+|two|three|four|five|ten)\b|最\S{1,2}的\s?([二两三四五\d])\s?[个条名]", re.IGNORECASE)  # fmt: skip
_NUMBERS = {
    **{digit: n for n, digit in enumerate("零一二三四五六七八九十")},
    **{"两": 2, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10},
}


def tell_measure(told: Teller, pick: Pick | None) -> Iterator[Said]:
    """What is largest or smallest, or what it comes to; asks for the column where several could be meant."""
    grid, column = told.grid, told.asked.column
    if column is not None and column not in measured(grid) and not any(grid.amounts[column]):
        other = by_meaning(told.program, grid) if not told.program.field else None
        if other is None:
            yield Said(told.words.no_amounts(told.column_name(column)) + "", told.head(column), found=False)
            return
        column = other
    if column is None:
        columns = measured(grid, summable=pick in (Pick.SUM, Pick.AVERAGE))
        heads = tuple(head for c in columns for head in told.head(c))
        yield Said(told.words.which_column([told.column_name(c) for c in columns]), heads, found=bool(columns))
        return
    rows = grid.data if told.asked.rows is None else told.asked.rows
    groups = by_unit(grid, column, rows)
    if not groups or (pick in (Pick.SUM, Pick.AVERAGE) and not groups[0].is_summable):
        yield Said(told.words.no_amounts(told.column_name(column)), told.head(column), found=False)
        return
    if len(groups) > 1 and len(groups[1].rows) > 0 and groups[1].amounts[0].kind == groups[0].amounts[0].kind:
        yield Said(told.words.units_differ(told.column_name(column)), told.head(column))
    else:
        groups = groups[:1]
    for count, group in enumerate(groups):
        if count:
            yield Said(told.words.next)
        if pick in (Pick.LARGEST, Pick.SMALLEST):
            yield from _extreme(told, group, column, is_largest=pick is Pick.LARGEST)
        else:
            yield _total(told, group, column, is_mean=pick is Pick.AVERAGE)
    yield Said(told.words.end)
    if pick in (Pick.SUM, Pick.AVERAGE):
        yield from _unread(told, column, rows, groups)


def _extreme(told: Teller, group: Measured, column: int, *, is_largest: bool) -> Iterator[Said]:
    most = _most(told.program.question)
    rows = extreme(group, is_largest=is_largest, most=most)
    if most > 1:
        yield Said(told.words.top(told.column_name(column), len(rows), is_largest=is_largest), told.head(column))
        for count, row in enumerate(rows):
            text = told.words.ranked(told.name_of(row), told.grid.text(row, column))
            yield Said((told.words.next if count else "") + text, _cells(told, [row], column))
        return
    names = [told.name_of(row) for row in rows]
    text = told.words.extreme(names, told.column_name(column), told.grid.text(rows[0], column), is_largest=is_largest)
    yield Said(text, _cells(told, rows, column))


def _most(question: str) -> int:
    found = _TOP.search(question)
    if not found:
        return 1
    figures = next(group for group in found.groups() if group).lower()
    return max(1, int(figures) if figures.isdigit() else _NUMBERS.get(figures, 1))


def _total(told: Teller, group: Measured, column: int, *, is_mean: bool) -> Said:
    name, number = told.column_name(column), len(group.rows)
    cells = tuple(cell for row in group.rows for cell in told.grid.cell(row, column))
    if is_mean:
        value, is_rounded = average(group, told.program.language)
        return Said(told.words.mean(name, value, number, is_rounded=is_rounded), cells)
    value = written(group.total, group.amounts, told.program.language)
    return Said(told.words.total(name, value, number), cells)


def _unread(told: Teller, column: int, rows: Sequence[int], groups: Sequence[Measured]) -> Iterator[Said]:
    """Which cells were left out: empty ones, and those that hold no figure."""
    counted = {row for group in groups for row in group.rows}
    left = [row for row in rows if row not in counted]
    texts = [text for row in left if (text := told.grid.text(row, column))]
    if left:
        cells = tuple(cell for row in left if told.grid.text(row, column) for cell in told.grid.cell(row, column))
        yield Said(told.words.unread(texts, len(left) - len(texts)), cells)


def _cells(told: Teller, rows: Sequence[int], column: int) -> tuple[Element, ...]:
    """The names of rows and their cells, each once."""
    both = (cell for row in rows for at in dict.fromkeys((told.key, column)) for cell in told.grid.cell(row, at))
    return tuple(dict.fromkeys(both))
