"""Asks a question in process, as the engine does, and again with one stage after another made right."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.suites.stages.programs import program_of
from benchmarks.suites.stages.screens import (
    Kept,
    Record,
    keep,
    with_true_both,
    with_true_elements,
    with_true_text,
    with_truth,
)
from flashweb.engines.nano.execute import answer
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.reader.model import ReaderModel
from flashweb.engines.nano.reader.program import mended
from flashweb.engines.nano.reader.service import QuestionReader
from flashweb.engines.nano.understand import understand
from flashweb.engines.nano.wording import wording
from flashweb.evals.asking import Pointed, Reply
from flashweb.evals.items import Item
from flashweb.evals.run import Result, judged
from flashweb.perception.parser import ScreenParser
from flashweb.perception.settings import PerceptionSettings


class Stage(StrEnum):
    """Where an answer went wrong: the first of these that, made right, makes the answer right.

    execution: all before is right and the answer does not point at what is asked about; wording: it does.
    """

    RIGHT = "right"
    PROGRAM = "program"
    TEXT = "text"
    ELEMENT = "element"
    GROUPING = "grouping"
    SEVERAL = "several"
    EXECUTION = "execution"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item's stage, the answer as it is, the program that it came from, and the last answer tried."""

    result: Result
    stage: Stage
    program: QueryProgram
    last: Result


class Asker:
    """nano without a server: its parser, its reader, its programs."""

    def __init__(self, parser: ScreenParser, reader: QuestionReader) -> None:
        self._parser, self._reader = parser, reader

    async def read(self, picture: Path) -> Kept:
        """A picture parsed once."""
        with Image.open(picture) as image:
            pixels = np.asarray(image.convert("RGB"))

        async def load() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
            return pixels

        key = ("stages", str(picture))
        kept = await keep(self._parser.open(key, (pixels.shape[1], pixels.shape[0]), load), picture)
        self._parser.forget(key)
        return kept

    async def understand(self, item: Item) -> QueryProgram:
        """As the engine understands it."""
        turns = [*(turn.question for turn in item.history), item.question]
        heard = await self._reader.hear(turns[-1], turns[-2] if len(turns) > 1 else "")
        return mended(understand(turns), heard)

    async def ask(self, item: Item, program: QueryProgram, screens: Sequence[Kept]) -> Result:
        """The answer, judged."""
        heard = await self._reader.hear(item.question, item.history[-1].question if item.history else "")
        pages = [Page(kept, n, pointer=partial(self._reader.point, heard)) for n, kept in enumerate(screens)]
        text, pointed = "", list[Pointed]()
        async with aclosing(answer(program, pages, wording(program.language))) as pieces:
            async for number, said in pieces:
                text += said.text
                for each in said.elements:
                    box = (each.box.left, each.box.top, each.box.right, each.box.bottom)
                    pointed.append(Pointed(number, each.role, each.name, box))
        error = "" if text.strip() else "empty_answer: nothing was said"
        return judged(item, Reply(text, None, None, tuple(pointed), error))


@asynccontextmanager
async def asker(threads: int = 2) -> AsyncIterator[Asker]:
    """Started, and stopped at the end."""
    parser = ScreenParser(PerceptionSettings(threads=threads))
    await parser.start(lambda step, done: None)
    try:
        yield Asker(parser, QuestionReader(ReaderModel.load(threads), parser.executor))
    finally:
        await parser.close()


async def stage_of(item: Item, screens: Sequence[Kept], pages: Sequence[Record | None], nano: Asker) -> Outcome:
    """Asks as it is; if that is wrong, with the right program, then with right parts of the screen, then with both."""
    program = await nano.understand(item)
    result = last = await nano.ask(item, program, screens)
    if result.verdict.is_right:
        return Outcome(result, Stage.RIGHT, program, last)
    known = [page for page in pages if page is not None]
    if len(known) < len(screens):
        return Outcome(result, Stage.EXECUTION, program, last)
    right = program_of(item, known[0])
    for stage, tried, made in _rungs(program, right, screens, known):
        last = await nano.ask(item, tried, made)
        if last.verdict.is_right:
            return Outcome(result, stage, program, last)
    pointing = last.pointing
    is_found = pointing is not None and pointing.hit == pointing.wanted and pointing.right == pointing.told
    return Outcome(result, Stage.WORDING if is_found else Stage.EXECUTION, program, last)


def _rungs(
    program: QueryProgram, right: QueryProgram | None, screens: Sequence[Kept], pages: Sequence[Record]
) -> Iterator[tuple[Stage, QueryProgram, list[Kept]]]:
    ways: tuple[tuple[Stage, Callable[[Kept, Record], Kept]], ...] = (
        (Stage.TEXT, with_true_text),
        (Stage.ELEMENT, with_true_elements),
        (Stage.ELEMENT, with_true_both),
        (Stage.GROUPING, with_truth),
    )
    if right is not None:
        right = replace(right, pictures=program.pictures)
        yield Stage.PROGRAM, right, list(screens)
    for stage, way in ways:
        made = [way(kept, page) for kept, page in zip(screens, pages, strict=True)]
        yield stage, program, made
        if right is not None and stage is Stage.GROUPING:
            yield Stage.SEVERAL, right, made
