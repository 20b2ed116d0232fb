"""The X of Y: a field of one entry among many, where a table's row and column cross, or in the entry's own card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashweb.core.screen import Element
from flashweb.engines.nano.lookup import Hit, distance
from flashweb.engines.nano.matching import match
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
