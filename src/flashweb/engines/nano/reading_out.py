"""What does it say, what is it called, what is it about: answers that read the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from statistics import median

from flashweb.core.screen import Box, Element, Need
from flashweb.engines.nano.genres import genre_of
from flashweb.engines.nano.lookup import best_match, split_label
from flashweb.engines.nano.matching import Tier, fold, match
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Attribute, QueryProgram, Relation
from flashweb.engines.nano.quoting import tell_quoted
from flashweb.engines.nano.values import find_values
from flashweb.engines.nano.wording import Said, Wording, is_in, sentence
from flashweb.perception.grouping import prominent_first

HEADING = 1.3
"""A line this much taller than the usual one stands out."""
MAX_TOPICS = 5
SHORT = 8
"""Lines of less than so many heights are short."""
MAX_SIGNS = 8
_MOSTLY = 0.7
"""A line is a value and nothing more from this part of its letters."""

_SPEAKS = re.compile(r"[A-Za-z]{2}|[\u3400-\u9fff]{2}")
_ASIDE = re.compile(
    r"^©|版权所有|copyright|all rights reserved|备案"
    r"|^(?:请输入|请选择|输入|选填|enter |type |search\b)|\s[>/»›]\s|>.+>",
    re.IGNORECASE,
)
"""Footers, placeholders and trails of breadcrumbs do not say what a page is about."""


async def tell_text(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The text of the page or of a part of it, line by line as it is read."""
    if program.relation and program.anchors:
        async for said in _tell_beside(program, page, words):
            yield said
        return
    if program.anchors and program.lines is None and program.region is None:
        async for said in tell_quoted(program, page, words):
            yield said
        return
    if program.lines is not None:
        async for said in _tell_rows(program.lines, page, words):
            yield said
        return
    boxes = await page.detect()
    order = [i for i, box in enumerate(boxes) if is_in(box, page.size, program.region)]
    is_first = True
    async with aclosing(page.read(order)) as lines:
        async for _, line in lines:
            yield Said(line.text if is_first else "\n" + line.text, (line,))
            is_first = False
    if is_first:
        yield Said(words.nothing_there("") if program.region and boxes else words.no_text())


