"""Questions about several pictures answered: what changed, whether they are the same, which one has something."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from itertools import pairwise

from flashweb.core.screen import Element, Need, Screen
from flashweb.engines.nano.comparing.align import align
from flashweb.engines.nano.comparing.canvas import Canvas, looks_same
from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.comparing.changes import changes_between
from flashweb.engines.nano.comparing.having import having
from flashweb.engines.nano.comparing.scale import resized, scale_between, scaled
from flashweb.engines.nano.comparing.units import take_apart
from flashweb.engines.nano.comparing.wanted import wanted
from flashweb.engines.nano.comparing.wording import Between, ChangeWording, change_wording
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, QueryProgram
from flashweb.engines.nano.wording import Said, Wording
from flashweb.perception.runtime import Priority

Told = AsyncGenerator[tuple[int, Said], None]
MOST = 24
"""Changes told in one answer; all are counted."""


async def compare(first: Page, second: Page) -> tuple[Change, ...]:
    """What changed from one picture to the other."""
    one, other = (Canvas(pixels) for pixels in await asyncio.gather(first.pixels(), second.pixels()))
    if await asyncio.to_thread(looks_same, one, other):
        return ()
    screens = await asyncio.gather(first.screen(Need()), second.screen(Need()))
    lines = await asyncio.gather(*(page.reading.texts(Priority.LIVE) for page in (first, second)))

    return await asyncio.to_thread(_differences, (one, other), screens, lines)


def _differences(
    canvases: tuple[Canvas, Canvas], screens: Sequence[Screen], lines: Sequence[Sequence[Element]]
) -> tuple[Change, ...]:
    """The changes, told in the scale of each picture."""
    scale = scale_between(screens[0], screens[1], lines)
    factors = min(1 / scale, 1.0), min(scale, 1.0)
    parts, both = [], []
    for canvas, screen, read, factor in zip(canvases, screens, lines, factors, strict=True):
        both.append(canvas if scale == 1.0 else Canvas(resized(canvas.pixels, factor), is_redrawn=True))
        elements = tuple(scaled(element, factor) for element in screen.elements)
        parts.append(take_apart(Screen(*both[-1].size, elements), [scaled(line, factor) for line in read]))
    pair = both[0], both[1]
    changes = changes_between(parts[0], parts[1], align(parts[0], parts[1], *pair), pair)
    return tuple(_at_own_scale(change, (1 / factors[0], 1 / factors[1])) for change in changes)


def _at_own_scale(change: Change, factors: tuple[float, float]) -> Change:
    before = scaled(change.before, factors[0]) if change.before else None
    after = scaled(change.after, factors[1]) if change.after else None
    parts = tuple(scaled(part, factors[bool(after)]) for part in change.parts)
    return replace(change, before=before, after=after, parts=parts)


async def tell_changes(program: QueryProgram, pages: Sequence[Page], words: Wording) -> Told:
    """What the question wants of the changes between each picture and the next."""
    told = change_wording(program.language)
    if len(pages) < 2:
        yield _number(pages), Said(told.one_picture())
        return
    for position, (first, second) in enumerate(pairwise(pages)):
        between = Between(first.number + 1, second.number + 1, len(pages) == 2 and second.number == 1)
        all_changes = await compare(first, second)
        changes = wanted(program, all_changes, second.size)
        if position:
            yield second.number, Said("\n")
        if program.intent is Intent.SAME:
            yield second.number, Said(told.same(between, len(changes)))
        elif changes:
            yield second.number, Said(told.count(between, len(changes)))
        else:
            yield second.number, Said(told.none(between, of_asked=bool(all_changes)))
        for piece in _list(changes, between, (first, second), told):
            yield piece


def _list(
    changes: Sequence[Change], between: Between, pages: tuple[Page, Page], told: ChangeWording
) -> list[tuple[int, Said]]:
    pieces: list[tuple[int, Said]] = []
    for position, change in enumerate(changes[:MOST]):
        before, after = told.change(change, between)
        if position:
            pieces.append((pages[1].number, Said(told.next)))
        if before:
            pieces.append((pages[0].number, Said(before, (change.before,) if change.before else ())))
        if after:
            pieces.append((pages[1].number, Said(after, (change.after,) if change.after else ())))
    if len(changes) > MOST:
        pieces.append((pages[1].number, Said(told.more(len(changes) - MOST))))
    return [*pieces, (pages[1].number, Said(told.end))] if changes else []


def _number(pages: Sequence[Page]) -> int:
    return pages[0].number if pages else 0


_LACKS = re.compile(r"没有|缺|少|\black|\bmissing\b|n't\b|\bnot\b|\bwithout\b", re.IGNORECASE)


async def tell_which_picture(program: QueryProgram, pages: Sequence[Page], words: Wording) -> Told:
    """In which of the pictures something is."""
    told = change_wording(program.language)
    if not (program.anchors or program.role or program.state):
        yield _number(pages), Said(told.which_of_what())
        return
    found = await asyncio.gather(*(having(program, page) for page in pages))
    what = told.thing("/".join(program.anchors), program.role)
    numbers = [page.number + 1 for page, elements in zip(pages, found, strict=True) if elements]
    without = [page.number + 1 for page in pages if page.number + 1 not in numbers]
    if _LACKS.search(program.question) and without:
        yield _number(pages), Said(told.lacking(what, without) + told.end)
    elif not numbers:
        yield _number(pages), Said(told.in_none(what))
    else:
        text = told.in_pictures(what, numbers, len(pages)) + told.end
        having_it = [(page, elements) for page, elements in zip(pages, found, strict=True) if elements]
        for at, (page, elements) in enumerate(having_it):
            piece = text[at * len(text) // len(having_it) : (at + 1) * len(text) // len(having_it)]
            yield page.number, Said(piece, elements)
