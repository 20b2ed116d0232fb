"""What cannot be told from text alone: says so plainly, and gives what the text does say."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from flashweb.engines.nano.functions.function import tell_function
from flashweb.engines.nano.lookup import best_match
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Gap, QueryProgram
from flashweb.engines.nano.wording import Said, Wording

WITHOUT_PAGE = frozenset({Gap.COMPARE, Gap.TRANSLATE, Gap.LANGUAGE})
"""Gaps that are the same whatever the picture shows."""


async def tell_gap(program: QueryProgram, page: Page | None, words: Wording) -> AsyncGenerator[Said, None]:
    """The gap first, then where the named texts stand."""
    gap = program.gap or Gap.FUNCTION
    if gap is Gap.FUNCTION and page is not None:
        async for said in tell_function(program, page, words):
            yield said
        return
    yield Said(words.cannot(gap, program.role))
    if page is None or gap in WITHOUT_PAGE:
        return
    if program.anchors:
        lines = await page.read_all()
        for text in program.anchors:
            for _, line, _ in best_match(text, lines, is_quoted=program.is_quoted)[:1]:
                yield Said(words.still_there(line.text, line.box, page.size), (line,))
