"""Small real engines that do what a test tells them, and a service around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

from flashweb.core.events import Event, Finished, TextDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.engines.base import Capabilities, Progress
from flashweb.serving.service import Service

Answerer = Callable[[Request], AsyncIterator[Event]]


async def one_word(_: Request) -> AsyncIterator[Event]:
    """The shortest good answer."""
    yield TextDelta("yes")
    yield Usage(1, 1)
    yield Finished()


class ScriptedEngine:
    """Implements `Engine`: answers by the function it is given, and keeps count of what it was asked to do."""

    def __init__(self, answer: Answerer = one_word, *, max_running: int = 8) -> None:
        self._answer = answer
        self.capabilities = Capabilities(
            model="scripted", max_images=2, max_question_chars=20, grounding=False, max_running=max_running
        )
        self.started = asyncio.Event()
        self.may_start = asyncio.Event()
        self.may_start.set()
        self.fault_at_start: Exception | None = None
        self.num_open = 0
        self.num_closed = 0
        self.prefilled: list[MediaRef] = []
        self.prefilling: set[str] = set()
        self.may_prefill = asyncio.Event()
        self.may_prefill.set()
        self.fault_at_prefill: Exception | None = None

    async def start(self, progress: Progress) -> None:
        progress("loading", 0.25)
        self.started.set()
        await self.may_start.wait()
        if self.fault_at_start is not None:
            raise self.fault_at_start

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        self.prefilling |= {image.sha256 for image in images}
        try:
            await self.may_prefill.wait()
            if self.fault_at_prefill is not None:
                raise self.fault_at_prefill
            self.prefilled += images
        finally:
            self.prefilling -= {image.sha256 for image in images}

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        self.num_open += 1
        try:
            async for event in self._answer(request):
                yield event
        finally:
            self.num_open -= 1

    async def close(self) -> None:
        self.num_closed += 1

    def stats(self) -> Mapping[str, float]:
        return {"open": self.num_open, "closed_total": self.num_closed}


def question(text: str = "what?", *images: MediaRef, model: str = "scripted", timeout: float = 10.0) -> Request:
    """A request as the API would build it."""
    return Request("chatcmpl-test", "me", model, (Message("user", text, images),), timeout=timeout)


def outcomes(service: Service) -> dict[str, float]:
    """How many requests ended in which way, as /metrics tells."""
    families = {family.name: family for family in service.metrics.registry.collect()}
    samples = families["flashweb_requests"].samples
    return {s.labels["outcome"]: s.value for s in samples if s.name.endswith("_total")}


async def read(service: Service, request: Request) -> list[Event]:
    """All events of one answer."""
    return [event async for event in service.ask(request)]


async def settle(turns: int = 6) -> None:
    """Let everything that is due run."""
    for _ in range(turns):
        await asyncio.sleep(0)
