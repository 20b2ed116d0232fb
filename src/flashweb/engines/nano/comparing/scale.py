"""Pictures of one page in two sizes: the larger is brought to the scale of the smaller before they are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from PIL import Image

from flashweb.core.screen import Box, Element, Screen
from flashweb.engines.nano.comparing.canvas import Pixels
from flashweb.engines.nano.matching import fold

FEWEST = 3
"""Texts that must be in both pictures to tell their scale."""
SAME = 0.06
"""So much the heights of lines may differ by how they were cut out."""


def scale_between(first: Screen, second: Screen, lines: Sequence[Sequence[Element]]) -> float:
    """How many times larger the first picture shows things; 1 where it cannot be told."""
    if (first.width, first.height) == (second.width, second.height):
        return 1.0
    one, other = (_unique(each) for each in lines)
    ratios = [box.height / other[text].height for text, box in one.items() if text in other]
    if len(ratios) < FEWEST:
        return 1.0
    scale, across = median(ratios), first.width / second.width
    if abs(across - first.height / second.height) < 0.02 * across and abs(scale - across) < 0.1 * across:
        scale = across
    return scale if abs(scale - 1) > SAME else 1.0


def _unique(lines: Sequence[Element]) -> dict[str, Box]:
    texts = [(fold(line.text).packed, line.box) for line in lines]
    copies = Counter(text for text, _ in texts)
    return {text: box for text, box in texts if copies[text] == 1 and len(text) > 1 and box.height > 0}


def resized(pixels: Pixels, scale: float) -> Pixels:
    """The picture so many times larger, or smaller."""
    if scale == 1.0:
        return pixels
    size = round(pixels.shape[1] * scale), round(pixels.shape[0] * scale)
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def scaled(element: Element, scale: float) -> Element:
    """The element of a picture that is so many times larger."""
    if scale == 1.0:
        return element
    box = element.box
    larger = Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
    return replace(element, box=larger, children=tuple(scaled(child, scale) for child in element.children))
