"""The engine contract, on a model that was taught, in some seconds, to read the contract's own pictures."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio
import torch
from PIL import Image

from flashweb.engines.transformers.engine import TransformersEngine
from flashweb.engines.transformers.settings import TransformersSettings
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from tests.contracts.engine_contract import WORDS, EngineContract, Kit
from tests.media import pictures
from tests_engines.tiny import built

QUESTIONS = ("What does it say?", "图里写了什么?")
PAGES = [
    *((word, pictures.page(word, 500, 140)) for word in WORDS),
    *((word, pictures.page(word + " again", 900, 300)) for word in WORDS[:4]),
    (" ".join(WORDS[:3]), pictures.page(" ".join(WORDS[:3]), 500, 140)),
    (" ".join(WORDS[:4]), pictures.page(" ".join(WORDS[:4]), 1100)),
]
MOST_STEPS, GOOD_LOSS = 600, 0.01


def taught() -> tuple[Any, Any]:
    """A tiny Qwen2-VL that says what stands on the pages, in order, and "Nothing." without one."""
    model, processor = built("qwen2_vl", spread=1.0, words=WORDS)
    batch, labels = _lessons(processor)
    teacher = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.0)
    model.train()
    for _ in range(MOST_STEPS):
        loss = model(**batch, labels=labels).loss
        teacher.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        teacher.step()
        if loss.item() < GOOD_LOSS:
            return model.eval(), processor
    raise AssertionError(f"the model did not learn to read: loss {loss.item():.3f}")


def _lessons(processor: Any) -> tuple[Any, Any]:
    """Prompts with answers, padded on the right, and the answers' tokens as labels."""
    pages = [(text, np.array(Image.open(io.BytesIO(data)).convert("RGB"))) for text, data in PAGES]
    sets = [[page] for page in pages] + [pages[:2], pages[:3], []]
    texts, images, answers = [], [], []
    for shown in sets:
        for question in QUESTIONS:
            content = [{"type": "image"}] * len(shown) + [{"type": "text", "text": question}]
            prompt = processor.apply_chat_template([{"role": "user", "content": content}], add_generation_prompt=True)
            answer = " ".join(text for text, _ in shown) or "Nothing."
            texts.append(prompt + answer + "<|im_end|>")
            images += [pixels for _, pixels in shown]
            answers.append(len(processor.tokenizer(answer + "<|im_end|>")["input_ids"]))
    batch = processor(text=texts, images=images, return_tensors="pt", padding=True, padding_side="right")
    labels = torch.full_like(batch["input_ids"], -100)
    for row, (length, answer) in enumerate(zip(batch["attention_mask"].sum(-1).tolist(), answers, strict=True)):
        labels[row, length - answer : length] = batch["input_ids"][row, length - answer : length]
    return batch, labels


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(2)
    model, processor = taught()
    folder = tmp_path_factory.mktemp("reader")
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
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
