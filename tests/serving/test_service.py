"""The life of a request: refused before acceptance, or ended exactly once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from flashweb.core import errors
from flashweb.core.events import Event, Failed, Finished, TextDelta, Usage
from flashweb.core.request import MediaRef, Request
from flashweb.serving.service import Service
from flashweb.serving.status import State
from tests.serving.conftest import MakeService
from tests.serving.scripted import ScriptedEngine, one_word, outcomes, question, read, settle


async def endless(_: Request) -> AsyncIterator[Event]:
    yield TextDelta("and ")
    while True:
        await asyncio.sleep(0.005)
        yield TextDelta("so on ")


async def breaks(_: Request) -> AsyncIterator[Event]:
    yield TextDelta("half an ")
    raise RuntimeError("secret inside")


async def gives_up(_: Request) -> AsyncIterator[Event]:
    raise errors.UpstreamError("The other server is gone; try again.")
    yield TextDelta("never")


async def forgets_to_finish(_: Request) -> AsyncIterator[Event]:
    yield TextDelta("half an ")


async def talks_on(_: Request) -> AsyncIterator[Event]:
    yield Finished()
    yield TextDelta("after the end")


def errors_of(events: list[Event]) -> list[errors.FlashWebError]:
    return [event.error for event in events if isinstance(event, Failed)]


async def started(service: Service) -> Service:
    await service.start()
    return service


async def test_a_good_answer_ends_once_with_its_timings(make_service: MakeService) -> None:
    service = await started(make_service(ScriptedEngine()))
    events = await read(service, question())
    assert events[:2] == [TextDelta("yes"), Usage(1, 1)]
    (finished,) = events[2:]
    assert isinstance(finished, Finished) and finished.timings is not None
    timings = finished.timings
    assert 0 <= timings.queue <= timings.ttft <= timings.total < 1
    assert outcomes(service) == {"finished": 1}


async def test_nothing_is_accepted_before_it_is_ready(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.may_start.clear()
    service = make_service(engine)
    seen: list[tuple[str, float]] = []
    starting = asyncio.create_task(service.start(lambda step, fraction: seen.append((step, fraction))))
    await engine.started.wait()
    assert (service.status.state, service.status.step, service.status.fraction) == (State.STARTING, "loading", 0.25)
    with pytest.raises(errors.NotReady, match="still loading") as caught:
        await read(service, question())
    assert caught.value.retry_after
    engine.may_start.set()
    await starting
    assert seen == [("loading", 0.25), ("ready", 1.0)]
    assert isinstance((await read(service, question()))[-1], Finished)
    assert outcomes(service) == {"finished": 1}, "a request that was never accepted is not counted as one"


async def test_a_failed_start_is_told_and_stays(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.fault_at_start = OSError("weights are missing")
    service = make_service(engine)
    with pytest.raises(OSError, match="weights"):
        await service.start()
    assert service.status.state is State.FAILED and "weights are missing" in service.status.step
    with pytest.raises(errors.NotReady):
        await read(service, question())


@pytest.mark.parametrize(
    ("asked", "error", "named"),
    [
        (question(model="gpt-4o"), errors.NotFound, "use 'scripted'"),
        (question(" \n"), errors.InvalidRequest, "question is empty"),
        (question("x" * 21), errors.InvalidRequest, "21 characters; scripted reads at most 20"),
        (question("what?", *[MediaRef("me", "0", 1, 1)] * 3), errors.InvalidRequest, "3 pictures"),
        (question("what?", MediaRef("me", "0" * 64, 1, 1)), errors.StorageFull, "send the request again"),
    ],
)
async def test_what_cannot_be_answered_is_refused_before_it_takes_a_place(
    make_service: MakeService, asked: Request, error: type[Exception], named: str
) -> None:
    service = await started(make_service(ScriptedEngine()))
    with pytest.raises(error) as caught:
        await read(service, asked)
    assert named in str(caught.value)
    assert outcomes(service) == {}


@pytest.mark.parametrize(
    ("answer", "code", "text"),
    [
        (breaks, "internal_error", "half an "),
        (gives_up, "upstream_error", ""),
        (forgets_to_finish, "internal_error", "half an "),
    ],
)
async def test_a_failing_engine_ends_one_request_and_the_server_lives(
    make_service: MakeService, answer: object, code: str, text: str
) -> None:
    async def once(request: Request) -> AsyncIterator[Event]:
        async for event in answer(request) if request.question == "bad?" else one_word(request):
            yield event

    engine = ScriptedEngine(once, max_running=1)
    service = await started(make_service(engine))
    for _ in range(3):
        events = await read(service, question("bad?"))
        assert "".join(event.text for event in events if isinstance(event, TextDelta)) == text
        assert [error.code for error in errors_of(events)] == [code] and isinstance(events[-1], Failed)
        assert "secret" not in errors_of(events)[0].message
        assert isinstance((await read(service, question("good?")))[-1], Finished)
    assert outcomes(service) == {"failed": 3, "finished": 3} and engine.num_open == 0


async def test_what_comes_after_the_end_is_not_told(make_service: MakeService) -> None:
    engine = ScriptedEngine(talks_on)
    service = await started(make_service(engine))
    assert [type(event) for event in await read(service, question())] == [Finished]
    assert engine.num_open == 0 and outcomes(service) == {"finished": 1}


async def test_the_deadline_ends_an_answer(make_service: MakeService) -> None:
    engine = ScriptedEngine(endless)
    service = await started(make_service(engine))
    events = await read(service, question(timeout=0.05))
    assert [error.code for error in errors_of(events)] == ["deadline_exceeded"]
    assert isinstance(events[0], TextDelta) and isinstance(events[-1], Failed)
    assert engine.num_open == 0 and outcomes(service) == {"failed": 1}


async def test_an_engine_that_says_nothing_is_ended_too(make_service: MakeService) -> None:
    async def silent(_: Request) -> AsyncIterator[Event]:
        await asyncio.Event().wait()
        yield Finished()

    service = await started(make_service(ScriptedEngine(silent)))
    assert [e.code for e in errors_of(await read(service, question(timeout=0.03)))] == ["deadline_exceeded"]


async def test_leaving_aborts_the_work_and_frees_the_place(make_service: MakeService) -> None:
    engine = ScriptedEngine(endless, max_running=1)
    service = await started(make_service(engine))
    for _ in range(3):
        async with aclosing(service.ask(question())) as events:
            await anext(events)
            assert engine.num_open == 1
        assert engine.num_open == 0
    reading = asyncio.create_task(read(service, question()))
    await asyncio.sleep(0.02)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert engine.num_open == 0 and outcomes(service) == {"cancelled": 4}


async def test_leaving_the_queue_is_counted_as_leaving(make_service: MakeService) -> None:
    engine = ScriptedEngine(endless, max_running=1)
    service = await started(make_service(engine))
    async with aclosing(service.ask(question())) as events:
        await anext(events)
        waiting = asyncio.create_task(read(service, question()))
        await settle()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert outcomes(service) == {"cancelled": 2}


async def test_one_too_many_is_refused_and_counted(make_service: MakeService) -> None:
    engine = ScriptedEngine(endless)
    service = await started(make_service(engine, max_running=1, max_waiting=0))
    async with aclosing(service.ask(question())) as events:
        await anext(events)
        with pytest.raises(errors.Overloaded):
            await read(service, question())
    assert outcomes(service) == {"cancelled": 1, "refused": 1}


async def test_the_gauges_tell_who_runs_and_who_waits(make_service: MakeService) -> None:
    service = await started(make_service(ScriptedEngine(endless), max_running=2))
    tasks = [asyncio.create_task(read(service, question(timeout=0.1))) for _ in range(5)]
    await asyncio.sleep(0.02)
    value = service.metrics.registry.get_sample_value
    assert value("flashweb_num_requests_running") == 2 and value("flashweb_num_requests_waiting") == 3
    assert value("flashweb_engine_open") == 2
    await asyncio.gather(*tasks)
    assert value("flashweb_num_requests_running") == 0 and value("flashweb_num_requests_waiting") == 0
