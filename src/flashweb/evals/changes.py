"""Which changes an answer about two pictures tells, as tuples of kind and name, against those that happened.

A kind belongs to the names of its clause. A clause of names alone goes on with the kind of the one before
("Added: A, B"); several kinds in one clause each take the nearest names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashweb.evals.items import Change, Changes
from flashweb.evals.mentions import QUOTED, Mention, Read, read
from flashweb.evals.polarity import own_words
from flashweb.evals.text import NEAR, Searchable
from flashweb.evals.verdict import RIGHT, Verdict, f1, wrong
from flashweb.evals.words import CHANGES, NO_CHANGE

_COMMAS = frozenset(",，")
_CUT = re.compile(r"[。;；!?！？\n，]|,(?!\d{3})|\.(?=\s|$)")
# Kinds that may be told with each other's words: a switch that "changed from off to on", a label that "became red".
_ALSO = {"state": {"text"}, "style": {"text"}, "text": {"state"}, "moved": {"text"}}


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of the answer between two cuts; sentence: which one it belongs to."""

    start: int
    end: int
    sentence: int


def judge_changes(truth: Changes, answer: str, known: str = "") -> Verdict:
    """Right when the tuples' F1 is 0.8 or more; pairs that show the same must be called so."""
    says_same = bool(NO_CHANGE.search(own_words(answer)))
    if not truth.changes:
        told = _kinds_told(answer)
        return RIGHT if says_same and not told else wrong("names a difference where there is none")
    names = [_spellings(change) for change in truth.changes]
    found = read(answer, [*names, *([other] for other in truth.others)], known)
    spans = _clauses(found.masked)
    right = {
        index
        for index, change in enumerate(truth.changes)
        if any(_tells(change, m, found, spans, answer) for m in found.mentions if m.name == index)
    }
    if says_same and not right:
        return wrong("says that nothing differs")
    added = _added(truth, found, spans)
    share = f1(len(right), len(truth.changes), len(right) + len(added))
    if share >= NEAR:
        return Verdict(True, share)
    missed = [f"{c.type} {c.name!r}" for index, c in enumerate(truth.changes) if index not in right]
    parts = [f"lacks {', '.join(missed[:3])}"] if missed else []
    parts += [f"adds {', '.join(map(repr, sorted(added)[:3]))}"] if added else []
    return wrong("; ".join(parts), share)


def _spellings(change: Change) -> tuple[str, ...]:
    """A text that changed is named by what it was or what it became."""
    texts = (change.name, *change.also, change.before, change.after)
    return tuple(dict.fromkeys(text for text in texts if text))


def _clauses(masked: str) -> list[_Clause]:
    spans, start, sentence = [], 0, 0
    for cut in _CUT.finditer(masked):
        spans.append(_Clause(start, cut.end(), sentence))
        start = cut.end()
        sentence += cut.group() not in _COMMAS
    return [*spans, _Clause(start, len(masked) + 1, sentence)]


def _kinds(text: str) -> dict[str, list[int]]:
    """Kinds of change that a clause tells, and where."""
    found = {kind: [m.start() for m in word.finditer(text)] for kind, word in CHANGES.items()}
    return {kind: places for kind, places in found.items() if places}


def _tells(change: Change, mention: Mention, found: Read, spans: Sequence[_Clause], answer: str) -> bool:
    told = _told_of(mention, found, spans)
    if not told & {change.type, *_ALSO.get(change.type, ())}:
        return False
    text = Searchable.of(answer)
    values = [value for value in (change.before, change.after) if value]
    if change.type == "text" and values:
        # both values, or the name and what it became
        return all(any(text.find(value)) or text.find_near(value) for value in values[-1:]) and (
            len(values) < 2 or any(text.find(values[0])) or _is_named(change, text)
        )
    return True


def _is_named(change: Change, text: Searchable) -> bool:
    return any(any(text.find(name)) for name in (change.name, *change.also))


def _told_of(mention: Mention, found: Read, spans: Sequence[_Clause]) -> set[str]:
    """The kinds that go with a mention: of its clause, else of the sentence's others, else of an earlier headline."""
    at = next(index for index, span in enumerate(spans) if span.start <= mention.start < span.end)
    own = spans[at].sentence
    same = [index for index, span in enumerate(spans) if span.sentence == own and index != at]
    earlier = [index for index in reversed(range(at)) if spans[index].sentence != own]
    for index in (at, *(i for i in reversed(same) if i < at), *(i for i in same if i > at), *earlier):
        kinds = _kinds(found.masked[spans[index].start : spans[index].end])
        if kinds:
            return _nearest(kinds, mention, spans[index].start) if index == at else set(kinds)
    return set()


def _nearest(kinds: dict[str, list[int]], mention: Mention, start: int) -> set[str]:
    """added and removed exclude each other; every other kind of the clause goes with the mention."""
    if not {"added", "removed"} <= kinds.keys():
        return set(kinds)
    middle = (mention.start + mention.end) / 2 - start
    gaps = {kind: min(abs(place - middle) for place in kinds[kind]) for kind in ("added", "removed")}
    loser = max(gaps, key=lambda kind: gaps[kind])
    return set(kinds) - {loser}


def _added(truth: Changes, found: Read, spans: Sequence[_Clause]) -> set[str]:
    """Names said to have changed that did not, and names made up."""
    allowed = " ".join(text for change in truth.changes for text in _spellings(change))
    told = {
        truth.others[m.name - len(truth.changes)]
        for m in found.mentions
        if m.name >= len(truth.changes)
        and m.is_listed
        and not m.is_denied
        and not m.is_place
        and _told_of(m, found, spans)
    }
    return told | _invented(found, spans, Searchable.of(allowed))


def _invented(found: Read, spans: Sequence[_Clause], allowed: Searchable) -> set[str]:
    """Names made up; one that is said to have become another is one change."""
    changed: dict[int, str] = {}
    others = set()
    for extra in (extra for extra in found.extras if not any(allowed.find(extra))):
        at = found.folded.find(extra)
        clause = next((index for index, span in enumerate(spans) if span.start <= at < span.end), 0)
        if "text" in _kinds(found.masked[spans[clause].start : spans[clause].end]):
            changed.setdefault(clause, extra)
        else:
            others.add(extra)
    return others | set(changed.values())


def _kinds_told(answer: str) -> bool:
    """Whether an answer that says "the same" goes on to name a difference."""
    text = NO_CHANGE.sub(" ", own_words(answer))
    quoted = QUOTED.search(answer) is not None
    return quoted and bool(_kinds(text).keys() & {"added", "removed", "moved"})
