"""The engine: questions made ready off the event loop, answered by the worker, streamed as events.

Nothing here imports PyTorch before `start`, so that a server listens while its libraries load.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from flashweb.core.errors import ConfigurationError, FlashWebError, InvalidRequest, NotReady, Overloaded
from flashweb.core.events import Event, Finished, ReasoningDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.sampling import SamplingParams
from flashweb.engines.base import Capabilities, Progress
from flashweb.engines.boxes import BoxFilter
from flashweb.engines.reasoning import OPEN, ReasoningSplitter
from flashweb.engines.transformers.settings import TransformersSettings
from flashweb.media.blobs import Key
from flashweb.media.store import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashweb.engines.transformers.kept import Kept
    from flashweb.engines.transformers.model import ChatModel
    from flashweb.engines.transformers.prompt import Grid, Prompt, Seen
    from flashweb.engines.transformers.sequence import Ended, Sequence
    from flashweb.engines.transformers.worker import Worker

logger = logging.getLogger(__name__)

Pixels = Callable[[MediaRef], Awaitable[NDArray[np.uint8]]]
"""Gives a picture's pixels, uint8 RGB (height, width, 3)."""

MOST_SIZES = 4096
"""Sizes of pictures of which it is known how many tokens they take."""
WARM_UP = SamplingParams(max_tokens=2, temperature=0)


