"""Rules answer first; where the trained reader is sure of another place of the page, it is right far more often.

Measured on development pages: of answers that point elsewhere than a sure reader, one in ten was right, and two thirds
of the reader's.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable

from flashweb.core.screen import Element
from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, QueryProgram
from flashweb.engines.nano.wording import Said, Wording
from flashweb.engines.nano.wording_answer import word_answer
from flashweb.perception.structure.draft import holds

SURE = 3.5
"""By how much (a difference of logits) a line must be likelier than that no line answers."""
DOUBTFUL = frozenset({Intent.OPEN, Intent.HOW, Intent.ERROR, Intent.TABLE, Intent.COUNT})
"""Questions that at times only look like what a rule knows, and whose answers need the whole page anyway."""


async def reconsidered(
    program: QueryProgram, page: Page, words: Wording, pieces: AsyncIterable[Said]
) -> AsyncGenerator[Said, None]:
    """The pieces of an answer, or what the reader is sure of where they speak of something else."""
    if not is_doubtful(program, page):
        async for said in pieces:
            yield said
        return
    told = [said async for said in pieces]
    sure = await sure_answer(page)
    if sure is None or any(_speaks_of(said, sure.lines) for said in told):
        for said in told:
            yield said
        return
    yield word_answer(sure, words)


async def sure_answer(page: Page) -> Answer | None:
    """What the reader is sure of."""
    found = await page.answer()
    return found if found is not None and found.margin >= SURE else None


def is_doubtful(program: QueryProgram, page: Page) -> bool:
    """Whether the reader is asked too."""
    return bool(page.pointer) and program.intent in DOUBTFUL and program.role is None and not program.is_quoted


def _speaks_of(said: Said, lines: tuple[Element, ...]) -> bool:
    """Some element of the piece says the same as a line, or one of the two stands in the other."""
    return any(
        each.text == line.text or holds(each.box, line.box) or holds(line.box, each.box)
        for each in said.elements
        for line in lines
    )
