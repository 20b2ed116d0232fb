"""What is drawn says of states that the network was not sure of: what is chosen among its like, what is faint among its
like, what has children below it, and that nothing is invalid around which nothing is red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from flashweb.core.screen import Box
from flashweb.perception.branches import with_branches
from flashweb.perception.chosen import with_chosen
from flashweb.perception.detection import Pixels
from flashweb.perception.faint import with_faint
from flashweb.perception.found import Found
from flashweb.perception.structure.draft import TEXT_FIELDS

RED = 15.0
"""Least difference (of 255) of red from the other colours along the edge of an invalid field."""
SIDE = (0.25, 0.75)
"""Part of a side that is looked at: corners may be round."""
OUTSIDE, INSIDE = 4, 5
"""Pixels on both sides of an edge."""


def with_states(found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> tuple[Found, ...]:
    """What was found, its states as they are drawn; pixels: (height, width, 3) RGB, lines: of text."""
    told = [
        replace(each, state=each.state - {"invalid"})
        if each.role in TEXT_FIELDS and "invalid" in each.state and not _has_red_edge(each.box, pixels)
        else each
        for each in found
    ]
    return with_branches(with_faint(with_chosen(told, pixels, lines), pixels, lines), lines)


def _has_red_edge(box: Box, pixels: Pixels) -> bool:
    """A line along one of its sides is red."""
    for side in _sides(box, pixels):
        if side.size:
            colours = np.median(side, axis=1)
            if (colours[:, 0] - colours[:, 1:].max(axis=1)).max() >= RED:
                return True
    return False


def _sides(box: Box, pixels: Pixels) -> Iterator[Pixels]:
    """What is drawn along each side: its lines, each a row of pixels."""
    rows = slice(int(box.top + SIDE[0] * box.height), int(box.top + SIDE[1] * box.height) + 1)
    columns = slice(int(box.left + SIDE[0] * box.width), int(box.left + SIDE[1] * box.width) + 1)
    for top in (box.top - OUTSIDE, box.bottom - INSIDE):
        yield pixels[max(int(top), 0) : max(int(top), 0) + OUTSIDE + INSIDE, columns]
    for left in (box.left - OUTSIDE, box.right - INSIDE):
        yield np.moveaxis(pixels[rows, max(int(left), 0) : max(int(left), 0) + OUTSIDE + INSIDE], 1, 0)
