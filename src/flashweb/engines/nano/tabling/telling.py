"""Questions about tables answered: the answer first, every cell that it speaks of pointed at."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.asking import tell_answer
from flashweb.engines.nano.finding import tell_count
from flashweb.engines.nano.matching import match, near
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Pick, QueryProgram
from flashweb.engines.nano.tabling.aligned import LONGEST_HEAD
from flashweb.engines.nano.tabling.asked import MEASURING, Asked, likeliest, pick_of
from flashweb.engines.nano.tabling.cells import Teller
from flashweb.engines.nano.tabling.conditions import condition_in
from flashweb.engines.nano.tabling.lookup import grids_on
from flashweb.engines.nano.tabling.measuring import tell_measure
from flashweb.engines.nano.tabling.wording import table_wording
from flashweb.engines.nano.wording import Said, Wording

_COUNTS = re.compile(
    r"几[个条行位人项种款笔单台件]|多少[个条行位人项种款笔单台件]|\bhow many\b|\bnumber of\b|\bcount\b", re.IGNORECASE
)
_DISTINCT = re.compile(
    r"有(?:哪些|什么)[?？]*$|哪几[种类]|几种|多少种|几类|不同|\b(?:different|distinct|unique|kinds? of)\b",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"第几|哪一?行$|\b(?:which|what) row (?:is|has)\b|\bon which row\b|\brow number\b", re.IGNORECASE
)
_OCCURRENCES = re.compile(r"次|\btimes\b|\boften\b|\boccur", re.IGNORECASE)


async def tell_table(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """What a question wants of a table. Where there is none, a value is looked for as on any page."""
    grids = await grids_on(page)
    asked = likeliest(program, grids, [line for _, line in await page.read_all()])
    if asked is None or (asked.fitness < 0 and asked.grid.source != "table" and pick_of(program) is None):
        if pick_of(program) is None:
            async for said in tell_answer(program, page, words):
                yield said
        else:
            yield Said(table_wording(program.language).no_table(), found=False)
        return
    for said in tell_asked(program, asked):
        yield said


def tell_asked(program: QueryProgram, asked: Asked) -> Iterator[Said]:
    """The answer from a grid."""
    told = Teller(program, asked, table_wording(program.language))
    pick = pick_of(program)
    if program.pick is None and asked.rows is not None and len(asked.rows) == 1:
        pick = None
    if asked.lost_column:
        yield told.no_column(asked.lost_column)
    elif pick is Pick.ROWS and asked.rows is None:
        yield told.num_rows()
    elif pick is Pick.COLUMNS:
        yield from told.columns()
    elif pick is Pick.ORDER:
        yield from told.order()
    elif asked.lost_row:
        yield told.no_row(asked.lost_row)
    elif asked.condition is not None and asked.column is not None:
        yield from told.meeting(asked.condition, asked.column)
    elif pick in MEASURING:
        yield from tell_measure(told, pick)
    elif _DISTINCT.search(program.question) and asked.column is not None:
        yield from told.distinct(asked.column)
    elif _POSITION.search(program.question) and asked.rows:
        yield from told.position(asked.rows)
    elif _COUNTS.search(program.question) and asked.rows is not None and asked.column in (None, asked.by):
        yield from told.matching()
    else:
        yield from told.looked_up()


async def tell_count_of_rows(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """How many rows have a value or meet a condition, how many different values a column has, where it is about a
    table; else how often a text occurs."""
    if not program.is_quoted and not _OCCURRENCES.search(program.question):
        lines = [line for _, line in await page.read_all()]
        if _may_count_rows(program, lines) and (asked := likeliest(program, await grids_on(page), lines)):
            pieces = list(_counted(program, asked))
            for said in pieces:
                yield said
            if pieces:
                return
    async for said in tell_count(program, page, words):
        yield said


def _may_count_rows(program: QueryProgram, lines: Sequence[Element]) -> bool:
    """Whether it is worth looking for tables: a condition, a cell's text or the head of a column is named."""
    short = [line.text for line in lines if len(line.text) <= LONGEST_HEAD]
    names = [text for text in (*program.anchors, program.field) if text]
    is_named = any(match(text, line) or near(text, line) for text in names for line in short)
    return is_named or program.role == "row" or condition_in(program.question) is not None


def _counted(program: QueryProgram, asked: Asked) -> Iterator[Said]:
    told = Teller(program, asked, table_wording(program.language))
    if asked.condition is not None:
        if asked.column is not None:
            yield from told.meeting(asked.condition, asked.column)
    elif asked.rows is not None and asked.is_exact:
        yield from told.matching()
    elif program.role == "row":
        yield told.num_rows()
    elif asked.rows is None and asked.column is not None and program.role in (None, "cell", "columnheader"):
        yield from told.distinct(asked.column)
