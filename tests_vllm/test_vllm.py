"""FlashWeb in front of a real vLLM (CPU build) with a tiny GLM-4V of random weights: what it costs, and what it saves.

The figures are printed; `make test-vllm` shows them.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import httpx
import pytest

from flashweb.engines.families import FAMILIES
from flashweb.engines.prompting import LEAD
from tests_vllm.asking import ask, data_uri, page, upload
from tests_vllm.conftest import MAX_TOKENS, Pair

NOT_THINKING = {"chat_template_kwargs": {"enable_thinking": False}}
TIMEOUT = 300.0


@pytest.fixture(scope="session")
def ours(pair: Pair) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=pair.flashweb.url, timeout=TIMEOUT) as client:
        yield client


@pytest.fixture(scope="session")
def direct(pair: Pair) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {pair.key}"}
    with httpx.Client(base_url=pair.address, headers=headers, timeout=TIMEOUT) as client:
        yield client


@pytest.fixture(scope="session")
def model(ours: httpx.Client) -> str:
    return str(ours.get("/v1/models").json()["data"][0]["id"])


def test_a_prefilled_picture_is_answered_in_a_tenth_of_the_time(
    pair: Pair, ours: httpx.Client, direct: httpx.Client, model: str
) -> None:
    tokens = FAMILIES[0].rule.limited(MAX_TOKENS).fit(1280, 800).tokens
    cold = [ask(direct, pair.model, data_uri(page(seed)), LEAD + "What is it?", **NOT_THINKING) for seed in (1, 2)]
    ours_cold = [ask(ours, model, data_uri(page(seed)), "What is it?", reasoning_effort="none") for seed in (3, 4)]
    files = [upload(ours, page(seed)) for seed in (5, 6)]
    prefilled = [ask(ours, model, file, "What is it?", reasoning_effort="none") for file in files]
    for name, answers in (("direct, cold", cold), ("ours, cold", ours_cold), ("ours, prefilled", prefilled)):
        print(f"\nTTFT {name}: {[f'{a.ttft * 1000:.0f} ms' for a in answers]}, cached {[a.cached for a in answers]}")
    assert all(answer.cached == 0 for answer in (*cold, *ours_cold))
    assert all(answer.cached >= tokens for answer in prefilled), (
        "the prefix that was read ahead holds the whole picture"
    )
    ratio = statistics.mean(a.ttft for a in prefilled) / statistics.mean(a.ttft for a in cold)
    print(f"prefilled / direct cold: {ratio:.3f}")
    assert ratio <= 0.1


def test_it_says_the_same_as_vllm_and_adds_few_milliseconds(
    pair: Pair, ours: httpx.Client, direct: httpx.Client, model: str
) -> None:
    picture = page(7)
    file = upload(ours, picture)
    ask(direct, pair.model, data_uri(picture), LEAD + "What is it?", **NOT_THINKING)
    firsts, seconds = [], []
    for number in range(40):
        question = f"What is it, for the {number}. time?"
        first = ask(direct, pair.model, data_uri(picture), LEAD + question, **NOT_THINKING)
        second = ask(ours, model, file, question, reasoning_effort="none")
        assert second.text == first.text
        firsts.append(first)
        seconds.append(second)
    added = statistics.median(b.ttft - a.ttft for a, b in zip(firsts, seconds, strict=True))
    later = statistics.median(b.total - a.total for a, b in zip(firsts, seconds, strict=True))
    ttft = statistics.median(answer.ttft for answer in firsts)
    print(f"\nTTFT direct, warm: {ttft * 1000:.1f} ms")
    print(f"FlashWeb adds {added * 1000:.2f} ms to it, {later * 1000:.2f} ms to the end")
    assert added < 0.003


def test_its_metrics_and_notes_are_told(ours: httpx.Client, model: str) -> None:
    told = ours.get("/metrics").text
    assert "vllm:prefix_cache_hits_total" in told and "flashweb_engine_vllm_up 1.0" in told


def test_a_client_that_leaves_is_forgotten_by_vllm_too(pair: Pair, ours: httpx.Client, direct: httpx.Client) -> None:
    body = {
        "model": "tiny-glm",
        "max_tokens": 2000,
        "stream": True,
        "messages": [{"role": "user", "content": "Go on."}],
    }
    with ours.stream("POST", "/v1/chat/completions", json=body) as response:
        next(line for line in response.iter_lines() if line)
    for _ in range(200):
        told = direct.get("/metrics").text
        running = next(line for line in told.splitlines() if line.startswith("vllm:num_requests_running{"))
        if float(running.split()[-1]) == 0:
            return
    raise AssertionError("it still runs")
