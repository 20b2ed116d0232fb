"""Whether an answer is right: semantic agreement, one rule for each kind of truth.

An answer is free text of any server, so it is read for what it asserts: which names it mentions, which of them it
denies, what it counts, what it makes up. docs/evaluating.md tells each rule; tests/evals/marked.jsonl holds answers
marked by people, which the rules are measured against.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashweb.evals.changes import judge_changes
from flashweb.evals.counting import stated
from flashweb.evals.dates import date_of, dates
from flashweb.evals.items import (
    Cells,
    Changes,
    Children,
    Count,
    Elements,
    Facts,
    Item,
    Named,
    Unanswerable,
    Value,
    YesNo,
)
from flashweb.evals.mentions import Mention, Read, read
from flashweb.evals.polarity import agrees, declines, guesses, refuses, state_said
from flashweb.evals.text import NEAR, bare, fold
from flashweb.evals.verdict import RIGHT, Verdict, f1, wrong
from flashweb.evals.words import KINDRED, ROLES

MAX_CHARACTERS = 600
FEW, LONG = 5, 80  # names besides, and characters, from which on an answer recites the page
_FULL_STOP = r"[。!?！？]|\.(?=\s|$)"
_SENTENCE_END = r"[。;；!?！？\n]|\.(?=\s|$)"


@dataclass(frozen=True, slots=True)
class _Case:
    """An answer to an item; known: names that are no inventions, since the question or its history has them."""

    answer: str
    known: str


def judge(item: Item, answer: str) -> Verdict:
    """Right or wrong, and why."""
    if not answer.strip():
        return wrong("empty answer")
    case = _Case(answer, " ".join([item.question, *(turn.question + turn.answer for turn in item.history)]))
    truth = item.truth
    match truth:
        case Value():
            return _value(truth, case)
        case Count():
            return _count(truth, case)
        case Elements():
            return _elements(truth, case)
        case YesNo():
            return _yes_no(truth, case)
        case Facts():
            return _facts(truth, case)
        case Changes():
            return judge_changes(truth, case.answer, case.known)
        case Cells():
            return _cells(truth, case)
        case Children():
            return _children(truth, case)
        case Unanswerable():
            return _unanswerable(truth, case)


def is_refusal(item: Item, answer: str) -> bool:
    """Whether the answer declines a question that can be answered."""
    return not isinstance(item.truth, Unanswerable | YesNo | Facts | Changes) and refuses(answer)


def _value(truth: Value, case: _Case) -> Verdict:
    """A right value is mentioned, whatever sentence it stands in, and no other value of the kind is."""
    others = [other for other in truth.distractors if bare(other) not in {bare(value) for value in truth.values}]
    found = read(case.answer, [truth.values, *([other] for other in others)], case.known)
    asserted = found.asserted()
    if 0 not in asserted and dates(found.folded) and dates(found.folded) == {date_of(fold(v)) for v in truth.values}:
        return RIGHT
    if 0 not in asserted:
        return wrong("declines" if refuses(case.answer) else f"lacks {truth.values[0]!r}")
    also = _besides(found.mentions, asserted[0])
    told = [others[m.name - 1] for m in also if bare(others[m.name - 1]) not in bare(case.known)]
    if told:
        return wrong(f"also tells {told[0]!r}")
    if len(bare(case.answer)) > max(MAX_CHARACTERS, 2 * len(bare(truth.values[0]))):
        return wrong("recites the page")
    return RIGHT


def _besides(mentions: Sequence[Mention], right: Mention) -> list[Mention]:
    return [m for m in mentions if m.name != right.name and not m.is_denied and not m.is_place]


def _count(truth: Count, case: _Case) -> Verdict:
    names = [_spellings(item) for item in truth.items]
    found = read(case.answer, [*names, *([other] for other in truth.others)], case.known)
    said = stated(found.masked)
    if refuses(case.answer) and truth.number and not said.numbers:
        return wrong("declines")
    if said.numbers:
        return (
            RIGHT
            if said.says(truth.number)
            else wrong(f"wrong count: {said.total or said.numbers[0]}, not {truth.number}")
        )
    told = _listed(found, len(names))
    listed = len(told.right) + told.num_wrong
    if not listed:
        is_none = truth.number == 0 and declines(case.answer)
        return RIGHT if is_none else wrong("says no number")
    return (
        RIGHT if listed == truth.number and not told.num_wrong else wrong(f"wrong count: {listed}, not {truth.number}")
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Which of the wanted names an answer asserts, and how many others it adds."""

    right: dict[int, Mention]
    num_wrong: int
    added: tuple[str, ...]


