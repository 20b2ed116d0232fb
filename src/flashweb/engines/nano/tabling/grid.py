# ruff: noqa: E501 - patterns and word lists read better unbroken
"""A table as questions see it: named columns, rows of cells, and which of the rows are totals or captions.

Built from the parsed screen's tables; merged cells stand at every place that they cover, heads over heads are one name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from flashweb.core.screen import Box, Cell, Element
from flashweb.engines.nano.program import Attribute, Language
from flashweb.engines.nano.tabling.amounts import Amount, read_column
from flashweb.perception.icons import icon_name

TABLES = frozenset({"table", "grid", "treegrid"})
MOST_TURNED = 16
"""Rows up to which a table may also be read from left to right."""
MOST_OVER = 5
"""Rows that may have been taken for the table's though they stand over it."""
_HEADS = frozenset({"columnheader"})
_TOTAL = re.compile(
    r"^(?:合计|总计|小计|总和|汇总|平均|grand total|sub-?total|totals?|sum|average)\s*[:：]?$", re.IGNORECASE
)
_CAPTION = re.compile(
    r"共\s?\d+\s?[条项页]|第\s?\d+\s?[/页]|^\d+\s?[-–]\s?\d+ of |^showing \d|rows per page|[条项]/页|^page \d|\bof \d+ (?:results|entries|rows)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_INDEX = re.compile(r"^(?:#|序号|编号|no\.?|index|行号)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """name: as the page has it; empty where the column only has a kind of value, or nothing at all."""

    name: str
    head: Element | None = None
    kind: Attribute | None = None


@dataclass(frozen=True)
class Grid:
    """rows: the cell at each column, None where there is none. totals: rows that sum up others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Element | None, ...], ...]
    box: Box
    totals: frozenset[int] = frozenset()
    source: str = "table"

    @cached_property
    def data(self) -> tuple[int, ...]:
        """Rows that are not totals."""
        return tuple(row for row in range(len(self.rows)) if row not in self.totals)

    def text(self, row: int, column: int) -> str:
        """What a cell says; empty where it says nothing."""
        return said(self.rows[row][column])

    def cell(self, row: int, column: int) -> tuple[Element, ...]:
        """The cell as what an answer points at."""
        cell = self.rows[row][column]
        return () if cell is None else (cell,)

    def texts(self, column: int) -> list[str]:
        return [self.text(row, column) for row in range(len(self.rows))]

    @cached_property
    def amounts(self) -> tuple[tuple[Amount | None, ...], ...]:
        """What the cells of each column amount to."""
        return tuple(tuple(read_column(self.texts(column))) for column in range(len(self.columns)))

    @cached_property
    def key(self) -> int:
        """The column that names the rows: the first whose cells are mostly there and differ, and are no numbering."""
        for column in range(len(self.columns)):
            texts = [text for row in self.data if (text := self.text(row, column))]
            if len(texts) > 0.6 * len(self.data) and len(set(texts)) > 0.7 * len(texts) and not self._numbers(column):
                return column
        return next((c for c in range(len(self.columns)) if any(self.texts(c))), 0)

    def _numbers(self, column: int) -> bool:
        """Whether it only counts the rows, or is an amount rather than a name."""
        amounts = [self.amounts[column][row] for row in self.data]
        values = [amount.value for amount in amounts if amount]
        if _INDEX.match(self.columns[column].name) and values == sorted(values) and len(values) == len(amounts):
            return all(second - first == 1 for first, second in pairwise(values))
        return len(self.columns) > 1 and any(amount and amount.kind != "number" for amount in amounts)


def said(cell: Element | None) -> str:
    """What a cell says: its text, or the names of what stands in it."""
    if cell is None:
        return ""
    return cell.text.strip() or cell.name.strip() or " ".join(part for each in cell.children if (part := said(each)))


def pictured(cell: Element, language: Language) -> str:
    """What the icons and ticks of a cell without text show."""
    names = [icon_name(each.icon, language) for each in cell.walk() if each.icon]
    return " ".join(dict.fromkeys(name for name in names if name))


def grids_of_tables(elements: Iterator[Element]) -> list[Grid]:
    """The tables of a parsed screen."""
    built = (_from_table(each) for each in elements if each.role in TABLES)
    return [grid for grid in built if grid is not None]


def _from_table(table: Element) -> Grid | None:
    cells = [(each, each.cell) for each in table.walk() if each.cell is not None]
    places: dict[tuple[int, int], Element] = {}
    for each, at in cells:
        for row in range(at.row, at.row + at.row_span):
            for column in range(at.column, at.column + at.column_span):
                places.setdefault((row, column), each)
    if not places:
        return None
    height, width = 1 + max(row for row, _ in places), 1 + max(column for _, column in places)
    rows = _from_heads([tuple(places.get((row, column)) for column in range(width)) for row in range(height)])
    heads = _num_heads(rows)
    columns = tuple(_column([row[column] for row in rows[:heads]]) for column in range(width))
    return grid_of(columns, rows[heads:], table.box)


def grid_of(
    columns: Sequence[Column], rows: Sequence[tuple[Element | None, ...]], box: Box, source: str = "table"
) -> Grid | None:
    """A grid without its empty rows, captions and nameless empty columns; None where nothing is left."""
    rows = [row for row in rows if any(said(cell) or (cell and cell.children) for cell in row) and not _is_caption(row)]
    kept = [c for c, column in enumerate(columns) if column.name or any(_has_own(row, c) for row in rows)]
    if not kept or not rows:
        return None
    rows = _without_foot([tuple(row[c] for c in kept) for row in rows])
    totals = frozenset(n for n, row in enumerate(rows) if _is_total(row))
    return Grid(tuple(columns[c] for c in kept), tuple(rows), box, totals, source)


def _has_own(row: tuple[Element | None, ...], column: int) -> bool:
    """Something is said there that does not only reach over from the next column."""
    cell = row[column]
    beside = (*row[max(column - 1, 0) : column], *row[column + 1 : column + 2])
    return bool(said(cell)) and not any(cell is each for each in beside)


def turned(grid: Grid) -> Grid | None:
    """Rows as columns, for tables whose heads stand at the left: plans side by side, labels with their values."""
    keys = [grid.text(row, 0) for row in range(len(grid.rows))]
    if len(keys) > MOST_TURNED or not all(keys) or len(set(keys)) < len(keys) or len(grid.columns) < 2:
        return None
    columns = [Column(grid.columns[0].name), *(Column(text, grid.rows[row][0]) for row, text in enumerate(keys))]
    rows = [(column.head, *(row[n] for row in grid.rows)) for n, column in enumerate(grid.columns) if n]
    return Grid(tuple(columns), tuple(rows), grid.box, frozenset(), "turned")


def _is_total(row: tuple[Element | None, ...]) -> bool:
    return bool(_TOTAL.match(next((text for cell in row if (text := said(cell))), "")))


def _without_foot(rows: list[tuple[Element | None, ...]]) -> list[tuple[Element | None, ...]]:
    """Without what stands below a table: sparse rows at its end that lack what all rows before them have."""
    filled = [sum(bool(said(cell)) for cell in row) for row in rows]
    usual, end = median(filled), len(rows)
    while end and filled[end - 1] < 0.7 * usual and not _is_total(rows[end - 1]):
        end -= 1
    always = [n for n in range(len(rows[0])) if all(said(row[n]) for row in rows[:end])]
    is_foot = end > 1 and always and any(not said(row[always[0]]) for row in rows[end:])
    return rows[:end] if is_foot else rows


def _is_caption(row: tuple[Element | None, ...]) -> bool:
    """A single text about the table, such as how many pages it has."""
    texts = {said(cell) for cell in row} - {""}
    return len(texts) == 1 and bool(_CAPTION.search(next(iter(texts))))


def _from_heads(rows: list[tuple[Element | None, ...]]) -> list[tuple[Element | None, ...]]:
    """Without what stands over a table, as addresses do on an invoice: sparse rows, of which not all are heads, over a
    full row of heads."""
    for at in range(1, min(MOST_OVER + 1, len(rows) - 1)):
        if all(map(_is_headed, rows[:at])) or any(map(_is_full, rows[:at])):
            continue
        if _is_full(rows[at]) and (_is_headed(rows[at]) or _reads_as_head(rows[at:])):
            return rows[at:]
    return rows


def _is_full(row: tuple[Element | None, ...]) -> bool:
    return len({id(cell) for cell in row if said(cell)}) == len(row) > 2


def _is_headed(row: tuple[Element | None, ...]) -> bool:
    return 2 * sum(cell.role in _HEADS for cell in row if cell) > sum(cell is not None for cell in row)


def _num_heads(rows: Sequence[tuple[Element | None, ...]]) -> int:
    """How many rows are heads: as found; else the first, if it has no figures and what is below it has."""
    count = 0
    for row in rows[:3]:
        roles = Counter(cell.role in _HEADS for cell in row if cell)
        if (roles[True] > roles[False]) or (count == 0 and roles[True] and _reads_as_head(rows)):
            count += 1
        else:
            break
    return min(count, len(rows) - 1) if count else int(len(rows) > 1 and _reads_as_head(rows))


def _reads_as_head(rows: Sequence[tuple[Element | None, ...]]) -> bool:
    """Names without figures, none of which comes again below, over a column that is mostly figures."""
    texts = [said(cell) for cell in rows[0]]
    below = [[text for row in rows[1:] if (text := said(row[n]))] for n in range(len(rows[0]))]
    is_plain = all(len(text) <= 24 and not _FIGURE.search(text) for text in texts) and any(texts)
    has_figures = any(2 * sum(bool(_FIGURE.search(text)) for text in column) > len(column) for column in below)
    return (
        is_plain and has_figures and not any(text and text in column for text, column in zip(texts, below, strict=True))
    )


def _column(heads: Sequence[Element | None]) -> Column:
    """Its name, with that of the head over it where several columns share one."""
    names = list(dict.fromkeys(text for head in heads if (text := said(head))))
    return Column(" ".join(names), next((head for head in reversed(heads) if head and said(head)), None))


def as_cell(role: str, elements: Sequence[Element], row: int, column: int) -> Element:
    """Lines that stand in one place, as a cell."""
    box = elements[0].box
    for each in elements[1:]:
        box = box.union(each.box)
    text = " ".join(each.text for each in elements)
    sure = min(each.confidence for each in elements)
    return Element(role, text, text, box, sure, cell=Cell(row, column))
