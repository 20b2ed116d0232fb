"""Rectangles that are drawn, on pictures painted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.frames import frames
from flashweb.perception.framing import with_frames

UNIT = 14.0
FIELD = (100, 130, 420, 168)
CARD = (60, 80, 460, 300)
LABEL, TYPED, NOTE = Box(100, 108, 150, 122), Box(110, 142, 200, 156), Box(100, 240, 300, 254)


def page(*rounded: tuple[int, int, int, int], radius: int = 6) -> NDArray[np.uint8]:
    picture = Image.new("RGB", (640, 400), "white")
    brush = ImageDraw.Draw(picture)
    for box in rounded:
        brush.rounded_rectangle(box, radius, outline="#c8c8c8", fill="white")
    for line in (LABEL, TYPED, NOTE):
        brush.text((line.left, line.top), "Text " * int(line.width / 28), fill="black")
    return np.asarray(picture)


@pytest.mark.parametrize("radius", [0, 6, 10])
def test_borders_are_found_where_they_run(radius: int) -> None:
    found = frames(page(CARD, FIELD, radius=radius), UNIT)
    assert len(found) == 2
    for box, drawn in zip(found, (FIELD, CARD), strict=True):
        assert box.iou(Box(*map(float, drawn))) > 0.95


def test_a_panel_on_another_ground_needs_no_border() -> None:
    picture = np.full((400, 640, 3), 245, np.uint8)
    picture[80:300, 60:460] = 255
    (box,) = frames(picture, UNIT)
    assert box.iou(Box(60, 80, 460, 300)) > 0.98


def test_a_huge_picture_is_looked_at_in_steps() -> None:
    picture = np.full((3000, 4000, 3), 245, np.uint8)
    picture[800:1600, 600:2600] = 255
    (box,) = frames(picture, 40)
    assert box.iou(Box(600, 800, 2600, 1600)) > 0.98


def test_text_and_single_lines_are_no_rectangles() -> None:
    picture = page().copy()
    picture[200, 20:600] = 180
    picture[20:380, 40] = 180
    assert frames(picture, UNIT) == []


def test_what_was_found_ends_where_its_edge_does() -> None:
    rough = Found("textbox", Box(90, 120, 400, 175), 0.8, frozenset({"required"}))
    (field,) = with_frames([rough], page(FIELD), [LABEL, TYPED])
    assert field.box.iou(Box(*map(float, FIELD))) > 0.95 and field.state == rough.state


def test_a_missed_field_under_its_label_is_one() -> None:
    (field,) = with_frames([], page(FIELD), [LABEL, TYPED])
    assert field.role == "textbox" and field.box.iou(Box(*map(float, FIELD))) > 0.95
    assert with_frames([], page(FIELD), [TYPED]) == (), "a box without a label may be anything"
    cell = Found("cell", Box(90, 100, 440, 200), 0.9)
    assert with_frames([cell], page(FIELD), [LABEL, TYPED]) == (cell,), "in a table it is the cell's edge"


def test_a_panel_with_text_is_a_card_unless_it_is_something_else() -> None:
    lines = [LABEL, TYPED, NOTE]
    (card,) = with_frames([], page(CARD), lines)
    assert card.role == "card" and card.box.iou(Box(*map(float, CARD))) > 0.95
    dialog = Found("dialog", Box(55, 85, 465, 305), 0.9)
    assert [each.role for each in with_frames([dialog], page(CARD), lines)] == ["dialog"]


def test_a_picture_without_text_is_left_as_it_is() -> None:
    button = Found("button", Box(10, 10, 60, 40), 0.9)
    assert with_frames([button], page(CARD), []) == (button,)


def test_a_field_seen_on_the_label_of_a_drawn_one_is_none() -> None:
    echo = Found("textbox", Box(80, 86, 440, 131), 0.7)
    found = with_frames([echo, Found("textbox", Box(100, 130, 420, 168), 0.7)], page(CARD, FIELD), (LABEL, TYPED, NOTE))
    (field,) = (each for each in found if each.role == "textbox")
    assert field.box.iou(Box(*map(float, FIELD))) > 0.9
