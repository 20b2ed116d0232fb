"""Tables, put together anew: which cells belong together, their rows and columns, and the cells that were not found.

Boxes of whole tables and rows are the least sure of all, text the surest. So tables come from cells that stand beside
and above each other; rows and columns from what most cells agree on, and where none were found, from the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashweb.core.screen import Box, Cell, Element
from flashweb.perception.structure.draft import (
    OVERLAYS,
    TICKS,
    WIDGETS,
    Draft,
    across,
    down,
    mean,
    overlap,
    shared,
    union,
)
from flashweb.perception.structure.extent import (
    aligned,
    beside_ticks,
    more_columns,
    more_rows,
    snapped,
    split_rows,
    under_heads,
    unit_of,
    without_crossed,
)
from flashweb.perception.structure.grid import Span, agreed, covered_by, index_of, joined, middle, tiled
from flashweb.perception.structure.plain import plain_tables
from flashweb.perception.structure.regions import Items, Region, regions_of

FEWEST = 4
"""Fewer cells make no table where none was found, nor do fewer lines in the box of one."""
FEWEST_HEADED = 3
"""Rows of a table whose first one may be its head."""
WHOLE = 0.85
"""Part of several places that a cell over them covers, at least."""
UNSEEN = 0.5
"""Confidence in a table of which nothing but the text was seen."""
THINGS = WIDGETS | {"img", "progressbar"}

_Axes = tuple[Sequence[Span], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Built:
    """A table with its rows and their cells, which still have to be put below each other."""

    table: Draft
    rows: tuple[tuple[Draft, tuple[Draft, ...]], ...]

    @property
    def parts(self) -> list[Draft]:
        return [self.table, *(part for row, cells in self.rows for part in (row, *cells))]

    def connect(self, roots: list[Draft]) -> None:
        """Rows stand below the table and cells below their row, whatever is around them."""
        below = {id(part) for part in self.parts if part is not self.table}
        roots[:] = [root for root in roots if id(root) not in below]
        for row, _ in self.rows:
            self.table.adopt(row)
        for row, cells in self.rows:
            for cell in cells:
                row.adopt(cell)


def build_tables(drafts: Sequence[Draft], lines: Sequence[Element]) -> list[Built]:
    """The tables of a picture; whatever was found of them is replaced."""
    over = [draft.box for draft in drafts if draft.role in OVERLAYS]
    cards = [draft.box for draft in drafts if draft.role == "card"]
    ticks = [draft.box for draft in drafts if draft.role in TICKS]
    things = [draft.box for draft in drafts if draft.role in THINGS - TICKS]
    every = [*(line.box for line in lines), *ticks, *things]
    items = Items(every, ticks, things, [line.box for line in lines if line.text[:1].isdigit()])
    plain = [Draft("table", box, UNSEEN) for box in plain_tables(drafts, lines)]
    found = (_build(region, items.clear_of(over, cards, region)) for region in regions_of([*drafts, *plain]))
    return [table for table in found if table is not None]


def _build(region: Region, items: Items) -> Built | None:
    if not region.tables and (len(region.cells) < FEWEST or not _has_heads(region)):
        return None
    parts = region.cells if len(region.cells) >= FEWEST else [*region.tables, *region.cells]
    around = union(part.box for part in (*parts, *(table for table in region.tables if table.origin < 0)))
    inside = items.within(around)
    if not region.cells and len(inside.every) < FEWEST:
        return None
    rows, columns = _axes(region, inside.every, around)
    if not rows or not columns:
        return None
    columns = without_crossed(snapped(columns, inside.every), rows, inside.every)
    columns = more_columns(rows, columns, items.every)
    rows, above = more_rows(split_rows(rows, columns, inside.every), columns, items.every)
    inside = items.within(_around(rows, columns))
    columns = aligned(columns, inside.every)
    columns = beside_ticks(columns, inside.ticks, inside.every, len(rows))
    if len(rows) > 1 and (above or _has_heads(region)):
        head, below = items.within(_around(rows[:1], columns)), items.within(_around(rows[1:], columns))
        columns = under_heads(columns, head.every, below.things, len(rows) - 1)
    has_head = not _has_column_heads(region) and (above > 0 or _looks_headed(rows, columns, inside, region))
    return _filled(region, (rows, columns), inside, has_head)


def _axes(region: Region, inside: Sequence[Box], around: Box) -> tuple[list[Span], list[Span]]:
    columns = agreed([across(cell.box) for cell in region.cells])
    rows = agreed([down(part.box) for part in (*region.cells, *region.rows)])
    kept = _without_strangers(rows, region, inside, columns)
    gone = [row for row in rows if row not in kept]
    rows, inside = kept, [box for box in inside if index_of(box.center[1], gone) is None]
    loose_rows = joined([down(box) for box in inside if index_of(middle(down(box)), rows) is None], 0.0)
    aside = [across(box) for box in inside if index_of(middle(across(box)), columns) is None]
    loose_columns = [span for span in joined(aside, unit_of(inside)) if _is_clear(span, columns)]
    loose_rows = [span for span in loose_rows if _is_clear(span, rows)]
    return tiled(rows, loose_rows, down(around)), tiled(columns, loose_columns, across(around))


def _has_heads(region: Region) -> bool:
    return bool(region.rows) or _has_column_heads(region)


def _has_column_heads(region: Region) -> bool:
    return any(cell.role == "columnheader" for cell in region.cells)


def _looks_headed(rows: Sequence[Span], columns: Sequence[Span], inside: Items, region: Region) -> bool:
    """The first row is the head of a table of text alone, unless it holds figures; and of any where words alone stand
    over a column of figures."""
    first = inside.within(_around(rows[:1], columns))
    if len(rows) < FEWEST_HEADED or len(columns) < 2 or not first.every or first.figures:
        return False
    if not region.cells:
        return True
    heads = {index_of(box.center[0], columns) for box in first.every}
    below = [{index_of(box.center[1], rows) for box in inside.figures if a <= box.center[0] < b} for a, b in columns]
    return len(heads) == len(columns) and max(map(len, below)) == len(rows) - 1


def _is_real(row: Span, region: Region, inside: Sequence[Box], columns: Sequence[Span]) -> bool:
    """Something stands in it, or most of its cells were found."""
    found = sum(cell.box.width for cell in region.cells if cell.box.top < middle(row) < cell.box.bottom)
    width = columns[-1][1] - columns[0][0] if columns else 0.0
    return 2 * found > width > 0 or any(row[0] < box.center[1] < row[1] for box in inside)


def _without_strangers(rows: list[Span], region: Region, inside: Sequence[Box], columns: Sequence[Span]) -> list[Span]:
    """Rows, without first and last ones that few cells were found in and whose things stand in few of the columns."""

    def is_strange(row: Span) -> bool:
        found = {index_of(cell.box.center[0], columns) for cell in region.cells if row[0] < cell.box.center[1] < row[1]}
        held = {index_of(box.center[0], columns) for box in inside if row[0] < box.center[1] < row[1]}
        return 2 * len(found) < len(columns) and 2 * len(held - {None}) < len(columns)

    kept = list(rows)
    while len(kept) > 2 and is_strange(kept[0]):
        kept.pop(0)
    while len(kept) > 2 and is_strange(kept[-1]):
        kept.pop()
    return kept


def _is_clear(span: Span, bands: Sequence[Span]) -> bool:
    return all(overlap(span, band) < 0.5 * min(span[1] - span[0], band[1] - band[0]) for band in bands)


def _filled(region: Region, axes: _Axes, inside: Items, has_head: bool) -> Built:
    """Every place of the grid has its cell: a found one, or a new one of the row's usual role."""
    grid = _placed(region.cells, axes, inside.every)
    cells: dict[int, list[Draft]] = {row: [] for row in range(len(axes[0]))}
    for row, beside in cells.items():
        known = [cell for (at, _), cell in grid.items() if at == row]
        heads = sum(cell.role == "columnheader" for cell in known)
        role = "columnheader" if 2 * heads > len(known) or (row == 0 and has_head) else "cell"
        sure = mean([cell.confidence for cell in known] or [table.confidence for table in region.tables] or [0.5])
        for column in range(len(axes[1])):
            cell = grid.get((row, column)) or _made(role, sure, Cell(row, column), axes)
            if cell.cell is not None and (cell.cell.row, cell.cell.column) == (row, column):
                if row == 0 and has_head:
                    cell.role = role
                beside.append(cell)
    rows = [(_row(beside), tuple(beside)) for beside in cells.values() if beside]
    sure = max((table.confidence for table in region.tables), default=mean([row.confidence for row, _ in rows]))
    return Built(Draft("table", _around(*axes), sure), tuple(rows))


