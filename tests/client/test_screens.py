"""The wire's screens, read back."""

from __future__ import annotations

import pytest

from flashweb.api.screens import screen_body
from flashweb.client import ApiError, screen_of
from flashweb.core.screen import Box, Cell, Element, Screen
from flashweb.perception.reader import Parsed

CELL = Element("cell", "12.50", "12.50", Box(10, 20.5, 90, 44), 0.875, cell=Cell(1, 2, 1, 3))
BUTTON = Element("button", "登录", "登录", Box(0, 0, 9, 9), 0.5, frozenset({"disabled", "pressed"}), (), "log-in")
SCREEN = Screen(1280, 800, (Element("table", "", "", Box(1, 2, 100, 200), 1.0, children=(CELL, BUTTON)), BUTTON))


def test_what_is_sent_is_what_is_read() -> None:
    assert screen_of(screen_body(Parsed(SCREEN, "ab12", 2, 0.1))) == SCREEN


def test_parts_that_were_not_asked_for_are_empty() -> None:
    body = screen_body(Parsed(SCREEN, "ab12", 2, 0.1), frozenset())
    assert [(element.role, element.name) for element in screen_of(body).elements] == [
        ("table", ""), ("cell", "12.50"), ("button", "登录"), ("button", "登录"),
    ]  # fmt: skip
    assert not any(e.text or e.state or e.icon or e.children or e.cell for e in screen_of(body).walk())


@pytest.mark.parametrize(
    "body",
    [{}, {"width": 1, "height": 1, "elements": 5}, {"width": 1, "height": 1, "elements": [{"role": "button"}]},
     {"width": "x", "height": 1, "elements": []}],
)  # fmt: skip
def test_what_is_no_screen_is_told_so(body: dict[str, object]) -> None:
    with pytest.raises(ApiError, match=r"no screen.*check the URL") as caught:
        screen_of(body)
    assert caught.value.code == "bad_answer"
