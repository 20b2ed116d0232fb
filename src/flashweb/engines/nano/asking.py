"""What is the X, and free questions: answers that are a value or a line of the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field

from flashweb.core.screen import Element
from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.cells import count_of_entry
from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.controls import named_controls
from flashweb.engines.nano.fields import tell_field
from flashweb.engines.nano.lookup import (
    Hit,
    best_match,
    names_label,
    nearest_values,
    split_label,
    value_of,
)
from flashweb.engines.nano.matching import Tier, fold
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Attribute, QueryProgram
from flashweb.engines.nano.resolve import cells_of, mention, resolve
from flashweb.engines.nano.selecting import holds
from flashweb.engines.nano.tabling.cells import Teller
from flashweb.engines.nano.tabling.lookup import asks_which, cell_named, grids_on, may_name_cell, row_with
from flashweb.engines.nano.tabling.wording import table_wording
from flashweb.engines.nano.tabling.wording_kept import kept_name, why_kept
from flashweb.engines.nano.values import find_values, is_generic
from flashweb.engines.nano.wording import Said, Wording, sentence
from flashweb.engines.nano.wording_answer import word_answer
from flashweb.perception.grouping import prominent_first

_YES_NO = re.compile(r"[吗嘛么不没]\W*$|^(?:is|are|was|were|do|does|did|can|could|will|has|have|any)\b", re.IGNORECASE)
_ALL = re.compile(r"哪些|所有|全部|都有|\ball\b|\blist\b|\bprices\b", re.IGNORECASE)
MAX_VALUES = 8
"""Values listed in one answer."""
MAX_UNTIED = 5
"""Where no value could be tied to the label, so many are worth naming; more would be noise."""
_LESSER = 0.72
"""Prices in much smaller letters than the first are other things' prices."""


@dataclass(slots=True)
class _Listing:
    """Words a list of values one after another, each once."""

    words: Wording
    seen: list[str] = field(default_factory=list)

    def add(self, first: str, hit: Hit) -> list[Said]:
        key = fold(hit.value).packed
        if key in self.seen:
            return []
        self.seen.append(key)
        if len(self.seen) > MAX_VALUES:
            return []
        return [Said(first if len(self.seen) == 1 else self.words.value_next(hit.value), hit.elements)]

    def end(self) -> Said:
        """What follows the last value."""
        return Said((self.words.more if len(self.seen) > MAX_VALUES else "") + self.words.end)


