"""Whatever the model's server does: each request ends once, honestly, and none is answered twice."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from flashweb.core.errors import (
    DeadlineExceeded,
    FlashWebError,
    InvalidRequest,
    NotReady,
    Overloaded,
    UpstreamError,
)
from flashweb.core.events import Cancelled, Event, Failed, Finished, TextDelta
from tests.engines.remote.faulty import Call, Script, ask, faulty, good, question, remote, said, until


def ended(events: list[Event]) -> Event:
    """The one terminal event, which comes last."""
    assert sum(isinstance(event, Finished | Failed | Cancelled) for event in events) == 1
    return events[-1]


def error_of(events: list[Event]) -> FlashWebError:
    last = ended(events)
    assert isinstance(last, Failed)
    assert "127.0.0.1" not in last.error.message, "where the servers are is nobody's business"
    return last.error


async def hangs_before(call: Call) -> None:
    await call.until_gone()


async def hangs_after_the_head(call: Call) -> None:
    await call.head()
    await call.event(choices=[{"index": 0, "delta": {"role": "assistant", "content": ""}}])
    await call.until_gone()


async def drips_bytes(call: Call) -> None:
    """Slow loris: always something, never an event."""
    await call.head()
    for letter in b'data: {"choices":[{"delta":{"content":"' + b"x" * 200:
        await call.part(bytes([letter]))
        await asyncio.sleep(0.02)


async def only_comments(call: Call) -> None:
    await call.head()
    for _ in range(100):
        await call.part(b": ping\n\n")
        await asyncio.sleep(0.02)


async def drops_before(call: Call) -> None:
    call.drop()


async def drops_after_the_head(call: Call) -> None:
    await call.head()
    call.drop()


async def ends_without_a_word(call: Call) -> None:
    await call.head()
    await call.write(b"0\r\n\r\n")


async def garbage(call: Call) -> None:
    await call.head()
    await call.part(b"data: {not json\n\n")
    await call.until_gone()


async def wrong_types(call: Call) -> None:
    await call.head()
    await call.event(choices=[{"delta": {"content": ["a", 1]}}])
    await call.until_gone()


async def no_http(call: Call) -> None:
    await call.write(b"\x16\x03\x01 hello, this is no HTTP\r\n\r\n")
    await call.until_gone()


async def a_web_page(call: Call) -> None:
    await call.head(200, "text/html")
    await call.part(b"<h1>Welcome to nginx!</h1>")
    await call.write(b"0\r\n\r\n")


async def an_endless_page(call: Call) -> None:
    await call.head(502, "text/html")
    while True:
        await call.part(b"<p>Bad gateway</p>" * 1000)
        await asyncio.sleep(0)


async def error_event(call: Call) -> None:
    await call.head()
    await call.event(error={"message": "CUDA error: device-side assert", "type": "internal", "code": 500})
    await call.until_gone()


async def five_hundred(call: Call) -> None:
    await call.json(500, {"error": {"message": "Traceback in /srv/secret.py", "code": 500}})


async def loading(call: Call) -> None:
    await call.json(503, {"error": {"message": "Loading model", "code": 503}}, retry_after="4")


async def shed(call: Call) -> None:
    await call.json(429, {"error": {"message": "slow down"}}, retry_after="7")


async def too_long(call: Call) -> None:
    await call.json(400, {"error": {"message": "This model's maximum context length is 4096 tokens."}})


async def bad_key(call: Call) -> None:
    await call.json(401, {"error": "invalid key"})


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
        assert time.perf_counter() - started < 2
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


async def begin(call: Call) -> None:
    await call.head()
    await call.say("The button ")


async def hangs_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.until_gone()


async def drips_in_the_middle(call: Call) -> None:
    await begin(call)
    await drips_bytes_on(call)


async def drips_bytes_on(call: Call) -> None:
    for _ in range(100):
        await call.part(b" ")
        await asyncio.sleep(0.02)


async def drops_in_the_middle(call: Call) -> None:
    await begin(call)
    call.drop()


async def drops_inside_an_event(call: Call) -> None:
    await begin(call)
    await call.part(b'data: {"choices":[{"delta":{"cont')
    call.drop()


async def ends_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.write(b"0\r\n\r\n")


async def garbage_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.part(b"data: <html>\n\n")
    await call.until_gone()


async def error_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.event(error={"message": "out of memory", "code": 500})
    await call.until_gone()


async def aborts_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.end("abort")


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
        assert said(events) == "The button " and time.perf_counter() - started < 2
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


async def test_a_burst_of_500_costs_at_most_the_attempts_and_then_nothing() -> None:
    async with faulty() as server, remote(server, retries=1, failures=3, rest=30, max_rest=30) as (engine, _):
        server.script = five_hundred
        kinds = [type(error_of(await ask(engine, question()))) for _ in range(6)]
        assert kinds[0] is UpstreamError and kinds[-1] is NotReady
        assert len(server.calls) == 3, "then it is left alone"
        waits = error_of(await ask(engine, question())).retry_after
        assert waits is not None and 28 < waits <= 30
        assert engine.capabilities.trouble


async def test_a_server_that_dies_and_comes_back_is_used_again_by_itself() -> None:
    async with faulty() as server, remote(server, failures=2) as (engine, _):
        server.script = hangs_in_the_middle
        running = asyncio.create_task(ask(engine, question()))
        await until(lambda: server.calls)
        await server.die()
        assert type(error_of(await running)) is UpstreamError
        kinds = [type(error_of(await ask(engine, question()))) for _ in range(4)]
        assert set(kinds) == {NotReady} and engine.capabilities.trouble
        server.script = good
        await server.open()
        await until(lambda: not engine.capabilities.trouble)
        assert said(await ask(engine, question("Back?"))) == "Back?"


async def test_checks_on_a_lost_server_get_rarer_and_are_bounded() -> None:
    async with faulty() as server, remote(server, failures=1, rest=0.05, max_rest=0.4) as (engine, _):
        server.script = five_hundred
        checked: list[float] = []

        async def away(call: Call) -> None:
            checked.append(time.perf_counter())
            await call.json(500, {})

        server.models = away
        await ask(engine, question())
        await asyncio.sleep(2.2)
        gaps = [later - earlier for earlier, later in pairwise(checked)]
        assert 4 <= len(checked) <= 9 and gaps[1] > gaps[0] * 1.5
        assert max(gaps) < 0.4 + 0.25, "never longer than max_rest"


async def test_a_client_that_leaves_closes_the_connection_upstream() -> None:
    gone = asyncio.Event()

    async def endless(call: Call) -> None:
        await call.head()
        await call.say("word ")
        await call.until_gone()
        gone.set()

    async with faulty() as server, remote(server, gap_timeout=30) as (engine, _):
        server.script = endless
        events = engine.generate(question())
        assert await anext(events) == TextDelta("word ")
        await events.aclose()
        await asyncio.wait_for(gone.wait(), 1)
        gone.clear()
        task = asyncio.create_task(ask(engine, question()))
        await until(lambda: len(server.calls) >= 2)
        task.cancel()
        await asyncio.wait_for(gone.wait(), 1)
        assert engine.stats()["upstream_failures_total"] == 0


async def test_leaving_before_the_first_word_closes_it_too() -> None:
    gone = asyncio.Event()

    async def silent(call: Call) -> None:
        await call.until_gone()
        gone.set()

    async with faulty() as server, remote(server, first_token_timeout=30) as (engine, _):
        server.script = silent
        task = asyncio.create_task(ask(engine, question()))
        await until(lambda: server.calls)
        task.cancel()
        await asyncio.wait_for(gone.wait(), 1)
