"""Which box stands in which: duplicates go, and every element finds the smallest one around it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from flashweb.core.screen import Box
from flashweb.perception.structure.draft import DEPTH, LABELLED, OVERLAYS, SPEAKING, WIDGETS, Draft

Floats = npt.NDArray[np.float64]

SAME = 0.8
"""Boxes of one role that share more than this (intersection over union) are one element."""
SAME_WIDGET = 0.6
INSIDE = 0.75
INSIDE_LARGE = 0.92
LARGE = 60.0
"""Part of an element that its parent covers, at least; of large ones, with both sides of so many pixels, more."""
SLACK = 2.0
"""Pixels by which a parent's box may be off."""
FAR = 1e6
NESTING = 1.05
"""Area by which the outer of two roles counts more, a step of depth; it decides between almost equal boxes."""
WIDGET_WEIGHT = 0.7
SPECIFIC = ("img", "link", "button", "menuitem", "textbox", "slider", "spinbutton", "searchbox", "combobox", "treeitem",
            "option", "tab", "radio", "checkbox", "switch")  # fmt: skip
"""Of two equally sure widgets in one place the later one says more."""
_SPECIFICITY = {role: index for index, role in enumerate(SPECIFIC)}
_PAGE = frozenset({"main", "dialog"})
_BARS = frozenset({"banner", "navigation", "complementary", "menu", "menuitem"})
OVER = dict.fromkeys(("dialog", "status"), _PAGE) | dict.fromkeys(("menu", "listbox", "tooltip"), _PAGE | _BARS)
"""What an overlay may stand in; whatever else is around it is only covered."""


def edges(boxes: Sequence[Box]) -> Floats:
    """Four rows: left, top, right, bottom; whatever the numbers, they are finite."""
    flat = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], np.float64).reshape(-1, 4).T
    return np.clip(np.nan_to_num(flat), -FAR, FAR)


def covered(inner: Floats, outer: Floats, slack: float = 0.0) -> Floats:
    """[i, o]: the part of inner box i that outer box o, grown by the slack, covers."""
    left, top, right, bottom = inner[:, :, None]
    width = np.minimum(right, outer[2] + slack) - np.maximum(left, outer[0] - slack)
    height = np.minimum(bottom, outer[3] + slack) - np.maximum(top, outer[1] - slack)
    area = np.maximum((right - left) * (bottom - top), 1e-6)
    shared: Floats = np.clip(width, 0, None) * np.clip(height, 0, None) / area
    return shared


def without_duplicates(drafts: Sequence[Draft]) -> list[Draft]:
    """Of boxes that are one element, the surest; of equally sure widgets, the more specific role; the rest in order."""
    if not drafts:
        return []
    order = sorted(drafts, key=lambda draft: (-round(draft.confidence, 1), -_SPECIFICITY.get(draft.role, 0)))
    shape = edges([draft.box for draft in order])
    part = covered(shape, shape)
    area = np.maximum((shape[2] - shape[0]) * (shape[3] - shape[1]), 1e-6)
    shared = part * area[:, None]
    near = shared / (area[:, None] + area[None, :] - shared)
    gone: set[int] = set()
    for first, second in np.argwhere(np.triu(near > min(SAME, SAME_WIDGET), 1)).tolist():
        if first not in gone and second not in gone and _is_same(order[first], order[second], near[first, second]):
            gone.add(second)
    lost = {id(order[index]) for index in gone}
    return [draft for draft in drafts if id(draft) not in lost]


def position(draft: Draft) -> tuple[float, float, float, float, str, list[str], str, float]:
    """A key that depends on nothing but the element, so that the order of the input does not matter."""
    box = draft.box
    return box.top, box.left, box.bottom, box.right, draft.role, sorted(draft.state), draft.icon, draft.confidence


def _is_same(first: Draft, second: Draft, near: float) -> bool:
    if first.role == second.role:
        return near > SAME
    return first.role in WIDGETS and second.role in WIDGETS and near > SAME_WIDGET


def nest(drafts: Sequence[Draft]) -> list[Draft]:
    """Gives everyone its parent; returns those without one. A parent always weighs more, so the result is a tree."""
    order = sorted(drafts, key=weight, reverse=True)
    if not order:
        return []
    shape = edges([draft.box for draft in order])
    least = np.where(np.minimum(shape[2] - shape[0], shape[3] - shape[1]) < LARGE, INSIDE, INSIDE_LARGE)
    inside = covered(shape, shape, SLACK) >= least[:, None]
    roots: list[Draft] = []
    for index, draft in enumerate(order):
        around = [i for i in np.flatnonzero(inside[index, :index]).tolist() if may_hold(order[i], draft)]
        over = next((i for i in reversed(around) if order[i].role in OVERLAYS), None)
        if over is not None:
            around = [i for i in around if i <= over or inside[i, over]]
        if around:
            order[around[-1]].adopt(draft)
        else:
            roots.append(draft)
    return roots


_WITHIN = {("link", "heading"), ("button", "heading"), ("heading", "heading"), ("menuitem", "menu")}


def weight(draft: Draft) -> float:
    """Area, less for what stands deeper by its role; links reach beyond the items that hold them."""
    deep = DEPTH.get(draft.role, len(DEPTH))
    return draft.box.area * NESTING**-deep * (WIDGET_WEIGHT if draft.role in SPEAKING else 1.0)


def may_hold(outer: Draft, inner: Draft) -> bool:
    """ARIA's sense: fields hold nothing, other widgets hold pictures and headings, overlays stand over a page."""
    if inner.role in OVER:
        return outer.role in OVER[inner.role]
    if outer.role in SPEAKING or outer.role == "img":
        return inner.role == "img" or (outer.role, inner.role) in _WITHIN
    return outer.role not in LABELLED or (outer.role == "radiogroup" and inner.role != "radiogroup")
