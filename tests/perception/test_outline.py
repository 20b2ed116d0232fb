"""The outline: what is told of a screen, in which words, and what goes first when room is short."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashweb.core.errors import InvalidRequest
from flashweb.core.screen import Box, Cell, Element, Screen
from flashweb.perception.outline import MIN_CHARS, outline


def element(role: str, name: str = "", *children: Element, top: float = 0, **fields: object) -> Element:
    return Element(role, name, str(fields.pop("text", name)), Box(10, top, 98, top + 32), children=children, **fields)  # type: ignore[arg-type]


def lines_of(*elements: Element, max_chars: int | None = None) -> list[str]:
    return outline(Screen(1280, 800, elements), max_chars).split("\n")


def test_one_element_a_line_with_the_ids_of_the_json_form() -> None:
    form = element(
        "form",
        "Sign in",
        element("textbox", "用户名", text="alice", state=frozenset({"focused"})),
        element("button", "登录", state=frozenset({"disabled", "pressed"}), icon="log-in"),
    )
    assert lines_of(element("heading", "Hi"), form) == [
        "screen 1280x800",
        '[0] heading "Hi" @ 10,0 88x32',
        '[1] form "Sign in" @ 10,0 88x32',
        '  [2] textbox "用户名" text "alice" (focused) @ 10,0 88x32',
        '  [3] button "登录" icon log-in (disabled, pressed) @ 10,0 88x32',
    ]


def test_an_empty_screen_is_its_size() -> None:
    assert outline(Screen(1, 1)) == "screen 1x1"


def test_wrappers_and_repetitions_are_passed_over() -> None:
    wrapped = element("list", "", element("listitem", "", element("link", "Home", element("text", "Home"))))
    paragraph = element("paragraph", "first line second line", element("text", "first line"), element("text", "second"))
    assert lines_of(wrapped, paragraph, element("card"), element("text", "")) == [
        "screen 1280x800",
        '[2] link "Home" @ 10,0 88x32',
        '[4] paragraph "first line second line" @ 10,0 88x32',
    ]


def test_what_has_no_name_but_can_be_used_is_told() -> None:
    assert [line.split(" @")[0] for line in lines_of(element("button"), element("img"), element("button", icon="x"))][
        1:
    ] == ["[0] button", "[1] img", "[2] button icon x"]


def test_cells_tell_their_place_and_names_stay_on_their_line() -> None:
    cell = element("cell", 'a "quoted"\nname', cell=Cell(2, 1))
    table = element("table", "", element("row", "", cell, element("cell", "1", cell=Cell(2, 2))))
    assert lines_of(table)[1:3] == ["[0] table @ 10,0 88x32", "  [1] row @ 10,0 88x32"]
    assert lines_of(table)[3] == '    [2] cell r2c1 "a \\"quoted\\" name" @ 10,0 88x32'


def test_pictures_go_first_then_text_from_the_bottom_then_content_controls_last() -> None:
    page = (
        element("img", top=0),
        element("text", "t" * 40, top=100),
        element("text", "u" * 40, top=200),
        element("heading", "h" * 40, top=300),
        element("button", "b" * 40, top=700),
    )
    whole = outline(Screen(1280, 800, page))
    gone: list[str] = []
    for max_chars in range(len(whole) - 1, MIN_CHARS - 1, -1):
        text = outline(Screen(1280, 800, page), max_chars)
        assert len(text) <= max_chars
        for mark in ("img @", "uuu", "ttt", "hhh", "bbb"):
            if mark not in text and mark not in gone:
                gone.append(mark)
    assert gone == ["img @", "uuu", "ttt"]
    assert outline(Screen(1280, 800, page), MIN_CHARS).endswith("left out to fit: 2 text, 1 img")
    assert outline(Screen(1280, 800, page), len(whole)) == whole


def test_a_nameless_container_goes_with_the_last_thing_inside() -> None:
    texts = [element("text", f"{number} " + "x" * 60, top=number) for number in range(3)]
    kept = element("button", "Send")
    text = outline(Screen(1280, 800, (element("card", "", *texts), kept)), MIN_CHARS)
    assert "card" in text
    many = [element("text", f"{number} " + "x" * 150, top=number) for number in range(2)]
    text = outline(Screen(1280, 800, (element("card", "", *many), kept)), MIN_CHARS)
    assert "card @" not in text and 'button "Send"' in text and text.endswith("left out to fit: 2 text")


def test_too_small_a_budget_is_refused() -> None:
    with pytest.raises(InvalidRequest, match=f"at least {MIN_CHARS}"):
        outline(Screen(10, 10), MIN_CHARS - 1)


NAMES = st.text(max_size=30)
LEAVES = st.builds(element, st.sampled_from(["button", "text", "img", "heading"]), NAMES)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda role, name, children: element(role, name, *children),
        st.sampled_from(["list", "card", "dialog", "paragraph"]),
        NAMES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(TREES, max_size=5), st.integers(MIN_CHARS, 900))
def test_any_tree_fits_any_budget_and_all_that_is_told_is_there(trees: list[Element], max_chars: int) -> None:
    screen = Screen(1280, 800, tuple(trees))
    whole, short = outline(screen).splitlines(), outline(screen, max_chars)
    assert len(short) <= max_chars
    told = [line for line in short.split("\n") if not line.startswith("left out")]
    assert all(line in outline(screen).split("\n") for line in told)
    assert len(told) == len(outline(screen).split("\n")) or len("\n".join(whole)) > max_chars
