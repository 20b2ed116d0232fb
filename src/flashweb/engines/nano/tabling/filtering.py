# ruff: noqa: E501 - patterns read better unbroken
"""Which of several: rows of a table and cards by what a question says of them ("still pending", "with SSO")."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from flashweb.core.screen import Element, Need
from flashweb.engines.nano.matching import match, spans
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, QueryProgram
from flashweb.engines.nano.settling.bare import YES_NO
from flashweb.engines.nano.settling.phrases import is_empty
from flashweb.engines.nano.tabling.asked import MEASURING, pick_of, resolved
from flashweb.engines.nano.tabling.cards import Pack, packs_of_cards
from flashweb.engines.nano.tabling.conditions import condition_in
from flashweb.engines.nano.tabling.grid import Grid
from flashweb.engines.nano.tabling.lookup import grids_on
from flashweb.engines.nano.tabling.naming import key_column
from flashweb.engines.nano.tabling.statuses import Saying, is_status, said_of
from flashweb.engines.nano.tabling.wording import table_wording
from flashweb.engines.nano.tabling.wording_kept import kept_name, why_kept
from flashweb.engines.nano.wording import Said

_ASKS = re.compile(
    r"哪[些几个位种款份条家一人单台项]|谁|列出|有几|几[个条位份单人家款]|多少[个条位份单人家款]|\b(?:which|what(?!'s| is| was| does| did| do)|who(?!'s the| is the)|list|how many|number of|any|are there|show me|name)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"几[个条位份单人家款]|多少[个条位份单人家款]|\bhow many\b|\bnumber of\b|\bcount\b", re.IGNORECASE)
_ABLE = frozenset(
    {Intent.OPEN, Intent.VALUE, Intent.TABLE, Intent.ELEMENTS, Intent.COUNT, Intent.READ, Intent.UNDER}
    | {Intent.STATE, Intent.EXISTS, Intent.DESCRIBE}
)
_ROLES = frozenset({None, "row", "cell", "card", "text", "listitem", "table"})
LONGEST = 24
"""Letters of a text that may be a mark or a state."""
MOST_TOLD = 12
_RANKS = {"table": 2, "cards": 1, "lines": 0}


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a page meets a question: its names in order; column and value: what it has (or has not, if is_denied);
    weight: letters of the question that say so; rank: tables before cards before lines that only stand so."""

    names: tuple[tuple[str, tuple[Element, ...]], ...]
    column: str
    value: str
    weight: int
    rank: int
    is_denied: bool = False


async def tell_kept(program: QueryProgram, page: Page) -> AsyncGenerator[Said, None]:
    """The rows or cards that a question asks for by what they have; nothing where it asks for something else."""
    if not _may_ask(program):
        return
    lines = [line for _, line in await page.read_all()]
    phrases = [text for text in program.anchors if len(text) > 1 and not is_empty(text)]
    compares = condition_in(program.question) is not None
    if not compares and not any(_says(each.text, program.question) or _any(phrases, each.text) for each in lines):
        return
    grids = [grid for grid in await grids_on(page) if grid.source != "turned"]
    found = [kept for grid in grids if (kept := _rows_kept(program, grid))]
    for pack in packs_of_cards((await page.screen(Need())).elements):
        found += _cards_kept(program, pack, phrases)
    if found:
        for said in _told(program, max(found, key=lambda kept: (kept.weight, kept.rank, -len(kept.names)))):
            yield said


def _any(phrases: Sequence[str], text: str) -> bool:
    return any(match(phrase, text) for phrase in phrases)


def _may_ask(program: QueryProgram) -> bool:
    question = program.question
    is_able = program.intent in _ABLE and program.role in _ROLES and not program.is_quoted
    asks = _ASKS.search(question) or (condition_in(question) and not YES_NO.search(question))
    if program.attribute and not (program.anchors or program.label or program.field or program.state):
        return False  # a value that its form gives away is no row
    return is_able and bool(asks) and pick_of(program) not in MEASURING


