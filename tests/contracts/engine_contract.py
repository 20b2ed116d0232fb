"""What every engine must do, whatever it is: one suite for all implementations of the Engine protocol.

A subclass names its engine; the pictures hold one code word each, so that a mixed-up answer shows.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

import pytest

from flashweb.core.events import Cancelled, Event, Failed, Finished, GroundedElement, Grounding, TextDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.sampling import SamplingParams
from flashweb.engines.base import Engine
from flashweb.media.store import MediaStore
from tests.media import pictures

WORDS = ("KESTREL", "MAGNOLIA", "TURBINE", "HARVEST", "LANTERN", "OBSIDIAN", "PELICAN", "WALNUT")


@dataclass(frozen=True, slots=True)
class Kit:
    """A started engine, its pictures' store, and what of a picture must show in an answer about it."""

    engine: Engine
    media: MediaStore
    question: str
    mark_of: Callable[[MediaRef, str], str]

    async def picture(self, word: str) -> MediaRef:
        return await self.media.add("contract", pictures.page(word, 500, 140))

    def ask(self, *images: MediaRef, question: str | None = None) -> Request:
        message = Message("user", question or self.question, images)
        return Request("chatcmpl-contract", "contract", self.engine.capabilities.model, (message,), timeout=60)

    async def answer(self, request: Request) -> list[Event]:
        async with asyncio.timeout(60), aclosing(self.engine.generate(request)) as events:
            return [event async for event in events]


