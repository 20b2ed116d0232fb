"""A line or sentence of the page by words that stand in it, read out as it stands there."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.lookup import best_match
from flashweb.engines.nano.matching import fold, near
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.passages import Passage, passages
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.wording import Said, Wording


async def tell_quoted(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The sentence that begins with what is named; else the line that holds it; nothing else of the page."""
    lines = [line for _, line in await page.read_all()]
    for number, anchor in enumerate(program.anchors):
        found = passage_of(anchor, lines)
        if found is None:
            yield Said(words.absent(anchor), found=False)
        else:
            yield Said(("\n" if number else "") + found.text, found.lines)


def passage_of(anchor: str, lines: Sequence[Element]) -> Passage | None:
    """Of sentences and lines the one that begins with the words, read exactly or nearly; else one that has them."""
    wanted = fold(anchor).packed
    wholes = [*passages(lines), *(Passage(line.text, (line,)) for line in lines)]
    begins = (each for each in wholes if wanted and fold(each.text).packed.startswith(wanted))
    nearly = (each for each in wholes if near(anchor, each.text[: len(anchor) + 2]))
    for found in (begins, nearly):
        if (best := next(found, None)) is not None:
            return best
    hits = best_match(anchor, list(enumerate(lines)))
    if not hits:
        return None
    line = hits[0][1]
    holding = [each for each in passages(lines) if any(one is line for one in each.lines) and anchor in each.text]
    return holding[0] if holding else Passage(line.text, (line,))
