"""Is it there, where is it, how often: answers about a text that the question names, or a kind of value."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

from flashweb.core.screen import Element
from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.elements import tell_elements, tell_place, tell_presence
from flashweb.engines.nano.forms import is_address, kinds_in
from flashweb.engines.nano.lookup import best_match, nearest_values
from flashweb.engines.nano.matching import Tier, fold, match, spans
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Attribute, QueryProgram
from flashweb.engines.nano.reconsidering import sure_answer
from flashweb.engines.nano.resolve import mention, resolve
from flashweb.engines.nano.values import find_values
from flashweb.engines.nano.wording import Said, Wording
from flashweb.engines.nano.wording_answer import word_answer

_HOW = re.compile(r"怎么|怎样|如何|\bhow\b", re.IGNORECASE)
MAX_PLACES = 12
"""Places named in one answer; all are counted."""


def _inside(text: str, element: Element) -> str | None:
    """The line's text where it says clearly more than the wanted text."""
    return None if len(fold(element.text).packed) <= len(fold(text).packed) + 2 else element.text


def _shown(text: str, element: Element) -> str:
    """The wanted text as the screen spells it."""
    if found := spans(text, element.text):
        return element.text[found[0][0] : found[0][1]]
    return element.text if len(element.text) <= 2 * len(text) + 8 else text