def _row(cells: Sequence[Draft]) -> Draft:
    return Draft("row", union(cell.box for cell in cells), mean([cell.confidence for cell in cells]))


def _around(rows: Sequence[Span], columns: Sequence[Span]) -> Box:
    return Box(columns[0][0], rows[0][0], columns[-1][1], rows[-1][1])


def _placed(cells: Sequence[Draft], axes: _Axes, inside: Sequence[Box]) -> dict[tuple[int, int], Draft]:
    """Found cells by each place that they cover; more than one only if no other cell or thing tells them apart."""
    grid: dict[tuple[int, int], Draft] = {}
    held = {(index_of(box.center[1], axes[0]), index_of(box.center[0], axes[1])) for box in inside}
    reach = [(cell, _reach(cell.box, axes)) for cell in cells]
    for cell, spot in sorted(reach, key=lambda each: (each[1].row_span * each[1].column_span, -each[0].confidence)):
        rows, columns = range(spot.row, spot.row + spot.row_span), range(spot.column, spot.column + spot.column_span)
        places = {(row, column) for row in rows for column in columns}
        spread = _reach_box(spot, axes)
        is_alone = not grid.keys() & places and len(held & places) < 2
        is_whole = len(places) == 1 or (is_alone and shared(spread, cell.box) >= WHOLE * spread.area)
        made = _made(cell.role, cell.confidence, spot if is_whole else Cell(spot.row, spot.column), axes)
        made.state, made.icon, made.origin = cell.state, cell.icon, cell.origin
        for place in places if is_whole else {(spot.row, spot.column)}:
            grid.setdefault(place, made)
    return grid


def _reach(box: Box, axes: _Axes) -> Cell:
    row, row_span = covered_by(down(box), axes[0])
    column, column_span = covered_by(across(box), axes[1])
    return Cell(row, column, row_span, column_span)


def _made(role: str, confidence: float, cell: Cell, axes: _Axes) -> Draft:
    return Draft(role, _reach_box(cell, axes), confidence, cell=cell)


def _reach_box(cell: Cell, axes: _Axes) -> Box:
    rows = axes[0][cell.row : cell.row + cell.row_span]
    return _around(rows, axes[1][cell.column : cell.column + cell.column_span])
