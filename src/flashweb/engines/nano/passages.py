"""Sentences as they run over wrapped lines, each with the lines that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashweb.core.screen import Element
from flashweb.perception.grouping import with_structure

PROSE = 44
"""A line this long, a Chinese letter counting as two, is running text rather than a line of a card."""
_SENTENCE = re.compile(r"\S.*?(?:[。！？!?；]+[”’」』\"']*|\.(?=\s|$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a paragraph, or a line that stands alone."""

    text: str
    lines: tuple[Element, ...]


def is_prose(text: str) -> bool:
    """Whether a line is running text."""
    return len(text) + sum(c >= "\u3400" for c in text) > PROSE


def passages(lines: Sequence[Element]) -> list[Passage]:
    """What the lines say, in their order: paragraphs cut into sentences, other lines whole."""
    found: list[Passage] = []
    at = 0
    for block in with_structure(lines):
        count = max(len(block.children), 1)
        members = lines[at : at + count]
        at += count
        if count == 1:
            found.append(Passage(members[0].text, tuple(members)))
        else:
            found += _sentences(block.text, members)
    return found


def _sentences(text: str, lines: Sequence[Element]) -> Iterator[Passage]:
    spans: list[tuple[int, int, Element]] = []
    stop = 0
    for line in lines:
        start = text.index(line.text, stop)
        stop = start + len(line.text)
        spans.append((start, stop, line))
    for found in _SENTENCE.finditer(text):
        holders = tuple(line for first, last, line in spans if first < found.end() and found.start() < last)
        yield Passage(found.group().strip(), holders)
