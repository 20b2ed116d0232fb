"""Reading ahead: once for each picture, within bounds, and never for a picture that is gone."""

from __future__ import annotations

import asyncio

from flashweb.core.request import MediaRef
from flashweb.serving.service import Service
from tests.media import pictures
from tests.serving.conftest import MakeService
from tests.serving.scripted import ScriptedEngine, settle


def counted(service: Service) -> dict[str, float]:
    families = {family.name: family for family in service.metrics.registry.collect()}
    samples = families["flashweb_prefills"].samples
    return {s.labels["outcome"]: s.value for s in samples if s.name.endswith("_total")}


async def ready(make_service: MakeService, engine: ScriptedEngine, **settings: object) -> Service:
    service = make_service(engine, **settings)
    await service.start()
    return service


async def add(service: Service, number: int) -> list[MediaRef]:
    return [await service.media.add("me", pictures.picture(seed)) for seed in range(number)]


async def test_each_picture_is_read_once_however_often_it_is_submitted(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.may_prefill.clear()
    service = await ready(make_service, engine)
    first, second = await add(service, 2)
    for _ in range(5):
        service.prefill(first)
        service.prefill(second)
        await settle()
    assert engine.prefilling == {first.sha256}, "one worker reads one picture at a time"
    engine.may_prefill.set()
    await settle()
    assert engine.prefilled == [first, second] and counted(service) == {"done": 2}


async def test_a_full_queue_skips_a_picture(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.may_prefill.clear()
    service = await ready(make_service, engine, prefill_workers=2, max_prefill_waiting=3)
    refs = await add(service, 8)
    for ref in refs:
        service.prefill(ref)
    await settle()
    assert len(engine.prefilling) == 2 and counted(service) == {"skipped": 3}
    engine.may_prefill.set()
    await settle(12)
    assert engine.prefilled == refs[:5] and counted(service) == {"skipped": 3, "done": 5}


async def test_a_deleted_picture_is_not_read(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.may_prefill.clear()
    service = await ready(make_service, engine)
    running, waiting, kept = await add(service, 3)
    for ref in (running, waiting, kept):
        service.prefill(ref)
    await settle()
    service.media.remove(waiting)
    service.media.remove(running)
    await settle()
    assert engine.prefilling == {kept.sha256} and counted(service) == {"cancelled": 1}
    engine.may_prefill.set()
    await settle()
    assert engine.prefilled == [kept]


async def test_a_fault_ends_one_picture_and_the_next_is_read(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.fault_at_prefill = RuntimeError("bad picture")
    service = await ready(make_service, engine)
    first, second = await add(service, 2)
    service.prefill(first)
    await settle()
    engine.fault_at_prefill = None
    service.prefill(second)
    await settle()
    assert engine.prefilled == [second] and counted(service) == {"failed": 1, "done": 1}


async def test_it_can_be_turned_off(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    service = await ready(make_service, engine, prefill_workers=0)
    (ref,) = await add(service, 1)
    service.prefill(ref)
    await settle()
    assert engine.prefilled == [] and counted(service) == {}


async def test_nothing_is_read_before_the_engine_is_ready_nor_after_the_drain(make_service: MakeService) -> None:
    engine = ScriptedEngine()
    engine.may_start.clear()
    service = make_service(engine)
    first, second = await add(service, 2)
    starting = asyncio.create_task(service.start())
    await engine.started.wait()
    service.prefill(first)
    await settle()
    assert engine.prefilled == [], "an engine that is loading cannot read"
    engine.may_start.set()
    await starting
    await settle()
    assert engine.prefilled == [first], "what was uploaded meanwhile is read as soon as it can be"
    await service.drain()
    service.prefill(second)
    await settle()
    assert engine.prefilled == [first]
