"""Servers that are lost and come back, and callers who leave."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from statistics import median

from flashweb.core.errors import NotReady, UpstreamError
from flashweb.core.events import TextDelta
from tests.engines.remote.faulty import Call, ask, faulty, good, question, remote, said, until
from tests.engines.remote.misbehaving import error_of, five_hundred, hangs_in_the_middle


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
        assert median(gaps[2:]) < 0.4 + 0.25, "never much longer than max_rest"


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
        await asyncio.wait_for(gone.wait(), 10)
        gone.clear()
        task = asyncio.create_task(ask(engine, question()))
        await until(lambda: len(server.calls) >= 2)
        task.cancel()
        await asyncio.wait_for(gone.wait(), 10)
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
        await asyncio.wait_for(gone.wait(), 10)
