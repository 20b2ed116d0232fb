"""What cannot be used, where the network is not sure: its letters are much fainter than those of what it stands in line
with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.found import Found
from flashweb.perception.looks import in_line, look_at, written_in

PRESSED_ON = frozenset({"button", "link", "menuitem", "tab", "option"})
FEWEST = 3
"""Fewer do not tell how dark letters usually are."""
USUAL = 0.75
"""Part of a group whose letters are no darker than usual: more than half of it may be disabled."""
FAINT = 0.6
"""Part of the usual contrast that faint letters have at most."""
LIKELY = -3.0
"""Log odds from which what is faint is disabled."""
MARGIN = 0.2
"""Where there are no words, this part on each side is not looked at."""


def with_faint(found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> tuple[Found, ...]:
    """What was found, `disabled` where it is faint among its like; pixels: (height, width, 3) RGB."""
    told = list(found)
    places = [index for index, each in enumerate(found) if each.role in PRESSED_ON]
    for group in in_line([found[index] for index in places]):
        members = [places[member] for member in group]
        if len(group) < FEWEST or not any(_is_open(found[index]) for index in members):
            continue
        contrasts = [_contrast(found[index].box, pixels, lines) for index in members]
        usual = float(np.quantile(contrasts, USUAL))
        for index, contrast in zip(members, contrasts, strict=True):
            if contrast <= FAINT * usual and _is_open(found[index]):
                told[index] = replace(found[index], state=found[index].state | {"disabled"})
    return tuple(told)


def _is_open(each: Found) -> bool:
    """The network did not take it for disabled, but might have."""
    return "disabled" not in each.state and each.chance("disabled") > LIKELY


def _contrast(box: Box, pixels: Pixels, lines: Sequence[Box]) -> float:
    """Of its words, or else of the icon in its middle; 0 to 255."""
    margin = MARGIN * min(box.width, box.height)
    middle = Box(box.left + margin, box.top + margin, box.right - margin, box.bottom - margin)
    look = look_at(pixels, written_in(box, lines) or middle)
    return look.contrast if look is not None else 0.0
