"""What the reader is told of a page beside the texts of its lines: places, forms, roles, and how lines stand together.

Training and serving build these by the same code. All arrays are of the lines in their reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.passages import is_prose
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.values import find_values

MAX_LINES = 192
"""Lines that the reader sees; of longer pages the first."""
ROLES = (
    *("text", "heading", "link", "button", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "tab"),
    *("menuitem", "option", "treeitem", "cell", "columnheader", "listitem", "alert", "status", "img"),
)
_AROUND = frozenset({"card", "listitem", "row", "article", "dialog", "form", "alert", "menu", "complementary"})
FORMS = (
    *(Attribute.PRICE, Attribute.PHONE, Attribute.EMAIL, Attribute.URL, Attribute.DATE, Attribute.TIME),
    *(Attribute.DURATION, Attribute.PERCENT),
)
RELATIONS = (
    *("left", "right", "row", "above", "below", "column", "heading", "headed", "around", "over", "begins", "begun"),
    *("near", "next", "previous"),
)
"""(i, j): the second is, of the first, its nearest to the left, ... its heading, in its card, over its column, ..."""
FACTS = 8 + len(FORMS) + 5
_TALLER = 1.15
_NEAR = 3.0
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PageInputs:
    """facts (n, FACTS), roles (n,) into ROLES, relations (R, n, n)."""

    facts: Floats
    roles: npt.NDArray[np.int64]
    relations: Bools


def page_inputs(lines: Sequence[Element], elements: Sequence[Element], size: tuple[int, int]) -> PageInputs:
    """lines: in reading order, at most MAX_LINES. elements: all of the screen, flat; size: (width, height)."""
    boxes = np.array([_sides(line.box) for line in lines], np.float32).reshape(-1, 4)
    around = np.array([_sides(element.box) for element in elements], np.float32).reshape(-1, 4)
    holds = _holding(around, boxes)
    area = (around[:, 2] - around[:, 0]) * (around[:, 3] - around[:, 1])
    roles = np.array([_role(elements, np.flatnonzero(holds[:, i]), area) for i in range(len(lines))], np.int64)
    relations = _relations(boxes, roles)
    _add_containers(relations, elements, holds, area)
    return PageInputs(_facts([line.text for line in lines], boxes, size), roles, relations)


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _holding(around: Floats, boxes: Floats) -> Bools:
    """(elements, lines): the middle of the line lies in the element."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    across = (around[:, :1] <= x) & (x <= around[:, 2:3])
    return np.asarray(across & (around[:, 1:2] <= y) & (y <= around[:, 3:]))


def _role(elements: Sequence[Element], holders: npt.NDArray[np.intp], area: Floats) -> int:
    """The role of the smallest element around a line that says more than that it is text."""
    for index in holders[np.argsort(area[holders])]:
        if elements[index].role in ROLES[1:]:
            return ROLES.index(elements[index].role)
    return 0


def _facts(texts: Sequence[str], boxes: Floats, size: tuple[int, int]) -> Floats:
    width, height = size
    tall = boxes[:, 3] - boxes[:, 1]
    usual = float(np.median(tall)) if len(tall) else 1.0
    places = np.stack(
        [
            *(boxes[:, 0] / width, boxes[:, 2] / width, (boxes[:, 0] + boxes[:, 2]) / 2 / width),
            *(boxes[:, 1] / height, np.minimum(boxes[:, 1] / 1000, 3.0), np.clip(tall / max(usual, 1.0), 0, 3)),
            *((boxes[:, 2] - boxes[:, 0]) / width, np.log1p([len(text) for text in texts]) / 5),
        ],
        axis=1,
    )
    said = [
        [bool(find_values(form, text)) for form in FORMS]
        + [bool(re.search(r"\d", text)), text.rstrip()[-1:] in ":：", text.rstrip()[-1:] in "?？"]
        + [is_prose(text), bool(re.search(r".[:：]\s*\S", text))]
        for text in texts
    ]
    forms = np.array(said, np.float32).reshape(len(texts), len(FORMS) + 5)
    return np.concatenate([places.astype(np.float32), forms], axis=1)


