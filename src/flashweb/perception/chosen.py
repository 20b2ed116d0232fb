"""Which link, entry or tab is chosen, by comparing it with those that it stands in line with: it has a ground or
letters of its own, and what looks as most of them do is not chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.found import Found
from flashweb.perception.looks import in_line, look_at, written_in

ONE_OF = frozenset({"link", "menuitem", "tab", "treeitem", "option"})
FEWEST = 3
"""Fewer do not tell which look is the usual one."""
GROUND, INK = 12.0, 36.0
"""Least distance (of 255) from the usual ground and the usual letters."""
OTHERS = 0.5
"""Part of the least distance of what stands out that the others have at most."""
MOST = 2
"""An entry and one of its submenu may be chosen at once."""
LIKELY = -3.0
"""Log odds from which what stands out is chosen."""


def with_chosen(found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> tuple[Found, ...]:
    """What was found, `selected` where something stands out among its like; pixels: (height, width, 3) RGB."""
    told = list(found)
    places = [index for index, each in enumerate(found) if each.role in ONE_OF]
    for group in in_line([found[index] for index in places]):
        if len(group) >= FEWEST:
            for index, is_chosen in _compared([places[member] for member in group], found, pixels, lines):
                state = found[index].state
                told[index] = replace(told[index], state=state | {"selected"} if is_chosen else state - {"selected"})
    return tuple(told)


def _compared(
    group: Sequence[int], found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]
) -> Iterator[tuple[int, bool]]:
    """Members of which something can be told, and whether they are chosen."""
    texts = [(index, text) for index in group if (text := written_in(found[index].box, lines)) is not None]
    looks = [(index, look) for index, text in texts if (look := look_at(pixels, text)) is not None]
    if len(looks) < FEWEST:
        return
    for colours, least in (([l.ground for _, l in looks], GROUND), ([l.ink for _, l in looks], INK)):
        apart = np.abs(np.array(colours) - np.median(colours, axis=0)).max(axis=1)
        out = _outstanding(apart, least)
        chosen = [looks[n][0] for n in out if found[looks[n][0]].chance("selected") > LIKELY]
        if chosen:
            yield from ((index, index in chosen) for index, _ in looks)
            return


def _outstanding(apart: np.ndarray, least: float) -> list[int]:
    order = np.argsort(-apart)
    for count in range(1, MOST + 1):
        if len(order) <= 2 * count or apart[order[count - 1]] < least:
            break
        if apart[order[count]] <= OTHERS * apart[order[count - 1]]:
            return [int(index) for index in order[:count]]
    return []
