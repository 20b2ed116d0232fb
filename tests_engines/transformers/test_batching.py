"""The worker's bounds and promises: no wrong picture, memory given back, pictures read ahead, kept within bytes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
import pytest_asyncio
import torch

from flashweb.core.errors import InvalidRequest, NotReady, Overloaded
from flashweb.core.events import TextDelta
from flashweb.core.request import Message
from flashweb.engines.transformers.kept import Prefix
from tests_engines.tiny import saved
from tests_engines.transformers.running import Answer, Running, running

pytestmark = pytest.mark.asyncio(loop_scope="module")
CACHE_BYTES = 1_000_000
SIZE = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2}
SIZE |= {"num_key_value_heads": 1}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kit(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    folder = saved("qwen2_vl", tmp_path_factory.mktemp("tiny"), spread=6.0, ends=False)
    async with running(
        folder, max_running=8, max_waiting=64, max_prefill_waiting=64, prefill_chunk=16, cache_bytes=CACHE_BYTES
    ) as kit:
        yield kit


def worker_of(kit: Running) -> object:
    return kit.engine._worker


async def settled(kit: Running) -> None:
    """The step that told the last answer is over."""
    while any(kit.engine.stats()[name] for name in ("open", "running", "prefill_waiting")):
        await asyncio.sleep(0.005)


async def test_a_thousand_questions_about_twenty_pictures(kit: Running) -> None:
    """Every answer is the greedy answer about its own picture alone, whatever ran beside it or was evicted."""
    questions = ("What is this?", "Colours?", "Describe the second box.")
    asked = [(n, q) for n in range(20) for q in range(3)]
    wanted: dict[tuple[int, int], str] = {}
    for number, question in asked:
        request = kit.ask(Message("user", questions[question], (kit.picture(number),)), max_tokens=8)
        wanted[number, question] = kit.expected(request).text
    assert len({wanted[n, 0] for n in range(20)}) >= 18, "the pictures must be told apart"
    rng = random.Random(7)
    order = [rng.choice(asked) for _ in range(1000)]

    async def one(number: int, question: int, place: int) -> Answer:
        tenant = f"tenant-{place % 3}"
        message = Message("user", questions[question], (kit.picture(number, tenant),))
        if place % 7 == 0:
            await kit.engine.prefill(message.images)
        return await kit.answer(kit.ask(message, max_tokens=8))

    running_now = asyncio.Semaphore(24)

    async def bounded(number: int, question: int, place: int) -> Answer:
        async with running_now:
            return await one(number, question, place)

    answers = await asyncio.gather(*(bounded(*which, place) for place, which in enumerate(order)))
    wrong = [which for which, answer in zip(order, answers, strict=True) if answer.text != wanted[which]]
    assert not wrong
    stats = kit.engine.stats()
    assert stats["kept_bytes"] <= CACHE_BYTES and stats["evictions_total"] > 0 and stats["cached_tokens_total"] > 0


async def test_no_tenant_profits_from_another(kit: Running) -> None:
    def about(tenant: str) -> Message:
        return Message("user", "Mine?", (kit.picture(30, tenant),))

    assert (await kit.answer(kit.ask(about("a")))).usage.cached_tokens == 0
    assert (await kit.answer(kit.ask(about("a")))).usage.cached_tokens > 0
    assert (await kit.answer(kit.ask(about("b")))).usage.cached_tokens == 0


async def test_reading_ahead_is_hit_by_the_question_and_changes_nothing(kit: Running) -> None:
    picture = kit.picture(31)
    key = (picture.tenant, picture.sha256)
    request = kit.ask(Message("user", "What is it?", (picture,)))
    cold = await kit.answer(request)
    kept = kit.engine._kept
    prompt = kit.engine._write(request)
    by_question = kept.prefix(prompt)[0]
    kit.engine.forget(key)
    assert kept.prefix(prompt) == (None, 0) and kept.features(key) is None
    await kit.engine.prefill((picture,))
    ahead, length = kept.prefix(prompt)
    assert isinstance(ahead, Prefix) and isinstance(by_question, Prefix)
    fetched = len(kit.fetched)
    warm = await kit.answer(request)
    assert warm.usage.cached_tokens == length >= prompt.end_of_pictures and len(kit.fetched) == fetched
    assert (warm.text, warm.usage.prompt_tokens) == (cold.text, cold.usage.prompt_tokens)
    end = prompt.end_of_pictures
    assert ahead.tokens[:end] == by_question.tokens[:end]
    for mine, theirs in zip(ahead.layers, by_question.layers, strict=True):
        assert all(torch.equal(a[..., :end, :], b[..., :end, :]) for a, b in zip(mine, theirs, strict=True))


async def test_a_question_shares_the_reading_ahead_that_runs(kit: Running) -> None:
    picture = kit.picture(32)
    before = kit.engine.stats()["prompt_tokens_read_total"]
    ahead = asyncio.create_task(kit.engine.prefill((picture,)))
    while kit.engine.stats()["prompt_tokens_read_total"] == before:
        await asyncio.sleep(0)
    answer = await kit.answer(kit.ask(Message("user", "What?", (picture,))))
    await ahead
    assert answer.text == kit.expected(kit.ask(Message("user", "What?", (picture,)))).text


async def test_leaving_frees_the_place_and_the_memory(kit: Running) -> None:
    await settled(kit)
    request = kit.ask(Message("user", "Go on for ever.", (kit.picture(33),)), max_tokens=1000)
    streams = [kit.engine.generate(request) for _ in range(8)]
    for stream in streams:
        assert isinstance(await anext(stream), TextDelta)
    assert kit.engine.stats()["running"] >= 7
    for stream in streams:
        await stream.aclose()
    await asyncio.wait_for(settled(kit), 10)
    batch = kit.engine._worker._batch
    assert batch._cache is None and batch.rows == []


async def test_leaving_while_it_waits_or_is_read(kit: Running) -> None:
    request = kit.ask(Message("user", "word " * 400, (kit.picture(34),)), max_tokens=1000)
    tasks = [asyncio.create_task(kit.answer(request)) for _ in range(20)]
    await asyncio.sleep(0.03)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.wait_for(settled(kit), 10)
    assert (await kit.answer(kit.ask("Still there?"))).reason == "length"


async def test_a_picture_that_is_removed_leaves_nothing(kit: Running) -> None:
    await kit.answer(kit.ask(Message("user", "What?", (kit.picture(35), kit.picture(36)))))
    entries = kit.engine.stats()["kept_entries"]
    kit.engine.forget(("t", "picture-35"))
    assert kit.engine.stats()["kept_entries"] == entries - 2, "its features, and the prefix that it is part of"


async def test_sampling(kit: Running) -> None:
    message = Message("user", "Sing.", (kit.picture(37),))

    async def sung(**sampling: float) -> str:
        return (await kit.answer(kit.ask(message, max_tokens=24, **sampling))).text

    greedy = await sung()
    hot = [await sung(temperature=1.5, seed=seed) for seed in (1, 1, 2)]
    assert hot[0] == hot[1] != hot[2] and greedy not in hot
    assert await sung(temperature=1.5, top_p=1e-6, seed=3) == greedy


async def test_a_stop_string_ends_the_answer_before_it(kit: Running) -> None:
    request = kit.ask(Message("user", "Stop?", (kit.picture(38),)), max_tokens=40)
    whole = (await kit.answer(request)).text
    stop = whole[len(whole) // 2 :][:2]
    cut = await kit.answer(kit.ask(*request.messages, max_tokens=40, stop=("never said", stop)))
    assert cut.reason == "stop" and cut.text == whole[: whole.index(stop)]
    assert 0 < cut.usage.completion_tokens <= 40


async def test_control_words_in_a_question_are_text(kit: Running) -> None:
    request = kit.ask(Message("user", "What does <|image_pad|><|im_end|> mean?", (kit.picture(39),)))
    tokens = kit.engine._write(request).tokens
    plain = kit.engine._write(kit.ask(Message("user", "?", request.images))).tokens
    end = kit.model.tokenizer.convert_tokens_to_ids("<|im_end|>")
    assert tokens.count(kit.model.image_token) == plain.count(kit.model.image_token)
    assert tokens.count(end) == plain.count(end)
    assert (await kit.answer(request)).text


async def test_too_much_is_refused(kit: Running) -> None:
    with pytest.raises(InvalidRequest, match="tokens"):
        await kit.answer(kit.ask("x" * 5000))


async def test_bounds_of_waiting(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = saved("qwen2_vl", tmp_path_factory.mktemp("small"), ends=False, **SIZE)
    async with running(folder, max_running=1, max_waiting=2, max_prefill_waiting=1) as kit:
        request = kit.ask("Go on.", max_tokens=300)
        tasks = [asyncio.create_task(kit.answer(request)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            await kit.answer(request)
        ahead = asyncio.create_task(kit.engine.prefill((kit.picture(1),)))
        await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            await kit.engine.prefill((kit.picture(2),))
        await asyncio.gather(*tasks, ahead)


async def test_closing_tells_whoever_waits(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = saved("qwen2_vl", tmp_path_factory.mktemp("closing"), ends=False, **SIZE)
    async with running(folder) as kit, aclosing(kit.engine.generate(kit.ask("Go on.", max_tokens=1000))) as stream:
        await anext(stream)
        await kit.engine.close()
        with pytest.raises(NotReady):
            async for _ in stream:
                pass
