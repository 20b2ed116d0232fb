"""Cells, rows and columns of one grid told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.tabling.asked import Asked
from flashweb.engines.nano.tabling.conditions import Condition
from flashweb.engines.nano.tabling.grid import pictured
from flashweb.engines.nano.tabling.naming import key_column
from flashweb.engines.nano.tabling.ordering import order_by, orders_of
from flashweb.engines.nano.tabling.wording import TableWording
from flashweb.engines.nano.wording import Said

MOST = 30
"""Rows or cells told in one answer."""


class Teller:
    """One program on one grid, in one language."""

    def __init__(self, program: QueryProgram, asked: Asked, words: TableWording) -> None:
        self.program = program
        self.asked = asked
        self.grid = asked.grid
        self.words = words
        self.key = key_column(program, asked.grid, asked.column)

    def name_of(self, row: int) -> str:
        """What a row is called."""
        return self.grid.text(row, self.key) or (f"{row + 1}" if len(self.grid.data) > 1 else "")

    def column_name(self, column: int) -> str:
        """What a column is called, even if the page does not say."""
        return self.words.column(self.grid.columns[column].name, self.grid.columns[column].kind, column)

    def value(self, row: int, column: int) -> str:
        """What a cell says, in text or in pictures."""
        cell = self.grid.rows[row][column]
        return self.grid.text(row, column) or (pictured(cell, self.program.language) if cell else "")

    def head(self, column: int) -> tuple[Element, ...]:
        head = self.grid.columns[column].head
        return () if head is None else (head,)

    def no_column(self, text: str) -> Said:
        names = [self.column_name(column) for column in range(len(self.grid.columns))]
        return Said(
            self.words.no_column(text, names), tuple(e for c in range(len(names)) for e in self.head(c)), found=False
        )

    def no_row(self, text: str) -> Said:
        rows = self.grid.data
        cells = tuple(cell for row in rows for cell in self.grid.cell(row, self.grid.key))
        return Said(self.words.no_row(text, [self.name_of(row) for row in rows]), cells, found=False)

    def num_rows(self) -> Said:
        cells = tuple(cell for row in self.grid.data for cell in self.grid.cell(row, self.grid.key))
        return Said(self.words.num_rows(len(self.grid.data)), cells)

    def columns(self) -> Iterator[Said]:
        names = [self.column_name(column) for column in range(len(self.grid.columns))]
        yield Said(self.words.columns(names))
        for column, name in enumerate(names):
            yield Said((self.words.next if column else "") + f"'{name}'", self.head(column))
        yield Said(self.words.end)

    def order(self) -> Iterator[Said]:
        """Which column the rows are sorted by; of a named column, whether and how it is."""
        column = self.asked.column
        orders = orders_of(self.grid) if column is None else [o for o in [order_by(self.grid, column)] if o]
        if not orders and column is not None:
            yield Said(self.words.not_sorted_by(self.column_name(column)) + self.words.end, self.head(column))
            orders = orders_of(self.grid)[:1]
        elif not orders:
            yield Said(self.words.unsorted())
        for order in orders[:1]:
            name = self.column_name(order.column)
            text = self.words.sorted_by(name, order.kind, is_falling=order.is_falling, is_shown=order.is_shown)
            yield Said(text + self.words.end, self.head(order.column))

    def meeting(self, condition: Condition, column: int) -> Iterator[Said]:
        """The rows that meet a condition, and how many."""
        rows = condition.rows(self.grid, column)
        if self.asked.rows is not None:
            rows = [row for row in rows if row in self.asked.rows]
        yield Said(
            self.words.matching(len(rows), "", f"{self.column_name(column)} {condition.said}"), self.head(column)
        )
        yield from self._ranked(rows, column)

    def matching(self) -> Iterator[Said]:
        """How many rows have a cell that the program names, and which."""
        rows, by = [row for row in self.asked.rows or () if row in self.grid.data], self.asked.by
        texts = list(dict.fromkeys(self.grid.text(row, by) for row in rows)) if by is not None else []
        name = self.column_name(by) if by is not None and self.grid.columns[by].name else ""
        yield Said(self.words.matching(len(rows), name, self.words.next.join(texts)))
        if by != self.key:
            yield from self._listed([(self.name_of(row), self.grid.cell(row, self.key)) for row in rows])
        else:
            yield Said(self.words.end, tuple(cell for row in rows for cell in self.grid.cell(row, self.key)))

    def distinct(self, column: int) -> Iterator[Said]:
        """How many different values a column has."""
        first: dict[str, int] = {}
        for row in self.grid.data:
            if text := self.value(row, column):
                first.setdefault(text, row)
        yield Said(self.words.distinct(self.column_name(column), len(first)), self.head(column))
        yield from self._listed([(text, self.grid.cell(row, column)) for text, row in first.items()], begun=True)

    def position(self, rows: Sequence[int]) -> Iterator[Said]:
        """In which row something stands, counted from 1 without the head."""
        for count, row in enumerate(rows[:MOST]):
            by = self.key if self.asked.by is None else self.asked.by
            text = self.words.position(self.grid.text(row, by), row + 1)
            yield Said((self.words.next if count else "") + text, self.grid.cell(row, by))
        yield Said(self.words.end)

    def looked_up(self) -> Iterator[Said]:
        """Cells where rows and a column are named, else whole rows, else a column, else what the table has."""
        rows, column = self.asked.rows, self.asked.column
        if self.program.role == "columnheader" and self.program.order:
            columns = range(len(self.grid.columns))
            column = (
                columns[self.program.order - (self.program.order > 0)]
                if self.program.order in range(-len(columns), len(columns) + 1)
                else None
            )
        elif self.asked.number is not None and rows is None:
            number = self.asked.number
            row = self._numbered(number)
            if row is None:
                yield Said(self.words.no_row_number(number, len(self.grid.data)), found=False)
                return
            rows = (row,)
        if rows is not None and column is not None and column == self.asked.by:
            yield from self.matching()
        elif rows is not None and column is not None:
            yield from self._cells(rows, column)
        elif rows is not None:
            yield from self._rows(rows)
        elif column is not None and len(self.grid.data) == 1:
            yield from self._cells(self.grid.data, column)
        elif column is not None:
            yield from self._column(column)
        else:
            yield self.num_rows()
            yield from self.columns()

    def _numbered(self, number: int) -> int | None:
        rows = self.grid.data if number > 0 else tuple(range(len(self.grid.rows)))
        index = number - 1 if number > 0 else number
        return rows[index] if -len(rows) <= index < len(rows) else None

    def _cells(self, rows: Sequence[int], column: int) -> Iterator[Said]:
        for count, row in enumerate(rows[:MOST]):
            by = self.asked.by
            name = self.grid.text(row, by) if by is not None and len(rows) == 1 else self.name_of(row)
            if self.grid.source == "turned" and not self.grid.text(row, 0):
                name = ""
            value = self.value(row, column)
            place = self.column_name(column)
            text = self.words.cell(name, place, value) if value else self.words.empty(name, place)
            yield Said((self.words.next if count else "") + text, self.grid.cell(row, column))
        yield Said(self.words.end)

    def _rows(self, rows: Sequence[int]) -> Iterator[Said]:
        for count, row in enumerate(rows[: MOST // 3]):
            yield Said(("\n" if count else "") + self.words.row(self.name_of(row)))
            shown = [(c, text) for c in range(len(self.grid.columns)) if (text := self.value(row, c))]
            for position, (column, text) in enumerate(shown):
                piece = self.words.field(self.column_name(column), text)
                yield Said((self.words.next if position else "") + piece, self.grid.cell(row, column))
            yield Said(self.words.end)

    def _column(self, column: int) -> Iterator[Said]:
        cells = [(text, self.grid.cell(row, column)) for row in self.grid.data if (text := self.value(row, column))]
        yield Said(self.words.values(self.column_name(column), len(cells)), self.head(column))
        yield from self._listed(cells, begun=True)

    def _ranked(self, rows: Sequence[int], column: int) -> Iterator[Said]:
        names = [(self.words.ranked(self.name_of(row), self.grid.text(row, column)), row) for row in rows[:MOST]]
        colon = "：" if self.program.language == "zh" else ": "
        for count, (text, row) in enumerate(names):
            yield Said((self.words.next if count else colon) + text, self.grid.cell(row, column))
        yield Said(self.words.end)

    def _listed(self, cells: Sequence[tuple[str, tuple[Element, ...]]], *, begun: bool = False) -> Iterator[Said]:
        colon = "" if begun else "：" if self.program.language == "zh" else ": "
        for count, (text, elements) in enumerate(cells[:MOST]):
            yield Said((self.words.next if count else colon) + f"'{text}'", elements)
        yield Said(("…" if len(cells) > MOST else "") + self.words.end)
