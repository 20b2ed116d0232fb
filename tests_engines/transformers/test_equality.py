"""Token for token what transformers' own greedy `generate` says, for each family, however requests come together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
import torch

from flashweb.core.request import Message, Request
from flashweb.engines.transformers.cache import new_cache
from flashweb.engines.transformers.prompt import Features
from tests_engines.tiny import FAMILIES, saved
from tests_engines.transformers.running import Running, running

pytestmark = pytest.mark.asyncio(loop_scope="class")


@pytest_asyncio.fixture(scope="class", loop_scope="class", params=list(FAMILIES))
async def kit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    folder = saved(request.param, tmp_path_factory.mktemp(request.param))
    async with running(folder, prefill_chunk=20, max_running=4) as kit:
        yield kit


def requests(kit: Running) -> dict[str, Request]:
    one, two = kit.picture(1), kit.picture(2)
    said = kit.ask(Message("user", "What is it?", (one,)))
    return {
        "text": kit.ask("Say something long, 中文 too."),
        "one picture": said,
        "two pictures": kit.ask(Message("user", "Compare them, please.", (one, two))),
        "two turns": kit.ask(*said.messages, Message("assistant", "A box."), "And its colour?"),
        "a picture in the second turn": kit.ask("Hello", Message("assistant", "Yes?"), Message("user", "?", (two,))),
        "with a system message": kit.ask(Message("system", "Be brief."), Message("user", "Colours?", (two,))),
    }


class TestEquality:
    async def test_each_alone_cold_then_from_a_kept_prefix(self, kit: Running) -> None:
        for name, request in requests(kit).items():
            want = kit.expected(request)
            assert len(set(kit.reference(request)[1])) > 1, "an answer of one token over and over would prove little"
            cold, warm = await kit.answer(request), await kit.answer(request)
            assert replace(cold, usage=want.usage) == want == replace(warm, usage=want.usage), name
            counts = (want.usage.prompt_tokens, want.usage.completion_tokens)
            assert (cold.usage.prompt_tokens, cold.usage.completion_tokens) == counts
            assert (warm.usage.cached_tokens > 0) == bool(request.images)

    async def test_mixed_batches_of_four(self, kit: Running) -> None:
        asked = list(requests(kit).values())
        for number, chosen in enumerate((asked[:4], asked[2:])):
            lengths = [replace(r, sampling=replace(r.sampling, max_tokens=6 + 5 * n)) for n, r in enumerate(chosen)]
            if number == 0:
                for ref in (kit.picture(1), kit.picture(2)):
                    kit.engine.forget((ref.tenant, ref.sha256))
            answers = await asyncio.gather(*(kit.answer(request) for request in lengths))
            for request, answer in zip(lengths, answers, strict=True):
                assert answer.text == kit.expected(request).text

    async def test_prompts_are_the_processors(self, kit: Running) -> None:
        for request in requests(kit).values():
            inputs, _ = kit.reference(request)
            assert list(kit.engine._write(request).tokens) == inputs["input_ids"][0].tolist()

    async def test_logits_in_chunks_and_in_one(self, kit: Running) -> None:
        """Every chunk's last logits against the model's own forward over all of the prompt."""
        request = requests(kit)["two pictures"]
        inputs, _ = kit.reference(request)
        prompt, model = kit.engine._write(request), kit.model
        with torch.inference_mode():
            whole = model.network(**inputs).logits[0]
            seen = [model.encode(model.see(kit.pixels[ref.sha256])) for ref in request.images]
            cache, start, least = new_cache(model.num_layers), 0, 1.0
            for end in [*range(7, len(prompt.tokens), 7), len(prompt.tokens)]:
                parts = _parts(prompt.spans, seen, start, end)
                tokens = torch.tensor([prompt.tokens[start:end]])
                logits = model.forward(tokens, prompt.positions[:, None, start:end], cache, parts, None)
                least = min(least, float(torch.cosine_similarity(logits[0], whole[end - 1], dim=0)))
                start = end
        assert least > 0.9999


def _parts(spans: Any, seen: list[Features], start: int, end: int) -> Features | None:
    pieces = [
        each.part(max(start, span.start) - span.start, min(end, span.end) - span.start)
        for span, each in zip(spans, seen, strict=True)
        if span.start < end and span.end > start
    ]
    if not pieces:
        return None
    deep = tuple(torch.cat(each) for each in zip(*(piece.deep for piece in pieces), strict=True))
    return Features(torch.cat([piece.tokens for piece in pieces]), deep)
