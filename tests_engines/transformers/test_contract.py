"""The engine contract, on a model that was taught, in some seconds, to read the contract's own pictures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
import torch

from flashweb.engines.transformers.engine import TransformersEngine
from flashweb.engines.transformers.settings import TransformersSettings
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from tests.contracts.engine_contract import WORDS, EngineContract, Kit
from tests.media import pictures
from tests_engines.teaching import QUESTIONS, save, taught

PAGES = [
    *((word, pictures.page(word, 500, 140)) for word in WORDS),
    *((word, pictures.page(word + " again", 900, 300)) for word in WORDS[:4]),
    (" ".join(WORDS[:3]), pictures.page(" ".join(WORDS[:3]), 500, 140)),
    (" ".join(WORDS[:4]), pictures.page(" ".join(WORDS[:4]), 1100)),
]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("reader")
    save(*taught(PAGES, WORDS), folder)
    return folder


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[Kit]:
    media = MediaStore(MediaSettings())
    engine = TransformersEngine(media.pixels, TransformersSettings(model=str(folder), name="reader"))
    media.on_remove(engine.forget)
    steps: list[float] = []
    await engine.start(lambda _, fraction: steps.append(fraction))
    assert steps == sorted(steps) and all(0 <= fraction <= 1 for fraction in steps), "start-up only goes forward"
    try:
        yield Kit(engine, media, QUESTIONS[0], lambda _, word: word)
    finally:
        await engine.close()
        await media.close()


@pytest_asyncio.fixture(scope="class", loop_scope="class")
async def kit(checkpoint: Path) -> AsyncIterator[Kit]:
    async with started(checkpoint) as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="class")
async def own_kit(checkpoint: Path) -> AsyncIterator[Kit]:
    async with started(checkpoint) as kit:
        yield kit


@pytest.mark.asyncio(loop_scope="class")
class TestTransformers(EngineContract):
    """The suite as it is."""
