"""What a table is sorted by: what the arrow in a head says, else what the values show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from flashweb.core.screen import Element
from flashweb.engines.nano.tabling.grid import Grid

FEWEST = 3
"""Rows below which an order is chance."""
_UP, _DOWN = "▲△↑⬆", "▼▽↓⬇"
_RISING, _FALLING = frozenset({"arrow-up", "chevron-up"}), frozenset({"arrow-down", "chevron-down"})


@dataclass(frozen=True, slots=True)
class Order:
    """is_shown: the head shows it. is_strict: no two values are equal."""

    column: int
    is_falling: bool
    is_shown: bool = False
    is_strict: bool = True
    kind: str = ""


def orders_of(grid: Grid) -> list[Order]:
    """The columns whose values rise or fall from row to row; what a head shows first, then columns without equals."""
    found = [order for column in range(len(grid.columns)) if (order := order_by(grid, column))]
    return sorted(
        found, key=lambda order: (not order.is_shown, not order.is_strict, order.kind == "text", order.column)
    )


def order_by(grid: Grid, column: int) -> Order | None:
    """How a column is ordered; None where it is not, or too few rows show it. Values count more than arrows."""
    values, kind = _values(grid, column)
    shown = _shown(grid, column)
    steps = [(second > first) - (second < first) for first, second in pairwise(values)]
    if len(values) < FEWEST or len(set(values)) < 2 or (1 in steps and -1 in steps):
        is_against = len(values) >= FEWEST and 1 in steps and -1 in steps
        return None if shown is None or is_against else Order(column, shown, is_shown=True, kind=kind)
    return Order(column, -1 in steps, shown is not None, 0 not in steps, kind)


def _values(grid: Grid, column: int) -> tuple[list[tuple[Decimal, str]], str]:
    """What can be compared of a column: its amounts, if all cells are of one kind, else Latin texts."""
    amounts = [grid.amounts[column][row] for row in grid.data]
    known = [amount for amount in amounts if amount]
    if known and len(known) == len(amounts) and len({(amount.kind, amount.unit) for amount in known}) == 1:
        return [(amount.value, "") for amount in known], known[0].kind
    texts = [grid.text(row, column).casefold() for row in grid.data]
    is_latin = all(text and text.isascii() for text in texts)
    return ([(Decimal(0), text) for text in texts], "text") if is_latin else ([], "")


def _shown(grid: Grid, column: int) -> bool | None:
    """Whether the head shows that its column falls; None where it shows nothing, or other heads show one too."""
    arrows = {n: arrow for n, each in enumerate(grid.columns) if (arrow := _arrow(each.head)) is not None}
    return arrows[column] if list(arrows) == [column] else None


def _arrow(head: Element | None) -> bool | None:
    if head is None:
        return None
    icons = {each.icon for each in head.walk()}
    rises = bool(icons & _RISING) or any(mark in head.text for mark in _UP)
    falls = bool(icons & _FALLING) or any(mark in head.text for mark in _DOWN)
    return falls if rises != falls else None