async def tell_exists(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Yes at the first line that has it; no only when every line is known."""
    kinds = kinds_in(program.question)
    if len(kinds) > 1:
        for kind in kinds:
            async for said in _tell_kind_exists(kind, page, words):
                yield said
        return
    if program.attribute and not program.anchors:
        async for said in _tell_kind_exists(program.attribute, page, words):
            yield said
        return
    if program.role and not program.anchors:
        async for said in tell_presence(program, page, words):
            yield said
        return
    for text in program.anchors:
        wanted = program.label or text if program.attribute and not program.is_quoted else text
        async for said in _tell_text_exists(wanted, program, page, words):
            yield said


async def _tell_text_exists(text: str, program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    async with aclosing(page.read(await _likely_first(text, page))) as lines:
        async for _, line in lines:
            if match(text, line.text):
                shown = _shown(text, line)
                yield Said(words.exists(shown, line.box, page.size, _inside(shown, line)), (line,))
                return
    if not program.is_quoted and not _HOW.search(program.question) and (answer := mention(program, page)):
        line = answer.lines[0]
        yield Said(words.exists(line.text, line.box, page.size, answer.text), answer.lines)
        return
    lines_read = sorted(page.known.items())
    hits = [(line, tier) for _, line, tier in best_match(text, lines_read)]
    if not hits:
        sure = None if program.is_quoted or program.role else await sure_answer(page)
        yield word_answer(sure, words) if sure else Said(words.absent(text))
        return
    line, tier = hits[0]
    is_same_length = abs(len(fold(line.text).packed) - len(fold(text).packed)) <= 2 and tier is Tier.NEAR
    sentence = (
        words.exists(line.text, line.box, page.size, None)
        if is_same_length
        else words.exists_as(text, line.text, line.box, page.size)
    )
    yield Said(sentence, (line,))


async def _tell_kind_exists(attribute: Attribute, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    async with aclosing(page.read()) as lines:
        async for _, line in lines:
            if found := find_values(attribute, line.text):
                yield Said(words.exists(found[0], line.box, page.size, _inside(found[0], line)), (line,))
                return
    yield Said(words.absent_kind(attribute))


async def tell_where(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Lines that are the text are named as they are read; lines that only contain it when nothing else does."""
    if (
        program.leans
        and program.anchors
        and program.attribute
        and await page.read_all()
        and (answer := resolve(program, page))
        and is_address(answer.text)
    ):
        yield word_answer(answer, words)
        return
    if program.attribute and not program.is_quoted:
        from_kind = [said async for said in _tell_kind_place(program, page, words)]
        if from_kind:
            for said in from_kind:
                yield said
            return
    if not program.is_quoted or program.role:
        from_elements = [said async for said in tell_place(program, page, words)]
        for said in from_elements:
            yield said
        if from_elements:
            return
    texts = program.anchors or ((program.label,) if program.label else ())
    if program.attribute and not program.is_quoted and program.label:
        texts = (program.label,)
    for text in texts:
        async for said in _tell_text_place(text, program, page, words):
            yield said


async def _tell_text_place(text: str, program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    count = 0
    async with aclosing(page.read(await _likely_first(text, page))) as lines:
        async for _, line in lines:
            if match(text, line.text) is Tier.EQUAL and count < MAX_PLACES:
                first = words.located(line.text, line.box, page.size, None)
                yield Said(words.located_next(line.box, page.size, None) if count else first, (line,))
                count += 1
    if not count:
        for line in _places(text, program, page)[:MAX_PLACES]:
            shown = _shown(text, line)
            inside = _inside(shown, line)
            first = words.located(shown, line.box, page.size, inside)
            yield Said(words.located_next(line.box, page.size, inside) if count else first, (line,))
            count += 1
    if count:
        yield Said(words.end)
        return
    if not program.is_quoted and (answer := resolve(program, page)):
        yield word_answer(answer, words)
        return
    others = best_match(text, sorted(page.known.items()))[:1]
    for _, line, _ in others:
        yield Said(words.exists_as(text, line.text, line.box, page.size), (line,), found=False)
    if not others:
        yield Said(words.absent(text), found=False)


async def _likely_first(text: str, page: Page) -> list[int]:
    """All lines, those first whose shape fits the text: how long a line is shows before it is read."""
    length = sum(1.1 if character > "\u2e7f" else 0.65 for character in text) or 1.0

    def misfit(index: int) -> int:
        box = page.boxes[index]
        ratio = box.width / max(box.height, 1)
        return round(4 * abs(ratio - length) / length) if ratio >= 0.6 * length else 100

    return sorted(range(len(await page.detect())), key=misfit)


def _places(text: str, program: QueryProgram, page: Page) -> list[Element]:
    """Where no line is just the text: lines that are mostly it, else all that hold it, else one that means it."""
    lines = sorted(page.known.items())
    found = [line for _, line, _ in best_match(text, lines, is_quoted=program.is_quoted)]
    if program.is_quoted:
        return found
    size = len(fold(text).packed)
    mostly = [line for line in found if size >= 0.6 * len(fold(line.text).packed)]
    said = None if mostly or found else mention(program, page)
    return mostly or found or list(said.lines if said else ())


async def _tell_kind_place(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Where a value of a kind stands; nothing when there is none, and the label may be looked for instead."""
    if program.attribute is None:
        return
    found = nearest_values(program, await page.read_all())
    for count, hit in enumerate(found[:MAX_PLACES]):
        first = words.located(hit.value, hit.line.box, page.size, None)
        yield Said(words.located_next(hit.line.box, page.size, None) if count else first, (hit.line,))
    if found:
        yield Said(words.end)


async def tell_count(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """How many times, over all lines; exact, so near misses are not counted."""
    if program.role and not program.anchors:
        async for said in tell_elements(program, page, words):
            yield said
        return
    lines = await page.read_all()
    if program.attribute and not program.anchors:
        hits = [(line, value) for _, line in lines for value in find_values(program.attribute, line.text)]
        distinct = list(dict.fromkeys(value for _, value in hits))
        yield Said(words.counted_kind(program.attribute, distinct) + words.end, tuple(line for line, _ in hits))
        return
    for text in program.anchors:
        counts = [(line, len(spans(text, line.text))) for _, line in lines]
        name = text
        if not any(n for _, n in counts) and not program.is_quoted:
            for other in synonyms(text):
                again = [(line, len(spans(other, line.text))) for _, line in lines]
                if any(n for _, n in again):
                    counts, name = again, other
                    break
        where = tuple(line for line, n in counts if n)
        yield Said(words.counted(name, sum(n for _, n in counts)) + words.end, where, found=bool(where))