def _relations(boxes: Floats, roles: npt.NDArray[np.int64]) -> Bools:
    """Relations that follow from where lines stand."""
    count = len(boxes)
    found = np.zeros((len(RELATIONS), count, count), np.bool_)
    left, top, right, bottom = boxes.T
    tall = bottom - top
    lower = np.minimum(tall[:, None], tall[None])
    shared = np.minimum(bottom[:, None], bottom[None]) - np.maximum(top[:, None], top[None])
    row = (shared > 0.5 * lower) & ~np.eye(count, dtype=np.bool_)
    across = np.minimum(right[:, None], right[None]) - np.maximum(left[:, None], left[None])
    narrower = np.minimum((right - left)[:, None], (right - left)[None])
    middle = (left + right) / 2
    aligned = (
        (np.abs(left[:, None] - left[None]) < 0.8 * lower)
        | (np.abs(right[:, None] - right[None]) < 0.8 * lower)
        | (np.abs(middle[:, None] - middle[None]) < 0.8 * lower)
    )
    column = (aligned | (across > 0.5 * narrower)) & ~row & ~np.eye(count, dtype=np.bool_)
    sideways = left[:, None] - right[None]
    upwards = top[:, None] - bottom[None]
    is_left = row & (left[None] < left[:, None])
    is_above = column & (top[None] < top[:, None])
    found[0], found[1] = _nearest(is_left, sideways), _nearest(is_left.T, sideways.T)
    found[3], found[4] = _nearest(is_above, upwards), _nearest(is_above.T, upwards.T)
    found[2], found[5] = row, column
    is_heading = (roles == ROLES.index("heading"))[None] | (tall[None] > _TALLER * tall[:, None])
    reaches = is_above & is_heading & (tall[None] >= tall[:, None])
    found[6] = _nearest(reaches, upwards)
    found[7] = found[6].T
    gap = np.maximum(np.maximum(sideways, sideways.T), 0) + np.maximum(np.maximum(upwards, upwards.T), 0)
    found[12] = gap < _NEAR * lower
    order = np.arange(count)
    found[13] = order[None] == order[:, None] + 1
    found[14] = order[None] == order[:, None] - 1
    return found


def _nearest(candidates: Bools, distance: Floats) -> Bools:
    """Of the candidates in each row the one at the smallest distance."""
    far = np.where(candidates, distance, np.inf)
    found = np.zeros_like(candidates)
    if not (rows := np.flatnonzero(candidates.any(axis=1))).size:
        return found
    found[rows, far[rows].argmin(axis=1)] = True
    return found


def _add_containers(relations: Bools, elements: Sequence[Element], holds: Bools, area: Floats) -> None:
    """Cards and the like; and of tables who stands over a column and who begins a row."""
    for index in np.argsort(-area):
        if elements[index].role in _AROUND:
            members = np.flatnonzero(holds[index])
            relations[8, members] = False
            relations[8, members[:, None], members[None]] = True
    tables = [i for i, element in enumerate(elements) if element.role in ("table", "grid")]
    for table in tables:
        inside = {id(each) for each in elements[table].walk()}
        cells = [i for i, e in enumerate(elements) if e.cell is not None and id(e) in inside]
        lines_of = {i: np.flatnonzero(holds[i]) for i in cells}
        for head in cells:
            if (place := elements[head].cell) is None:
                continue
            for cell in cells:
                other = elements[cell].cell
                if other is None or head == cell:
                    continue
                if place.row == 0 and other.column == place.column:
                    relations[9, lines_of[cell][:, None], lines_of[head][None]] = True
                if place.column == 0 and other.row == place.row:
                    relations[10, lines_of[cell][:, None], lines_of[head][None]] = True
                    relations[11, lines_of[head][:, None], lines_of[cell][None]] = True
