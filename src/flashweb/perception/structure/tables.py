"""Rows, columns and cells of a table, from the cells that were found and the lines where none were.

Stretches of cells on one axis, narrowest first, are its rows or columns; what covers the middle of several spans them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flashweb.core.screen import Box, Cell, Element
from flashweb.perception.structure.draft import CELLS, Draft, mean, overlap, union

Span = tuple[float, float]
MIN_LINES = 4
"""Fewer loose lines in a box without any cell make no table."""


def complete(table: Draft) -> None:
    """Gives each cell its place and each row its cells; makes cells of loose things that stand in rows and columns."""
    found_rows = [draft for draft in _within(table) if draft.role == "row"]
    cells = [draft for draft in _within(table) if draft.role in CELLS]
    loose = [_Loose(child.box, draft=child) for child in _stray(table, found_rows)]
    loose += [_Loose(line.box, line=line, owner=owner) for owner in (table, *found_rows) for line in owner.lines]
    if not cells and len(loose) < MIN_LINES:
        return
    rows = bands([_down(draft.box) for draft in (*cells, *found_rows)])
    columns = bands([_across(cell.box) for cell in cells])
    rows = sorted(rows + _more([_down(each.box) for each in loose], rows))
    columns = sorted(columns + _more([_across(each.box) for each in loose], columns))
    grid: dict[tuple[int, int], Draft] = {}
    for cell in cells:
        cell.cell = _cell(cell.box, rows, columns)
        for place in _covers(cell.cell):
            grid.setdefault(place, cell)
    for place, members in _by_place(loose, rows, columns, grid).items():
        _fill(grid, place, members, (rows, columns))
    _mark_headers(grid, rows, columns)
    _arrange(table, found_rows, grid, len(rows))


def missed_tables(drafts: Sequence[Draft], roots: list[Draft]) -> list[Draft]:
    """Cells and rows that stand in no table are one, if they are enough; it is put where they stood."""
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.role in CELLS | {"row"} and not _in_table(draft):
            groups.setdefault(id(draft.parent), []).append(draft)
    tables: list[Draft] = []
    for members in groups.values():
        if sum(each.role in CELLS or len(each.children) > 1 for each in members) < MIN_LINES:
            continue
        parent = members[0].parent
        table = Draft("table", union(each.box for each in members), mean([each.confidence for each in members]))
        if parent is None:
            roots[:] = [table, *(root for root in roots if root not in members)]
        else:
            parent.adopt(table)
        for each in sorted(members, key=lambda e: (e.box.top, e.box.left)):
            table.adopt(each)
        tables.append(table)
    return tables


def _in_table(draft: Draft) -> bool:
    around = draft.parent
    while around is not None and around.role != "table":
        if around.role in CELLS | {"row"}:
            return True
        around = around.parent
    return around is not None


class _Loose:
    """A line or an element that stands in no cell."""

    __slots__ = ("box", "draft", "line", "owner")

    def __init__(
        self, box: Box, draft: Draft | None = None, line: Element | None = None, owner: Draft | None = None
    ) -> None:
        self.box, self.draft, self.line, self.owner = box, draft, line, owner

    def move(self, cell: Draft) -> None:
        if self.draft is not None:
            cell.adopt(self.draft)
        if self.line is not None and self.owner is not None:
            self.owner.lines.remove(self.line)
            cell.lines.append(self.line)


def _within(table: Draft) -> list[Draft]:
    """All below it that are not another table's."""
    members: list[Draft] = []
    stack = list(table.children)
    while stack:
        draft = stack.pop()
        members.append(draft)
        if draft.role != "table":
            stack.extend(draft.children)
    return sorted(members, key=lambda draft: (draft.box.top, draft.box.left))


def _stray(table: Draft, rows: Iterable[Draft]) -> list[Draft]:
    return [child for owner in (table, *rows) for child in owner.children if child.role not in CELLS | {"row", "table"}]


def _down(box: Box) -> Span:
    return box.top, box.bottom


def _across(box: Box) -> Span:
    return box.left, box.right


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2


