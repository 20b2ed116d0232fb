"""What of a picture has to be read for a need: which lines, and which elements may be icons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flashweb.core.screen import Box, Need
from flashweb.perception.found import Found
from flashweb.perception.structure.draft import LABELLED, NAMED_BY_CONTENT, holds
from flashweb.perception.structure.text import FITS
from flashweb.perception.structure.tree import INSIDE, covered, edges

TEXT_ROLES = frozenset({"text", "paragraph", "heading", "table", "row", "cell", "columnheader", "contentinfo"})
"""Roles that text alone may give away."""
REACH = 25.0
"""How far left of a field its label may end, in its own line heights."""
ABOVE = 2.2
PARTLY = 0.3
ICON_SIDES = (6.0, 160.0)
"""Least and greatest side of an icon, in pixels."""
SQUARE = 2.5
"""A wider or higher leaf is no icon."""
ICON_LEAVES = frozenset({"button", "link", "tab", "menuitem", "listitem", "option", "treeitem", "status", "alert"})


def lines_needed(found: Sequence[Found], line_boxes: Sequence[Box], need: Need) -> list[int]:
    """Indices of the lines that have to be recognised for the need, in the given order."""
    if not need.text or not line_boxes:
        return []
    if need.roles is None or need.roles & TEXT_ROLES:
        return list(range(len(line_boxes)))
    lines = edges(line_boxes)
    boxes = [each.box for each in found if each.role in need.roles]
    around = [_label_region(each, found) for each in found if each.role in need.roles & LABELLED]
    within = (covered(lines, edges(boxes)) >= FITS).any(axis=1)
    beside = (covered(lines, edges(around)) >= PARTLY).any(axis=1)
    return np.flatnonzero(within | beside).tolist()


def _label_region(field: Found, found: Sequence[Found]) -> Box:
    """Where a field's label may stand. Settings have their switches at the far end of the row, whatever it is in."""
    box, unit = field.box, min(max(field.box.height, 12.0), 48.0)
    left = box.left - REACH * unit / 2
    if field.role == "switch":
        rows = [each.box.left for each in found if each is not field and holds(each.box, box)]
        left = min(left, max(rows, default=0.0))
    return Box(left, box.top - ABOVE * unit, box.right + REACH * unit / 2, box.bottom + unit / 2)


def icons_wanted(found: Sequence[Found], line_boxes: Sequence[Box], need: Need) -> list[int]:
    """Indices of what may be an icon: small pictures, and small widgets without text or picture inside."""
    if not need.icons or not found:
        return []
    roles = need.roles
    shape = edges([each.box for each in found])
    inside = covered(shape, shape) >= INSIDE
    pictures = np.array([each.role == "img" for each in found])
    asked = np.array([roles is None or each.role in roles for each in found])
    text = np.any(covered(edges(line_boxes), shape) >= FITS, axis=0).tolist()
    holds = np.any(inside & pictures[:, None] & ~np.eye(len(found), dtype=np.bool_), axis=0).tolist()
    serves = np.any(inside & asked[None, :], axis=1).tolist()
    return [
        index
        for index, each in enumerate(found)
        if _may_be_icon(each.box)
        and serves[index]
        and (
            each.role == "img" or (each.role in ICON_LEAVES & NAMED_BY_CONTENT and not text[index] and not holds[index])
        )
    ]


def _may_be_icon(box: Box) -> bool:
    short, long = sorted((box.width, box.height))
    return ICON_SIDES[0] <= short and long <= ICON_SIDES[1] and long <= SQUARE * short
