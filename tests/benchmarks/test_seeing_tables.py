"""Cells in the right row and column, whatever number a table begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from benchmarks.seeing.page import Seen, Truth
from benchmarks.seeing.tables import score_cells
from flashweb.core.screen import Cell

ROWS, COLUMNS = 4, 3
Place = tuple[int, int]


def box(row: int, column: int) -> tuple[float, float, float, float]:
    return (100.0 * column, 40.0 * row, 100.0 * column + 90, 40.0 * row + 36)


GRID = [(row, column) for row in range(ROWS) for column in range(COLUMNS)]
TRUTH = [
    Truth(
        "cell" if row else "columnheader", box(row, column), text=f"{row}/{column}", cell=Cell(row, column), cell_of=0
    )
    for row, column in GRID
]


def seen(place: Callable[[int, int], Place] = lambda row, column: (row, column)) -> list[Seen]:
    return [
        Seen("cell", box(row, column), text=f"{row}/{column}", cell=Cell(*place(row, column)), table=5)
        for row, column in GRID
    ]


def test_the_same_grid_is_right() -> None:
    assert score_cells(TRUTH, seen()) == {"cells": (12, 12), "cells/matched": (12, 12)}


def test_counting_may_begin_anywhere_and_skip() -> None:
    assert score_cells(TRUTH, seen(lambda row, column: (2 * row + 7, column + 1)))["cells"] == (12, 12)


def test_a_cell_in_the_wrong_column_or_row_is_wrong() -> None:
    found = seen()
    found[4] = replace(found[4], cell=Cell(1, 2))
    found[5] = replace(found[5], cell=Cell(2, 2))
    assert score_cells(TRUTH, found)["cells"] == (10, 12)


def test_two_rows_taken_for_one_lose_one_of_them() -> None:
    assert score_cells(TRUTH, seen(lambda row, column: (max(row, 1), column)))["cells"] == (9, 12)


def test_rows_in_the_wrong_order_are_wrong() -> None:
    assert score_cells(TRUTH, seen(lambda row, column: (ROWS - row, column)))["cells"][0] <= COLUMNS


def test_cells_not_found_or_without_a_place_or_of_another_table_are_wrong() -> None:
    found = seen()
    found[0] = replace(found[0], cell=None)
    found[1] = replace(found[1], table=6)
    assert score_cells(TRUTH, found[:-1])["cells"] == (9, 12)


def test_a_cell_may_be_told_by_its_text_where_its_box_is_only_the_ink() -> None:
    found = [
        replace(cell, box=(cell.box[0] + 5, cell.box[1] + 8, cell.box[0] + 30, cell.box[1] + 24)) for cell in seen()
    ]
    assert score_cells(TRUTH, found)["cells"] == (12, 12)
    assert score_cells(TRUTH, [replace(cell, text="") for cell in found])["cells"] == (0, 12)


def test_cells_seen_in_part_do_not_count() -> None:
    truth = [replace(cell, is_partial=cell.cell == Cell(3, 0)) for cell in TRUTH]
    assert score_cells(truth, seen())["cells"] == (11, 11)
