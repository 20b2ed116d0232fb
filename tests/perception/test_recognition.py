"""Lines read together must be what they are alone, however their crops differ."""

from __future__ import annotations

import numpy as np
import pytest

from flashweb.core.screen import Box
from flashweb.perception.models import load_models
from flashweb.perception.recognition import LineCache, LineCrop, Recogniser, spaced

from .conftest import drawn

LINE = "登录"


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    models = load_models(1)
    return Recogniser(models.recogniser, models.labels, LineCache(0))


def test_a_line_cut_by_the_pictures_edge_is_read_beside_whole_ones(recogniser: Recogniser) -> None:
    """Cropped at the edge it is lower, so once fitted to one height it is wider than its box announced."""
    pixels = drawn([(40, 0, LINE), (40, 120, LINE), (40, 200, LINE)])
    whole = [LineCrop("me", pixels, Box(36, top, 36 + 48, top + 30)) for top in (117, 197)]
    cut = LineCrop("me", pixels, Box(36, -16, 36 + 48, 14))
    for batch in ([*whole, cut], [cut, *whole], [whole[0], cut, whole[1]]):
        together = recogniser.read(batch)
        assert [line.text for line in together] == [recogniser.read([crop])[0].text for crop in batch]


def test_lines_of_every_width_in_one_batch(recogniser: Recogniser) -> None:
    pixels = drawn([(10, 20, "a"), (10, 80, "订单编号 20260614"), (10, 140, "x" * 60)])
    crops = [LineCrop("me", pixels, Box(6, top, 640, top + 28)) for top in (17, 77, 137)]
    crops.append(LineCrop("me", pixels, Box(6, 17, 40, 45)))
    together = recogniser.read(crops)
    assert [line.text for line in together] == [recogniser.read([crop])[0].text for crop in crops]
    assert "20260614" in together[1].text


def test_a_word_whose_letters_stand_apart_is_one() -> None:
    blank = np.full((48, 400, 3), 255, np.uint8)
    for text, read in (("S e t t i n g s", "Settings"), ("A B C D E", "A B C D E"), ("a b", "a b")):
        assert spaced(list(text), range(len(text)), blank) == read
