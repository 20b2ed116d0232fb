"""The engine contract holds with every guardrail on: what passes the chain is still one engine's answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace

import pytest
import pytest_asyncio

from flashweb.core.events import Event
from flashweb.core.request import MediaRef, Request
from flashweb.engines.base import Capabilities, Engine, Progress
from flashweb.guardrails.base import Guarded
from flashweb.guardrails.chain import Guardrails, watch_over
from flashweb.guardrails.settings import GuardrailSettings
from flashweb.perception.parser import ScreenParser
from flashweb.perception.settings import PerceptionSettings
from tests.contracts.engine_contract import EngineContract, Kit
from tests.contracts.test_engines import started

STRICT = {"question": "block", "picture": "block", "personal_data": True}


class GuardedEngine:
    """An engine as requests meet it, behind the chain."""

    def __init__(self, engine: Engine, guardrails: Guardrails) -> None:
        self._engine = engine
        self._guardrails = guardrails

    @property
    def capabilities(self) -> Capabilities:
        return self._engine.capabilities

    async def start(self, progress: Progress) -> None:
        await self._engine.start(progress)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        await self._engine.prefill(images, system, text)

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        watch = watch_over(self._guardrails, request, None)
        await watch.check_question()
        async with aclosing(watch.answer(self._engine.generate)) as events:
            async for event in events:
                assert not isinstance(event, Guarded), "nothing here is to be objected to"
                yield event

    async def close(self) -> None:
        await self._engine.close()

    def stats(self) -> Mapping[str, float]:
        return self._engine.stats()


@asynccontextmanager
async def guarded(name: str) -> AsyncIterator[Kit]:
    async with started(name) as kit:
        parser = ScreenParser(PerceptionSettings())
        await parser.ready()
        guardrails = Guardrails(parser, kit.media, GuardrailSettings.model_validate({"policy": STRICT}))
        yield replace(kit, engine=GuardedEngine(kit.engine, guardrails))
        guardrails.close()
        await parser.close()


@pytest_asyncio.fixture(scope="class", loop_scope="class")
async def kit(request: pytest.FixtureRequest) -> AsyncIterator[Kit]:
    async with guarded(request.cls.engine) as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="class")
async def own_kit(request: pytest.FixtureRequest) -> AsyncIterator[Kit]:
    async with guarded(request.cls.engine) as kit:
        yield kit


@pytest.mark.asyncio(loop_scope="class")
class TestGuardedEcho(EngineContract):
    engine = "echo"


@pytest.mark.asyncio(loop_scope="class")
class TestGuardedNano(EngineContract):
    engine = "nano"
