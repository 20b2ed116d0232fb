"""What a drawn rectangle around a line of text is, on pictures painted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.framed_text import framed_text
from flashweb.perception.framing import with_frames
from tests.perception.conftest import FONTS

FRAME = Box(100, 78, 320, 114)
CENTRED, INDENTED = 210, 112
FONT = 15


def page(
    text: str, left: float, *, frame: Box = FRAME, fill: str = "white", ink: str = "black", arrow: str = ""
) -> tuple[np.ndarray, Box]:
    """A picture of a rectangle with text at its beginning or about its middle, and the line's box."""
    picture = Image.new("RGB", (640, 240), "white")
    brush = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(next(path for path in FONTS if path.exists())), FONT, index=2)
    brush.rounded_rectangle((frame.left, frame.top, frame.right, frame.bottom), 4, outline="#999999", fill=fill)
    anchor = "mm" if left == CENTRED else "lm"
    brush.text((left, frame.center[1]), text, ink, font, anchor=anchor)
    right, middle = frame.right - 18, frame.center[1]
    if arrow == "angle":
        brush.line((right - 4, middle - 3, right, middle + 2, right + 4, middle - 3), fill="black", width=2)
    elif arrow == "filled":
        brush.polygon((right - 5, middle - 3, right + 5, middle - 3, right, middle + 3), fill="#555555")
    elif arrow == "up":
        brush.line((right - 4, middle + 2, right, middle - 3, right + 4, middle + 2), fill="black", width=2)
    return np.asarray(picture), Box(*brush.textbbox((left, frame.center[1]), text, font, anchor=anchor))


@pytest.mark.parametrize(
    ("text", "left", "arrow", "fill", "role"),
    [
        ("Save changes", CENTRED, "", "white", "button"),
        ("提交订单", CENTRED, "", "#ea580c", "button"),
        ("ada@example.org", INDENTED, "", "white", "textbox"),
        ("Newest first", INDENTED, "angle", "white", "combobox"),
        ("全部分类", INDENTED, "filled", "white", "combobox"),
        ("Newest first", INDENTED, "up", "white", "textbox"),
        ("Booking closes soon", INDENTED, "", "#fff7d6", "alert"),
    ],
)
def test_the_text_s_place_an_arrow_and_a_tint_tell_what_it_is(
    text: str, left: float, arrow: str, fill: str, role: str
) -> None:
    pixels, line = page(text, left, arrow=arrow, fill=fill)
    assert framed_text(FRAME, [line], pixels) == role


def test_nothing_is_told_of_two_lines_or_a_high_panel() -> None:
    pixels, line = page("Save changes", CENTRED)
    assert framed_text(FRAME, [line, Box(120, 84, 180, 94)], pixels) is None
    high = Box(100, 40, 320, 150)
    pixels, line = page("24", CENTRED, frame=high)
    assert framed_text(high, [line], pixels) is None


def test_a_missed_button_and_a_missed_field_with_a_hint_are_found() -> None:
    pixels, line = page("Save changes", CENTRED)
    (button,) = with_frames([], pixels, [line])
    assert button.role == "button" and button.box.iou(FRAME) > 0.9
    usual = Box(100, 180, 300, 196)
    pixels, line = page("Search by name", INDENTED, ink="#9a9a9a")
    picture = Image.fromarray(pixels)
    ImageDraw.Draw(picture).text((100, 180), "The usual text of this page", fill="black")
    found = with_frames([], np.asarray(picture), [line, usual])
    assert [each.role for each in found] == ["textbox"]


def test_a_doubtful_cell_gives_way_to_the_button_that_is_drawn_and_a_sure_one_does_not() -> None:
    pixels, line = page("Save changes", CENTRED)
    for confidence, role in ((0.6, "button"), (0.95, "cell")):
        found = with_frames([Found("cell", FRAME, confidence, frozenset())], pixels, [line])
        assert [each.role for each in found] == [role]


def test_cells_of_a_table_side_by_side_stay_cells() -> None:
    picture = Image.new("RGB", (640, 240), "white")
    brush = ImageDraw.Draw(picture)
    for left in (100, 320):
        brush.rectangle((left, 78, left + 220, 114), outline="#999999")
        brush.text((left + 90, 90), "1,200", fill="black")
    cells = [Found("cell", Box(left, 78, left + 220, 114), 0.6, frozenset()) for left in (100, 320)]
    lines = [Box(left + 90, 90, left + 120, 101) for left in (100, 320)]
    assert [each.role for each in with_frames(cells, np.asarray(picture), lines)] == ["cell", "cell"]


def test_a_tag_and_a_bubble_of_talk_are_no_buttons() -> None:
    tag = Box(190, 86, 250, 104)
    pixels, line = page("Draft", 220, frame=tag)
    assert with_frames([], pixels, [Box(196, 87, 240, 103)]) == ()
    talk = Box(60, 80, 560, 112)
    pixels, line = page("We are in the room upstairs now, come and join us soon", INDENTED - 40, frame=talk)
    assert all(each.role != "button" for each in with_frames([], pixels, [line]))


def test_a_field_that_nothing_draws_is_taken_back_unless_it_is_sure() -> None:
    pixels = np.full((240, 640, 3), 255, np.uint8)
    line = Box(110, 88, 200, 104)
    pixels[90:102, 112:198] = 0
    box = Box(100, 80, 320, 112)
    for confidence, left in ((0.6, 0), (0.95, 1)):
        assert len(with_frames([Found("textbox", box, confidence, frozenset())], with_rule(pixels), [line])) == left


def with_rule(pixels: np.ndarray) -> np.ndarray:
    """The same with a rectangle far away, so that something is drawn at all."""
    picture = Image.fromarray(pixels)
    ImageDraw.Draw(picture).rectangle((400, 20, 600, 60), outline="#999999")
    return np.asarray(picture)


def test_a_rectangle_with_round_ends_is_a_frame() -> None:
    picture = Image.new("RGB", (640, 240), "white")
    brush = ImageDraw.Draw(picture)
    brush.rounded_rectangle((100, 80, 320, 110), 15, outline="#888888")
    brush.text((185, 88), "Remind me", fill="black")
    (button,) = with_frames([], np.asarray(picture), [Box(185, 88, 240, 101)])
    assert button.role == "button" and button.box.iou(Box(100, 80, 320, 110)) > 0.9