def text_of(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def grounded(events: list[Event]) -> list[GroundedElement]:
    return [item for event in events if isinstance(event, Grounding) for item in event.elements]


class EngineContract:
    """Needs the fixtures kit (started, shared) and own_kit (started for one test)."""

    async def test_an_answer_ends_in_usage_and_one_finished(self, kit: Kit) -> None:
        events = await kit.answer(kit.ask(await kit.picture(WORDS[0])))
        assert isinstance(events[-1], Finished) and events[-1].reason == "stop"
        assert isinstance(events[-2], Usage)
        assert sum(isinstance(event, Finished | Failed | Cancelled) for event in events) == 1
        assert sum(isinstance(event, Usage) for event in events) == 1
        assert text_of(events).strip()
        assert all(event.text for event in events if isinstance(event, TextDelta)), "no empty deltas"

    async def test_usage_counts(self, kit: Kit) -> None:
        usage = next(e for e in await kit.answer(kit.ask(await kit.picture(WORDS[0]))) if isinstance(e, Usage))
        assert usage.prompt_tokens > 0 and usage.completion_tokens > 0
        assert 0 <= usage.cached_tokens <= usage.prompt_tokens

    async def test_the_same_question_gets_the_same_answer(self, kit: Kit) -> None:
        request = kit.ask(await kit.picture(WORDS[1]))
        first, second = await kit.answer(request), await kit.answer(request)
        assert text_of(first) == text_of(second) and grounded(first) == grounded(second)

    async def test_the_answer_streams(self, kit: Kit) -> None:
        events = await kit.answer(kit.ask(await kit.picture(" ".join(WORDS[:3]))))
        assert sum(isinstance(event, TextDelta) for event in events) > 1

    @pytest.mark.parametrize("language", ["en", "zh"])
    async def test_the_answer_is_about_the_picture(self, kit: Kit, language: str) -> None:
        ref = await kit.picture(WORDS[2])
        question = kit.question if language == "en" else "图里写了什么?"
        events = await kit.answer(kit.ask(ref, question=question))
        assert kit.mark_of(ref, WORDS[2]) in text_of(events)

    async def test_boxes_lie_inside_the_picture_they_name(self, kit: Kit) -> None:
        refs = [await kit.picture(word) for word in WORDS[:2]]
        items = grounded(await kit.answer(kit.ask(*refs)))
        assert items or not kit.engine.capabilities.grounding
        for item in items:
            box, ref = item.element.box, refs[item.image]
            assert 0 <= box.left < box.right <= ref.width and 0 <= box.top < box.bottom <= ref.height
            assert 0 <= item.element.confidence <= 1

    async def test_several_pictures_are_all_looked_at_in_order(self, kit: Kit) -> None:
        refs = [await kit.picture(word) for word in WORDS[:3]]
        text = text_of(await kit.answer(kit.ask(*refs)))
        places = [text.index(kit.mark_of(ref, word)) for ref, word in zip(refs, WORDS[:3], strict=True)]
        assert places == sorted(places)

    async def test_without_a_picture_it_still_answers(self, kit: Kit) -> None:
        events = await kit.answer(kit.ask())
        assert isinstance(events[-1], Finished) and text_of(events).strip()

    async def test_max_tokens_cuts_the_answer_and_says_so(self, kit: Kit) -> None:
        assert "max_tokens" in kit.engine.capabilities.sampling
        request = kit.ask(await kit.media.add("contract", pictures.page(" ".join(WORDS[:4]), 1100)))
        whole = text_of(await kit.answer(request))
        events = await kit.answer(replace(request, sampling=SamplingParams(max_tokens=2)))
        assert events[-1] == Finished("length")
        assert len(text_of(events)) < len(whole) and whole.startswith(text_of(events))
        assert next(event for event in events if isinstance(event, Usage)).completion_tokens == 2
        roomy = await kit.answer(replace(request, sampling=SamplingParams(max_tokens=10_000)))
        assert roomy[-1] == Finished("stop") and text_of(roomy) == whole

    async def test_prefill_changes_nothing_but_the_time(self, kit: Kit) -> None:
        ref = await kit.picture(WORDS[4])
        await asyncio.wait_for(kit.engine.prefill((ref,)), 60)
        await asyncio.wait_for(kit.engine.prefill((ref,)), 60)
        events = await kit.answer(kit.ask(ref))
        assert kit.mark_of(ref, WORDS[4]) in text_of(events)

    async def test_leaving_aborts_at_once_and_the_next_is_answered(self, kit: Kit) -> None:
        seconds = []
        for word in WORDS[:4]:
            ref = await kit.media.add("contract", pictures.page(word + " again", 900, 300))
            task = asyncio.create_task(kit.answer(kit.ask(ref)))
            await asyncio.sleep(0.005)
            started = time.perf_counter()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            seconds.append(time.perf_counter() - started)
            assert kit.mark_of(ref, word) in text_of(await kit.answer(kit.ask(ref)))
        assert min(seconds) < 0.1

    async def test_closing_the_iterator_after_the_first_word_aborts(self, kit: Kit) -> None:
        ref = await kit.picture(WORDS[5])
        events = kit.engine.generate(kit.ask(ref))
        await anext(events)
        started = time.perf_counter()
        await events.aclose()
        assert time.perf_counter() - started < 1
        assert isinstance((await kit.answer(kit.ask(ref)))[-1], Finished)

    async def test_answers_side_by_side_never_mix(self, kit: Kit) -> None:
        refs = [await kit.picture(word) for word in WORDS]
        answers = await asyncio.gather(*(kit.answer(kit.ask(ref)) for ref in refs))
        for number, events in enumerate(answers):
            text = text_of(events)
            present = [word for ref, word in zip(refs, WORDS, strict=True) if kit.mark_of(ref, word) in text]
            assert present == [WORDS[number]]

    async def test_stats_are_numbers(self, kit: Kit) -> None:
        await kit.answer(kit.ask(await kit.picture(WORDS[6])))
        stats = kit.engine.stats()
        assert stats
        for name, value in stats.items():
            assert name.isidentifier() and name == name.lower()
            assert isinstance(value, int | float) and value >= 0

    async def test_capabilities_are_sensible(self, kit: Kit) -> None:
        able = kit.engine.capabilities
        assert able.model and able.max_images >= 2 and able.max_question_chars >= 1000 and able.max_running >= 1

    async def test_closing_twice_is_harmless(self, own_kit: Kit) -> None:
        await own_kit.answer(own_kit.ask(await own_kit.picture(WORDS[7])))
        await own_kit.engine.close()
        await own_kit.engine.close()