def bands(spans: Sequence[Span]) -> list[Span]:
    """The narrowest stretches that no other one's middle shares, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[1] - s[0], s)):
        middle = _middle(span)
        if not any(band[0] < middle < band[1] or span[0] < _middle(band) < span[1] for band in found):
            found.append(span)
    return sorted(found)


def _more(spans: Sequence[Span], known: Sequence[Span]) -> list[Span]:
    """Stretches of things whose middle is in no known band, joined where they overlap."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if _index(span, known) is None):
        if joined and span[0] < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], span[1]))
        else:
            joined.append(span)
    return joined


def _index(span: Span, known: Sequence[Span]) -> int | None:
    middle = _middle(span)
    return next((i for i, band in enumerate(known) if band[0] < middle < band[1]), None)


def _reach(span: Span, known: Sequence[Span]) -> tuple[int, int]:
    """First band and how many the stretch covers by their middles; at least one."""
    hit = [i for i, band in enumerate(known) if span[0] < _middle(band) < span[1]]
    if hit:
        return hit[0], hit[-1] - hit[0] + 1
    return max(range(len(known)), key=lambda i: overlap(span, known[i])), 1


def _cell(box: Box, rows: Sequence[Span], columns: Sequence[Span]) -> Cell:
    row, row_span = _reach(_down(box), rows)
    column, column_span = _reach(_across(box), columns)
    return Cell(row, column, row_span, column_span)


def _covers(cell: Cell) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]


def _by_place(
    loose: Sequence[_Loose], rows: Sequence[Span], columns: Sequence[Span], grid: dict[tuple[int, int], Draft]
) -> dict[tuple[int, int], list[_Loose]]:
    """Loose things by row and column; a row that would hold a single one of many columns is a caption, not a row."""
    places: dict[tuple[int, int], list[_Loose]] = {}
    for each in loose:
        row, column = _index(_down(each.box), rows), _index(_across(each.box), columns)
        if row is not None and column is not None:
            places.setdefault((row, column), []).append(each)
    held = {row for row, _ in grid}
    count = {row: sum(place[0] == row for place in places) for row, _ in places}
    return {place: got for place, got in sorted(places.items()) if place[0] in held or count[place[0]] > 1}


def _fill(
    grid: dict[tuple[int, int], Draft],
    place: tuple[int, int],
    members: Sequence[_Loose],
    axes: tuple[Sequence[Span], Sequence[Span]],
) -> None:
    cell = grid.get(place)
    if cell is None:
        row, column = axes[0][place[0]], axes[1][place[1]]
        box = union([Box(column[0], row[0], column[1], row[1]), *(each.box for each in members)])
        sure = [each.line.confidence if each.line else each.draft.confidence if each.draft else 0 for each in members]
        beside = [other.role for (at, _), other in grid.items() if at == place[0]]
        role = "columnheader" if beside.count("columnheader") * 2 > len(beside) else "cell"
        cell = grid[place] = Draft(role, box, mean(sure), cell=Cell(*place))
    for each in members:
        each.move(cell)


def _mark_headers(grid: dict[tuple[int, int], Draft], rows: Sequence[Span], columns: Sequence[Span]) -> None:
    """A table made of lines alone: its first row is its head, unless it holds figures."""
    if any(cell.origin >= 0 for cell in grid.values()) or len(rows) < 3 or len(columns) < 2:
        return
    head = [cell for (row, _), cell in grid.items() if row == min(place[0] for place in grid)]
    if head and not any(line.text[:1].isdigit() for cell in head for line in cell.lines):
        for cell in head:
            cell.role = "columnheader"


def _arrange(table: Draft, found: Sequence[Draft], grid: dict[tuple[int, int], Draft], count: int) -> None:
    """Puts cells below rows and rows below the table; rows that were not found are made."""
    by_row: list[list[Draft]] = [[] for _ in range(count)]
    for cell in dict.fromkeys(grid[place] for place in sorted(grid)):
        if cell.cell is not None:
            by_row[cell.cell.row].append(cell)
    left = list(found)
    for cells in by_row:
        if not cells:
            continue
        around = _down(union(cell.box for cell in cells))
        row = max(left, key=lambda r: overlap(_down(r.box), around), default=None)
        if row is None or overlap(_down(row.box), around) < 0.5 * min(row.box.height, around[1] - around[0]):
            row = Draft("row", union(cell.box for cell in cells), mean([cell.confidence for cell in cells]))
        else:
            left.remove(row)
        table.adopt(row)
        for cell in cells:
            row.adopt(cell)
