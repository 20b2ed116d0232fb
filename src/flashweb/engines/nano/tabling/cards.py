"""Repeated cards as a table: each card a row, its title, its labelled values and its kinds of value the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.lookup import split_label
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.tabling.grid import Column, Grid, grid_of
from flashweb.engines.nano.values import find_values

CARDS = frozenset({"card", "listitem", "article"})
KINDS = (Attribute.PRICE, Attribute.DATE, Attribute.PERCENT, Attribute.PHONE, Attribute.EMAIL)
FEWEST_TEXTS = 2
_FIGURE = re.compile(r"\d")
_Key = str | Attribute
Pack = list[tuple[Element, list[Element]]]
"""Cards: of each its title, and its other texts."""
TITLE = ""


def grids_of_cards(roots: Sequence[Element]) -> list[Grid]:
    """A grid for each group of cards that stand side by side or below each other."""
    return [grid for group in _groups(roots) if (grid := _grid(group))]


def packs_of_cards(roots: Sequence[Element]) -> list[Pack]:
    """Each group of cards: of each its title and its other texts."""
    return [[_titled(card) for card in group] for group in _groups(roots)]


def _titled(card: Element) -> tuple[Element, list[Element]]:
    texts = _texts(card)
    title = _title(card, texts)
    return title, [text for text in texts if text != title]


def _groups(siblings: Sequence[Element]) -> Iterator[list[Element]]:
    for role in CARDS:
        group = [each for each in siblings if each.role == role and len(_texts(each)) >= FEWEST_TEXTS]
        if len(group) > 1:
            yield group
    for each in siblings:
        yield from _groups(each.children)


def _texts(card: Element) -> list[Element]:
    """The texts in a card, each once."""
    found: list[Element] = []
    for each in card.children:
        inner = _texts(each)
        found += inner or ([each] if each.text.strip() or each.name.strip() else [])
    return found


def _grid(cards: Sequence[Element]) -> Grid | None:
    found = [_fields(card) for card in cards]
    often = Counter(key for fields in found for key in fields)
    keys = [key for key in often if key == TITLE or often[key] >= max(2, len(cards) / 2)]
    if len(keys) < FEWEST_TEXTS:
        return None
    columns = [
        Column("" if isinstance(key, Attribute) else key, None, key if isinstance(key, Attribute) else None)
        for key in keys
    ]
    box = cards[0].box
    for card in cards:
        box = box.union(card.box)
    return grid_of(columns, [tuple(fields.get(key) for key in keys) for fields in found], box, "cards")


def _fields(card: Element) -> dict[_Key, Element]:
    """Values of a card by their label or kind; its title is the first heading, or the tallest of its first texts."""
    texts = _texts(card)
    title = _title(card, texts)
    fields: dict[_Key, Element] = {TITLE: title}
    previous: Element | None = None
    for each in texts:
        if each == title:
            continue
        parts = split_label(each.text)
        if parts and parts[1]:
            fields.setdefault(parts[0], _only(each, parts[1]))
        elif previous is not None and _names(previous, each):
            fields.setdefault(previous.text.rstrip(" :："), each)
        elif kind := next((kind for kind in KINDS if find_values(kind, each.text)), None):
            fields.setdefault(kind, _only(each, find_values(kind, each.text)[0]))
        previous = each
    return fields


def _title(card: Element, texts: Sequence[Element]) -> Element:
    headings = [each for each in card.walk() if each.role == "heading" and each.text]
    names = [each for each in texts if not _FIGURE.search(each.text) and not split_label(each.text)]
    return headings[0] if headings else max(names[:3], key=lambda each: round(each.box.height / 2), default=texts[0])


def _only(line: Element, value: str) -> Element:
    return Element(line.role, value, value, line.box, line.confidence)


def _names(label: Element, value: Element) -> bool:
    """A short text without figures, right over or left of one with figures, is its label."""
    if _FIGURE.search(label.text) or len(label.text) > 16 or not _FIGURE.search(value.text):
        return False
    unit = label.box.height
    is_beside = abs(label.box.center[1] - value.box.center[1]) < 0.6 * unit and label.box.right <= value.box.left + unit
    return is_beside or (
        0 <= value.box.top - label.box.bottom + unit / 3 < 1.5 * unit
        and abs(label.box.left - value.box.left) < 2 * unit
    )
