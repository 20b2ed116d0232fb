"""States told by what is drawn: what stands out or is faint among its like, and red edges; painted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from flashweb.core.screen import Box
from flashweb.perception.found import UNLIKELY, Found
from flashweb.perception.looks import in_line, look_at, written_in
from flashweb.perception.states import with_states

NAMES = ("Overview", "Orders", "Customers", "Invoices", "Settings")
LIGHT = ("white", "#e8f0fe", "#444444", "#1a73e8")
DARK = ("#111827", "#1f2937", "#d1d5db", "#60a5fa")
Odds = Sequence[float]


def seen(role: str, box: Box, odds: float, state: str) -> Found:
    """As the network tells it: in the state where that is likelier than not."""
    return Found(role, box, 0.8, frozenset({state} if odds > 0 else ()), ((state, odds),))


def menu(
    odds: Odds, *, fill: int = -1, ink: int = -1, theme: Sequence[str] = LIGHT, role: str = "link", across: bool = False
) -> tuple[list[Found], np.ndarray, list[Box]]:
    """Entries below or beside each other: one has a ground of its own, one letters of another colour (-1: none)."""
    picture = Image.new("RGB", (700, 300), theme[0])
    brush = ImageDraw.Draw(picture)
    found, lines = [], []
    for number, chance in enumerate(odds):
        left, top = (20 + 110 * number, 20) if across else (20, 20 + 36 * number)
        box = Box(left, top, left + 96, top + 30)
        if number == fill:
            brush.rectangle((left, top, left + 95, top + 29), theme[1])
        brush.text((left + 12, top + 9), NAMES[number], theme[3] if number == ink else theme[2])
        wide = brush.textlength(NAMES[number])
        lines.append(Box(left + 12, top + 9, left + 12 + wide, top + 20))
        found.append(seen(role, box, chance, "selected"))
    return found, np.asarray(picture), lines


def chosen(found: Sequence[Found]) -> list[int]:
    return [number for number, each in enumerate(found) if "selected" in each.state]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["link", "menuitem", "tab"])
@pytest.mark.parametrize("across", [False, True], ids=["below", "beside"])
@pytest.mark.parametrize("drawn", [{"fill": 2}, {"ink": 2}, {"fill": 2, "ink": 2}], ids=["ground", "letters", "both"])
def test_what_stands_out_is_chosen(theme: Sequence[str], role: str, across: bool, drawn: dict[str, int]) -> None:
    found, pixels, lines = menu([0.4, -1.0, -1.8, 0.7, -3.0], theme=theme, role=role, across=across, **drawn)
    assert chosen(with_states(found, pixels, lines)) == [2]


def test_an_entry_and_one_of_its_submenu_may_both_be_chosen() -> None:
    found, pixels, lines = menu([0.5, 1.0, 1.0, 0.5, -1.0], ink=1)
    picture = Image.fromarray(pixels)
    ImageDraw.Draw(picture).text((lines[2].left, 20 + 2 * 36 + 9), NAMES[2], LIGHT[3])
    assert chosen(with_states(found, np.asarray(picture), lines)) == [1, 2]


def test_what_stands_out_for_another_reason_is_not_chosen() -> None:
    found, pixels, lines = menu([UNLIKELY] * 5, ink=4)
    assert chosen(with_states(found, pixels, lines)) == []


def test_of_those_that_look_alike_only_a_sure_one_is_chosen() -> None:
    for odds, expected in (([0.4, 0.9, 0.2, -1.0], []), ([0.4, 2.5, 0.2, -1.0], [1])):
        found, pixels, lines = menu(odds)
        assert chosen(with_states(found, pixels, lines)) == expected


def test_two_of_them_are_not_compared() -> None:
    found, pixels, lines = menu([0.5, 0.5], fill=1)
    assert chosen(with_states(found, pixels, lines)) == [0, 1]


def test_a_line_over_several_entries_is_read_in_each() -> None:
    found, pixels, lines = menu([0.4, 0.4, -1.0], ink=2, across=True)
    whole = Box(lines[0].left, lines[0].top, lines[-1].right, lines[0].bottom)
    assert written_in(found[1].box, [whole]) == Box(found[1].box.left, whole.top, found[1].box.right, whole.bottom)
    assert chosen(with_states(found, pixels, [whole])) == [2]


def seats(faint: Sequence[int], odds: Odds, *, is_dark: bool = False) -> tuple[list[Found], np.ndarray, list[Box]]:
    """Buttons beside each other."""
    picture = Image.new("RGB", (700, 80), "#20222a" if is_dark else "white")
    brush = ImageDraw.Draw(picture)
    found, lines = [], []
    for number, chance in enumerate(odds):
        box = Box(20 + 70 * number, 20, 80 + 70 * number, 52)
        dark, light = ("#75777f", "#f0f0f0") if is_dark else ("#b4b4b4", "#222222")
        brush.rounded_rectangle((box.left, box.top, box.right - 1, box.bottom - 1), 6, outline="#888888")
        brush.text((box.left + 22, box.top + 10), f"A{number}", dark if number in faint else light)
        lines.append(Box(box.left + 22, box.top + 10, box.left + 36, box.top + 21))
        found.append(seen("button", box, chance, "disabled"))
    return found, np.asarray(picture), lines


@pytest.mark.parametrize("is_dark", [False, True])
def test_what_is_faint_among_its_like_is_disabled(is_dark: bool) -> None:
    found, pixels, lines = seats([1, 4], [-1.0] * 6, is_dark=is_dark)
    told = with_states(found, pixels, lines)
    assert [number for number, each in enumerate(told) if "disabled" in each.state] == [1, 4]


@pytest.mark.parametrize(("faint", "odds"), [([], -1.0), ([1], UNLIKELY), ([0, 1, 2], -1.0)])
def test_nothing_is_disabled_for_being_as_dark_as_the_others_or_where_it_is_unlikely(
    faint: list[int], odds: float
) -> None:
    found, pixels, lines = seats(faint, [odds] * 3)
    assert with_states(found, pixels, lines) == tuple(found)


def test_what_the_network_is_sure_of_stays_disabled() -> None:
    found, pixels, lines = seats([], [2.0, -1.0, -1.0])
    assert "disabled" in with_states(found, pixels, lines)[0].state


@pytest.mark.parametrize(
    ("edge", "is_invalid"), [("#d92d20", True), ("#ff9c9c", True), ("#1a73e8", False), ("black", False)]
)
@pytest.mark.parametrize("ground", ["white", "#16181d"])
def test_a_field_is_invalid_only_with_a_red_edge(edge: str, is_invalid: bool, ground: str) -> None:
    picture = Image.new("RGB", (400, 120), ground)
    ImageDraw.Draw(picture).rounded_rectangle((40, 30, 339, 69), 6, outline=edge, width=2)
    field = seen("textbox", Box(40, 30, 340, 70), 1.0, "invalid")
    (told,) = with_states([field], np.asarray(picture), [])
    assert ("invalid" in told.state) is is_invalid


def test_a_red_line_below_a_field_is_enough() -> None:
    picture = Image.new("RGB", (400, 120), "#f4f4f4")
    ImageDraw.Draw(picture).line((40, 69, 339, 69), "#da1e28", 2)
    field = seen("textbox", Box(40, 30, 340, 70), 1.0, "invalid")
    assert with_states([field], np.asarray(picture), []) == (field,)


@pytest.mark.parametrize(
    ("indents", "told", "expanded"),
    [
        ((0, 20, 20, 0), (-1.0, 1.0, -1.0, -1.0), [0]),
        ((0, 20, 40, 0), (-1.0, -1.0, -1.0, -1.0), [0, 1]),
        ((0, 0, 0, 0), (1.0, -1.0, -1.0, 1.0), [3]),
    ],
)
def test_items_of_a_tree_are_expanded_where_their_children_follow(
    indents: Sequence[int], told: Odds, expanded: list[int]
) -> None:
    pixels = np.full((200, 300, 3), 255, np.uint8)
    rows = [Box(10, 10 + 32 * number, 210, 40 + 32 * number) for number in range(len(indents))]
    lines = [Box(30 + indent, row.top + 8, 120, row.top + 22) for row, indent in zip(rows, indents, strict=True)]
    found = [seen("treeitem", row, odds, "expanded") for row, odds in zip(rows, told, strict=True)]
    seen_so = with_states(found, pixels, lines)
    assert [number for number, each in enumerate(seen_so) if "expanded" in each.state] == expanded


def test_rows_and_columns_are_of_one_role_and_height_and_close() -> None:
    def link(left: float, top: float, height: float = 30, role: str = "link") -> Found:
        return Found(role, Box(left, top, left + 80, top + height))

    row, column = [link(0, 0), link(100, 0), link(200, 0)], [link(0, 200), link(0, 232), link(20, 264)]
    others = [link(300, 0, role="button"), link(0, 296, height=60), link(500, 0)]
    found = [*row, *column, *others]
    groups = {frozenset(group) for group in in_line(found) if len(group) > 1}
    assert groups == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_colours_are_those_of_the_words_not_of_a_badge() -> None:
    picture = Image.new("RGB", (200, 60), "white")
    brush = ImageDraw.Draw(picture)
    brush.text((10, 16), "Notifications", "#333333", font_size=20)
    brush.rounded_rectangle((140, 18, 160, 38), 4, fill="#d92d20")
    look = look_at(np.asarray(picture), Box(10, 16, 161, 40))
    assert look is not None
    assert look.ground == pytest.approx((255, 255, 255), abs=3)
    assert look.ink == pytest.approx((51, 51, 51), abs=24)
    assert look_at(np.asarray(picture), Box(0, 0, 1, 1)) is None


def test_at_the_edge_of_the_picture_and_of_nothing_there_is_nothing_to_tell() -> None:
    pixels = np.zeros((20, 20, 3), np.uint8)
    found = [Found(role, Box(-3, -3, 400, 30), 0.9, frozenset({"invalid"})) for role in ("textbox", "link", "button")]
    assert len(with_states(found, pixels, [Box(0, 0, 40, 40)])) == 3
    assert with_states([], pixels, []) == ()