async def tell_value(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Exact labels as soon as they are read; then kinds of values, then similar labels, then free search."""
    label = program.anchors[0] if program.is_quoted else program.label
    if program.role == "field":
        is_told = False
        async for said in tell_field(program, page, words):
            is_told = True
            yield said
        if is_told:
            return
    is_kind_alone = is_generic(program.attribute, fold(label).packed)
    ways = (_by_kind, _by_resolving) if is_kind_alone else (_by_cell, _by_label, _by_resolving, _by_kind)
    for way in (_by_resolving, *ways) if program.leans and not is_kind_alone else ways:
        is_told = False
        async for said in way(program, label, page, words):
            is_told = True
            yield said
        if is_told:
            return
    rest = nearest_values_of_kind(program, page)
    if program.attribute and 0 < len({hit.value for hit in rest}) <= MAX_UNTIED:
        listing = _Listing(words)
        for hit in rest:
            for said in listing.add(words.not_stated(program.attribute, hit.value), hit):
                yield said
        yield listing.end()
        return
    if program.attribute and is_kind_alone:
        yield Said(words.no_value(words.kind(program.attribute)))
        return
    yield Said(words.no_value(label) if label else words.unanswered())


async def _by_cell(program: QueryProgram, _label: str, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The cell of a table that the question names by its row and its column."""
    if not may_name_cell(program) or not (asked := cell_named(program, await grids_on(page))):
        return
    teller, row, column = (
        Teller(program, asked, table_wording(program.language)),
        (asked.rows or (0,))[0],
        asked.column or 0,
    )
    around = (*asked.grid.cell(row, column), *teller.head(column), *asked.grid.cell(row, asked.by or 0))
    told = [said.text for said in teller.looked_up()]
    yield Said("".join(told), tuple(_line_in(cell, page) for cell in around))


def _line_in(cell: Element, page: Page) -> Element:
    """The line that is all the cell says, else the cell."""
    inside = [line for line in page.known.values() if holds(cell.box, line.box)]
    return inside[0] if len(inside) == 1 else cell


def nearest_values_of_kind(program: QueryProgram, page: Page) -> list[Hit]:
    """All values of a kind, where none could be tied to the label that was asked for."""
    kind = program.attribute
    if kind in (None, Attribute.NUMBER, Attribute.ERROR):
        return []
    return [Hit(v, line, line) for _, line in sorted(page.known.items()) for v in find_values(kind, line.text)]


async def _by_label(program: QueryProgram, label: str, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Lines that carry exactly this label, or (when none does) another name of the same thing."""
    if not label or program.attribute is Attribute.ERROR:
        return
    listing = _Listing(words)
    async with aclosing(page.read()) as lines:
        async for index, line in lines:
            if names_label(label, line.text):
                for hit in await value_of(index, label, page, program.attribute):
                    for said in listing.add(words.value(label, hit.value, is_on_screen=False), hit):
                        yield said
    if not listing.seen:
        async for said in _by_other_names(program, label, page, listing):
            yield said
    if listing.seen:
        yield listing.end()


async def _by_other_names(
    program: QueryProgram, label: str, page: Page, listing: _Listing
) -> AsyncGenerator[Said, None]:
    """The first other name of the label that some line carries, when all lines are known."""
    for name in synonyms(label):
        for index, line in sorted(page.known.items()):
            if names_label(name, line.text):
                for hit in await value_of(index, name, page, program.attribute):
                    first = listing.words.value(_label_text(name, line), hit.value, is_on_screen=True)
                    for said in listing.add(first, hit):
                        yield said
        if listing.seen:
            return


def _label_text(name: str, line: Element) -> str:
    parts = split_label(line.text)
    shown = parts[0] if parts else line.text
    return shown if fold(shown).packed == fold(name).packed else name


async def _by_kind(program: QueryProgram, label: str, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Values known by their form: all of them as they are read, or the one nearest to the text that is named."""
    if program.attribute is None:
        return
    attribute, listing = program.attribute, _Listing(words)
    if attribute is Attribute.NUMBER:
        for hit in _numbered(program, page, await page.read_all()):
            yield Said(sentence(words.says(hit.line.text), words), hit.elements)
            return
    elif program.anchors and attribute is not Attribute.ERROR and not is_generic(attribute, fold(label).packed):
        for hit in nearest_values(program, await page.read_all()):
            for said in listing.add(_worded(attribute, program.anchors[0], hit, words), hit):
                yield said
    elif is_generic(attribute, fold(label).packed) or attribute is Attribute.ERROR:
        order = prominent_first(await page.detect(), page.size) if attribute is Attribute.PRICE else None
        largest = 0.0
        async with aclosing(page.read(order)) as lines:
            async for _, line in lines:
                if (
                    attribute is Attribute.PRICE
                    and line.box.height < _LESSER * largest
                    and not _ALL.search(program.question)
                ):
                    break
                for value in find_values(attribute, line.text):
                    largest = max(largest, line.box.height)
                    for said in listing.add(words.value_of_kind(attribute, "", value), Hit(value, line, line)):
                        yield said
    if listing.seen:
        yield listing.end()


def _worded(attribute: Attribute, of: str, hit: Hit, words: Wording) -> str:
    """A value in a sentence of the screen is told by that sentence."""
    is_sentence = hit.line == hit.label and len(hit.line.text) > len(hit.value) + len(of) + 6
    if is_sentence and attribute in (Attribute.DATE, Attribute.TIME) and len(hit.line.text) <= 80:
        return words.says(hit.line.text)
    return words.value_of_kind(attribute, of, hit.value)


def _numbered(program: QueryProgram, page: Page, lines: list[tuple[int, Element]]) -> list[Hit]:
    """Lines that hold both the thing and a number ("128 results"), shortest first; else a number beside the thing."""
    if not program.anchors:
        return []
    hits = best_match(program.anchors[0], lines)
    together = [
        Hit(line.text, line, line) for _, line, tier in hits if tier and find_values(Attribute.NUMBER, line.text)
    ]
    if together:
        return sorted(together, key=lambda hit: len(hit.line.text))[:1]
    if counted := count_of_entry(program.anchors[0], page):
        return [counted]
    exact = [(i, line) for i, line, tier in hits if tier is Tier.EQUAL]
    near = nearest_values(program, lines) if exact else []
    return [Hit(f"{hit.label.text} {hit.value}", hit.line, hit.label) for hit in near[:1]]


async def _by_resolving(program: QueryProgram, _label: str, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """What rules tie to the question's own words; what the trained reader finds where they tie nothing."""
    await page.read_all()
    if program.attribute is Attribute.NUMBER and (cells := cells_of(program, page)):
        yield Said(words.counted(cells[0].text, len(cells)) + words.end, cells)
        return
    answer = resolve(program, page) or await page.answer()
    which = answer.lines[0] if answer and len(answer.lines) == 1 and asks_which(program) else None
    row = row_with(program, await grids_on(page), which) if which else None
    if row:
        yield Said(kept_name(row.name, program.language), row.cells)
        yield Said(why_kept(row.column, row.value, program.language))
    elif answer and _ALL.search(program.question) and (beside := await _row_after(answer, page)):
        yield Said(words.belongs([answer.heads[0].text], beside[0].text), (answer.heads[0], beside[0]))
        for line in beside[1:]:
            yield Said(words.value_next(line.text), (line,))
        yield Said(words.end)
    elif answer:
        yield word_answer(answer, words)


async def _row_after(answer: Answer, page: Page) -> list[Element]:
    """All that stands right of the label which an answer was found by, if that is more than one text."""
    at = next((i for i, line in page.known.items() if answer.heads and line == answer.heads[0]), None)
    row = [] if at is None else [line for _, line in await page.get(page.right_of(at)[:MAX_VALUES])]
    return row if len(row) > 1 and row[0] == answer.lines[0] else []


async def tell_answer(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """A free question: the line that answers it, or plainly that there is none."""
    is_told = False
    for way in (_by_cell, _by_resolving):
        async for said in way(program, "", page, words):
            is_told = True
            yield said
        if is_told:
            return
    if _YES_NO.search(program.question) and (answer := mention(program, page)):
        line = answer.lines[0]
        yield Said(words.exists(line.text, line.box, page.size, answer.text), answer.lines)
        return
    controls = named_controls(program.question, sorted(page.known.items()))
    for line in controls:
        yield Said(words.points(line.text, line.box, page.size), (line,))
    if not controls:
        yield Said(words.unanswered())
