"""The engine contract and the wrong-picture test on the engine `vllm`, as the product builds it, with a real vLLM.

The model is a tiny Qwen2-VL that was taught, in vLLM's own environment, to read the pages of these tests.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from flashweb.assembly import build_engine
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.sampling import SamplingParams
from flashweb.engines.prompting import LEAD
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.settings import load_settings
from flashweb.telemetry.metrics import Metrics
from tests.contracts.engine_contract import WORDS, EngineContract, Kit, text_of
from tests.media import pictures
from tests_vllm.conftest import HERE, SITES, VLLM

MORE = ("GRANITE", "VIOLIN", "COMPASS", "HARBOUR", "MEADOW", "SAFFRON", "QUARTZ", "BALCONY", "FALCON", "TIMBER")
MORE += ("ORCHID", "CANYON")
TWENTY = (*WORDS, *MORE)
PAGES = [
    *((word, pictures.page(word, 500, 140)) for word in TWENTY),
    *((word, pictures.page(word + " again", 900, 300)) for word in WORDS[:4]),
    (" ".join(WORDS[:3]), pictures.page(" ".join(WORDS[:3]), 500, 140)),
    (" ".join(WORDS[:4]), pictures.page(" ".join(WORDS[:4]), 1100)),
]
SIZE = {"hidden_size": 128, "intermediate_size": 192}
QUESTIONS = ("What does it say?", "图里写了什么?")
NUM_REQUESTS = 1000
NUM_AT_ONCE = 16


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoint of a model that reads PAGES."""
    lessons, folder = tmp_path_factory.mktemp("lessons"), tmp_path_factory.mktemp("models") / "reader"
    for number, (_, data) in enumerate(PAGES):
        (lessons / f"{number}.png").write_bytes(data)
    given = {"pages": [(text, f"{number}.png") for number, (text, _) in enumerate(PAGES)], "words": TWENTY}
    given |= {"lead": LEAD, "size": SIZE}
    (lessons / "lessons.json").write_text(json.dumps(given), encoding="utf-8")
    command = [str(VLLM / "bin/python"), "-m", "tests_engines.teaching", str(lessons), str(folder)]
    environment = os.environ | {"PYTHONPATH": f"{SITES}:{HERE.parent}"}
    subprocess.run(command, check=True, env=environment, timeout=400, cwd=HERE.parent)
    return folder


@pytest.fixture(scope="module", autouse=True)
def environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", SITES)
        patch.setenv("VLLM_CPU_KVCACHE_SPACE", "1")
        yield


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[Kit]:
    arguments = ["--enforce-eager", "--block-size", "32", "--dtype", "float32"]
    section = {"model": str(folder), "command": [f"{VLLM}/bin/vllm"], "arguments": arguments}
    section |= {"max_context": 4096, "max_images": 4, "max_running": 16, "memory_fraction": 0.2}
    settings = load_settings(
        {
            "engine": "vllm",
            "vllm": section,
            "remote": {"first_token_timeout": 120},
            "image_budget": {"legible_height": 0},
        }
    )
    media = MediaStore(settings.media)
    parser = ScreenParser(settings.perception)
    engine = build_engine(settings, media, parser, Metrics())
    steps: list[float] = []
    try:
        await engine.start(lambda _, fraction: steps.append(fraction))
        assert steps == sorted(steps) and all(0 <= fraction <= 1 for fraction in steps), "start-up only goes forward"
        yield Kit(engine, media, QUESTIONS[0], lambda _, word: word)
    finally:
        await engine.close()
        await parser.close()
        await media.close()


@pytest_asyncio.fixture(scope="class", loop_scope="class")
async def kit(reader: Path) -> AsyncIterator[Kit]:
    async with started(reader) as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="class")
async def own_kit(reader: Path) -> AsyncIterator[Kit]:
    async with started(reader) as kit:
        yield kit


@pytest.mark.asyncio(loop_scope="class")
class TestVllm(EngineContract):
    @pytest.mark.timeout(900)
    async def test_a_thousand_questions_about_twenty_pictures(self, kit: Kit) -> None:
        tenants = ("a", "b", "c")
        shown = {
            (tenant, word): await kit.media.add(tenant, pictures.page(word, 500, 140))
            for tenant in tenants
            for word in TWENTY
        }
        rng, places = random.Random(20), asyncio.Semaphore(NUM_AT_ONCE)
        order = [(rng.choice(list(shown)), rng.choice(QUESTIONS), rng.random() < 0.1) for _ in range(NUM_REQUESTS)]

        async def said(picture: MediaRef, question: str, *, is_read_ahead: bool) -> str:
            async with places:
                if is_read_ahead:
                    await kit.engine.prefill((picture,))
                message = Message("user", question, (picture,))
                sampling = SamplingParams(max_tokens=8, temperature=0)
                model = kit.engine.capabilities.model
                return text_of(await kit.answer(Request("r", picture.tenant, model, (message,), sampling, timeout=60)))

        answers = await asyncio.gather(
            *(said(shown[which], question, is_read_ahead=ahead) for which, question, ahead in order)
        )
        wrong = [(word, answer) for ((_, word), _, _), answer in zip(order, answers, strict=True) if answer != word]
        assert len(answers) == NUM_REQUESTS and wrong == []
