"""Runs a query program on pictures: one intent, one way of answering."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from flashweb.engines.nano.asking import tell_answer, tell_value
from flashweb.engines.nano.comparing.telling import tell_changes, tell_which_picture
from flashweb.engines.nano.declining import WITHOUT_PAGE, tell_gap
from flashweb.engines.nano.elements import tell_elements, tell_state
from flashweb.engines.nano.finding import tell_exists, tell_where
from flashweb.engines.nano.functions.bars import tell_bar, tell_current
from flashweb.engines.nano.functions.describe import tell_describe
from flashweb.engines.nano.functions.errors import tell_error
from flashweb.engines.nano.functions.filling import tell_fill
from flashweb.engines.nano.functions.function import tell_function
from flashweb.engines.nano.functions.how import tell_how
from flashweb.engines.nano.functions.layout import tell_layout
from flashweb.engines.nano.functions.under import tell_under
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, QueryProgram
from flashweb.engines.nano.reading_out import tell_about, tell_text, tell_title
from flashweb.engines.nano.reconsidering import reconsidered, sure_answer
from flashweb.engines.nano.settling import settled
from flashweb.engines.nano.tabling.filtering import tell_kept
from flashweb.engines.nano.tabling.telling import tell_count_of_rows, tell_table
from flashweb.engines.nano.wording import Said, Wording
from flashweb.engines.nano.wording_answer import word_answer

Teller = Callable[[QueryProgram, Page, Wording], AsyncGenerator[Said, None]]
TellerOfAll = Callable[[QueryProgram, Sequence[Page], Wording], AsyncGenerator[tuple[int, Said], None]]

_TELLERS: dict[Intent, Teller] = {
    Intent.READ: tell_text,
    Intent.EXISTS: tell_exists,
    Intent.LOCATE: tell_where,
    Intent.COUNT: tell_count_of_rows,
    Intent.VALUE: tell_value,
    Intent.OPEN: tell_answer,
    Intent.ABOUT: tell_about,
    Intent.TITLE: tell_title,
    Intent.LAYOUT: tell_layout,
    Intent.ELEMENTS: tell_elements,
    Intent.STATE: tell_state,
    Intent.TABLE: tell_table,
    Intent.DESCRIBE: tell_describe,
    Intent.FUNCTION: tell_function,
    Intent.HOW: tell_how,
    Intent.FILL: tell_fill,
    Intent.ERROR: tell_error,
    Intent.UNDER: tell_under,
    Intent.CANNOT: tell_gap,
}
_OF_BARS: dict[Intent, Teller] = {Intent.UNDER: tell_bar, Intent.STATE: tell_current}
_SEVERAL: dict[Intent, TellerOfAll] = {
    Intent.CHANGES: tell_changes,
    Intent.SAME: tell_changes,
    Intent.WHICH_PICTURE: tell_which_picture,
}
WITHOUT_TEXT = frozenset(
    {Intent.ELEMENTS, Intent.STATE, Intent.DESCRIBE, Intent.FUNCTION, Intent.HOW, Intent.FILL, Intent.UNDER}
)
"""A page without a line of text may still have elements."""


def compares(program: QueryProgram) -> bool:
    """Whether the question is about several pictures together."""
    return program.intent in _SEVERAL


def needs_page(program: QueryProgram) -> bool:
    """Whether the answer depends on a picture at all."""
    return program.intent not in (Intent.OUTSIDE, Intent.HELP) and program.gap not in WITHOUT_PAGE


async def answer(
    program: QueryProgram, pages: Sequence[Page], words: Wording
) -> AsyncGenerator[tuple[int, Said], None]:
    """The answer in pieces, each with the number of its picture in the request; pictures one after another."""
    program = settled(program)
    if not needs_page(program):
        yield 0, _without_page(program, words)
        return
    if compares(program):
        if len(pages) == 1 and (sure := await sure_answer(pages[0])):
            yield pages[0].number, word_answer(sure, words)
            return
        async for piece in _SEVERAL[program.intent](program, pages, words):
            yield piece
        return
    for position, page in enumerate(pages):
        if len(pages) > 1:
            yield page.number, Said(("\n" if position else "") + words.picture(page.number + 1))
        is_empty = True
        async for said in _about_page(program, page, words):
            is_empty = False
            yield page.number, said
        if is_empty:
            yield page.number, Said(words.unanswered())


async def _about_page(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    if program.intent not in WITHOUT_TEXT and not await page.detect():
        yield Said(words.no_text())
        return
    is_told = False
    async with aclosing(tell_kept(program, page)) as pieces:
        async for said in pieces:
            is_told = True
            yield said
    if is_told:
        return
    told = _teller(program)(program, page, words)
    async with aclosing(told), aclosing(reconsidered(program, page, words, told)) as pieces:
        is_first = True
        async for said in pieces:
            if is_first and not said.found:
                if program.otherwise:
                    async for other in _about_page(program.otherwise, page, words):
                        yield other
                    return
                if not _is_bar(program) and (found := await page.answer()):
                    yield word_answer(found, words)
                    return
            is_first = False
            yield said


def _is_bar(program: QueryProgram) -> bool:
    """Whether it is about a menu of the page as such: what else the page says is no answer then."""
    return program.role == "navigation" and not (program.anchors or program.within)


def _teller(program: QueryProgram) -> Teller:
    """Menus of the page as such have answers of their own."""
    if _is_bar(program):
        return _OF_BARS.get(program.intent, _TELLERS[program.intent])
    return _TELLERS[program.intent]


def _without_page(program: QueryProgram, words: Wording) -> Said:
    if program.gap is not None:
        return Said(words.cannot(program.gap, program.role))
    return Said(words.outside() if program.intent is Intent.OUTSIDE else words.help())
