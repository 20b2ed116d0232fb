"""The engine contract, on a model that was taught, in some seconds, to read the contract's own pictures."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
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
MOST_STEPS, GOOD_LOSS = 300, 0.005


def taught() -> tuple[Any, Any]:
    """A tiny Qwen2-VL that says what stands on the pages, in order, and "Nothing." without one.

    Its vision part's last layer is solved for in one go, so that each page looks different from all others; its text
    part learns from examples what to say to that.
    """
    model, processor = built("qwen2_vl", words=WORDS)
    batch, labels = _lessons(processor)
    seen = _told_apart(model, batch.pop("pixel_values"), batch["image_grid_thw"])
    learning = [*model.model.language_model.parameters(), *model.lm_head.parameters()]
    with torch.no_grad():
        for weights in learning:
            weights.mul_(1 / 3 if weights.ndim > 1 else 1)
    teacher = torch.optim.AdamW(learning, lr=3e-3, weight_decay=0.0)
    for _ in range(MOST_STEPS):
        loss = model(**batch, labels=labels, mm_encoder_outputs={"image": seen}).loss
        teacher.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        teacher.step()
        if loss.item() < GOOD_LOSS:
            return model, processor
    raise AssertionError(f"the model did not learn to read: loss {loss.item():.3f}")


@torch.no_grad()
def _told_apart(model: Any, patches: Any, grids: Any) -> Any:
    """What the vision part makes of the pictures once its last layer leads each page to a direction of its own."""
    last, inputs = model.model.visual.merger.mlp[2], []
    watch = last.register_forward_hook(lambda _module, given, _made: inputs.append(given[0]))
    model.get_image_features(patches, grids)
    watch.remove()
    pages: dict[bytes, int] = {}
    numbers = [pages.setdefault(each.numpy().tobytes(), len(pages)) for each in patches.split(grids.prod(-1).tolist())]
    directions = torch.randn(len(pages), last.out_features, generator=torch.Generator().manual_seed(1))
    wanted = directions[numbers].repeat_interleave(grids.prod(-1) // 4, 0).double()
    known = torch.cat((inputs[0], torch.ones(len(inputs[0]), 1)), 1).double()
    ridge = 1e-6 * known.pow(2).mean() * torch.eye(known.shape[1], dtype=torch.float64)
    solved = torch.linalg.solve(known.T @ known + ridge, known.T @ wanted).float()
    last.weight.copy_(solved[:-1].T)
    last.bias.copy_(solved[-1])
    found = model.get_image_features(patches, grids, return_dict=True).pooler_output
    return SimpleNamespace(pooler_output=[torch.cat(list(found))], deepstack_features=[])


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
    torch.set_num_threads(1)
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
