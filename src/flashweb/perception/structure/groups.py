"""Containers that their members give away: tabs that stand together, items of a list, the foot of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashweb.core.screen import Box, Element
from flashweb.perception.grouping import rows_of
from flashweb.perception.structure.draft import Draft, holds, mean, overlap, shared, union

GROUPS = {"tab": "tablist", "listitem": "list"}
FEWEST = {"tab": 2, "listitem": 3}
APART = {"tab": 4.0, "listitem": 2.0}
"""How far apart members may stand, in their own heights."""
LEADING = frozenset({"link", "menuitem", "treeitem"})
"""What stands in navigations."""
BARS = {"banner": 4.0, "complementary": 1.5}
"""Where navigations stand, and how far apart their members, in their own heights."""
LESS = 0.8
"""A navigation is less sure than what it is made of, for a list in the same place is one too."""
LEVEL = 0.25
"""Part of their height by which members of a row may be off, or of a column by which their left sides may."""
SAME = 0.5
"""Part of a found container and a concluded one that both share (intersection over union) to be one."""
FOOT = re.compile(r"©|\(c\)|copyright|版权所有|ICP备|^\W{0,3}(19|20)\d\d\s+\S{2,}", re.IGNORECASE)
"""What the foot of a page says."""
FOOT_FROM = 0.6
"""Where the foot of a page begins at the highest, as a part of the picture."""
SURE = 0.6
"""Confidence in a foot that its text gives away."""
LAST_ROWS = 3
"""Among how many rows at the end of the page the foot's words stand."""
FOOT_GAP = 2.6
"""How far apart rows of the foot may be, in line heights."""


def with_groups(drafts: Sequence[Draft], lines: Sequence[Element], size: tuple[int, int]) -> list[Draft]:
    """The elements with the containers that were not found around them."""
    groups = [
        _around(members, group)
        for role, group in GROUPS.items()
        for members in _runs([draft for draft in drafts if draft.role == role], APART[role], FEWEST[role])
    ]
    groups += [group for bar in drafts if bar.role in BARS for group in _navigations(bar, drafts)]
    foot = _foot(lines, size)
    groups += [] if foot is None else [Draft("contentinfo", foot, SURE)]
    every = list(drafts)
    for group in groups:
        every = _with(every, group)
    return every


def _around(members: Sequence[Draft], role: str) -> Draft:
    return Draft(role, union(member.box for member in members), mean([member.confidence for member in members]))


def _navigations(bar: Draft, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Links in a row in a banner, or below each other in a column at the side, as wide as its room."""
    inside = [draft for draft in drafts if draft.role in LEADING and holds(bar.box, draft.box)]
    for members in _runs(inside, BARS[bar.role], FEWEST["listitem"]):
        group = _around(members, "navigation")
        box, group.confidence = group.box, group.confidence * LESS
        if bar.role == "complementary":
            group.box = replace(box, right=max(bar.box.right - max(box.left - bar.box.left, 0.0), box.right))
        if (group.box.width > group.box.height) == (bar.role == "banner"):
            yield group


def _with(drafts: Sequence[Draft], group: Draft) -> list[Draft]:
    """The group in place of found ones that are parts of it or around it; none where one is nearly the same."""
    if any(draft.role == group.role and draft.box.iou(group.box) >= SAME for draft in drafts):
        return list(drafts)
    gone = {
        id(draft)
        for draft in drafts
        if draft.role == group.role and shared(draft.box, group.box) > 0.5 * min(draft.box.area, group.box.area)
    }
    return [*(draft for draft in drafts if id(draft) not in gone), group]


def _runs(members: Sequence[Draft], apart: float, fewest: int) -> list[list[Draft]]:
    """Members that stand side by side in a row, or one below the other."""
    runs: list[list[Draft]] = []
    for member in sorted(members, key=lambda draft: (draft.box.top, draft.box.left)):
        run = next((run for run in runs if any(_beside(other.box, member.box, apart) for other in run)), None)
        if run is None:
            runs.append([member])
        else:
            run.append(member)
    return [run for run in runs if len(run) >= fewest]


def _beside(first: Box, second: Box, apart: float) -> bool:
    height = min(first.height, second.height)
    down = -overlap((first.top, first.bottom), (second.top, second.bottom))
    across = -overlap((first.left, first.right), (second.left, second.right))
    if abs(first.height - second.height) > 0.5 * height:
        return False
    if abs(first.center[1] - second.center[1]) < LEVEL * height:
        return across < apart * height
    return abs(first.left - second.left) < LEVEL * height and down < min(apart, 1.5) * height


def _foot(lines: Sequence[Element], size: tuple[int, int]) -> Box | None:
    """The band at the bottom of the page that says whose it is."""
    rows = [[lines[i] for i in row] for row in rows_of([line.box for line in lines])]
    told = [i for i, row in enumerate(rows) if any(FOOT.search(line.text.strip()) for line in row)]
    if not told or told[-1] < len(rows) - LAST_ROWS:
        return None
    last = told[-1]
    members = [line.box for row in rows[last:] for line in row]
    unit = min(box.height for box in members)
    for row in reversed(rows[:last]):
        if min(box.top for box in members) - max(line.box.bottom for line in row) > FOOT_GAP * unit:
            break
        members += [line.box for line in row]
    around = union(members)
    room = min(size[1] - around.bottom, 3 * unit)
    top = max(around.top - room, 0.0)
    return Box(0.0, top, float(size[0]), float(size[1])) if top > FOOT_FROM * size[1] else None
