"""Which link, entry or tab is chosen, by comparing it with those that it stands in line with: it has a ground or
letters of its own, and what looks as most of them do is not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.found import Found
from flashweb.perception.looks import in_line, look_at, written_in

ONE_OF = frozenset({"link", "menuitem", "tab", "treeitem", "option"})
FEWEST = 3
"""Fewer do not tell which look is the usual one."""
GROUND, INK = 5.0, 36.0
"""Least distance (of 255) from the usual ground and the usual letters; where none is so far all look alike."""
OTHERS = 0.6
"""Part of the least distance of what stands out that the others have at most."""
MOST = 2
"""An entry and one of its submenu may be chosen at once."""
LIKELY = -3.0
"""Log odds from which what stands out is chosen."""
SURE = 2.0
"""Log odds from which one of those that look alike is: a bar beside it or bold letters may show it."""


def with_chosen(found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> tuple[Found, ...]:
    """What was found, `selected` where something stands out among its like; pixels: (height, width, 3) RGB."""
    told = list(found)
    places = [index for index, each in enumerate(found) if each.role in ONE_OF]
    for group in in_line([found[index] for index in places]):
        compared = _compared([places[member] for member in group], found, pixels, lines)
        for index, is_chosen in compared.items():
            state = found[index].state
            told[index] = replace(found[index], state=state | {"selected"} if is_chosen else state - {"selected"})
    return tuple(told)


def _compared(group: Sequence[int], found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> dict[int, bool]:
    """Whether its members are chosen; empty where nothing can be told."""
    if len(group) < FEWEST:
        return {}
    texts = {index: text for index in group if (text := written_in(found[index].box, lines)) is not None}
    looks = {index: look for index, text in texts.items() if (look := look_at(pixels, text)) is not None}
    if len(looks) < FEWEST:
        return {}
    members = list(looks)
    are_alike = True
    grounds, inks = zip(*looks.values(), strict=True)
    for colours, least in ((grounds, GROUND), (inks, INK)):
        apart = np.abs(np.array(colours) - np.median(colours, axis=0)).max(axis=1)
        chosen = {members[n] for n in _outstanding(apart, least) if found[members[n]].chance("selected") > LIKELY}
        if chosen:
            return {index: index in chosen for index in members}
        are_alike &= bool(apart.max() < least)
    if not are_alike:
        return {}
    surest = max(members, key=lambda index: found[index].chance("selected"))
    return {index: index == surest and found[index].chance("selected") >= SURE for index in members}


def _outstanding(apart: NDArray[np.float64], least: float) -> list[int]:
    """The one or two that are far from the usual look while all others are near it."""
    order = np.argsort(-apart)
    for count in range(1, MOST + 1):
        if len(order) <= 2 * count or apart[order[count - 1]] < least:
            break
        if apart[order[count]] <= OTHERS * apart[order[count - 1]]:
            return [int(index) for index in order[:count]]
    return []
