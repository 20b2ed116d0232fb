"""Check boxes and radio buttons by their drawing, on pictures painted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.rings import ring_at
from flashweb.perception.ticks import with_ticks

SIZE = 14
ROWS = (60, 90, 120)
LABELS = [Box(130, top, 240, top + 14) for top in ROWS]


def painter() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (480, 220), "white")
    return picture, ImageDraw.Draw(picture)


def place(left: float, top: float) -> Box:
    return Box(left, top, left + SIZE, top + SIZE)


def radios(*, digits: bool = False) -> NDArray[np.uint8]:
    """Three of them under each other, the first chosen."""
    picture, brush = painter()
    for label in LABELS:
        brush.ellipse((105, label.top, 105 + SIZE, label.top + SIZE), outline="#777777", width=1)
        brush.text((label.left, label.top), "Some option here", fill="black")
    if digits:
        for number, label in enumerate(LABELS):
            brush.text((109, label.top + 1), str(number + 1), fill="black")
    else:
        brush.ellipse((109, 64, 115, 70), fill="#2266cc")
    return np.asarray(picture)


@pytest.mark.parametrize("mark", ["none", "dot", "tick"])
@pytest.mark.parametrize("shape", ["square", "rounded", "circle"])
def test_rings_are_seen_and_what_is_in_them(shape: str, mark: str) -> None:
    picture, brush = painter()
    box = (200, 100, 216, 116)
    colours = {"outline": "#888888", "fill": "white"}
    if shape == "circle":
        brush.ellipse(box, **colours)
    else:
        brush.rounded_rectangle(box, 3 if shape == "rounded" else 0, **colours)
    if mark == "dot":
        brush.ellipse((204, 104, 212, 112), fill="black")
    elif mark == "tick":
        brush.line((203, 108, 207, 112, 213, 104), fill="black", width=2)
    ring = ring_at(np.asarray(picture), Box(202, 99, 217, 118))
    assert ring is not None and ring.box.iou(Box(200, 100, 217, 117)) > 0.95
    assert ring.is_round == (shape == "circle") and ring.is_empty == (mark == "none")


@pytest.mark.parametrize("drawing", ["nothing", "letter", "open", "wide", "at the edge"])
def test_other_drawings_are_no_rings(drawing: str) -> None:
    picture, brush = painter()
    looked_at = Box(200, 100, 216, 116)
    if drawing == "letter":
        brush.text((203, 102), "E", fill="black")
    elif drawing == "open":
        brush.arc((200, 100, 216, 116), 0, 270, fill="black")
    elif drawing == "wide":
        brush.rectangle((196, 103, 220, 113), outline="black")
    elif drawing == "at the edge":
        brush.rectangle((0, 0, 16, 16), outline="black")
        looked_at = Box(0, 0, 16, 16)
    assert ring_at(np.asarray(picture), looked_at) is None


def test_doubtful_ticks_count_where_a_ring_is_drawn_and_stand_at_it() -> None:
    doubtful = Found("radio", Box(103, 91, 120, 103), 0.3)
    assert with_ticks([doubtful], radios()[80:110], []) == (), "nothing is known without lines"
    found = with_ticks([doubtful, Found("radio", place(300, 90), 0.3)], radios(), LABELS)
    assert {each.role for each in found} == {"radio"} and len(found) == 3
    assert any(each.box.iou(Box(105, 90, 120, 105)) > 0.95 and each.confidence == 0.3 for each in found)


def test_missed_ones_of_a_group_are_like_the_others_and_in_line() -> None:
    seen = Found("radio", place(105, 90), 0.9)
    found = with_ticks([seen], radios(), LABELS)
    assert sorted(round(each.box.top) for each in found) == [60, 90, 120]
    assert {round(each.box.top): set(each.state) for each in found} == {60: {"checked"}, 90: set(), 120: set()}


def test_numbers_in_circles_are_no_radio_buttons() -> None:
    seen = Found("radio", place(105, 90), 0.9)
    assert len(with_ticks([seen], radios(digits=True), LABELS)) == 1


def test_ticks_among_the_words_of_one_line_are_found() -> None:
    picture, brush = painter()
    for left in (105, 200, 295):
        brush.rectangle((left, 60, left + SIZE, 60 + SIZE), outline="#777777")
        brush.text((left + 22, 61), "Option", fill="black")
    found = with_ticks([Found("checkbox", place(105, 60), 0.8)], np.asarray(picture), [Box(104, 60, 350, 74)])
    assert sorted(round(each.box.left) for each in found) == [105, 200, 295]


def test_an_icon_in_line_with_ticks_and_like_them_is_one_of_them() -> None:
    seen = [Found("radio", place(105, 90), 0.9), Found("img", place(105, 120), 0.7), Found("img", place(300, 120), 0.7)]
    assert [each.role for each in with_ticks(seen, radios(), LABELS)].count("img") == 1


def test_fields_with_a_tick_in_them_or_amid_its_label_are_none() -> None:
    tick = Found("radio", place(105, 90), 0.9)
    around, amid = Found("textbox", Box(95, 82, 460, 112), 0.7), Found("textbox", Box(170, 82, 460, 112), 0.7)
    behind = Found("textbox", Box(250, 82, 460, 112), 0.7)
    assert around not in with_ticks([tick, around], radios(), LABELS)
    assert amid not in with_ticks([tick, amid], radios(), LABELS)
    assert behind in with_ticks([tick, behind], radios(), LABELS)


def test_a_square_is_no_radio_button() -> None:
    picture, brush = painter()
    brush.rectangle((105, 60, 105 + SIZE, 60 + SIZE), outline="#777777")
    (found,) = with_ticks([Found("radio", place(105, 60), 0.7)], np.asarray(picture), LABELS)
    assert found == replace(found, role="checkbox")