def _listed(found: Read, num_wanted: int) -> _Told:
    """Other names count where they stand in quotes, or in a sentence that lists wanted ones or names nothing else."""
    asserted = found.asserted()
    ends = [0, *(cut.end() for cut in re.finditer(_FULL_STOP, found.masked)), len(found.masked) + 1]
    sentences = {bisect_right(ends, mention.start) for name, mention in asserted.items() if name < num_wanted}
    right = {name: mention for name, mention in asserted.items() if name < num_wanted}
    others = {
        m.name: found.folded[m.start : m.end]
        for m in found.mentions
        if m.name >= num_wanted
        and m.is_listed
        and not (m.is_denied or m.is_place or m.is_contrast)
        and (m.is_quoted or not sentences or bisect_right(ends, m.start) in sentences)
    }
    added = (*others.values(), *found.extras)
    passed = {
        m.name for m in found.mentions if m.name >= num_wanted and not (m.is_denied or m.is_place or m.is_contrast)
    }
    if len(passed) > max(num_wanted, FEW) and len(found.folded) > LONG:
        return _Told({}, len(passed), ("the page",))
    return _Told(right, len(added), added)


def _elements(truth: Elements, case: _Case) -> Verdict:
    if not truth.items:
        return RIGHT if declines(case.answer) else wrong("does not say that there is none")
    found = read(case.answer, [*map(_spellings, truth.items), *([other] for other in truth.others)], case.known)
    told = _listed(found, len(truth.items))
    right = {name for name, mention in told.right.items() if _fits(truth.items[name], mention, found)}
    share = f1(len(right), len(truth.items), len(told.right) + told.num_wrong)
    if share < NEAR:
        return wrong(_lacking(truth.items, right, told.added), share)
    count = len(truth.items)
    roles = frozenset(role for item in truth.items for role in (item.role, *KINDRED.get(item.role, ())) if role)
    said = stated(found.masked, roles)
    if not (
        said.says(count)
        if set(said.numbers) - {1} or (said.numbers and count == 1)
        else len(told.right) + told.num_wrong == count
    ):
        return wrong(f"wrong count: not {count}", share)
    return Verdict(True, share)


def _fits(item: Named, mention: Mention, found: Read) -> bool:
    """Whether role and state, where the answer tells them, are the item's."""
    after = re.match(r"[\"”’」』》`*\s]*(.{0,12})", found.masked[mention.end :], re.DOTALL)
    text = after.group(1) if after else ""
    told = {role for role, word in ROLES.items() if word.match(text)}
    if item.role in ROLES and told and not told & {item.role, *KINDRED.get(item.role, ())}:
        return False
    return all(_state_near(mention, found, state) for state in item.state)


def _state_near(mention: Mention, found: Read, state: str) -> bool:
    """The state is told after the name and before the next one, else before it in the sentence."""
    later = [m.start for m in found.mentions if m.start > mention.start]
    own = re.split(_SENTENCE_END, found.masked[mention.end : min(later, default=len(found.masked))])[0]
    said = state_said(own, state)
    if said is None:
        before = re.split(_SENTENCE_END, found.masked[: mention.start])[-1]
        said = state_said(before, state)
    return said is True


def _lacking(items: Sequence[Named], right: Iterable[int], added: Sequence[str]) -> str:
    missed = [item.name for index, item in enumerate(items) if index not in set(right)]
    parts = [f"lacks {', '.join(map(repr, missed[:3]))}"] if missed else []
    parts += [f"adds {', '.join(map(repr, added[:3]))}"] if added else []
    return "; ".join(parts)


