"""How far a table goes on beyond the cells that were found: text in the same columns above and below, level beside."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

import numpy as np

from flashweb.core.screen import Box
from flashweb.perception.structure.grid import Span, index_of, joined, middle

FARTHEST = 1.3
"""How far from the last row the text of the next one may begin, in usual rows."""
MOST_ROWS = 40
PAD = 0.8
"""Room between text and the border of its column, in heights of a line."""
PART = 0.5
"""Part of the columns, or of the rows, that a further row or column must have something in."""
FEWEST_SINGLE = 2
"""So many rows of one line tell how far rows are apart."""
PACKED = 1.3
"""Lines that are rows of their own are so many times nearer or farther apart at most."""
BESIDE = 3.0
"""How far beyond the last column something may begin, in heights of a line."""


def unit_of(items: Sequence[Box]) -> float:
    """Height of a usual line among lines and higher things, in pixels."""
    return sorted([box.height for box in items] or [20.0])[len(items) // 3]


def more_rows(rows: Sequence[Span], columns: Sequence[Span], items: Sequence[Box]) -> tuple[list[Span], int]:
    """All rows, and how many of them are above the given ones; items: boxes of text and widgets anywhere."""
    known, above = list(rows), 0
    pitch = median(stop - start for start, stop in rows)
    near = [box for box in items if columns[0][0] <= box.center[0] < columns[-1][1]]
    unit = unit_of(near)
    for _ in range(MOST_ROWS):
        over = [box for box in near if known[0][0] - FARTHEST * pitch < box.top and box.center[1] < known[0][0]]
        level = _level(over, max((box.center[1] for box in over), default=0.0))
        if not _fits(level, columns, unit):
            break
        top, bottom = min(box.top for box in level), max(box.bottom for box in level)
        known.insert(0, (top - min(max(known[0][0] - bottom, 0.0), pitch / 2), known[0][0]))
        above += 1
    for _ in range(MOST_ROWS):
        last = known[-1][1]
        under = [box for box in near if box.center[1] > last and box.bottom < last + FARTHEST * pitch]
        level = _level(under, min((box.center[1] for box in under), default=0.0))
        inside = [box for box in near if known[0][0] < box.center[1] < last]
        if not _fits(level, columns, unit) or not _is_aligned(level, inside, columns, unit):
            break
        top, bottom = min(box.top for box in level), max(box.bottom for box in level)
        known.append((last, bottom + min(max(top - last, 0.0), pitch / 2)))
    return known, above


def split_rows(rows: Sequence[Span], columns: Sequence[Span], items: Sequence[Box]) -> list[Span]:
    """Rows of lines that are packed closely are found two at a time now and then: each column then holds as many lines,
    at the same heights and as far apart as the other rows are."""
    levels = [_levels([box for box in items if row[0] < box.center[1] < row[1]], columns) for row in rows]
    single = [row[1] - row[0] for row, spans in zip(rows, levels, strict=True) if len(spans) == 1]
    if len(single) < FEWEST_SINGLE:
        return list(rows)
    pitch, found = median(single), list[Span]()
    for row, spans in zip(rows, levels, strict=True):
        middles = [middle(span) for span in spans]
        steps = [below - above for above, below in itertools.pairwise(middles)]
        if steps and all(pitch / PACKED <= step <= pitch * PACKED for step in steps):
            sides = [row[0], *(middle(pair) for pair in itertools.pairwise(middles)), row[1]]
            found += itertools.pairwise(sides)
        else:
            found.append(row)
    return found


def _levels(inside: Sequence[Box], columns: Sequence[Span]) -> list[Span]:
    """The heights at which lines stand, if each column that holds anything holds something at each of them."""
    spans = joined([(box.top, box.bottom) for box in inside], 0.0)
    held = [{index_of(box.center[0], columns) for box in inside if a <= box.center[1] <= b} for a, b in spans]
    return spans if len(held) == 1 or (held and len(held[0]) > 1 and all(each == held[0] for each in held)) else []


def _level(boxes: Sequence[Box], place: float) -> list[Box]:
    return [box for box in boxes if box.top <= place <= box.bottom]


def _fits(level: Sequence[Box], columns: Sequence[Span], unit: float) -> bool:
    """Things in enough of the columns, hardly more than one in each, none over several."""
    held = {index_of(box.center[0], columns) for box in level}
    if len(held) < max(2, PART * len(columns)) or len(level) > 2 * len(held):
        return False
    return not any(box.left + unit < start < box.right - unit for box in level for start, _ in columns)


def _is_aligned(level: Sequence[Box], inside: Sequence[Box], columns: Sequence[Span], unit: float) -> bool:
    """Things of most columns begin, end or have their middle where those above do."""
    hit = set()
    for box in level:
        column = index_of(box.center[0], columns)
        others = [each for each in inside if index_of(each.center[0], columns) == column]
        if any(
            min(abs(box.left - o.left), abs(box.right - o.right), abs(box.center[0] - o.center[0])) < 0.3 * unit
            for o in others
        ):
            hit.add(column)
    return len(hit) >= max(2, PART * len(columns))


def more_columns(rows: Sequence[Span], columns: Sequence[Span], items: Sequence[Box]) -> list[Span]:
    """All columns, with those beside the given ones that most rows go on in."""
    known = list(columns)
    level = [box for box in items if index_of(box.center[1], rows) is not None]
    unit = unit_of(level)
    while (span := _next(rows, level, known[-1][1], unit)) is not None:
        known.append((known[-1][1], span[1]))
    mirrored = [Box(-box.right, box.top, -box.left, box.bottom) for box in level]
    while (
        span := _next(rows, [box for box in mirrored if box.center[0] > -known[0][0]], -known[0][0], unit)
    ) is not None:
        known.insert(0, (-span[1], known[0][0]))
    return known


def _next(rows: Sequence[Span], level: Sequence[Box], edge: float, unit: float) -> Span | None:
    """The stretch right of the edge that things in most rows share."""
    beyond = [box for box in level if box.center[0] > edge]
    near = [box for box in beyond if box.left < edge + BESIDE * unit]
    held = {index_of(box.center[1], rows) for box in near}
    if len(rows) < 3 or len(held) <= PART * len(rows):
        return None
    spans = joined([(box.left, box.right) for box in beyond], unit)
    span = next((span for span in spans if span[0] < edge + BESIDE * unit), None)
    return span if span is not None and middle(span) > edge else None


def snapped(columns: Sequence[Span], items: Sequence[Box]) -> list[Span]:
    """Columns with their borders moved to where they run through the fewest things, not past a column's middle."""
    unit = unit_of(items)
    left, right = (np.array([getattr(box, side) for box in items]) for side in ("left", "right"))
    sides = [columns[0][0]]
    for before, after in itertools.pairwise(columns):
        border = before[1]
        near = np.concatenate([[border], left - 0.2 * unit, right + 0.2 * unit])
        near = near[(near > max(middle(before), sides[-1])) & (near < middle(after))]
        crossed = ((left[:, None] < near) & (near < right[:, None])).sum(axis=0)
        cost = crossed + np.abs(near - border) / (50 * unit)
        sides.append(float(near[cost.argmin()]) if len(near) else border)
    sides.append(columns[-1][1])
    return list(itertools.pairwise(sides))


