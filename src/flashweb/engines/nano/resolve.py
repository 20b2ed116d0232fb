"""The general way to an answer: each line is scored by how well it, and what speaks for it, covers the question.

Content words weigh as `weighing.py` says. A line covers a word that stands in it,
in its row, over its column or near it (`relations.py`), and fits when it has the kind of value that is asked for.
The best line is the answer if it covers enough; otherwise the page does not say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from flashweb.core.screen import Element
from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.asked import fields_of
from flashweb.engines.nano.forms import FIGURES, KIND_OF, UNFIT, fit_of, value_after
from flashweb.engines.nano.kinds import Kind, kind_of
from flashweb.engines.nano.lookup import is_list, split_label
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.passages import is_prose, passages
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.relations import Relations
from flashweb.engines.nano.weighing import UNSPELT, Weighted, holds, line_of, residue, weigh

ENOUGH, ENOUGH_TOGETHER = 0.6, 0.52
"""Share of the question's weight that an answer must cover; of a question together with the one it leans on."""
MENTIONED = 0.78
"""Share of a question's weight that a line must have in itself to count as mentioning what is asked about."""
ENTITY = 0.15
ALIKE = 0.03
"""Scores that differ less are equal; the first in reading order is then the answer."""
MAX_HITS = 14
"""A word in more lines than this ties nothing to anything."""


def mention(program: QueryProgram, page: Page) -> Answer | None:
    """The line that has nearly all content words of the question in itself; None when no line does."""
    search = _Search(program.question, "", page, Kind.THING)
    total = sum(term.weight for term in search.terms)
    best: Answer | None = None
    for text, elements in search.candidates():
        line = line_of(text)
        said = sum(term.weight * holds(term.term, line) for term in search.terms)
        if total and said >= MENTIONED * total and (best is None or said / total > best.score):
            best = Answer(text, elements, (), said / total, said / total)
    return best


def resolve(program: QueryProgram, page: Page) -> Answer | None:
    """The best answer on a page whose lines are all known; None when nothing covers enough of the question."""
    kind = kind_of(program.question)
    if kind is Kind.THING and program.attribute in KIND_OF:
        kind = KIND_OF[program.attribute]
    alone = None if program.leans else _Search(program.question, "", page, kind)
    if alone and (not program.earlier or len([t for t in alone.terms if t.hits]) > 1) and (answer := alone.best()):
        return answer
    if program.earlier and (answer := _Search(program.question, program.earlier, page, kind).best()):
        return answer
    return alone.best() if alone else None


def cells_of(program: QueryProgram, page: Page) -> tuple[Element, ...]:
    """Lines that are just one of the question's words ("how many are pending?"), where there are several of them."""
    search = _Search(program.question, "", page, Kind.NUMBER)
    if any(not term.hits and term.weight > UNSPELT * max(t.weight for t in search.terms) for term in search.terms):
        return ()
    best: tuple[Element, ...] = ()
    for term in search.terms:
        names = {fold(name).packed for name in term.term.names}
        found = tuple(page.known[i] for i in sorted(term.hits) if fold(page.known[i].text).packed in names)
        best = found if len(found) > max(len(best), 1) else best
    return best