def _yes_no(truth: YesNo, case: _Case) -> Verdict:
    said = agrees(case.answer, truth.state)
    if said is None:
        return wrong("says neither yes nor no")
    return RIGHT if said == truth.holds else wrong(f"says {'yes' if said else 'no'}")


def _facts(truth: Facts, case: _Case) -> Verdict:
    said = [any(_is_said(case.answer, wording) for wording in fact) for fact in truth.facts]
    for wording in truth.wrong:
        if _is_said(case.answer, wording):
            return wrong(f"says {wording!r}")
    share = sum(said) / len(said)
    if share < NEAR:
        return wrong(f"does not say {truth.facts[said.index(False)][0]!r}", share)
    return Verdict(True, share)


def _is_said(answer: str, wording: str) -> bool:
    parts = [re.escape(bare(part)) for part in wording.split("…")]
    pattern = r"[^。;；!?！？\n]*?".join(parts)
    pattern = rf"(?<![a-z]){pattern}" if parts[0][:1].isascii() and len(parts[0]) <= 4 else pattern
    return re.search(pattern, bare(answer)) is not None


def _cells(truth: Cells, case: _Case) -> Verdict:
    """Values are what counts; where several rows are named, each value stands by its own."""
    spellings = [(cell.value, *cell.also) for cell in truth.cells]
    wanted = list(dict.fromkeys(spellings))
    labels = list(dict.fromkeys(cell.row for cell in truth.cells if cell.row and (cell.row,) not in wanted))
    seen = {bare(text) for group in [*wanted, labels] for text in group}
    others = [other for other in truth.others if bare(other) not in seen]
    names = [*wanted, *([label] for label in labels), *([other] for other in others)]
    columns = " ".join([case.known, *(f"{cell.row} {cell.column}" for cell in truth.cells)])
    found = read(case.answer, names, columns)
    right = {name for name in found.asserted() if name < len(wanted)}
    if len(labels) > 1:
        right -= {name for name in right if not _is_by_its_row(truth, wanted[name], found, labels, len(wanted))}
    first = len(wanted) + len(labels)
    added = {others[m.name - first] for m in found.mentions if m.name >= first and not m.is_denied and not m.is_place}
    added = {other for other in added if bare(other) not in bare(case.known)} | set(found.extras)
    share = f1(len(right), len(wanted), len(right) + len(added))
    cells = [Named(name=group[0]) for group in wanted]
    return Verdict(True, share) if share >= NEAR else wrong(_lacking(cells, right, sorted(added)), share)


def _is_by_its_row(truth: Cells, value: tuple[str, ...], found: Read, labels: Sequence[str], first: int) -> bool:
    rows = {cell.row for cell in truth.cells if (cell.value, *cell.also) == value}
    named = [m for m in found.mentions if first <= m.name < first + len(labels)]
    for mention in (m for m in found.mentions if m.name < first and truth_value(truth, m.name) == value):
        before = [m for m in named if m.start < mention.start] or named
        if (before and labels[before[-1].name - first] in rows) or not named:
            return True
    return False


def truth_value(truth: Cells, index: int) -> tuple[str, ...]:
    """The spellings of the index-th different value."""
    return list(dict.fromkeys((cell.value, *cell.also) for cell in truth.cells))[index]


def _children(truth: Children, case: _Case) -> Verdict:
    found = read(
        case.answer, [*map(_spellings, truth.children), *([o] for o in truth.others)], case.known + truth.parent
    )
    told = _listed(found, len(truth.children))
    share = f1(len(told.right), len(truth.children), len(told.right) + told.num_wrong)
    if share < NEAR:
        return wrong(_lacking(truth.children, told.right, told.added), share)
    return Verdict(True, share)


def _unanswerable(truth: Unanswerable, case: _Case) -> Verdict:
    found = read(case.answer, [[text] for text in truth.tempting], case.known)
    told = [m for m in found.mentions if not m.is_denied]
    if not declines(case.answer):
        return wrong("does not say that it cannot tell")
    if told:
        return wrong(f"says {truth.tempting[told[0].name]!r} all the same")
    return wrong("guesses all the same") if guesses(case.answer) else RIGHT


def _spellings(item: Named) -> tuple[str, ...]:
    return (item.name, *item.also)