async def _tell_rows(wanted: tuple[int | None, int | None], page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    await page.detect()
    rows = page.rows()
    if not rows:
        yield Said(words.no_text())
        return
    chosen = rows[slice(*wanted)]
    if not chosen:
        yield Said(words.no_such_lines(len(rows)))
    for number, row in enumerate(chosen):
        lines = [line for _, line in await page.get(row)]
        if lines:
            yield Said(("\n" if number else "") + "  ".join(line.text for line in lines), tuple(lines))


async def _tell_beside(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    anchor = program.anchors[0]
    index = await _find(anchor, page, is_quoted=program.is_quoted)
    if index is None:
        yield Said(words.absent(anchor))
        return
    parts = split_label(page.known[index].text)
    if parts and parts[1] and program.relation in (Relation.RIGHT, Relation.NEAR):
        yield Said(sentence(words.says(parts[1]), words), (page.known[index],))
        return
    lines = [line for _, line in await page.get(_beside(index, program.relation, page))]
    for number, line in enumerate(lines):
        yield Said(("\n" if number else "") + line.text, (line,))
    if not lines:
        yield Said(words.nothing_there(anchor))


async def _find(text: str, page: Page, *, is_quoted: bool) -> int | None:
    async with aclosing(page.read()) as lines:
        async for index, line in lines:
            parts = split_label(line.text)
            if match(text, parts[0] if parts else line.text) is Tier.EQUAL:
                return index
    hits = best_match(text, sorted(page.known.items()), is_quoted=is_quoted)
    return hits[0][0] if hits else None


def _beside(index: int, relation: Relation | None, page: Page) -> list[int]:
    if relation is Relation.RIGHT:
        return page.right_of(index)[:1]
    if relation is Relation.LEFT:
        return page.left_of(index)[:1]
    if relation is Relation.ABOVE:
        return page.above(index)[:1]
    if relation is Relation.NEAR:
        return page.right_of(index)[:1] or page.left_of(index)[:1] or page.below(index)[:1]
    return _block_below(index, page)


def _block_below(index: int, page: Page) -> list[int]:
    """The block of lines under a text, up to a wider gap or the next heading."""
    block: list[int] = []
    last = page.boxes[index]
    for i in page.below(index):
        box = page.boxes[i]
        gap = box.top - last.bottom
        if block and (gap > 1.2 * min(last.height, box.height) or box.height > 1.25 * page.boxes[block[0]].height):
            break
        if not block and gap > 6 * box.height:
            break
        block.append(i)
        last = box if box.bottom > last.bottom else last
    return block[:12]


async def tell_title(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The most prominent line that speaks, with its continuation if it wraps; of a dialog its own name."""
    if program.role == "dialog":
        dialogs = [each for each in (await page.screen(Need())).walk() if each.role == "dialog" and each.name]
        for dialog in dialogs[:1]:
            heads = [each for each in dialog.walk() if each.name == dialog.name and each is not dialog]
            yield Said(words.title(dialog.name), tuple(heads[:1]) or (dialog,))
            return
    title, stands_out = await _title(page)
    if not title:
        yield Said(words.no_text())
        return
    text = _joined(title)
    yield Said(words.title(text) if stands_out else words.prominent(text) + words.end, tuple(title))


async def _title(page: Page) -> tuple[list[Element], bool]:
    boxes = await page.detect()
    usual = median(box.height for box in boxes) if boxes else 0.0
    order = sorted(prominent_first(boxes, page.size), key=lambda index: _is_account(boxes[index], page.size))
    async with aclosing(page.read(order)) as lines:
        async for index, line in lines:
            if _SPEAKS.search(line.text) and not _is_price(line.text):
                return await _with_rest(index, page), line.box.height >= HEADING * usual
    return [line for _, line in sorted(page.known.items())][:1], False


def _is_price(text: str) -> bool:
    """The largest thing on many pages, and what none of them is called."""
    return any(len(value) > _MOSTLY * len(text) for value in find_values(Attribute.PRICE, text))


def _is_account(box: Box, size: tuple[int, int]) -> bool:
    """At the right end of the top bar: who is logged in, beside their picture; never what a page is called."""
    return box.left > 0.75 * size[0] and box.bottom < 0.09 * size[1]


async def _with_rest(index: int, page: Page) -> list[Element]:
    """A heading and the lines that it wraps onto."""
    first = page.boxes[index]
    chain = [index]
    for i in page.below(index):
        last, box = page.boxes[chain[-1]], page.boxes[i]
        is_rest = abs(box.height - first.height) < 0.2 * first.height and box.top - last.bottom < 0.6 * first.height
        if not is_rest or abs(box.left - first.left) > 2 * first.height or last.width < 8 * first.height:
            break
        chain.append(i)
    return [line for _, line in await page.get(chain[:3])]


def _joined(lines: list[Element]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text += (" " if text[-1:].isascii() and line.text[:1].isascii() else "") + line.text
    return text


async def tell_about(_program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Title first, then what stands out, then what kind of page these and a few short lines make it.

    Never the whole page: whoever asks what it is about waits for a dozen lines, not for a hundred.
    """
    title, stands_out = await _title(page)
    if not title:
        yield Said(words.no_text())
        return
    text = _joined(title)
    yield Said(words.about(text) if stands_out else words.prominent(text), tuple(title))
    seen = {fold(line.text).packed for line in title}
    count = 0
    async with aclosing(page.read(_topics(page))) as lines:
        async for _, line in lines:
            packed = fold(line.text).packed
            if packed in seen or not _SPEAKS.search(line.text) or _ASIDE.search(line.text):
                continue
            seen.add(packed)
            yield Said(words.about_more(line.text) if not count else words.value_next(line.text), (line,))
            count += 1
            if count >= MAX_TOPICS:
                break
    yield Said(words.end)
    await page.get(_signs(page))
    if genre := genre_of([line.text for line in page.known.values()]):
        yield Said(words.page_kind(genre[0 if words.end == "。" else 1]))


def _signs(page: Page) -> list[int]:
    """Short lines, the most prominent first: buttons, menu items and labels tell what a page is for."""
    order = prominent_first(page.boxes, page.size)
    return [i for i in order if page.boxes[i].width < SHORT * page.boxes[i].height][:MAX_SIGNS]


def _topics(page: Page) -> list[int]:
    """Headings from top to bottom, then the rest: size and length say more, up to a sentence; bars at the edges less.

    Lines of whole paragraphs make poor topics and take the longest to read.
    """
    usual = median(box.height for box in page.boxes)
    order = prominent_first(page.boxes, page.size)
    headings = sorted(i for i in order if page.boxes[i].height >= HEADING * usual)
    rest = [i for i in order if i not in set(headings)]
    height = page.size[1]

    def weight(box: Box) -> float:
        is_edge = box.bottom < 0.06 * height or box.top > 0.92 * height
        length = box.width / box.height
        sense = min(length, 12) - max(length - 18, 0) / 2
        return sense + 2 * box.height / usual - (12 if is_edge else 0)

    rest.sort(key=lambda i: -weight(page.boxes[i]))
    return (headings[:MAX_TOPICS] + rest)[: 2 * MAX_TOPICS]
