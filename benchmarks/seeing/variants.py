"""The same page as another file: what is seen should hardly depend on how the picture was saved or framed."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable

import numpy as np
from PIL import Image

from benchmarks.readers import Pixels
from benchmarks.seeing.figures import Judged
from benchmarks.seeing.page import ELEMENTS, seen_in
from benchmarks.seeing.parsing import parse, pixels_of
from benchmarks.seeing.scoring import normalise_name
from flashweb.core.screen import Screen
from flashweb.perception.parser import ScreenParser

MARGIN = 32


def _saved(kind: str, **options: object) -> Callable[[Pixels], Pixels]:
    def save(pixels: Pixels) -> Pixels:
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, kind, **options)
        return np.asarray(Image.open(file).convert("RGB"))

    return save


def _padded(pixels: Pixels) -> Pixels:
    """A margin of the page's colour: that of its lower right corner."""
    height, width = pixels.shape[:2]
    whole = np.empty((height + 2 * MARGIN, width + 2 * MARGIN, 3), np.uint8)
    whole[:] = pixels[-1, -1]
    whole[MARGIN:-MARGIN, MARGIN:-MARGIN] = pixels
    return whole


VARIANTS: dict[str, Callable[[Pixels], Pixels]] = {
    "as/png": _saved("PNG"),
    "as/jpeg": _saved("JPEG", quality=90),
    "as/webp": _saved("WEBP", quality=90),
    "as/padded": _padded,
}


def agreement(one: Screen, other: Screen) -> float:
    """The share of elements that both have, by role and name; of the larger number."""
    counts = [
        Counter((seen.role, normalise_name(seen.name)) for seen in seen_in(screen) if seen.role in ELEMENTS)
        for screen in (one, other)
    ]
    return (counts[0] & counts[1]).total() / max(counts[0].total(), counts[1].total(), 1)


async def kept(parser: ScreenParser, judged: Judged, variant: str) -> float:
    """How much of what was seen in a page's picture is seen in a variant of it."""
    pixels = VARIANTS[variant](pixels_of(judged.page.picture))
    parsed = await parse(parser, pixels, f"{judged.page.picture} {variant}")
    return agreement(judged.screen, parsed.screen)
