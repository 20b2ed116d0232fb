"""The one protocol between the service and whatever produces answers.

The shape follows vLLM's AsyncLLM (an async iterator per request, cancelled by closing it), reduced to
six members so that an engine can be written in an afternoon. Per-request state lives in the iterator.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from flashweb.core.events import Event
from flashweb.core.request import MediaRef, Request

Progress = Callable[[str, float], None]
"""Called with a step's name and the fraction of start-up that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine honours.

    model: the id that requests name. max_images: pictures a request may hold.
    max_question_chars: longest last user turn. grounding: answers carry boxes.
    max_running: requests that run well side by side; more wait for a place.
    sampling: the sampling fields that have an effect; the others are accepted without one.
    structured: answers can be JSON of a given schema (`Request.response_format`).
    trouble: why it cannot answer at the moment, for health probes; empty when it can. Like all of this, it may change
    once the engine has started.
    """

    model: str
    max_images: int
    max_question_chars: int
    grounding: bool
    max_running: int
    sampling: frozenset[str] = frozenset()
    structured: bool = False
    trouble: str = ""


class Engine(Protocol):
    """Contract, checked by tests/contracts/engine_contract.py against every implementation.

    `generate` yields TextDelta, ReasoningDelta, Grounding and Usage events in any number and ends by returning after
    one Finished; errors are raised as FlashWebError. Closing or cancelling the iterator aborts the work.
    Concatenated TextDelta texts are the answer. A Usage event comes right before Finished.
    Whether reasoning is shown is the service's to decide: engines always yield it.
    """

    @property
    def capabilities(self) -> Capabilities: ...

    async def start(self, progress: Progress) -> None:
        """Load and warm up; returns when the first request will be as fast as the next."""
        ...

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        """Do ahead, at low priority, what any question about these pictures will need.

        text: what the user's message begins with, right behind the pictures, in each of these questions.
        """
        ...

    def generate(self, request: Request) -> AsyncIterator[Event]:
        """Answer one request."""
        ...

    async def close(self) -> None:
        """Release everything; called once, after the last request has ended."""
        ...

    def stats(self) -> Mapping[str, float]:
        """Counters and gauges for /metrics, by name (`..._total` for counters)."""
        ...
