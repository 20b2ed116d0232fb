"""What was found of a table, told apart from what was found of other tables and of the page around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flashweb.core.screen import Box
from flashweb.perception.structure.draft import CELLS, OVERLAYS, Draft, holds, overlap, shared

PARTS = CELLS | {"table", "row"}
BESIDE = 20.0
"""How far apart cells of one row may be, in their heights."""
BELOW = 1.2
"""How far apart cells of one column may be."""


@dataclass(slots=True)
class Region:
    """What was found of one table."""

    cells: list[Draft] = field(default_factory=list)
    rows: list[Draft] = field(default_factory=list)
    tables: list[Draft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Items:
    """Boxes of what stands in cells: lines and things, and which of them are boxes to tick, which other things, and
    which are lines that begin with a figure."""

    every: list[Box]
    ticks: list[Box]
    things: list[Box]
    figures: list[Box]

    def within(self, around: Box) -> Items:
        return self._only(lambda box: holds(around, box))

    def clear_of(self, overlays: Sequence[Box], cards: Sequence[Box], region: Region) -> Items:
        """Without what stands in overlays that do not hold the region, or outside of the card that does."""
        parts = [*region.cells, *region.rows, *region.tables]
        part = parts[0]
        others = [overlay for overlay in overlays if not holds(overlay, part.box)]
        room = min((card for card in cards if all(holds(card, each.box) for each in parts)), key=_area, default=None)
        return self._only(
            lambda box: not any(holds(overlay, box) for overlay in others) and (room is None or holds(room, box))
        )

    def _only(self, is_kept: Callable[[Box], bool]) -> Items:
        kinds = (self.every, self.ticks, self.things, self.figures)
        return Items(*([box for box in boxes if is_kept(box)] for boxes in kinds))


def regions_of(drafts: Sequence[Draft]) -> list[Region]:
    """Parts of tables by the table that they are of."""
    over = [draft.box for draft in drafts if draft.role in OVERLAYS]
    parts = [draft for draft in drafts if draft.role in PARTS]
    layer = [tuple(holds(box, part.box) for box in over) for part in parts]
    home = list(range(len(parts)))

    def root(i: int) -> int:
        while home[i] != i:
            i = home[i]
        return i

    for i, first in enumerate(parts):
        for j in range(i):
            if layer[i] == layer[j] and _together(first, parts[j]):
                home[root(i)] = root(j)
    regions: dict[int, Region] = {}
    for i, part in enumerate(parts):
        region = regions.setdefault(root(i), Region())
        (region.cells if part.role in CELLS else region.rows if part.role == "row" else region.tables).append(part)
    return list(regions.values())


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
        return shared(a, b) > 0.3 * min(a.area, b.area)
    outer, inner = (a, b) if first.role == "table" or (first.role == "row" and second.role in CELLS) else (b, a)
    return shared(inner, outer) > 0.5 * inner.area


def _area(box: Box) -> float:
    return box.area
