"""The words of a question on one page: how much each weighs, and which lines have it.

Rare words weigh more (idf; Sparck Jones, 1972); nouns that only name the class of a thing, and words in a language that
the page is not in, weigh little, since the page need not spell them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from flashweb.engines.nano.asked import GENERIC, STOP_EN, STOP_ZH, Term, stems, terms_of, words
from flashweb.engines.nano.kinds import KIND_WORDS, Kind
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.values import find_values

OTHER_NAME = 0.85
"""How much another name of a word counts."""
EARLIER = 0.35
"""How much a word of the earlier question counts in a follow-up."""
UNSPELT = 0.15
"""How much a word counts that the page need not spell: the class of a thing, or a word in a language it is not in."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text made ready for comparing; packed: its letters and figures, folded."""

    index: int
    text: str
    packed: str
    stems: frozenset[str]
    words: frozenset[str]


@dataclass(slots=True)
class Weighted:
    """A term on this page: weight, and the lines that have it with how well (1, or OTHER_NAME)."""

    term: Term
    weight: float
    hits: dict[int, float]
    is_earlier: bool
    is_kind: bool


def line_of(text: str, index: int = 0) -> Line:
    """The line of this text."""
    return Line(index, text, fold(text).packed, stems(text), words(text))


def weigh(question: str, earlier: str, lines: list[Line], kind: Kind) -> list[Weighted]:
    """The terms of a question, and of the one it leans on, on a page of these lines."""
    page_text = "\n".join(line.packed for line in lines)
    page_words = frozenset(word for line in lines for word in line.words)
    has_han = sum(c >= "\u3400" for c in page_text) > 0.05 * len(page_text)
    asked = [(term, False) for term in terms_of(question, page_text)]
    known = {term.names[0] for term, _ in asked}
    asked += [(term, True) for term in terms_of(earlier, page_text) if term.names[0] not in known]
    found = []
    for term, is_earlier in asked:
        name = term.names[0]
        here = Term(tuple(n for k, n in enumerate(term.names) if not k or _is_on(n, page_text, page_words)), term.size)
        hits = {line.index: share for line in lines if (share := holds(here, line))}
        exact = [i for i, share in hits.items() if share == 1.0]
        weight = term.size * math.log(1 + len(lines) / (1 + len(exact or hits)))
        if is_earlier:
            weight *= EARLIER
        is_kind = any(word in KIND_WORDS.get(kind, frozenset()) for word in name.split())
        if name in GENERIC or (not hits and not name.isascii() and not has_han):
            weight *= UNSPELT if len(name) > 1 else 0.6
        found.append(Weighted(here, weight, hits, is_earlier, is_kind))
    return found


def prepare(text: str) -> None:
    """Works out ahead what any question will compare a line by, while nobody waits."""
    line_of(text)
    for kind in (Attribute.PHONE, Attribute.EMAIL, Attribute.PRICE, Attribute.DATE):
        find_values(kind, text)


def _is_on(name: str, page_text: str, page_words: frozenset[str]) -> bool:
    packed = fold(name).packed
    return words(name) <= page_words if packed.isascii() else packed in page_text


def holds(term: Term, line: Line) -> float:
    """1 where the line has the term as it was asked, OTHER_NAME where it has another name, else 0."""
    for number, name in enumerate(term.names):
        packed = fold(name).packed
        if not packed:
            is_there = name in line.text
        elif packed.isascii():
            is_there = (words(name) <= line.words) if number else all(_starts(s, line.stems) for s in stems(name))
        else:
            is_there = packed in line.packed
        if is_there:
            return OTHER_NAME if number else 1.0
    return 0.0


def _starts(wanted: str, have: frozenset[str]) -> bool:
    """A stem is there, or begins a word that the reader of pixels glued to the next."""
    return wanted in have or (len(wanted) >= 6 and any(word.startswith(wanted) for word in have))


def residue(text: str, terms: list[Weighted], kind: Kind = Kind.THING) -> float:
    """What a text says beyond the words of the question, in words; two Chinese letters count as one."""
    names = {fold(n).packed for t in terms if not t.is_earlier for n in t.term.names}
    if kind is Kind.WHICH:
        names = {name for name in names if name.isascii() != any(not t.term.names[0].isascii() for t in terms)}
    rest = fold(text).packed
    for name in sorted((n for n in names if n and not n.isascii()), key=len, reverse=True):
        rest = rest.replace(name, "")
    latin = {s for name in names if name.isascii() for s in stems(name)} | {
        s for t in terms if not t.is_earlier for n in t.term.names for s in stems(n)
    }
    others = sum(s not in latin and s not in STOP_EN for s in stems(text))
    return others + 0.5 * sum(c >= "\u3400" and c not in STOP_ZH for c in rest)
