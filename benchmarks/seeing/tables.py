"""Are the cells of a table in the right row and column?

Found rows are taken for the true row that most of their cells belong to, one to one and in the same order, and so are
columns; a cell is right when its row and its column are. So a found table may begin a row later than the true one, and
a row too many costs only its own cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from benchmarks.seeing.matching import IOU, overlaps
from benchmarks.seeing.page import Seen, Truth

CELLS = frozenset(("cell", "columnheader"))
Place = tuple[int, int, int]
"""Table, row, column."""


def score_cells(truth: Sequence[Truth], seen: Sequence[Seen]) -> dict[str, tuple[float, float]]:
    """Counts of `cells` and `cells/matched`."""
    wanted = [element for element in truth if element.cell is not None and not element.is_partial]
    found = [element for element in seen if element.role in CELLS and element.cell is not None]
    places = [(_place(true), _place(found[n])) for true, n in _pairs(wanted, found)]
    by_table: dict[int, list[tuple[Place, Place]]] = defaultdict(list)
    for true, seen_at in places:
        by_table[true[0]].append((true, seen_at))
    right = sum(_right(pairs) for pairs in by_table.values())
    return {"cells": (right, len(wanted)), "cells/matched": (right, len(places))}


def _pairs(wanted: Sequence[Truth], found: Sequence[Seen]) -> list[tuple[Truth, int]]:
    """Each true cell with the found one that lies best over it, or has its text and its middle."""
    close = overlaps([element.box for element in wanted], [element.box for element in found])
    pairs: list[tuple[Truth, int]] = []
    taken: set[int] = set()
    for rank, true in enumerate(wanted):
        options = [int(n) for n in np.argsort(-close[rank]) if int(n) not in taken]
        best = next((n for n in options if close[rank, n] >= IOU or _same(true, found[n])), None)
        if best is not None:
            taken.add(best)
            pairs.append((true, best))
    return pairs


def _same(true: Truth, found: Seen) -> bool:
    left, top, right, bottom = found.box
    x, y = (left + right) / 2, (top + bottom) / 2
    inside = true.box[0] <= x <= true.box[2] and true.box[1] <= y <= true.box[3]
    return inside and "".join(true.text.split()) == "".join(found.text.split()) != ""


def _place(element: Truth | Seen) -> Place:
    assert element.cell is not None
    table = element.cell_of if isinstance(element, Truth) else element.table
    return (-1 if table is None else table, element.cell.row, element.cell.column)


def _right(pairs: Sequence[tuple[Place, Place]]) -> int:
    table = Counter(found[0] for _, found in pairs).most_common(1)[0][0]
    own = [(true, found) for true, found in pairs if found[0] == table]
    rows = _aligned((true[1], found[1]) for true, found in own)
    columns = _aligned((true[2], found[2]) for true, found in own)
    return sum(rows.get(found[1]) == true[1] and columns.get(found[2]) == true[2] for true, found in own)


def _aligned(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Found index -> true index: by most common cells, one to one, the longest run in rising order."""
    votes: dict[int, int] = {}
    used: set[int] = set()
    for (true, found), _ in sorted(Counter(pairs).items(), key=lambda item: (-item[1], item[0])):
        if found not in votes and true not in used:
            votes[found] = true
            used.add(true)
    ends: list[int] = []
    chains: list[list[int]] = []
    for found in sorted(votes):
        at = bisect_left(ends, votes[found])
        chain = [*(chains[at - 1] if at else []), found]
        ends[at : at + 1], chains[at : at + 1] = [votes[found]], [chain]
    return {found: votes[found] for found in (chains[-1] if chains else [])}
