"""The X of Y: a field of one entry among many, where a table's row and column cross, or in the entry's own card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashweb.core.screen import Element
from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.lookup import Hit, distance, names_label, value_of
from flashweb.engines.nano.matching import Tier, match
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.values import find_values

_OF = re.compile(r"^(?P<field>.{2,40}?)\s+(?:of|for|on|in)\s+(?:the\s+)?(?P<entry>.{2,60})$", re.IGNORECASE)
_GENITIVE = re.compile(r"^(?P<entry>.{2,60}?)(?:['’]s\s+|的)(?P<field>.{2,40})$")
_SCRIPTS = re.compile(r"(?<=[!-~])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[!-~])")
_HAN = re.compile(r"^[\u3400-\u9fff]+$")

Line = tuple[int, Element]


def _splits(label: str) -> Iterator[tuple[str, str]]:
    """(entry, field) as the phrase may be cut; without a marker, Chinese may be cut anywhere and English at a space."""
    for pattern in (_OF, _GENITIVE):
        if found := pattern.match(label):
            yield found["entry"], found["field"]
            return
    if _HAN.match(label):
        yield from ((label[:i], label[i:]) for i in range(len(label) - 2, 1, -1))
        return
    words = _SCRIPTS.sub(" ", label).split()
    yield from ((" ".join(words[:i]), " ".join(words[i:])) for i in range(len(words) - 1, 0, -1))


async def field_of_entry(label: str, page: Page, attribute: Attribute | None) -> list[Hit]:
    """The value for "the X of Y"; nothing when the page has no such entry or no such field. All lines are known."""
    lines = sorted(page.known.items())
    for entry, field in _splits(label):
        entries = _best([(i, line, match(entry, line.text)) for i, line in lines])
        if not entries or len(entries) > 6:
            continue
        for name in (field, *synonyms(field)):
            fields = [(i, line) for i, line in lines if names_label(name, line.text)]
            for row in entries:
                if hits := await _cross(row, fields, name, page, attribute):
                    return hits
    return []


def count_of_entry(label: str, page: Page) -> Hit | None:
    """ "items in raw_frames": of the texts with the thing and a number, the one nearest to the entry. All are known."""
    lines = list(page.known.values())
    for first, second in _splits(label):
        for entry, thing in ((first, second), (second, first)):
            entries = [line for line in lines if match(entry, line.text)]
            counts = [line for line in lines if match(thing, line.text) and find_values(Attribute.NUMBER, line.text)]
            pairs = [(distance(e.box, c.box), n, e, c) for e in entries for n, c in enumerate(counts) if e != c]
            if pairs:
                _, _, line, cell = min(pairs, key=lambda pair: pair[:2])
                return Hit(cell.text, cell, line)
    return None


def _best(hits: list[tuple[int, Element, Tier]]) -> list[Line]:
    best = max((tier for _, _, tier in hits), default=Tier.NONE)
    return [(i, line) for i, line, tier in hits if best and tier is best]


async def _cross(entry: Line, fields: list[Line], name: str, page: Page, attribute: Attribute | None) -> list[Hit]:
    """The cell in the entry's row under a head, else the value of the nearest such label below or beside the entry."""
    index, line = entry
    box = line.box
    beside = [*page.right_of(index), *page.left_of(index)]
    for _, head in fields:
        if head.box.bottom > box.top or len(beside) < 2:
            continue
        under = [i for i in beside if _overlaps(page, i, head)]
        for _, cell in await page.get(under[:1]):
            return [Hit(cell.text, cell, head)]
    near = [(i, field) for i, field in fields if i == index or 0 <= field.box.top - box.top < 12 * box.height]
    near.sort(key=lambda pair: abs(pair[1].box.top - box.top) + 0.3 * abs(pair[1].box.left - box.left))
    return await value_of(near[0][0], name, page, attribute) if near else []


def _overlaps(page: Page, index: int, head: Element) -> bool:
    cell = page.boxes[index]
    shared = min(cell.right, head.box.right) - max(cell.left, head.box.left)
    return shared > 0.5 * min(cell.width, head.box.width)
