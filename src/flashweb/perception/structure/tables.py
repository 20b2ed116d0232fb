"""Tables, put together anew: which cells belong together, their rows and columns, and the cells that were not found.

Boxes of whole tables and rows are the least sure of all, text the surest. So tables come from cells that stand beside
and above each other; rows and columns from what most cells agree on, and where none were found, from the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flashweb.core.screen import Box, Cell, Element
from flashweb.perception.structure.draft import CELLS, OVERLAYS, TICKS, WIDGETS, Draft, mean, overlap, union
from flashweb.perception.structure.extent import (
    beside_ticks,
    more_columns,
    more_rows,
    snapped,
    under_heads,
    unit_of,
    without_crossed,
)
from flashweb.perception.structure.grid import Span, agreed, covered_by, index_of, joined, middle, tiled

PARTS = CELLS | {"table", "row"}
FEWEST = 4
"""Fewer cells make no table where none was found, nor do fewer lines in the box of one."""
BESIDE = 20.0
"""How far apart cells of one row may be, in their heights."""
BELOW = 1.2
"""How far apart cells of one column may be."""
THINGS = WIDGETS | {"img", "progressbar"}

_Axes = tuple[Sequence[Span], Sequence[Span]]


@dataclass(slots=True)
class _Region:
    """What was found of one table."""

    cells: list[Draft] = field(default_factory=list)
    rows: list[Draft] = field(default_factory=list)
    tables: list[Draft] = field(default_factory=list)


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


@dataclass(frozen=True, slots=True)
class _Items:
    """Boxes of what stands in cells: lines and things, and which of them are boxes to tick, which other things, and
    which are lines that begin with a figure."""

    every: list[Box]
    ticks: list[Box]
    things: list[Box]
    figures: list[Box]

    def within(self, around: Box) -> _Items:
        return self._only(lambda box: _holds(around, box))

    def clear_of(self, overlays: Sequence[Box], region: _Region) -> _Items:
        """Without what stands in overlays that do not hold the region."""
        part = [*region.cells, *region.rows, *region.tables][0]
        others = [overlay for overlay in overlays if not _holds(overlay, part.box)]
        return self._only(lambda box: not any(_holds(overlay, box) for overlay in others))

    def _only(self, is_kept: Callable[[Box], bool]) -> _Items:
        kinds = (self.every, self.ticks, self.things, self.figures)
        return _Items(*([box for box in boxes if is_kept(box)] for boxes in kinds))


def build_tables(drafts: Sequence[Draft], lines: Sequence[Element]) -> list[Built]:
    """The tables of a picture; whatever was found of them is replaced."""
    over = [draft.box for draft in drafts if draft.role in OVERLAYS]
    ticks = [draft.box for draft in drafts if draft.role in TICKS]
    things = [draft.box for draft in drafts if draft.role in THINGS - TICKS]
    every = [*(line.box for line in lines), *ticks, *things]
    items = _Items(every, ticks, things, [line.box for line in lines if line.text[:1].isdigit()])
    found = (_build(region, items.clear_of(over, region)) for region in _regions(drafts))
    return [table for table in found if table is not None]


def _regions(drafts: Sequence[Draft]) -> list[_Region]:
    """Parts of tables by the table that they are of."""
    over = [draft.box for draft in drafts if draft.role in OVERLAYS]
    parts = [draft for draft in drafts if draft.role in PARTS]
    layer = [tuple(_holds(box, part.box) for box in over) for part in parts]
    home = list(range(len(parts)))

    def root(i: int) -> int:
        while home[i] != i:
            i = home[i]
        return i

    for i, first in enumerate(parts):
        for j in range(i):
            if layer[i] == layer[j] and _together(first, parts[j]):
                home[root(i)] = root(j)
    regions: dict[int, _Region] = {}
    for i, part in enumerate(parts):
        region = regions.setdefault(root(i), _Region())
        (region.cells if part.role in CELLS else region.rows if part.role == "row" else region.tables).append(part)
    return list(regions.values())


def _holds(outer: Box, inner: Box) -> bool:
    x, y = inner.center
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _together(first: Draft, second: Draft) -> bool:
    """Whether two parts are of one table."""
    a, b = first.box, second.box
    if first.role in CELLS and second.role in CELLS:
        across, down = overlap((a.left, a.right), (b.left, b.right)), overlap((a.top, a.bottom), (b.top, b.bottom))
        height = min(a.height, b.height)
        if down > 0.5 * height:
            return -across < BESIDE * height
        return across > 0.5 * min(a.width, b.width) and -down < BELOW * height
    if first.role == second.role == "table":
        return _shared(a, b) > 0.3 * min(a.area, b.area)
    outer, inner = (a, b) if first.role == "table" or (first.role == "row" and second.role in CELLS) else (b, a)
    return _shared(inner, outer) > 0.5 * inner.area


def _shared(a: Box, b: Box) -> float:
    across, down = overlap((a.left, a.right), (b.left, b.right)), overlap((a.top, a.bottom), (b.top, b.bottom))
    return max(across, 0.0) * max(down, 0.0)


def _across(box: Box) -> Span:
    return box.left, box.right


def _down(box: Box) -> Span:
    return box.top, box.bottom


def _build(region: _Region, items: _Items) -> Built | None:
    if not region.tables and (len(region.cells) < FEWEST or not _has_heads(region)):
        return None
    parts = region.cells if len(region.cells) >= FEWEST else [*region.tables, *region.cells]
    around = union(part.box for part in parts)
    inside = items.within(around)
    if not region.cells and len(inside.every) < FEWEST:
        return None
    rows, columns = _axes(region, inside.every, around)
    if not rows or not columns:
        return None
    columns = without_crossed(snapped(columns, inside.every), rows, inside.every)
    columns = more_columns(rows, columns, items.every)
    rows, above = more_rows(rows, columns, items.every)
    inside = items.within(_around(rows, columns))
    columns = beside_ticks(columns, inside.ticks, inside.every, len(rows))
    if above or _has_heads(region):
        head, below = items.within(_around(rows[:1], columns)), items.within(_around(rows[1:], columns))
        columns = under_heads(columns, head.every, below.things, len(rows) - 1)
    has_head = not _has_column_heads(region) and (above > 0 or _looks_headed(rows, columns, inside, region))
    return _filled(region, (rows, columns), inside, has_head)


def _axes(region: _Region, inside: Sequence[Box], around: Box) -> tuple[list[Span], list[Span]]:
    columns = agreed([_across(cell.box) for cell in region.cells])
    rows = agreed([_down(part.box) for part in (*region.cells, *region.rows)])
    rows = [span for span in rows if _is_real(span, region, inside, columns)]
    loose_rows = joined([_down(box) for box in inside if index_of(middle(_down(box)), rows) is None], 0.0)
    aside = [_across(box) for box in inside if index_of(middle(_across(box)), columns) is None]
    loose_columns = [span for span in joined(aside, unit_of(inside)) if _is_clear(span, columns)]
    loose_rows = [span for span in loose_rows if _is_clear(span, rows)]
    return tiled(rows, loose_rows, _down(around)), tiled(columns, loose_columns, _across(around))


def _has_heads(region: _Region) -> bool:
    return bool(region.rows) or _has_column_heads(region)


def _has_column_heads(region: _Region) -> bool:
    return any(cell.role == "columnheader" for cell in region.cells)


def _looks_headed(rows: Sequence[Span], columns: Sequence[Span], inside: _Items, region: _Region) -> bool:
    """Of a table of text alone: its first row is its head, unless it holds figures."""
    first = inside.within(_around(rows[:1], columns))
    return not region.cells and len(rows) > 2 and len(columns) > 1 and bool(first.every) and not first.figures


def _is_real(row: Span, region: _Region, inside: Sequence[Box], columns: Sequence[Span]) -> bool:
    """Something stands in it, or most of its cells were found."""
    found = sum(cell.box.width for cell in region.cells if cell.box.top < middle(row) < cell.box.bottom)
    width = columns[-1][1] - columns[0][0] if columns else 0.0
    return 2 * found > width > 0 or any(row[0] < box.center[1] < row[1] for box in inside)


def _is_clear(span: Span, bands: Sequence[Span]) -> bool:
    return all(overlap(span, band) < 0.5 * min(span[1] - span[0], band[1] - band[0]) for band in bands)


def _filled(region: _Region, axes: _Axes, inside: _Items, has_head: bool) -> Built:
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
        is_whole = len(places) == 1 or not (grid.keys() & places or len(held & places) > 1)
        made = _made(cell.role, cell.confidence, spot if is_whole else Cell(spot.row, spot.column), axes)
        made.state, made.icon, made.origin = cell.state, cell.icon, cell.origin
        for place in places if is_whole else {(spot.row, spot.column)}:
            grid.setdefault(place, made)
    return grid


def _reach(box: Box, axes: _Axes) -> Cell:
    row, row_span = covered_by(_down(box), axes[0])
    column, column_span = covered_by(_across(box), axes[1])
    return Cell(row, column, row_span, column_span)


def _made(role: str, confidence: float, cell: Cell, axes: _Axes) -> Draft:
    rows = axes[0][cell.row : cell.row + cell.row_span]
    columns = axes[1][cell.column : cell.column + cell.column_span]
    return Draft(role, _around(rows, columns), confidence, cell=cell)
