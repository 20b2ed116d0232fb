"""Shutting down: nothing new, what runs may end, the rest is told the truth."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from flashweb.core.errors import NotReady
from flashweb.core.events import Event, Failed, Finished, TextDelta
from flashweb.core.request import Request
from flashweb.serving.status import State
from tests.serving.conftest import MakeService
from tests.serving.scripted import ScriptedEngine, outcomes, question, read, settle


async def slow(_: Request) -> AsyncIterator[Event]:
    for _ in range(10):
        await asyncio.sleep(0.01)
        yield TextDelta("word ")
    yield Finished()


async def test_what_runs_and_what_waits_is_answered_and_nothing_new_is_taken(make_service: MakeService) -> None:
    service = make_service(ScriptedEngine(slow, max_running=2))
    await service.start()
    asked = [asyncio.create_task(read(service, question())) for _ in range(4)]
    await asyncio.sleep(0.02)
    draining = asyncio.create_task(service.drain())
    await settle()
    assert service.status.state is State.DRAINING and not draining.done()
    with pytest.raises(NotReady, match="shutting down"):
        await read(service, question())
    answers = await asyncio.gather(*asked)
    await asyncio.wait_for(draining, 10)
    assert [type(events[-1]) for events in answers] == [Finished] * 4
    assert [len(events) for events in answers] == [11] * 4
    assert outcomes(service) == {"finished": 4}


async def test_after_the_drain_time_every_request_ends_in_one_honest_error(make_service: MakeService) -> None:
    async def endless(_: Request) -> AsyncIterator[Event]:
        while True:
            await asyncio.sleep(0.005)
            yield TextDelta("more ")

    engine = ScriptedEngine(endless, max_running=2)
    service = make_service(engine, drain_timeout=0.05)
    await service.start()
    tasks = [asyncio.create_task(read(service, question())) for _ in range(4)]
    await settle()
    await asyncio.wait_for(service.drain(), 10)
    for events in await asyncio.wait_for(asyncio.gather(*tasks), 10):
        assert isinstance(events[-1], Failed) and events[-1].error.code == "not_ready"
        assert not any(isinstance(event, Failed | Finished) for event in events[:-1])
    assert engine.num_open == 0


async def test_a_reader_that_is_between_two_events_is_told_too(make_service: MakeService) -> None:
    engine = ScriptedEngine(slow, max_running=1)
    service = make_service(engine, drain_timeout=0.02)
    await service.start()
    async with aclosing(service.ask(question())) as events:
        await anext(events)
        await service.drain()
        rest = [event async for event in events]
    assert len(rest) == 1 and isinstance(rest[0], Failed) and rest[0].error.code == "not_ready"
    assert outcomes(service) == {"failed": 1} and engine.num_open == 0


async def test_draining_while_starting_never_becomes_ready(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.may_start.clear()
    service = make_service(engine)
    starting = asyncio.create_task(service.start())
    await engine.started.wait()
    await asyncio.wait_for(service.drain(), 10)
    engine.may_start.set()
    await starting
    assert service.status.state is State.DRAINING
    with pytest.raises(NotReady, match="shutting down"):
        await read(service, question())


async def test_close_releases_the_engine(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    service = make_service(engine)
    await service.start()
    await service.drain()
    await service.close()
    assert engine.num_closed == 1 and service.status.state is State.CLOSED
