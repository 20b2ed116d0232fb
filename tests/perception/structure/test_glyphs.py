"""Icons that are read as letters, and signs that are icons."""

import pytest

from flashweb.perception.found import Icon
from tests.perception.structure.screens import by_role, found, line, screen_of


@pytest.mark.parametrize(
    ("text", "name", "icon"),
    [
        ("三", "", "menu"),
        ("Q", "", "search"),
        ("×", "×", "close"),
        ("?", "?", "help"),
        ("唐", "唐", ""),
        ("P", "P", ""),
    ],
)
def test_one_letter_on_a_small_button(text: str, name: str, icon: str) -> None:
    screen = screen_of([found("button", 20, 20, 52, 52)], [line(text, 28, 28)])
    button = by_role(screen, "button")[0]
    assert (button.name, button.icon) == (name, icon)


def test_the_letter_that_a_known_icon_was_read_as_is_no_name() -> None:
    screen = screen_of([found("button", 20, 20, 52, 52)], [line("曲", 28, 28)], {0: Icon("globe")})
    button = by_role(screen, "button")[0]
    assert (button.name, button.icon) == ("", "globe")


def test_a_magnifier_before_a_buttons_text_is_no_letter() -> None:
    screen = screen_of([found("button", 20, 20, 140, 52)], [line("Q 查询", 28, 28)])
    button = by_role(screen, "button")[0]
    assert (button.name, button.icon) == ("查询", "search")
    screen = screen_of([found("button", 20, 20, 140, 52)], [line("Q4", 28, 28)])
    assert by_role(screen, "button")[0].name == "Q4"


@pytest.mark.parametrize(
    ("text", "name", "icon"), [("+ 选课", "选课", "plus"), ("Q搜索", "搜索", "search"), ("+1", "+1", "")]
)
def test_a_drawing_before_a_buttons_words_is_its_icon(text: str, name: str, icon: str) -> None:
    button = by_role(screen_of([found("button", 20, 20, 140, 52)], [line(text, 28, 28)]), "button")[0]
    assert (button.name, button.icon) == (name, icon)
