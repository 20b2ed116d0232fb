"""What cannot be told from text alone: says so plainly, and gives what the text does say."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator

from flashweb.engines.nano.lookup import best_match
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Gap, QueryProgram
from flashweb.engines.nano.wording import Said, Wording

MAX_SHORT_TEXTS = 12
WITHOUT_PAGE = frozenset({Gap.COMPARE, Gap.TRANSLATE, Gap.LANGUAGE})
"""Gaps that are the same whatever the picture shows."""

_NUMBERS = re.compile(r"^[\d\s.,:/%¥$€+*-]+$")


async def tell_gap(program: QueryProgram, page: Page | None, words: Wording) -> AsyncGenerator[Said, None]:
    """The gap first, then where the named texts stand, or the short texts that may be what is asked for."""
    gap = program.gap or Gap.FUNCTION
    yield Said(words.cannot(gap, program.role))
    if page is None or gap in WITHOUT_PAGE:
        return
    if program.anchors:
        lines = await page.read_all()
        for text in program.anchors:
            for _, line, _ in best_match(text, lines, is_quoted=program.is_quoted)[:1]:
                yield Said(words.still_there(line.text, line.box, page.size), (line,))
    elif gap is Gap.ELEMENTS and program.role in ("button", "link", "tab", "menuitem"):
        async for said in _tell_short_texts(page, words):
            yield said


async def _tell_short_texts(page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    count = 0
    for _, line in await page.read_all():
        packed = fold(line.text).packed
        is_short = len(packed) <= (16 if packed.isascii() else 6) and len(line.text.split()) <= 3
        if not is_short or not packed or _NUMBERS.match(line.text) or line.text.rstrip().endswith((":", "：", "*")):
            continue
        yield Said(words.value_next(line.text) if count else words.short_texts(line.text), (line,))
        count += 1
        if count >= MAX_SHORT_TEXTS:
            break
    if count:
        yield Said(words.end)
