"""The same page as another file, and how long a parse took beside rapidocr."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.seeing.speed import summarise
from benchmarks.seeing.variants import MARGIN, VARIANTS, agreement
from flashweb.core.screen import Box, Element, Screen

BOX = Box(0, 0, 10, 10)
SAVE, HELP, CARD = (
    Element(role, name, name, BOX) for role, name in (("button", "保 存"), ("link", "Help"), ("card", ""))
)


def screen(*elements: Element) -> Screen:
    return Screen(20, 20, elements)


def test_screens_agree_in_roles_and_names_whatever_the_place() -> None:
    moved = Element("button", "保存", "", Box(5, 5, 9, 9), 0.3)
    assert agreement(screen(SAVE, HELP), screen(HELP, moved)) == 1
    assert agreement(screen(SAVE, HELP), screen(SAVE)) == 0.5
    assert agreement(screen(SAVE), screen(SAVE, SAVE, HELP, CARD)) == 0.25
    assert agreement(screen(HELP), screen(Element("link", "help", "", BOX))) == 0


def test_plain_text_does_not_count() -> None:
    assert agreement(screen(SAVE, Element("text", "one", "one", BOX)), screen(SAVE)) == 1


def test_variants_show_the_same_page() -> None:
    pixels = np.full((60, 80, 3), 240, np.uint8)
    pixels[20:40, 20:60] = (30, 90, 200)
    assert (VARIANTS["as/png"](pixels) == pixels).all()
    for name in ("as/jpeg", "as/webp"):
        assert np.abs(VARIANTS[name](pixels).astype(int) - pixels).mean() < 6, name
    padded = VARIANTS["as/padded"](pixels)
    assert padded.shape == (60 + 2 * MARGIN, 80 + 2 * MARGIN, 3) and (padded[0, 0] == 240).all()
    assert (padded[MARGIN:-MARGIN, MARGIN:-MARGIN] == pixels).all()


def test_times_are_percentiles_and_the_ratio_is_the_median_over_pages() -> None:
    result = summarise({"parse": [0.2, 0.3, 0.4], "buttons": [0.1, 0.1, 0.1], "rapidocr": [2.0, 1.0, 1.0]})
    assert result["pages"] == 3
    assert result["times"]["parse"] == {"p50_ms": 300.0, "p95_ms": pytest.approx(390.0), "ratio_to_rapidocr": 0.3}
    assert result["times"]["rapidocr"]["ratio_to_rapidocr"] == 1
