"""Where lines belong, and what they say together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import numpy as np

from flashweb.core.screen import Element
from flashweb.perception.grouping import rows_of
from flashweb.perception.structure.draft import OVERLAYS, Draft, overlap
from flashweb.perception.structure.tree import covered, edges, weight

FITS = 0.55
"""Part of a line that stands inside its element, at least: text is drawn over borders, boxes are a little off."""
COLUMN_GAP = 0.8
"""Line heights between parts of an element that are read one after the other."""
STARS = "*＊"
_CJK = "\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
_WRAPPED_CJK = re.compile(f"[{_CJK}]$")
_STARTS_CJK = re.compile(f"^[{_CJK}]")


def place(lines: Sequence[Element], drafts: Sequence[Draft]) -> list[Element]:
    """Gives each line to the smallest element around it; returns those that stand in none.

    What stands in an overlay is not what it covers.
    """
    if not lines or not drafts:
        return list(lines)
    order = sorted(drafts, key=weight)
    inside = covered(edges([line.box for line in lines]), edges([draft.box for draft in order])) >= FITS
    loose: list[Element] = []
    for index, line in enumerate(lines):
        around = [order[i] for i in np.flatnonzero(inside[index]).tolist()]
        over = next((draft for draft in around if draft.role in OVERLAYS), None)
        owner = next((draft for draft in around if over is None or draft.stands_in(over)), None)
        (loose if owner is None else owner.lines).append(line)
    return loose


def in_reading_order(lines: Sequence[Element]) -> list[Element]:
    """Columns that stand clearly apart one after the other, each row by row: so one element's parts are read."""
    if len(lines) < 3:
        return [lines[index] for row in rows_of([line.box for line in lines]) for index in row]
    columns: list[list[Element]] = []
    reach = 0.0
    for line in sorted(lines, key=lambda each: each.box.left):
        if columns and line.box.left - reach < COLUMN_GAP * line.box.height:
            columns[-1].append(line)
        else:
            columns.append([line])
        reach = max(reach, line.box.right)
    return [column[i] for column in columns for row in rows_of([e.box for e in column]) for i in row]


def joined(lines: Sequence[Element]) -> str:
    """The text of lines: a space between them, none where a Chinese text wraps."""
    ordered = in_reading_order(lines) if len(lines) > 1 else lines
    if not ordered:
        return ""
    text = ordered[0].text
    for before, line in itertools.pairwise(ordered):
        text += _glue(before, line) + line.text
    return text.strip()


def _glue(before: Element, line: Element) -> str:
    height = min(before.box.height, line.box.height)
    wraps = overlap((before.box.top, before.box.bottom), (line.box.top, line.box.bottom)) < 0.5 * height
    if wraps and _WRAPPED_CJK.search(before.text) and _STARTS_CJK.search(line.text):
        return ""
    return " "


def label_text(text: str) -> str:
    """A label without the marks around it: required stars and colons."""
    return text.strip().strip(STARS).strip().rstrip(":：").strip()


def is_starred(text: str) -> bool:
    """Whether a label is marked with a star, as those of required fields are."""
    label = text.strip().rstrip(":：").strip()
    return len(label) > 1 and (label[0] in STARS or label[-1] in STARS)
