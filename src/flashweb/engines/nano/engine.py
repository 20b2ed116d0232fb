"""nano as an engine: answers from the text of screenshots, on a CPU, without a download.

A question becomes a query program, the program runs on the progressive readings of the pictures, and every
piece of the answer leaves as soon as its words are known, with the boxes that prove it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import asdict
from functools import partial

import numpy as np
from numpy.typing import NDArray

from flashweb.core.errors import InvalidRequest
from flashweb.core.events import Event, Finished, GroundedElement, Grounding, TextDelta, Usage
from flashweb.core.request import MediaRef, Request
from flashweb.engines.base import Capabilities, Progress
from flashweb.engines.nano.execute import answer, compares, needs_page
from flashweb.engines.nano.gist import gist
from flashweb.engines.nano.page import Page, Pointer
from flashweb.engines.nano.pictures import choose_compared, choose_pictures
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.reader.model import ReaderModel
from flashweb.engines.nano.reader.program import mended
from flashweb.engines.nano.reader.service import QuestionReader
from flashweb.engines.nano.settings import NanoSettings
from flashweb.engines.nano.stream import Budget
from flashweb.engines.nano.structured.answering import as_json
from flashweb.engines.nano.tokens import count_image_tokens, count_tokens
from flashweb.engines.nano.understand import understand
from flashweb.engines.nano.warmup import WARM_UP_QUESTIONS, draw_warm_up
from flashweb.engines.nano.weighing import prepare
from flashweb.engines.nano.wording import Said, Wording, wording
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reading import Reading
from flashweb.perception.runtime import Priority

Pixels = Callable[[MediaRef], Awaitable[NDArray[np.uint8]]]
"""Gives a picture's pixels, uint8 RGB (height, width, 3)."""


MAX_IMAGES = 8
MAX_TOKENS, MAX_JSON_TOKENS = 4096, 16384
"""Longest answer in words, and in JSON, where the request names no limit, in tokens of `tokens.py`."""


