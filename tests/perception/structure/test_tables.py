"""Rows and columns, with whatever a detector leaves out."""

import pytest

from flashweb.core.screen import Box, Cell, Element, Screen
from flashweb.perception.found import Found
from flashweb.perception.structure.extent import split_rows
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


def test_a_table_of_text_alone_is_found_where_its_columns_run_through_all_rows() -> None:
    assert texts(screen_of([], lines())) == ROWS
    assert [e.name for e in by_role(screen_of([], lines()), "columnheader")] == ROWS[0]


def test_text_in_columns_is_no_table_in_a_footer_nor_if_it_is_links() -> None:
    around = [each.box for each in lines()]
    assert not by_role(screen_of([found("contentinfo", 50, 50, 950, 400)], lines()), "table")
    links = [found("link", box.left, box.top, box.right, box.bottom) for box in around]
    assert not by_role(screen_of(links, lines()), "table")


def test_a_few_cells_without_any_head_are_no_table() -> None:
    assert not by_role(screen_of(CELLS[3:], []), "table")


def test_boxes_that_are_a_little_off_or_cover_two_cells_leave_the_grid_as_it_is() -> None:
    shaken = [
        Found(each.role, Box(each.box.left + shift, each.box.top - 4, each.box.right + shift, each.box.bottom + 5), 0.8)
        for each, shift in zip(CELLS, [-25, 30, -10, 15, -20, 25, 5, -30, 20, 10, -15, 0], strict=True)
    ]
    double = found("cell", LEFT + 5, TOP + HEIGHT, LEFT + 2 * WIDTH - 20, TOP + 2 * HEIGHT, 0.5)
    assert texts(screen_of([*shaken, double], lines())) == ROWS


def test_two_boxes_around_halves_of_a_table_are_one_table() -> None:
    halves = [found("table", LEFT, TOP, LEFT + 350, TOP + 150), found("table", LEFT + 150, TOP, LEFT + 600, TOP + 160)]
    assert texts(screen_of([*halves, *CELLS], lines())) == ROWS


def test_boxes_to_tick_have_a_column_of_their_own_and_buttons_share_theirs() -> None:
    ticks = [found("checkbox", 74, 112 + HEIGHT * row, 90, 128 + HEIGHT * row) for row in range(4)]
    wide = [
        found(each.role, each.box.left - 40 * (each.box.left == LEFT), each.box.top, each.box.right, each.box.bottom)
        for each in CELLS
    ]
    buttons = [
        found("button", left, 148 + HEIGHT * row, left + 30, 172 + HEIGHT * row)
        for row in range(3)
        for left in (510, 570)
    ]
    halves = [
        found("cell", left, TOP + HEIGHT * row, left + 60, TOP + HEIGHT * (row + 1))
        for row in range(1, 4)
        for left in (500, 560)
    ]
    elements = [*wide[:3], *(each for each in wide[3:] if each.box.left < 500), *halves, *ticks, *buttons]
    screen = screen_of(elements, [each for each in lines() if each.box.left < 500 or each.text == "Total"])
    (table,) = by_role(screen, "table")
    assert [len(row.children) for row in table.children] == [4] * 4
    for row in table.children:
        assert [child.role for child in row.children[0].children] == ["checkbox"]
    assert [[child.role for child in row.children[3].children] for row in table.children[1:]] == [["button"] * 2] * 3


def test_a_row_of_tools_above_is_no_row() -> None:
    tools = [found("columnheader", LEFT, TOP - 45, LEFT + 90, TOP - 5), found("button", 110, 60, 180, 90)]
    assert texts(screen_of([TABLE, *CELLS, *tools], [*lines(), line("Today", 120, 65)])) == ROWS


PACKED = [["Name", "Course", "Marks"], *([f"N{row}", f"C{row}", f"{row}1"] for row in range(1, 7))]


def packed() -> tuple[list[Found], list[Element]]:
    """Lines so close that the first two rows, and two more, were found as one row each; no head was recognised."""
    pitch, bands = 22, [(0, 2), (2, 3), (3, 4), (4, 6), (6, 7)]
    rows = [found("row", LEFT, TOP + a * pitch, LEFT + 3 * WIDTH, TOP + b * pitch) for a, b in bands]
    cells = [
        found("cell", LEFT + WIDTH * column, TOP + a * pitch, LEFT + WIDTH * (column + 1), TOP + b * pitch)
        for a, b in bands[1:3]
        for column in range(3)
    ]
    written = [
        line(text, LEFT + 10 + WIDTH * column, TOP + 1 + pitch * row)
        for row, texts in enumerate(PACKED)
        for column, text in enumerate(texts)
    ]
    return [*rows, *cells], written


def test_rows_that_were_found_two_at_a_time_are_told_apart() -> None:
    screen = screen_of(*packed())
    assert texts(screen) == PACKED
    assert [each.name for each in by_role(screen, "columnheader")] == PACKED[0], "words over figures are the head"


@pytest.mark.parametrize("columns_of_two_lines", [(), (1,), (0, 1, 2)])
def test_a_row_is_split_only_where_every_column_holds_as_many_lines(columns_of_two_lines: tuple[int, ...]) -> None:
    rows, columns = [(0.0, 20.0), (20.0, 40.0), (40.0, 80.0)], [(0.0, 100.0), (100.0, 200.0), (200.0, 300.0)]
    items = [Box(100 * c + 5, top + 3, 100 * c + 60, top + 17) for top in (0, 20, 40) for c in range(3)]
    items += [Box(100 * c + 5, 63, 100 * c + 60, 77) for c in columns_of_two_lines]
    expected = [*rows[:2], (40.0, 60.0), (60.0, 80.0)] if len(columns_of_two_lines) == 3 else rows
    assert split_rows(rows, columns, items) == expected


def test_rows_that_all_hold_two_lines_stay_whole() -> None:
    rows, columns = [(0.0, 40.0), (40.0, 80.0), (80.0, 120.0)], [(0.0, 100.0), (100.0, 200.0)]
    items = [Box(100 * c + 5, top + 3, 100 * c + 60, top + 17) for top in range(0, 120, 20) for c in range(2)]
    assert split_rows(rows, columns, items) == rows


def test_a_head_without_rows_is_a_table_of_one_row() -> None:
    row = [found("columnheader", LEFT + 100 * c, TOP, LEFT + 100 * (c + 1), TOP + HEIGHT) for c in range(4)]
    written = [line(f"Head {c}", LEFT + 10 + 100 * c, TOP + 10) for c in range(4)]
    assert texts(screen_of([*row, found("row", LEFT, TOP, LEFT + 400, TOP + HEIGHT)], written)) == [
        ["Head 0", "Head 1", "Head 2", "Head 3"]
    ]
