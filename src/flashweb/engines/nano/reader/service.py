"""The trained reader at work: on perception's threads, each page's lines encoded once and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from flashweb.core.screen import Element, Need
from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.page import Lines
from flashweb.engines.nano.reader.inputs import MAX_LINES, PageInputs, page_inputs
from flashweb.engines.nano.reader.model import TOGETHER, Heard, ReaderModel, Told
from flashweb.engines.nano.reader.pointing import answer_of
from flashweb.perception.runtime import Executor, Job, Priority
from flashweb.perception.sharing import run

MOST_PAGES = 64
"""Pages that are kept, half a megabyte each at most; one goes with its picture."""
TIMEOUT = 20.0
"""Seconds that one piece of work may take, waiting included."""
EVERYTHING = Need()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page as the networks take it."""

    lines: tuple[Element, ...]
    told: tuple[Told, ...]
    inputs: PageInputs


class QuestionReader:
    """Belongs to one event loop; cancelling a caller drops what only it waited for. pages: those kept, oldest first."""

    def __init__(self, model: ReaderModel, executor: Executor) -> None:
        self._model, self._executor = model, executor
        self.pages: WeakKeyDictionary[Lines, Prepared] = WeakKeyDictionary()

    async def hear(self, question: str, earlier: str = "") -> Heard:
        """What a question asks for."""

        def listen(asked: Sequence[tuple[str, str]]) -> list[Heard]:
            return [self._model.hear(*each) for each in asked]

        heard: Heard = await run(Job(listen, (question, earlier)), self._executor, (Priority.LIVE, 0), TIMEOUT)
        return heard

    async def point(self, heard: Heard, reading: Lines) -> Answer | None:
        """What answers the question on a page; None where nothing does."""
        page = await self.prepare(reading, Priority.LIVE)
        if not page.lines:
            return None
        texts = [line.text for line in page.lines]

        def look(pages: Sequence[Prepared]) -> list[Answer | None]:
            found = (self._model.point(heard, texts, each.told, each.inputs) for each in pages)
            return [answer_of(page.lines, pointed, page.inputs) for pointed in found]

        answer: Answer | None = await run(Job(look, page), self._executor, (Priority.LIVE, 0), TIMEOUT)
        return answer

    async def prepare(self, reading: Lines, priority: Priority) -> Prepared:
        """The page's lines encoded, from memory if they have been before."""
        if kept := self.pages.pop(reading, None):
            self.pages[reading] = kept
            return kept
        lines = tuple((await reading.texts(priority))[:MAX_LINES])
        screen = await reading.screen(priority, EVERYTHING)
        told = await self._tell([line.text for line in lines], priority)
        inputs = await asyncio.to_thread(page_inputs, lines, list(screen.walk()), reading.size)
        page = Prepared(lines, told, inputs)
        self.pages[reading] = page
        while len(self.pages) > MOST_PAGES:
            self.pages.pop(next(iter(self.pages.keys())))
        return page

    async def _tell(self, texts: Sequence[str], priority: Priority) -> tuple[Told, ...]:
        """In parts, so that several threads share a page and a live question need not wait for a whole one."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        parts = [order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER)]

        def encode(part: list[int], _: Sequence[None]) -> list[list[Told]]:
            return [self._model.tell([texts[place] for place in part])]

        jobs = [Job(partial(encode, part), None) for part in parts]
        results = await asyncio.gather(*(run(job, self._executor, (priority, 1), TIMEOUT) for job in jobs))
        found = {
            place: told
            for part, tellings in zip(parts, results, strict=True)
            for place, told in zip(part, tellings, strict=True)
        }
        return tuple(found[place] for place in range(len(texts)))