class NanoEngine:
    """Implements `engines.base.Engine` on a ScreenParser; nothing about a request is kept on it."""

    def __init__(self, parser: ScreenParser, pixels: Pixels, settings: NanoSettings) -> None:
        self._parser = parser
        self._pixels = pixels
        self._settings = settings
        self._reader: QuestionReader | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What it honours; temperature and its like have no effect on exact answers."""
        return Capabilities(
            model="nano",
            max_images=MAX_IMAGES,
            max_question_chars=self._settings.max_question_chars,
            grounding=True,
            max_running=self._settings.max_running,
            sampling=frozenset({"max_tokens", "stop"}),
            structured=True,
        )

    async def start(self, progress: Progress) -> None:
        """Loads the networks and answers questions about a drawn page."""
        loading = asyncio.create_task(asyncio.to_thread(ReaderModel.load, self._parser.threads), name="load the reader")
        await self._parser.start(lambda step, done: progress(step, 0.9 * done))
        self._reader = QuestionReader(await loading, self._parser.executor)
        progress("answering a first question", 0.9)
        ref, pixels = draw_warm_up()
        key = (ref.tenant, ref.sha256)

        async def load() -> NDArray[np.uint8]:
            return pixels

        reading = self._parser.open(key, (ref.width, ref.height), load)
        for question in WARM_UP_QUESTIONS:
            program, pointer = await self._understand([question])
            async for _ in answer(program, [Page(reading, 0, pointer=pointer)], wording(program.language)):
                pass
        self._parser.forget(key)
        progress("ready", 1.0)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        """Reads the pictures at low priority; whoever asks meanwhile goes first."""
        for ref in images:
            async for _, line in self._open(ref).lines(None, Priority.BACKGROUND):
                prepare(line.text)
            if self._reader:
                await self._reader.prepare(self._open(ref), Priority.BACKGROUND)

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        """See `Engine.generate`; closing the iterator gives up what only it was waiting for."""
        self._check(request)
        readings = [self._open(ref) for ref in request.images]
        cached = sum(
            count_image_tokens(ref.width, ref.height)
            for ref, reading in zip(request.images, readings, strict=True)
            if reading.is_complete
        )
        program, pointer = await self._understand([gist(m.text) for m in request.messages if m.role == "user"])
        words = wording(program.language)
        pages = [Page(reading, number, pointer=pointer) for number, reading in enumerate(readings)]
        most = MAX_TOKENS if request.response_format is None else MAX_JSON_TOKENS
        budget = Budget(request.sampling.max_tokens or most, request.sampling.stop)
        say = self._say if request.response_format is None else self._say_json
        async with aclosing(say(request, program, pages, words)) as answer_pieces:
            async for number, said in answer_pieces:
                for event in _events(number, said, budget):
                    yield event
                if budget.is_spent:
                    break
                await asyncio.sleep(0)
        for text in budget.flush():
            yield TextDelta(text)
        yield Usage(_prompt_tokens(request), count_tokens(budget.text), cached)
        yield Finished("length" if budget.is_cut else "stop")

    async def close(self) -> None:
        """Stops the reader."""
        await self._parser.close()

    def stats(self) -> Mapping[str, float]:
        """The reader's counters."""
        names = {
            "hits": "hits_total",
            "misses": "misses_total",
            "line_hits": "line_hits_total",
            "line_misses": "line_misses_total",
        }
        return {names.get(name, name): float(value) for name, value in asdict(self._parser.stats()).items()}

    def _check(self, request: Request) -> None:
        limit = self._settings.max_question_chars
        if len(request.question) > limit:
            raise InvalidRequest(
                f"the question has {len(request.question)} characters; nano takes at most {limit}: shorten it",
                param="messages",
            )
        if len(request.images) > MAX_IMAGES:
            raise InvalidRequest(
                f"the request has {len(request.images)} pictures; nano takes at most {MAX_IMAGES}: send fewer",
                param="messages",
            )

    def _open(self, ref: MediaRef) -> Reading:
        async def load() -> NDArray[np.uint8]:
            return await self._pixels(ref)

        return self._parser.open((ref.tenant, ref.sha256), (ref.width, ref.height), load)

    async def _understand(self, questions: Sequence[str]) -> tuple[QueryProgram, Pointer | None]:
        """The program of the last question, and what finds its answer on a page."""
        program = understand(questions)
        if self._reader is None or not questions or not questions[-1].strip():
            return program, None
        heard = await self._reader.hear(questions[-1], questions[-2] if len(questions) > 1 else "")
        return mended(program, heard), partial(self._reader.point, heard)

    async def _say(
        self, request: Request, program: QueryProgram, pages: list[Page], words: Wording
    ) -> AsyncGenerator[tuple[int, Said], None]:
        if needs_page(program) and not pages:
            yield 0, Said(words.no_picture())
            return
        chosen = _chosen(request, program, pages)
        if needs_page(program) and not chosen:
            yield 0, Said(words.no_such_picture(len(pages)))
            return
        async with aclosing(answer(program, chosen, words)) as answer_pieces:
            async for piece in answer_pieces:
                yield piece

    async def _say_json(
        self, request: Request, program: QueryProgram, pages: list[Page], words: Wording
    ) -> AsyncGenerator[tuple[int, Said], None]:
        """The answer in the shape that is asked for; what the answer in words would point at is pointed at too."""
        assert request.response_format is not None
        told: list[tuple[int, Said]] = []

        async def tell() -> list[tuple[int, Said]]:
            async with aclosing(self._say(request, program, pages, words)) as answer_pieces:
                told.extend([piece async for piece in answer_pieces])
            return told

        text = await as_json(request.response_format, program, _chosen(request, program, pages), tell)
        at = 0
        for page in pages:
            if pointed := tuple(e for number, said in told for e in said.elements if number == page.number):
                yield page.number, Said(text[at : at + 1], pointed)
                at += 1
        yield 0, Said(text[at:])


def _chosen(request: Request, program: QueryProgram, pages: list[Page]) -> list[Page]:
    """The pictures that a question is about."""
    choose = choose_compared if compares(program) else choose_pictures
    if compares(program) and len(pages) > 1 and max(program.pictures, default=0) > len(pages):
        return []
    return [pages[n] for n in choose(program.pictures, request.messages)]


def _events(number: int, said: Said, budget: Budget) -> list[Event]:
    """Words one by one; the elements right after the first of them."""
    events: list[Event] = [TextDelta(text) for text in budget.take(said.text)]
    if said.elements and events:
        grounding = Grounding(tuple(GroundedElement(number, element) for element in said.elements))
        events.insert(1, grounding)
    return events


def _prompt_tokens(request: Request) -> int:
    text = sum(count_tokens(message.text) for message in request.messages)
    return text + sum(count_image_tokens(ref.width, ref.height) for ref in request.images)
