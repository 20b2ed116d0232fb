"""Rows and columns, with whatever a detector leaves out."""

import pytest

from flashweb.core.screen import Cell, Element, Screen
from flashweb.perception.found import Found
from tests.perception.structure.screens import by_role, found, line, screen_of

ROWS = [["Order", "Customer", "Total"], ["A-1", "Amy", "12.00"], ["A-2", "Ben", "8.50"], ["A-3", "Cleo", "99.90"]]
LEFT, TOP, WIDTH, HEIGHT = 100, 100, 200, 40


def lines() -> list[Element]:
    return [
        line(text, LEFT + 10 + WIDTH * column, TOP + 10 + HEIGHT * row)
        for row, texts in enumerate(ROWS)
        for column, text in enumerate(texts)
    ]


def cell(row: int, column: int) -> Found:
    left, top = LEFT + WIDTH * column, TOP + HEIGHT * row
    return found("cell" if row else "columnheader", left, top, left + WIDTH, top + HEIGHT)


TABLE = found("table", LEFT, TOP, LEFT + 3 * WIDTH, TOP + 4 * HEIGHT)
CELLS = [cell(row, column) for row in range(4) for column in range(3)]
ROW_BOXES = [found("row", LEFT, TOP + HEIGHT * row, LEFT + 3 * WIDTH, TOP + HEIGHT * (row + 1)) for row in range(4)]


def texts(screen: Screen) -> list[list[str]]:
    (table,) = by_role(screen, "table")
    assert [row.role for row in table.children] == ["row"] * len(table.children)
    return [[each.name for each in row.children] for row in table.children]


@pytest.mark.parametrize(
    "elements",
    [
        [TABLE, *ROW_BOXES, *CELLS],
        [TABLE, *CELLS],
        [TABLE, *ROW_BOXES],
        [TABLE],
        [*CELLS],
        [*ROW_BOXES, *CELLS],
        [TABLE, *CELLS[:4], *CELLS[6:8], *CELLS[9:]],
        [TABLE, *CELLS[3:]],
        [TABLE, *ROW_BOXES[:2], *CELLS[6:]],
    ],
    ids=["all", "cells", "rows", "lines", "untabled", "no-table", "gaps", "headless", "half"],
)
def test_table_is_whole_whatever_was_missed(elements: list[Found]) -> None:
    screen = screen_of(elements, lines())
    assert texts(screen) == ROWS
    for row, cells in enumerate(by_role(screen, "table")[0].children):
        assert [each.cell for each in cells.children] == [Cell(row, column) for column in range(3)]


def test_first_row_of_a_table_of_lines_is_its_head_unless_it_holds_figures() -> None:
    assert [e.name for e in by_role(screen_of([TABLE], lines()), "columnheader")] == ROWS[0]
    assert not by_role(screen_of([TABLE], lines()[3:]), "columnheader")


def test_cells_over_several_columns_and_rows() -> None:
    wide = found("cell", LEFT, TOP + HEIGHT, LEFT + 2 * WIDTH, TOP + 2 * HEIGHT)
    high = found("cell", LEFT + 2 * WIDTH, TOP + HEIGHT, LEFT + 3 * WIDTH, TOP + 3 * HEIGHT)
    kept = [*CELLS[:3], wide, high, *CELLS[6:8], *CELLS[9:]]
    cells = {each.box: each.cell for each in screen_of([TABLE, *kept], []).walk() if each.cell}
    assert cells[wide.box] == Cell(1, 0, 1, 2)
    assert cells[high.box] == Cell(1, 2, 2, 1)


def test_caption_in_the_box_is_no_row() -> None:
    table = found("table", LEFT, TOP - 40, LEFT + 3 * WIDTH, TOP + 4 * HEIGHT)
    screen = screen_of([table, *CELLS], [line("Orders of May", LEFT, TOP - 35), *lines()])
    assert [row.children[0].name for row in by_role(screen, "row")] == [row[0] for row in ROWS]
    assert "Orders of May" in [each.name for each in screen.walk() if each.role in ("text", "heading")]


def test_buttons_go_with_their_cell() -> None:
    button = found("button", LEFT + 2 * WIDTH + 10, TOP + 2 * HEIGHT + 5, LEFT + 2 * WIDTH + 80, TOP + 3 * HEIGHT - 5)
    kept = [each for each in CELLS if each.box != cell(2, 2).box]
    screen = screen_of([TABLE, *kept, button], [*lines()[:8], *lines()[9:], line("Edit", 520, 190)])
    (around,) = [each for each in screen.walk() if button.box in [child.box for child in each.children]]
    assert (around.role, around.cell, around.name) == ("cell", Cell(2, 2), "Edit")
