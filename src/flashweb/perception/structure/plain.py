"""Tables that nothing but their text gives away: lines level with each other, in columns that run through all rows."""

from __future__ import annotations

from collections.abc import Sequence

from flashweb.core.screen import Box, Element
from flashweb.perception.grouping import rows_of
from flashweb.perception.structure.draft import WIDGETS, Draft, holds, union
from flashweb.perception.structure.extent import unit_of
from flashweb.perception.structure.grid import index_of, joined

ELSEWHERE = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "tree",
        "menu",
        "listbox",
        "listitem",
        "tablist",
        "article",
    ]
)
"""What stands in these is laid out in rows and columns too, but is no table."""
FEWEST_ROWS = 3
FEWEST_COLUMNS = 3
FILLED = 0.7
"""Part of the places of such a table that hold something, at least."""
APART = 3.0
"""How far below each other rows are at most, in line heights."""
CROWDED = 1.7
"""Lines in each place of a row at most, on average."""
MOST_LINKS = 0.6
"""Rows and columns of more links than that are lists of links."""


def plain_tables(drafts: Sequence[Draft], lines: Sequence[Element]) -> list[Box]:
    """Boxes around tables, each of a head and rows below it."""
    groups: dict[Box | None, list[Element]] = {}
    elsewhere = [draft.box for draft in drafts if draft.role in ELSEWHERE]
    around = sorted((draft.box for draft in drafts if draft.role in ("card", "dialog")), key=lambda box: box.area)
    for line in lines:
        if not any(holds(box, line.box) for box in elsewhere):
            groups.setdefault(next((box for box in around if holds(box, line.box)), None), []).append(line)
    links = [draft.box for draft in drafts if draft.role in WIDGETS]
    return [box for group in groups.values() for box in _in_group(group, links)]


def _in_group(lines: Sequence[Element], links: Sequence[Box]) -> list[Box]:
    rows = [[lines[i] for i in row] for row in rows_of([line.box for line in lines])]
    tables: list[Box] = []
    first = 0
    while first < len(rows):
        last = _last_row(rows, first) if _is_head(rows[first]) else first
        members = [line.box for row in rows[first : last + 1] for line in row]
        if last - first + 1 >= FEWEST_ROWS and not _is_of_links(members[len(rows[first]) :], links):
            tables.append(union(members))
            first = last
        first += 1
    return tables


def _is_head(row: Sequence[Element]) -> bool:
    """Several short lines without figures."""
    return (
        len(row) >= FEWEST_COLUMNS
        and not any(character.isdigit() for line in row for character in line.text)
        and all(line.box.width < 12 * line.box.height for line in row)
    )


def _last_row(rows: Sequence[Sequence[Element]], first: int) -> int:
    """The last row that stands in the columns of the head."""
    unit = unit_of([line.box for line in rows[first]])
    boxes = [line.box for line in rows[first]]
    last = first
    for index in range(first + 1, len(rows)):
        row = [line.box for line in rows[index]]
        if min(box.top for box in row) - max(line.box.bottom for line in rows[last]) > APART * unit:
            break
        columns = joined([(box.left, box.right) for box in (*boxes, *row)], 0.6 * unit)
        held = {index_of(box.center[0], columns) for box in row}
        if len(columns) != len(rows[first]) or len(row) > CROWDED * len(held) or len(held) < FILLED * len(columns):
            break
        boxes += row
        last = index
    return last


def _is_of_links(boxes: Sequence[Box], links: Sequence[Box]) -> bool:
    return sum(any(holds(link, box) for link in links) for box in boxes) > MOST_LINKS * len(boxes)