def _says(text: str, question: str) -> Saying | None:
    return said_of(text, question) if 1 < len(text.strip()) <= LONGEST else None


def _rows_kept(program: QueryProgram, grid: Grid) -> Kept | None:
    """The rows with a cell that says what the question says, where such cells are kinds of something, not names."""
    question, rows = program.question, set(grid.data)
    if len(grid.data) < 2 or any(len(text) > 1 and spans(text, question) for text in grid.texts(grid.key)):
        return None
    told: list[tuple[int, str, int, bool]] = []
    for column in range(len(grid.columns)):
        hit = _value_said(grid, column, question) if column != grid.key else None
        if hit is None:
            continue
        value, saying = hit
        rows &= {row for row in grid.data if (text := grid.text(row, column)) and (text == value) != saying.is_denied}
        told.append((column, value, saying.length, saying.is_denied))
    compares = condition_in(question) and (told or program.intent not in (Intent.TABLE, Intent.COUNT))
    asked = resolved(program, grid) if compares else None
    if asked and asked.condition and asked.column is not None:
        rows &= set(asked.condition.rows(grid, asked.column))
        told.append((asked.column, asked.condition.said, len(asked.condition.said), False))
    if not told or not rows:
        return None
    column, value, _, is_denied = max(told, key=lambda each: each[2])
    key = key_column(program, grid, column)
    key = grid.key if key in {each[0] for each in told} else key
    cells = {text: grid.cell(row, key) for row in sorted(rows, reverse=True) if (text := grid.text(row, key))}
    names = tuple(cells.items())[::-1]
    weight = sum(each[2] for each in told)
    of = grid.columns[column]
    by = table_wording(program.language).column(of.name, of.kind, column) if of.name or of.kind else ""
    return Kept(names, by, value, weight, _RANKS[grid.source], is_denied) if names else None


def _value_said(grid: Grid, column: int, question: str) -> tuple[str, Saying] | None:
    texts = [text for row in grid.data if (text := grid.text(row, column).strip())]
    kinds = list(dict.fromkeys(texts))
    repeats = len(kinds) < len(texts)
    found = [
        (value, saying)
        for value in kinds
        if (repeats or is_status(value)) and value != grid.columns[column].name and (saying := _says(value, question))
    ]
    return max(found, key=lambda each: each[1].length, default=None)


def _cards_kept(program: QueryProgram, pack: Pack, phrases: Sequence[str]) -> Iterator[Kept]:
    """Cards with a mark that the question says, or a text with what it names."""
    titles = [title.text or title.name for title, _ in pack]
    if any(len(title) > 1 and spans(title, program.question) for title in titles):
        return
    marks = {line.text.strip() for _, texts in pack for line in texts}
    for mark in marks:
        if (saying := _says(mark, program.question)) and not saying.is_denied:
            yield from _having(pack, partial(_is, mark), mark, saying.length)
    for phrase in phrases:
        yield from _having(pack, partial(_names, phrase), phrase, len(phrase))


def _is(mark: str, text: str) -> bool:
    return text.strip() == mark


def _names(phrase: str, text: str) -> bool:
    return bool(match(phrase, text))


def _having(pack: Pack, fits: Callable[[str], bool], value: str, weight: int) -> Iterator[Kept]:
    kept = [(title, [line for line in texts if fits(line.text)]) for title, texts in pack]
    kept = [(title, lines) for title, lines in kept if lines]
    if 0 < len(kept) < len(pack):
        names = tuple((title.text or title.name, (title, *lines[:1])) for title, lines in kept)
        yield Kept(names, "", value, weight, _RANKS["cards"])


def _told(program: QueryProgram, kept: Kept) -> Iterator[Said]:
    language = program.language
    number = len(kept.names) if _COUNTS.search(program.question) or len(kept.names) > MOST_TOLD else None
    for count, (name, elements) in enumerate(kept.names[:MOST_TOLD]):
        is_first = count == 0
        yield Said(kept_name(name, language, number=number if is_first else None, is_first=is_first), elements)
    yield Said(why_kept(kept.column, kept.value, language, is_denied=kept.is_denied))
