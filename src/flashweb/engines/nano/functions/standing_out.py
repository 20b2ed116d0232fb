"""Which of several alike stands out: the chosen entry of a menu is drawn on a colour of its own or in letters of
another colour, and its neighbours all look the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box, Element
from flashweb.perception.structure.draft import holds

FEWEST = 3
"""Fewer do not tell which looks are the usual ones."""
GROUND, INK = 14.0, 42.0
"""Least distance (Euclidean, RGB 0 to 255) from the usual ground and the usual letters."""
ALONE = 0.45
"""Part of its distance that the next one may have."""
_STEP = 8
"""Colours nearer than this are one when the most frequent is looked for."""
Pixels = NDArray[np.uint8]
Colour = NDArray[np.float64]


def standing_out(items: Sequence[Element], lines: Sequence[Element], pixels: Pixels) -> Element | None:
    """The one item that does not look like the others; None where none or several do not.

    items: FEWEST or more; lines: the page's; pixels (height, width, 3) RGB.
    """
    looks = [look for item in items if (look := _look(_written(item, lines), item.box, pixels))]
    if len(looks) < len(items):
        return None
    grounds, inks = (np.array(values) for values in zip(*looks, strict=True))
    for values, least in ((grounds, GROUND), (inks, INK)):
        apart = np.linalg.norm(values - np.median(values, axis=0), axis=1)
        order = np.argsort(-apart)
        if apart[order[0]] >= least and apart[order[1]] <= ALONE * apart[order[0]]:
            return items[int(order[0])]
    return None


def _written(item: Element, lines: Sequence[Element]) -> Box:
    """Where the item's name stands: the widest line in its box, else the box."""
    inside = [line.box for line in lines if holds(item.box, line.box)]
    return max(inside, key=lambda box: box.width, default=item.box)


def _look(text: Box, around: Box, pixels: Pixels) -> tuple[Colour, Colour] | None:
    """Colours of the ground and of the letters."""
    height, width = pixels.shape[:2]
    margin = 0.25 * text.height
    left, right = max(text.left - margin, 0), min(text.right + margin, width)
    top, bottom = max(min(text.top, around.top + margin), 0), min(max(text.bottom, around.bottom - margin), height)
    patch = pixels[int(top) : int(bottom) + 1, int(left) : int(right) + 1].reshape(-1, 3)
    if len(patch) < 4:
        return None
    shades, counts = np.unique(patch // _STEP, axis=0, return_counts=True)
    usual = (patch // _STEP == shades[counts.argmax()]).all(axis=1)
    ground = patch[usual].mean(axis=0)
    apart = np.linalg.norm(patch - ground, axis=1)
    ink = patch[apart >= 0.7 * np.quantile(apart, 0.98)].mean(axis=0)
    return ground, ink
