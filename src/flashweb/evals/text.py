"""Text as it is compared: normal forms, how near two strings are, where one stands in the other.

Nearness is ANLS, one minus the edit distance over the longer length, 0 below a half (Biten et al., Scene Text Visual
Question Answering, 2019).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

NEAR = 0.8
QUOTES = "\"'`“”‘’「」『』«»《》〈〉"
_PLAIN = str.maketrans({**dict.fromkeys(QUOTES, '"'), "。": ".", "、": ",", "【": "[", "】": "]", "—": "-", "–": "-"})
_SKIPPED = re.compile(rf"[\s{QUOTES}*_]+")
_TOKEN = re.compile(r"[\u3400-\u9fff]|\d+|[^\W\d_]+|[^\w\s]")
_FIGURE = re.compile(r"\W*\d[\d\W]*")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")


def normalise(text: str) -> str:
    """For BLEU: NFKC, one kind of quote, ASCII punctuation, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def fold(text: str) -> str:
    """NFKC and case folding; white space and quotes stay."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


def bare(text: str) -> str:
    """Folded, without white space, quotes and emphasis marks."""
    return _SKIPPED.sub("", fold(text))


def distance(first: str, second: str) -> int:
    """Edit distance (Levenshtein)."""
    if len(first) < len(second):
        first, second = second, first
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        corner, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (a != b))
    return row[-1]


def anls(first: str, second: str) -> float:
    """How near two strings are, 0 to 1; white space, case and quotes do not count."""
    a, b = bare(first), bare(second)
    longest = max(len(a), len(b))
    if a == b:
        return 1.0
    if longest == 0 or abs(len(a) - len(b)) * 2 > longest:
        return 0.0
    share = 1 - distance(a, b) / longest
    return share if share >= 0.5 else 0.0


def numbers(text: str) -> list[str]:
    """The numbers in a text, thousands' commas left out; `1-2` and `10:30` are one each."""
    return [re.sub(r",(?=\d{3}(?!\d))", "", found) for found in _NUMBER.findall(fold(text))]


@dataclass(frozen=True, slots=True)
class Searchable:
    """A text to look for names in. folded: what positions count in."""

    folded: str
    compact: str = field(repr=False)
    places: tuple[int, ...] = field(repr=False)
    figures: str = field(repr=False)
    figure_places: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Searchable:
        folded = fold(text)
        kept = tuple(at for at, char in enumerate(folded) if not _SKIPPED.fullmatch(char))
        bare_figures = tuple(at for at in kept if not _is_grouping(folded, at))
        strings = ("".join(folded[at] for at in places) for places in (kept, bare_figures))
        return cls(folded, next(strings), kept, next(strings), bare_figures)

    def find(self, name: str) -> Iterator[tuple[int, int]]:
        """Where the name stands: start and end, never inside a longer word or number."""
        wanted, text, places = bare(name), self.compact, self.places
        if _FIGURE.fullmatch(wanted):
            wanted = wanted.lstrip("¥$€£")
            wanted = "".join(char for at, char in enumerate(wanted) if not _is_grouping(wanted, at))
            text, places = self.figures, self.figure_places
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            start, end = places[at], places[at + len(wanted) - 1] + 1
            if self._stands_alone(start, end):
                yield start, end
            at = text.find(wanted, at + 1)

    def _stands_alone(self, start: int, end: int) -> bool:
        before, after = self.folded[max(start - 2, 0) : start], self.folded[end : end + 2]
        first, last = self.folded[start], self.folded[end - 1]
        if first.isdecimal() and re.search(r"\d[.,:]?$", before):
            return False
        if last.isdecimal() and re.match(r"\d|[.,:]\d", after) and not re.match(r"\.0+(?!\d)", self.folded[end:]):
            return False
        return not ((_is_latin(first) and _is_latin(before[-1:])) or (_is_latin(last) and _is_latin(after[:1])))

    def find_near(self, name: str) -> tuple[int, int] | None:
        """Where something stands that is as good as the name: ANLS of 0.8 or more, and no number of it changed."""
        tokens = [match.span() for match in _TOKEN.finditer(self.folded)]
        wanted = numbers(name)
        length = len(_TOKEN.findall(fold(name)))
        best, place = NEAR, None
        for size in {max(length - 1, 1), length, length + 1}:
            for first in range(len(tokens) - size + 1):
                start, end = tokens[first][0], tokens[first + size - 1][1]
                window = self.folded[start:end]
                share = anls(window, name)
                if (share > best or (share == best and place is None)) and numbers(window) == wanted:
                    best, place = share, (start, end)
        return place


def _is_grouping(text: str, at: int) -> bool:
    """Whether a character only groups digits: 1,200 and (415) 555-0137."""
    if text[at] == ",":
        return at > 0 and re.fullmatch(r"\d,\d{3}", text[at - 1 : at + 4]) is not None
    if text[at] == "(":
        return text[at + 1 : at + 2].isdecimal()
    return text[at] in ")-" and at > 0 and text[at - 1] in "0123456789)"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
