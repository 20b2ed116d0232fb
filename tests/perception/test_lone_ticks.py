"""Check boxes and radio buttons that were taken for pictures or for a part of their text, painted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from flashweb.core.screen import Box, Need
from flashweb.perception.found import Found
from flashweb.perception.parser import ScreenParser
from flashweb.perception.rings import ring_at
from flashweb.perception.runtime import Priority
from flashweb.perception.ticks import with_ticks
from tests.pages.examples import OUT as EXAMPLES
from tests.perception.conftest import opened

SIZE = 13
LEFT, TOP = 100, 60
BOX = Box(LEFT, TOP, LEFT + SIZE, TOP + SIZE)
WORDS = Box(LEFT + 20, TOP - 1, LEFT + 120, TOP + 15)
WITH_BOX = Box(LEFT, TOP - 1, LEFT + 120, TOP + 15)
MARK = (LEFT + 3, TOP + 6, LEFT + 5, TOP + 9, LEFT + 10, TOP + 3)


def drawn(kind: str, *, is_dark: bool = False) -> np.ndarray:
    """A page with one thing before its words."""
    picture = Image.new("RGB", (480, 220), "#111827" if is_dark else "white")
    brush = ImageDraw.Draw(picture)
    square = (LEFT, TOP, LEFT + SIZE - 1, TOP + SIZE - 1)
    if kind in ("empty", "light"):
        brush.rounded_rectangle(square, 2, outline="#767676", fill="white")
    elif kind in ("ticked", "arrow", "plain"):
        brush.rounded_rectangle(square, 2, fill="#0075ff")
    if kind == "ticked":
        brush.line(MARK, fill="white", width=2)
    elif kind == "arrow":
        brush.line((LEFT + 3, TOP + 3, LEFT + 9, TOP + 6, LEFT + 3, TOP + 10), fill="white", width=2)
    elif kind == "letter":
        brush.rectangle((LEFT, TOP, LEFT + 12, TOP + 12), outline="black")
        brush.text((LEFT + 15, TOP), "next character", fill="black")
    brush.text((WORDS.left, TOP), "Only with breakfast", fill="white" if is_dark else "black")
    return np.asarray(picture)


@pytest.mark.parametrize("lines", [[WORDS], [WITH_BOX]], ids=["beside", "in the line"])
@pytest.mark.parametrize(("kind", "state"), [("empty", frozenset()), ("ticked", frozenset({"checked"}))])
def test_a_square_before_words_is_a_check_box(kind: str, state: frozenset[str], lines: list[Box]) -> None:
    seen = [Found("img", BOX, 0.8, frozenset())] if lines == [WORDS] else []
    (tick,) = with_ticks(seen, drawn(kind), lines)
    assert (tick.role, tick.state) == ("checkbox", state)
    assert tick.box.iou(BOX) > 0.9


def test_a_light_square_on_a_dark_page_is_an_empty_check_box() -> None:
    (tick,) = with_ticks([], drawn("light", is_dark=True), [WITH_BOX])
    assert (tick.role, tick.state) == ("checkbox", frozenset())


@pytest.mark.parametrize("kind", ["arrow", "plain", "letter", "nothing"])
def test_other_things_before_words_are_none(kind: str) -> None:
    seen = Found("img", BOX, 0.8, frozenset())
    assert with_ticks([seen], drawn(kind), [WORDS if kind != "letter" else WITH_BOX]) == (seen,)


def test_what_is_drawn_empty_is_not_checked_and_what_has_a_mark_is() -> None:
    for kind, told, true in (("empty", {"checked"}, set()), ("ticked", set(), {"checked"})):
        (tick,) = with_ticks([Found("checkbox", BOX, 0.7, frozenset(told))], drawn(kind), [WORDS])
        assert tick.state == true


@pytest.mark.parametrize("num_dots", [0, 1, 2])
def test_circles_are_radio_buttons_where_exactly_one_has_a_dot(num_dots: int) -> None:
    picture = Image.new("RGB", (480, 220), "white")
    brush = ImageDraw.Draw(picture)
    tops, lines, seen = (40, 70, 100), [], []
    for number, top in enumerate(tops):
        place = Box(LEFT, top, LEFT + 14, top + 14)
        brush.ellipse((LEFT, top, LEFT + 14, top + 14), outline="#767676")
        if number < num_dots:
            brush.ellipse((LEFT + 4, top + 4, LEFT + 10, top + 10), fill="#0075ff")
        brush.text((LEFT + 22, top), "Some choice", fill="black")
        lines.append(Box(LEFT + 22, top - 1, LEFT + 100, top + 15))
        seen.append(Found("img", place, 0.8, frozenset()))
    found = with_ticks(seen, np.asarray(picture), lines)
    assert ring_at(np.asarray(picture), seen[0].box) is not None
    assert [each.role for each in found] == (["radio"] if num_dots == 1 else ["img"]) * 3
    assert sum("checked" in each.state for each in found) == (num_dots == 1)


def test_nobody_puts_a_check_box_into_a_link() -> None:
    link = Found("link", Box(LEFT - 8, TOP - 8, LEFT + 130, TOP + 22), 0.7, frozenset())
    (tick,) = with_ticks([link], drawn("empty"), [WITH_BOX])
    assert tick.role == "checkbox"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("need", [Need(), Need(roles=frozenset({"checkbox", "radio"}))], ids=["all", "ticks only"])
async def test_the_filters_of_a_shop_are_found_named_and_told_apart(parser: ScreenParser, need: Need) -> None:
    with Image.open(EXAMPLES / "shop_en.png") as image:
        pixels = np.asarray(image.convert("RGB"))
    screen = await opened(parser, pixels, f"shop {need}").screen(Priority.LIVE, need)
    ticks = [each for top in screen.elements for each in top.walk() if each.role in ("checkbox", "radio")]
    assert len(ticks) == 9
    assert {each.name for each in ticks if "checked" in each.state} == {"Celadon (18)", "$25 to $50"}
    assert {each.name for each in ticks if each.role == "radio"} == {"Under $25", "$25 to $50", "Over $50"}