class _Search:
    """One question on one page."""

    def __init__(self, question: str, earlier: str, page: Page, kind: Kind) -> None:
        self.page = page
        self.kind = kind_of(earlier) if kind is Kind.THING and earlier else kind
        self.lines = [line_of(e.text, i) for i, e in sorted(page.known.items())]
        self._fields = fields_of(question, "\n".join(line.packed for line in self.lines))
        self.enough = ENOUGH_TOGETHER if earlier else ENOUGH
        self.terms = weigh(question, earlier, self.lines, self.kind)
        labels = frozenset(
            line.index for line in self.lines if len(line.packed) <= 16 and not FIGURES.search(line.packed)
        )
        self._relations = Relations(page.boxes, labels)
        self._index = {id(element): index for index, element in page.known.items()}
        self._often = Counter(line.packed for line in self.lines)

    def best(self) -> Answer | None:
        """The candidate with the highest score; of equals the first in reading order."""
        if not any(term.hits for term in self.terms):
            return None
        scored = (self.score(text, elements) for text, elements in self.candidates())
        answers = [answer for answer in scored if answer]
        top = max((answer.score for answer in answers), default=0.0)
        return next((answer for answer in answers if answer.score >= top - ALIKE), None)

    def candidates(self) -> Iterator[tuple[str, tuple[Element, ...]]]:
        """Sentences of running text; all other lines one by one."""
        for passage in passages([element for _, element in sorted(self.page.known.items())]):
            if len(passage.lines) == 1 or any(is_prose(line.text) for line in passage.lines):
                yield passage.text, passage.lines
            else:
                yield from ((line.text, (line,)) for line in passage.lines)

    def score(self, text: str, elements: tuple[Element, ...]) -> Answer | None:
        """How well a passage answers; None when it does not."""
        fit = fit_of(self.kind, text)
        if fit <= UNFIT or residue(text, self.terms, self.kind) < 1:
            return None
        indices = [self._index[id(element)] for element in elements]
        if self.kind is Kind.WHICH and not self._is_name(text, indices[0]):
            return None
        whole = None if text == elements[0].text else line_of(text)
        covered = said = 0.0
        heads: dict[int, float] = {}
        for term in self.terms:
            here = holds(term.term, whole) if whole else term.hits.get(indices[0], 0.0)
            strongest, head = self._from_elsewhere(term, indices[0])
            if strongest <= here:
                strongest, head = here, None
            if term.is_kind and fit >= 0.2:
                strongest = max(strongest, 0.9)
            covered += term.weight * strongest
            said += term.weight * here
            if head is not None and strongest > 0.3 and head not in indices:
                heads[head] = strongest
        total = sum(term.weight for term in self.terms)
        if covered < self.enough * total or (said == 0 and not heads) or self._is_thin(text, heads, indices[0]):
            return None
        if (parts := split_label(text)) and parts[1] and any(holds(t.term, line_of(parts[0])) for t in self.terms):
            fit += 0.15
        fit -= self._names_entity(indices[0])
        tied = tuple(self.page.known[i] for i in sorted(heads, key=lambda i: -heads[i]) if i in self.page.known)
        value = value_after(self.kind, text, [name for t in self.terms if not t.is_earlier for name in t.term.names])
        return Answer(text, elements, tied, covered / total + fit, said / total, value)

    def _names_entity(self, index: int) -> float:
        """A malus for a line that only names what the question asks a property of ("rating of fern mug")."""
        fields = [t for t in self.terms if t.term.names[0] in self._fields and t.hits]
        has_field = any(index in t.hits or any(self._relations.is_cell(h, index) for h in t.hits) for t in fields)
        return ENTITY if fields and not has_field and any(index in t.hits for t in self.terms) else 0.0

    def _is_name(self, text: str, index: int) -> bool:
        """It may be the one that is meant: no figure, unlike any other line, not the head of a column with the word."""
        said = any(index in term.hits for term in self.terms)
        if self._often[fold(text).packed] > 1 or (re.match(r"\W*\d", text) and not said):
            return False
        return not any(self._relations.is_cell(index, hit) for term in self.terms for hit in term.hits if hit != index)

    def _from_elsewhere(self, term: Weighted, index: int) -> tuple[float, int | None]:
        best: tuple[float, int | None] = 0.0, None
        if len(term.hits) > MAX_HITS:
            return best
        for hit, share in term.hits.items():
            strength = self._relations.strength(hit, index)
            if self.kind is Kind.WHICH:
                strength = max(strength, self._relations.strength(index, hit))
            if share * strength > best[0]:
                best = share * strength, hit
        return best

    def _is_thin(self, text: str, heads: dict[int, float], at: int) -> bool:
        """Where one word of the question is all that ties a line to it: the line is no more than a label or a name, or
        it is neither the value of a label nor a cell, only somewhere near a text that has the word."""
        own = [term for term in self.terms if term.hits and not term.is_earlier]
        if len(own) != 1 or self.kind is not Kind.THING:
            return False
        if not heads:
            parts = split_label(text)
            return not (parts and parts[1]) and (residue(text, self.terms) < 3 or text.rstrip()[-1:] in "?？:：")
        index, strength = next(iter(heads.items()))
        head = self.page.known[index].text
        beside = self.page.right_of(index)[:1] + self.page.below(index)[:1]
        if not self._relations.is_cell(index, at) and (at not in beside or is_list(index, at, self.page)):
            return True
        return strength < 0.6 or residue(head, own) > 0.5 or head.endswith(("?", "？"))
