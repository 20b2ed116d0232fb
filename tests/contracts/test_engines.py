"""The engine contract, for every engine that we ship, each built as the product builds it."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from flashweb.assembly import build_engine
from flashweb.core.request import MediaRef
from flashweb.media.store import MediaStore, key_of
from flashweb.perception.parser import ScreenParser
from flashweb.settings import load_settings
from flashweb.telemetry.metrics import Metrics
from tests.contracts.engine_contract import EngineContract, Kit


@asynccontextmanager
async def started(name: str, section: Mapping[str, object] | None = None) -> AsyncIterator[Kit]:
    settings = load_settings({"engine": name} | ({name: section} if section else {}))
    media = MediaStore(settings.media)
    parser = ScreenParser(settings.perception)
    media.on_remove(parser.forget)
    engine = build_engine(settings, media, parser, Metrics())
    steps: list[float] = []
    await engine.start(lambda _, fraction: steps.append(fraction))
    assert steps == sorted(steps) and all(0 <= fraction <= 1 for fraction in steps), "start-up only goes forward"

    def mark(ref: MediaRef, word: str) -> str:
        if name == "remote":  # an echo server, which gets the copy that is kept
            return hashlib.sha256(media._blobs.path(key_of(ref)).read_bytes()).hexdigest()[:12]
        return ref.sha256[:12] if name == "echo" else word

    try:
        yield Kit(engine, media, "What does it say?", mark)
    finally:
        await engine.close()
        await media.close()


def section_of(request: pytest.FixtureRequest) -> Mapping[str, object] | None:
    """The settings of the engine that a class tests."""
    if request.cls.engine != "remote":
        return None
    return {"urls": [request.getfixturevalue("echo_server").url], "prefill": True}


@pytest_asyncio.fixture(scope="class", loop_scope="class")
async def kit(request: pytest.FixtureRequest) -> AsyncIterator[Kit]:
    async with started(request.cls.engine, section_of(request)) as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="class")
async def own_kit(request: pytest.FixtureRequest) -> AsyncIterator[Kit]:
    async with started(request.cls.engine, section_of(request)) as kit:
        yield kit


@pytest.mark.asyncio(loop_scope="class")
class TestEcho(EngineContract):
    engine = "echo"


@pytest.mark.asyncio(loop_scope="class")
class TestNano(EngineContract):
    engine = "nano"


@pytest.mark.asyncio(loop_scope="class")
class TestRemote(EngineContract):
    engine = "remote"
