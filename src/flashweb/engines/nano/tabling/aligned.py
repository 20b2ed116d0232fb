"""Tables that nobody drew lines around: rows of texts that stand under a row of heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.tabling.grid import Column, Grid, as_cell, grid_of
from flashweb.perception.grouping import rows_of

FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
LONGEST_HEAD = 20
WIDEST_GAP = 2.5
"""How much farther apart than usual rows may stand, before the table ends."""
_FIGURE = re.compile(r"\d")

_Row = list[Element]


def grids_of_lines(lines: Sequence[Element]) -> list[Grid]:
    """The tables that lines make, from top to bottom; none over another."""
    rows = [[lines[i] for i in row] for row in rows_of([line.box for line in lines])]
    grids: list[Grid] = []
    at = 0
    while at < len(rows):
        is_start = _is_head(rows[at]) and not (at + 1 < len(rows) and _is_better(rows[at + 1], rows[at]))
        below = _below(rows, at) if is_start else []
        if len(below) >= FEWEST_ROWS and (grid := _grid(rows[at], below)):
            grids.append(grid)
            at += len(below)
        at += 1
    return grids


def _is_head(row: _Row) -> bool:
    is_short = all(len(line.text) <= LONGEST_HEAD for line in row)
    return len(row) >= FEWEST_COLUMNS and is_short and not any(_FIGURE.search(line.text) for line in row)


def _is_better(row: _Row, above: _Row) -> bool:
    """A bar over a table is not its head."""
    return _is_head(row) and len(row) >= len(above)


def _below(rows: Sequence[_Row], at: int) -> list[_Row]:
    """The rows under the head whose texts stand in its columns; rows of a single text wrap or end it."""
    heads, found = rows[at], list[_Row]()
    pitches: list[float] = []
    last = heads[0].box.center[1]
    for row in rows[at + 1 :]:
        inside = [line for line in row if _column_of(line.box, heads) is not None]
        columns = {_column_of(line.box, heads) for line in inside}
        pitch = (inside or row)[0].box.center[1] - last
        if pitches and pitch > WIDEST_GAP * median(pitches):
            break
        if len(columns) < max(2, len(heads) // 2):
            if len(columns) == 1 and found and pitch < 1.6 * inside[0].box.height:
                continue
            break
        pitches.append(pitch)
        last = inside[0].box.center[1]
        found.append(inside)
    return found


def _column_of(box: Box, heads: Sequence[Element]) -> int | None:
    """The column that a text stands in: its head's left, right or middle is its own, or it begins under it."""

    def off(head: Box) -> float:
        ends = abs(head.left - box.left), abs(head.right - box.right), abs(head.center[0] - box.center[0])
        return min(ends) / max(min(head.height, box.height), 1.0)

    best = min(range(len(heads)), key=lambda i: off(heads[i].box))
    if off(heads[best].box) < 1.2:
        return best
    before = [i for i, head in enumerate(heads) if head.box.left - head.box.height <= box.left]
    if not before or (before[-1] + 1 == len(heads) and box.left > heads[-1].box.right + 6 * box.height):
        return None
    is_clear = before[-1] + 1 == len(heads) or box.right < heads[before[-1] + 1].box.left
    return before[-1] if is_clear else None


def _grid(heads: _Row, rows: Sequence[_Row]) -> Grid | None:
    places: list[tuple[Element | None, ...]] = []
    box = heads[0].box
    for number, row in enumerate(rows):
        cells: list[Element | None] = []
        for column in range(len(heads)):
            inside = [line for line in row if _column_of(line.box, heads) == column]
            cells.append(as_cell("cell", inside, number + 1, column) if inside else None)
        places.append(tuple(cells))
        for line in (*row, *heads):
            box = box.union(line.box)
    return grid_of([Column(head.text, head) for head in heads], places, box, "lines")
