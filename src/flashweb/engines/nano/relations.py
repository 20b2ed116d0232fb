"""How strongly one line of a page speaks for another: what a person sees by looking along rows, columns and cards.

A line speaks for itself and for its paragraph; the first cell of a row for its row; the head of a column for its
column; anything else for what is near, rightwards and downwards more than leftwards and upwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from flashweb.core.screen import Box
from flashweb.engines.nano.lookup import distance
from flashweb.perception.grouping import rows_of

ROW, COLUMN, NEARBY = 0.88, 0.88, 0.8
_REACH = 28.0
"""Line heights after which nearness has fallen to 1/e."""


class Relations:
    """Strengths between lines of one page, 0 to 1, worked out when first wanted."""

    def __init__(self, boxes: Sequence[Box], labels: frozenset[int]) -> None:
        """labels: lines that may be the head of a column: short, without figures."""
        self._boxes = boxes
        self._labels = labels
        self._rows = rows_of(boxes)
        self._row_of = {index: number for number, row in enumerate(self._rows) for index in row}
        self._known: dict[tuple[int, int], float] = {}
        self._heads: dict[int, int | None] = {}

    def strength(self, first: int, second: int) -> float:
        """How much the first line speaks for the second."""
        key = (first, second)
        if key not in self._known:
            self._known[key] = self._strength(first, second)
        return self._known[key]

    def is_cell(self, head: int, cell: int) -> bool:
        """The first stands in the row of heads over the column of the second."""
        return self._head_row(self._row_of[cell]) == self._row_of[head] and _aligned(
            self._boxes[head], self._boxes[cell]
        )

    def _strength(self, first: int, second: int) -> float:
        if first == second:
            return 1.0
        a, b = self._boxes[first], self._boxes[second]
        near = NEARBY * math.exp(-distance(a, b) / max(a.height, 1.0) / _REACH)
        if self._row_of[first] == self._row_of[second]:
            return max(ROW if a.left < b.left else 0.7 * ROW, near)
        return max(COLUMN, near) if self.is_cell(first, second) else near

    def _head_row(self, row: int) -> int | None:
        """The nearest row above that is a row of labels with at least three of this row's cells under them."""
        if row not in self._heads:
            above = (n for n in range(row - 1, -1, -1) if self._is_over(n, row))
            self._heads[row] = next(above, None) if len(self._rows[row]) >= 3 else None
        return self._heads[row]

    def _is_over(self, top: int, bottom: int) -> bool:
        heads, cells = self._rows[top], self._rows[bottom]
        if len(heads) < 3 or sum(h in self._labels for h in heads) < 0.9 * len(heads):
            return False
        return sum(any(_aligned(self._boxes[h], self._boxes[c]) for c in cells) for h in heads) >= 3


def _aligned(head: Box, cell: Box) -> bool:
    unit = 0.8 * min(head.height, cell.height)
    return (
        abs(head.left - cell.left) < unit
        or abs(head.right - cell.right) < unit
        or abs(head.center[0] - cell.center[0]) < unit
    )
