"""Cards in cards: which of them a person would count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.selecting import holds

ALIKE = 1.25
"""Cards of one set differ no more in width and height."""


def cards_apart(cards: Sequence[Element]) -> list[Element]:
    """None in another: parts of a card are none, nor is what stands around a set of them."""
    inside = {id(outer): [each for each in cards if holds(outer.box, each.box)] for outer in cards}
    sections = {id(outer) for outer in cards if _is_section(outer, inside[id(outer)], cards)}
    whole = [each for each in cards if id(each) not in sections]
    parts = {id(part) for each in whole for part in inside[id(each)]}
    return [_named(each, inside[id(each)]) for each in whole if id(each) not in parts]


def _is_section(outer: Element, inside: Sequence[Element], cards: Sequence[Element]) -> bool:
    """It holds several, and no card that stands beside it is like it."""
    held = {id(outer), *(id(each) for each in inside)}
    beside = (each for each in cards if id(each) not in held)
    return len(inside) > 1 and not any(_is_alike(outer.box, each.box) for each in beside)


def _is_alike(box: Box, other: Box) -> bool:
    sides = ((box.width, other.width), (box.height, other.height))
    return all(max(pair) <= ALIKE * max(min(pair), 1.0) for pair in sides)


def _named(card: Element, inside: Sequence[Element]) -> Element:
    """A card that nothing names is called what is named in it."""
    name = card.name or next((each.name for each in inside if each.name), "")
    return card if name == card.name else replace(card, name=name)
