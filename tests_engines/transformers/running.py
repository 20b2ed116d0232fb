"""An engine on a tiny checkpoint, pictures for it, and what transformers itself says to the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from flashweb.core.events import Event, Finished, TextDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.sampling import SamplingParams
from flashweb.engines.transformers.engine import TransformersEngine
from flashweb.engines.transformers.settings import TransformersSettings


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request."""

    text: str
    usage: Usage
    reason: str


@dataclass(slots=True)
class Running:
    """A started engine. fetched: pictures whose pixels it asked for."""

    engine: TransformersEngine
    pixels: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def picture(self, number: int, tenant: str = "t") -> MediaRef:
        """Blobs of colour, a size and arrangement of its own for each number."""
        name = f"picture-{number}"
        if name not in self.pixels:
            rng = np.random.default_rng(number)
            coarse = rng.integers(0, 256, (rng.integers(2, 6), rng.integers(2, 6), 3), dtype=np.uint8)
            self.pixels[name] = np.kron(coarse, np.ones((28, 28, 1), np.uint8))
        height, width = self.pixels[name].shape[:2]
        return MediaRef(tenant, name, width, height)

    async def load(self, ref: MediaRef) -> NDArray[np.uint8]:
        self.fetched.append(ref.sha256)
        return self.pixels[ref.sha256]

    def ask(self, *turns: Message | str, **sampling: Any) -> Request:
        messages = tuple(Message("user", turn) if isinstance(turn, str) else turn for turn in turns)
        given = SamplingParams(**{"max_tokens": 16, "temperature": 0, **sampling})
        return Request("r", next((m.images[0].tenant for m in messages if m.images), "t"), "m", messages, given)

    async def answer(self, request: Request) -> Answer:
        events = await self.events(request)
        usage, end = events[-2:]
        assert isinstance(usage, Usage) and isinstance(end, Finished)
        return Answer("".join(e.text for e in events if isinstance(e, TextDelta)), usage, end.reason)

    async def events(self, request: Request) -> list[Event]:
        async with asyncio.timeout(60), aclosing(self.engine.generate(request)) as events:
            return [event async for event in events]

    @property
    def model(self) -> Any:
        return self.engine._model

    def reference(self, request: Request) -> tuple[dict[str, Any], list[int]]:
        """What transformers' processor makes of the request, and what its `generate` answers."""
        turns, images = [], []
        for message in request.messages:
            words = [{"type": "text", "text": message.text}] if message.text else []
            turns.append({"role": message.role, "content": [{"type": "image"}] * len(message.images) + words})
            images += [self.pixels[ref.sha256] for ref in message.images]
        text = self.model.processor.apply_chat_template(turns, add_generation_prompt=True)
        inputs = self.model.processor(text=[text], images=images or None, return_tensors="pt")
        told = self.model.network.generate(**inputs, max_new_tokens=request.sampling.max_tokens, do_sample=False)
        return inputs, told[0, inputs["input_ids"].shape[1] :].tolist()

    def expected(self, request: Request) -> Answer:
        """The reference as an answer."""
        inputs, tokens = self.reference(request)
        is_done = tokens[-1] in self.model.ends
        usage = Usage(inputs["input_ids"].shape[1], len(tokens))
        return Answer(self.model.decode(tokens), usage, "stop" if is_done else "length")


@asynccontextmanager
async def running(folder: Path, **settings: Any) -> AsyncIterator[Running]:
    async def pixels(ref: MediaRef) -> NDArray[np.uint8]:
        return await kit.load(ref)

    torch.set_num_threads(1)
    kit = Running(TransformersEngine(pixels, TransformersSettings(model=str(folder), name="m", **settings)))
    await kit.engine.start(lambda _step, _done: None)
    try:
        yield kit
    finally:
        await kit.engine.close()
