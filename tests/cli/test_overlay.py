from __future__ import annotations

import numpy as np

from flashweb.cli.overlay import colour_of, draw_overlay
from flashweb.core.screen import Box, Element, Screen
from flashweb.perception.need import ROLES


def drawn(*elements: Element) -> np.ndarray:
    white = np.full((200, 300, 3), 255, np.uint8)
    return np.asarray(draw_overlay(white, Screen(300, 200, elements)))


def test_a_frame_has_its_roles_colour_and_lies_around_the_element() -> None:
    picture = drawn(Element("button", "登录", "登录", Box(100, 80, 160, 110)))
    for x, y in ((99, 95), (160, 95), (130, 110)):
        assert tuple(picture[y, x]) == colour_of("button")
    assert tuple(picture[95, 130]) == (255, 255, 255), "what is inside stays as it was"
    assert (picture[55:78, 100:140] != 255).any(), "the label stands above"


def test_labels_at_the_top_stay_in_the_picture_and_text_has_none() -> None:
    assert (drawn(Element("img", "", "", Box(0, 0, 50, 50)))[2:12, 2:30] != 255).any()
    text = drawn(Element("text", "hello", "hello", Box(100, 80, 160, 110)))
    assert (text[:79] == 255).all() and tuple(text[95, 99]) == colour_of("text")


def test_letters_can_be_read_on_every_roles_colour() -> None:
    for role in ROLES:
        red, green, blue = (channel / 255 for channel in colour_of(role))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 3, f"{role}: WCAG's contrast for large letters"
