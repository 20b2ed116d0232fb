"""Which cards a person would count."""

from __future__ import annotations

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.nesting import cards_apart


def card(name: str, left: float, top: float, width: float = 200, height: float = 300) -> Element:
    return Element("card", name, "", Box(left, top, left + width, top + height))


ROW = [card(name, left, 0) for name, left in (("Lamp", 0), ("Desk", 210), ("Chair", 420))]


def test_cards_side_by_side_are_all_counted() -> None:
    assert cards_apart(ROW) == ROW


def test_what_stands_around_a_set_of_cards_is_none() -> None:
    assert cards_apart([card("", -10, -10, 640, 320), *ROW]) == ROW


def test_parts_of_a_card_are_none_and_name_it() -> None:
    parts = [card("Sofa", 632, 150, 190, 80), card("", 632, 240, 190, 40)]
    assert [each.name for each in cards_apart([*ROW, card("", 630, 0), *parts])] == ["Lamp", "Desk", "Chair", "Sofa"]
    assert [each.name for each in cards_apart([card("", 0, 0), card("Sofa", 5, 150, 190, 80)])] == ["Sofa"]
