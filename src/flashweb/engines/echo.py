"""An engine that says back what it was asked: deterministic, for tests and for measuring the service itself.

The answer is the question's words, after one mark for each picture (its size and the start of its hash), so that
a test can tell whether an answer is about the right picture.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping

from pydantic import BaseModel, ConfigDict, Field

from flashweb.core.events import Event, Finished, GroundedElement, Grounding, TextDelta, Usage
from flashweb.core.request import MediaRef, Request
from flashweb.core.screen import Box, Element
from flashweb.engines.base import Capabilities, Progress

_WORD = re.compile(r"\S+\s*|\s+")


class EchoSettings(BaseModel):
    """interval: seconds between two words; start_delay: seconds that start-up takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    interval: float = Field(0.0, ge=0)
    start_delay: float = Field(0.0, ge=0)


class EchoEngine:
    """Implements `Engine`."""

    def __init__(self, settings: EchoSettings) -> None:
        self._settings = settings
        self._num_prefilled = 0
        self.capabilities = Capabilities(
            model="echo",
            max_images=8,
            max_question_chars=50_000,
            grounding=True,
            max_running=256,
            sampling=frozenset({"max_tokens"}),
        )

    async def start(self, progress: Progress) -> None:
        progress("warming up", 0.5)
        await asyncio.sleep(self._settings.start_delay)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        self._num_prefilled += len(images)

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        marks = [f"[{image.width}x{image.height} {image.sha256[:12]}] " for image in request.images]
        words = [*marks, *_WORD.findall(request.question)]
        limit = request.sampling.max_tokens
        shown = words if limit is None else words[:limit]
        for index, word in enumerate(shown):
            await asyncio.sleep(self._settings.interval)
            yield TextDelta(word)
            if index < len(marks):
                yield Grounding((self._whole(request, index),))
        num_read = sum(len(message.text.split()) for message in request.messages)
        yield Usage(prompt_tokens=num_read, completion_tokens=len(shown))
        yield Finished("stop" if len(shown) == len(words) else "length")

    @staticmethod
    def _whole(request: Request, index: int) -> GroundedElement:
        image = request.images[index]
        return GroundedElement(index, Element("img", image.sha256[:12], "", Box(0, 0, image.width, image.height)))

    async def close(self) -> None:
        return None

    def stats(self) -> Mapping[str, float]:
        return {"prefilled_total": self._num_prefilled}
