"""Whatever the model's server does: each request ends once, honestly, and none is answered twice."""

from __future__ import annotations

import time

import pytest

from flashweb.core.errors import DeadlineExceeded, FlashWebError, InvalidRequest, NotReady, Overloaded, UpstreamError
from flashweb.core.events import Finished
from tests.engines.remote.faulty import Call, Script, ask, faulty, good, question, remote, said
from tests.engines.remote.misbehaving import (
    a_web_page,
    aborts_in_the_middle,
    an_endless_page,
    bad_key,
    drips_bytes,
    drips_in_the_middle,
    drops_after_the_head,
    drops_before,
    drops_in_the_middle,
    drops_inside_an_event,
    ended,
    ends_in_the_middle,
    ends_without_a_word,
    error_event,
    error_in_the_middle,
    error_of,
    five_hundred,
    garbage,
    garbage_in_the_middle,
    hangs_after_the_head,
    hangs_before,
    hangs_in_the_middle,
    loading,
    no_http,
    only_comments,
    shed,
    too_long,
    wrong_types,
)

BEFORE: list[tuple[Script, type[FlashWebError]]] = [
    (hangs_before, DeadlineExceeded),
    (hangs_after_the_head, DeadlineExceeded),
    (drips_bytes, DeadlineExceeded),
    (only_comments, DeadlineExceeded),
    (drops_before, UpstreamError),
    (drops_after_the_head, UpstreamError),
    (ends_without_a_word, UpstreamError),
    (garbage, UpstreamError),
    (wrong_types, UpstreamError),
    (no_http, UpstreamError),
    (a_web_page, UpstreamError),
    (an_endless_page, UpstreamError),
    (error_event, UpstreamError),
    (five_hundred, UpstreamError),
    (loading, NotReady),
    (shed, Overloaded),
    (bad_key, UpstreamError),
]


@pytest.mark.parametrize(("script", "kind"), BEFORE, ids=[script.__name__ for script, _ in BEFORE])
async def test_a_fault_before_the_first_word_is_told_for_what_it_is(script: Script, kind: type[FlashWebError]) -> None:
    async with faulty() as server, remote(server) as (engine, _):
        server.script = script
        started = time.perf_counter()
        error = error_of(await ask(engine, question()))
        assert type(error) is kind and error.retryable
        assert time.perf_counter() - started < 10
        assert "Traceback" not in error.message and "CUDA" not in error.message
        server.script = good
        assert said(await ask(engine, question("And now?"))) == "And now?" or script is shed


@pytest.mark.parametrize("script", [script for script, _ in BEFORE], ids=[script.__name__ for script, _ in BEFORE])
async def test_a_fault_before_the_first_word_is_mended_by_another_server(script: Script) -> None:
    async with faulty() as bad, faulty() as fine, remote(bad, fine, retries=1) as (engine, _):
        bad.script = script
        for number in range(4):
            events = await ask(engine, question(f"Question {number}"))
            assert isinstance(ended(events), Finished) and said(events) == f"Question {number}"
        assert len(fine.calls) == 4
        assert engine.stats()["retries_total"] == len(bad.calls)


async def test_retry_after_is_passed_on_and_the_server_is_spared_meanwhile() -> None:
    async with faulty() as server, remote(server) as (engine, _):
        server.script = shed
        assert error_of(await ask(engine, question())).retry_after == 7
        waits = [error_of(await ask(engine, question())).retry_after or 0 for _ in range(3)]
        assert all(6 < wait <= 7 for wait in waits), "the time that is left"
        assert len(server.calls) == 1
        server.script = loading
        assert engine.capabilities.trouble == "", "a busy server is no lost one"


async def test_what_the_model_refuses_is_the_callers_to_mend_and_not_tried_again() -> None:
    async with faulty() as one, faulty() as two, remote(one, two, retries=3) as (engine, _):
        one.script = two.script = too_long
        error = error_of(await ask(engine, question()))
        assert type(error) is InvalidRequest and "maximum context length is 4096" in error.message
        assert len(one.calls) + len(two.calls) == 1
        assert engine.stats()["upstream_failures_total"] == 0


MIDDLE = [
    hangs_in_the_middle, drips_in_the_middle, drops_in_the_middle, drops_inside_an_event, ends_in_the_middle,
    garbage_in_the_middle, error_in_the_middle, aborts_in_the_middle,
]  # fmt: skip


@pytest.mark.parametrize("script", MIDDLE, ids=[script.__name__ for script in MIDDLE])
async def test_a_fault_in_the_middle_is_told_and_never_answered_again(script: Script) -> None:
    async with faulty() as one, faulty() as two, remote(one, two, retries=3) as (engine, _):
        one.script = two.script = script
        started = time.perf_counter()
        events = await ask(engine, question())
        assert type(error_of(events)) in (UpstreamError, DeadlineExceeded)
        assert said(events) == "The button " and time.perf_counter() - started < 10
        assert len(one.calls) + len(two.calls) == 1


async def test_what_was_held_back_goes_out_before_the_fault() -> None:
    async def drops_at_a_marker(call: Call) -> None:
        await call.head()
        await call.say("It is at ", "<|begin_of")
        call.drop()

    async with faulty() as one, faulty() as two, remote(one, two, retries=3) as (engine, _):
        one.script = two.script = drops_at_a_marker
        events = await ask(engine, question())
        assert said(events) == "It is at <|begin_of" and type(error_of(events)) is UpstreamError
        assert len(one.calls) + len(two.calls) == 1


async def test_an_answer_is_whole_even_if_the_server_then_forgets_to_end() -> None:
    async def never_done(call: Call) -> None:
        await call.head()
        await call.say("All ", "of it")
        await call.event(choices=[{"delta": {}, "finish_reason": "stop"}])
        call.drop()

    async with faulty() as server, remote(server) as (engine, _):
        server.script = never_done
        events = await ask(engine, question())
        assert said(events) == "All of it" and events[-1] == Finished("stop")