def aligned(columns: Sequence[Span], items: Sequence[Box]) -> list[Span]:
    """Columns with a border close to the text beside it, where that is aligned on this side only."""
    unit = unit_of(items)
    sides = [columns[0][0]]
    for before, after in itertools.pairwise(columns):
        first = [box.right for box in items if before[0] <= box.center[0] < before[1] and box.right <= before[1]]
        second = [box.left for box in items if after[0] <= box.center[0] < after[1] and box.left >= after[0]]
        border = before[1]
        if first and second and (ends := _is_even(first, unit)) != _is_even(second, unit):
            pad = min(PAD * unit, max(min(second) - max(first), 0.0) / 2)
            border = max(first) + pad if ends else min(second) - pad
        if not sides[-1] < border < columns[-1][1]:
            return list(columns)
        sides.append(border)
    return list(itertools.pairwise([*sides, columns[-1][1]]))


def _is_even(sides: Sequence[float], unit: float) -> bool:
    usual = median(sides)
    return len(sides) >= 3 and sum(abs(side - usual) < 0.3 * unit for side in sides) >= 0.7 * len(sides)


def without_crossed(columns: Sequence[Span], rows: Sequence[Span], items: Sequence[Box]) -> list[Span]:
    """Columns, without borders that run through things in more rows than they stand between things of."""
    kept = [columns[0]]
    unit = 0.3 * unit_of(items)
    for column in columns[1:]:
        border = column[0]
        crossing = [box for box in items if box.left + unit < border < box.right - unit]
        before = [box for box in items if kept[-1][0] <= box.center[0] and box.right < border + unit]
        after = [box for box in items if box.center[0] < column[1] and box.left > border - unit]
        crossed, left, right = ({index_of(box.center[1], rows) for box in part} for part in (crossing, before, after))
        if len(crossed) > len((left & right) - crossed):
            kept[-1] = (kept[-1][0], column[1])
        else:
            kept.append(column)
    return kept


def under_heads(columns: Sequence[Span], head: Sequence[Box], things: Sequence[Box], rows: int) -> list[Span]:
    """Columns, without those that no head stands over and that hold only buttons or pictures, as the one before does.

    head: what stands in the first row; things: buttons, links and pictures below it, in so many rows.
    """
    headed = {index_of(box.center[0], columns) for box in head}
    count = [sum(left <= box.center[0] < right for box in things) for left, right in columns]
    kept = [columns[0]]
    for i, column in enumerate(columns[1:], start=1):
        if headed and i not in headed and 2 * min(count[i], count[i - 1]) > rows:
            kept[-1] = (kept[-1][0], column[1])
        else:
            kept.append(column)
    return kept


def beside_ticks(columns: Sequence[Span], ticks: Sequence[Box], others: Sequence[Box], rows: int) -> list[Span]:
    """Columns; the first one is two if it holds boxes to tick in most rows and something else right of them."""
    start, stop = columns[0]
    first = [box for box in ticks if start <= box.center[0] < stop]
    beside = [box for box in others if start <= box.center[0] < stop and box not in first]
    if 2 * min(len(first), len(beside)) <= rows:
        return list(columns)
    right, left = median(box.right for box in first), median(box.left for box in beside)
    return [(start, (right + left) / 2), ((right + left) / 2, stop), *columns[1:]] if right < left else list(columns)