class TransformersEngine:
    """Implements `Engine`. pixels: where the pictures are.

    Raises ConfigurationError where no model is named or the libraries are not installed.
    """

    def __init__(self, pixels: Pixels, settings: TransformersSettings) -> None:
        if not settings.model:
            raise ConfigurationError("transformers.model is not set; name a folder or an id with --model.")
        if find_spec("torch") is None or find_spec("transformers") is None:
            raise ConfigurationError("This engine needs PyTorch: pip install 'flashweb[transformers]'.")
        self._pixels = pixels
        self._settings = settings
        self._name = settings.name or Path(settings.model).name
        self._preparing = ThreadPoolExecutor(1, "transformers-prepare")
        self._sizes: OrderedDict[tuple[int, int], tuple[Grid, int]] = OrderedDict()
        self._model: ChatModel | None = None
        self._worker: Worker | None = None
        self._kept: Kept | None = None
        self._num_open = 0
        self._num_ahead = 0
        self._num_requests = 0
        self._num_cached = 0

    @property
    def capabilities(self) -> Capabilities:
        settings = self._settings
        return Capabilities(
            model=self._name,
            max_images=settings.max_images,
            max_question_chars=settings.max_question_chars,
            grounding=self._model is not None and self._model.draws_boxes,
            max_running=settings.max_running,
            sampling=frozenset({"max_tokens", "temperature", "top_p", "seed", "stop"}),
        )

    async def start(self, progress: Progress) -> None:
        """Loads the model on a thread and answers a first question about a drawn picture."""
        loop = asyncio.get_running_loop()

        def report(step: str, done: float) -> None:
            loop.call_soon_threadsafe(progress, step, done)

        await loop.run_in_executor(self._preparing, self._load, report)
        progress("answering a first question", 0.9)
        ref = MediaRef("", "warm-up", 224, 224)
        messages = (Message("user", "What is this?", (ref,) if self._settings.max_images else ()),)
        async for _ in self._answer(Request("warm-up", "", self._name, messages, WARM_UP), _grey):
            pass
        self.forget(key_of(ref))
        progress("ready", 1.0)

    def _load(self, progress: Callable[[str, float], None]) -> None:
        progress("importing PyTorch", 0.0)
        from flashweb.engines.transformers.kept import Kept  # noqa: PLC0415
        from flashweb.engines.transformers.loading import load  # noqa: PLC0415
        from flashweb.engines.transformers.worker import Worker  # noqa: PLC0415

        settings = self._settings
        self._model = load(settings, progress)
        self._kept = Kept(settings.cache_bytes)
        self._worker = Worker(self._model, self._kept, settings.max_running, settings.prefill_chunk)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        """Reads what a question about these pictures begins with, when no question is to be answered."""
        if not images or self._settings.cache_bytes == 0:
            return
        system_message = (Message("system", system),) if system else ()
        messages = (*system_message, Message("user", text, images))
        if self._num_ahead >= self._settings.max_prefill_waiting:
            raise Overloaded("Too many pictures wait to be read ahead; the question will read this one.")
        self._num_ahead += 1
        try:
            request = Request("prefill", images[0].tenant, self._name, messages)
            sequence = await self._prepare(request, self._pixels, max_tokens=0)
            with self._running(sequence, is_ahead=True):
                told = await sequence.outbox.get()
            if isinstance(told, FlashWebError):
                raise told
        finally:
            self._num_ahead -= 1

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        """See `Engine.generate`. Raises InvalidRequest for more than the model's context, Overloaded when full."""
        async for event in self._answer(request, self._pixels):
            yield event

    async def _answer(self, request: Request, pixels: Pixels) -> AsyncIterator[Event]:
        settings = self._settings
        if self._num_open >= settings.max_running + settings.max_waiting:
            raise Overloaded("All places at the model are taken; try again shortly.", retry_after=1.0)
        self._num_open += 1
        self._num_requests += 1
        try:
            longest = min(request.sampling.max_tokens or settings.max_tokens, settings.max_tokens)
            sequence = await self._prepare(request, pixels, longest)
            answer = _Answer(request.images, starts_thinking=self._opens_thought(sequence.prompt))
            with self._running(sequence):
                while isinstance(told := await sequence.outbox.get(), str):
                    for event in answer.feed(told):
                        yield event
            if isinstance(told, FlashWebError):
                raise told
            self._num_cached += told.num_cached
            for event in answer.finish(told, len(sequence.prompt.tokens)):
                yield event
        finally:
            self._num_open -= 1

    @contextmanager
    def _running(self, sequence: Sequence, *, is_ahead: bool = False) -> Iterator[None]:
        """Hands it to the worker; whoever leaves before the end takes it back."""
        worker = self._worker
        if worker is None:
            raise NotReady("The server is shutting down; send the request to another one.")
        worker.submit(sequence, is_ahead=is_ahead)
        try:
            yield
        finally:
            worker.cancel(sequence)

    async def _prepare(self, request: Request, pixels: Pixels, max_tokens: int) -> Sequence:
        """Everything about a question that needs no weights."""
        from flashweb.engines.transformers.choosing import Choice  # noqa: PLC0415
        from flashweb.engines.transformers.sequence import Outbox, Sequence  # noqa: PLC0415
        from flashweb.engines.transformers.text import TextStream  # noqa: PLC0415

        model, kept = self._model, self._kept
        if model is None or kept is None:
            raise NotReady("The model is not loaded.")
        seen: dict[Key, Seen] = {}
        for image in request.images:
            if (image.width, image.height) not in self._sizes:
                await self._see(image, pixels, seen)
        prompt = await self._off_loop(self._write, request)
        room = min(model.max_context, self._settings.max_context) - len(prompt.tokens)
        if room < 1:
            raise InvalidRequest(
                f"The question with its pictures has {len(prompt.tokens):,} tokens; {self._name} reads at most "
                f"{len(prompt.tokens) + room - 1:,}. Send fewer or smaller pictures, or less text.",
                param="messages",
            )
        sampling = request.sampling
        heat = self._settings.temperature if sampling.temperature is None else sampling.temperature
        choice = Choice(heat, 1.0 if sampling.top_p is None else sampling.top_p, sampling.seed)
        text = TextStream(model.decode, (*model.stops, *sampling.stop))
        sequence = Sequence(prompt, text, choice, min(max_tokens, room), Outbox(), seen)
        sequence.found = kept.prefix(prompt)
        for span, image in zip(prompt.spans, request.images, strict=True):
            if span.end <= sequence.found[1] or span.key in seen:
                continue
            known = kept.features(span.key)
            if known is None:
                await self._see(image, pixels, seen)
            else:
                sequence.features[span.key] = known
        return sequence

    def _write(self, request: Request) -> Prompt:
        """The question's tokens and their positions."""
        from flashweb.engines.transformers.prompt import Prompt, spread  # noqa: PLC0415

        assert self._model is not None
        thinking = self._settings.thinking if request.reasoning is None else request.reasoning
        messages = request.messages
        if self._settings.system and not any(message.role == "system" for message in messages):
            messages = (Message("system", self._settings.system), *messages)
        pictures = [(key_of(image), *self._sizes[(image.width, image.height)]) for image in request.images]
        tokens, spans = spread(self._model.write(messages, thinking), self._model.image_token, pictures)
        positions = self._model.positions(tokens, [span.grid for span in spans])
        return Prompt(tokens, spans, positions, int(positions.max()) + 1)

    async def _see(self, image: MediaRef, pixels: Pixels, seen: dict[Key, Seen]) -> None:
        if self._model is None or key_of(image) in seen:
            return
        found = await self._off_loop(self._model.see, await pixels(image))
        seen[key_of(image)] = found
        self._sizes[(image.width, image.height)] = found.grid, found.num_tokens

    async def _off_loop(self, work: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._preparing, partial(work, *args))

    def _opens_thought(self, prompt: Prompt) -> bool:
        """Whether the template itself opens the model's thoughts."""
        assert self._model is not None
        return self._model.decode(list(prompt.tokens[-8:])).rstrip().endswith(OPEN)

    def forget(self, key: Key) -> None:
        """Drops what was kept of a picture; called when it is removed."""
        if self._kept is not None:
            self._kept.forget(key)

    async def close(self) -> None:
        """Ends the worker after the step that runs, and gives the model's memory back."""
        worker, self._worker = self._worker, None
        if worker is not None:
            await asyncio.to_thread(worker.close)
        self._preparing.shutdown(wait=False, cancel_futures=True)
        self._model = None

    def stats(self) -> Mapping[str, float]:
        worker, kept, model = self._worker, self._kept, self._model
        return {
            "requests_total": self._num_requests,
            "cached_tokens_total": self._num_cached,
            "prompt_tokens_read_total": worker.num_prompt_tokens if worker else 0,
            "steps_total": worker.num_steps if worker else 0,
            "open": self._num_open,
            "running": worker.num_running if worker else 0,
            "prefill_waiting": self._num_ahead,
            "kept_entries": len(kept) if kept else 0,
            "kept_bytes": kept.num_bytes if kept else 0,
            "evictions_total": kept.num_evicted if kept else 0,
            "weight_bytes": model.weights.after if model else 0,
            "weight_bytes_as_read": model.weights.before if model else 0,
            "flash_attention": float(model is not None and model.attention == "flash_attention_2"),
        }


class _Answer:
    """Text in, events out: thoughts told apart, boxes taken out of the words."""

    def __init__(self, images: tuple[MediaRef, ...], *, starts_thinking: bool) -> None:
        self._splitter = ReasoningSplitter(starts_thinking=starts_thinking)
        self._boxes = BoxFilter(images)

    def feed(self, text: str) -> Iterator[Event]:
        for part in self._splitter.feed(text):
            yield from (part,) if isinstance(part, ReasoningDelta) else self._boxes.feed(part.text)

    def finish(self, ended: Ended, num_prompt: int) -> Iterator[Event]:
        for part in self._splitter.finish():
            yield from (part,) if isinstance(part, ReasoningDelta) else self._boxes.feed(part.text)
        yield from self._boxes.finish()
        yield Usage(num_prompt, ended.num_tokens, ended.num_cached)
        yield Finished(ended.reason)


async def _grey(ref: MediaRef) -> NDArray[np.uint8]:
    return np.full((ref.height, ref.width, 3), 127, np.uint8)
