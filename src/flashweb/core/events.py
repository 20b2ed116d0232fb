"""What an answer is made of: a stream of events that ends in exactly one terminal event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flashweb.core.errors import FlashWebError
from flashweb.core.screen import Element


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """The next piece of what the model thinks before it answers; no part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class GroundedElement:
    """An element that the answer speaks of; image counts the request's pictures from 0."""

    image: int
    element: Element


@dataclass(frozen=True, slots=True)
class Grounding:
    """Elements that prove what was just said."""

    elements: tuple[GroundedElement, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens read, of these found in a cache, and written; in the engine's own tokens.

    notes: what was done to the pictures before they were looked at, a sentence each.
    """

    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds from acceptance: spent waiting for a place, until the first text, until the end."""

    queue: float
    ttft: float
    total: float


@dataclass(frozen=True, slots=True)
class Finished:
    """Terminal: the answer is complete ("stop"), was cut at max_tokens ("length"), or before a word that a guardrail
    does not let out ("content_filter").

    timings are filled in by the service, not by engines.
    """

    reason: Literal["stop", "length", "content_filter"] = "stop"
    timings: Timings | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Terminal: the answer ended in an error."""

    error: FlashWebError


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Terminal: the caller went away, or the server is shutting down."""

    reason: str = "client_disconnected"


Terminal = Finished | Failed | Cancelled
Event = TextDelta | ReasoningDelta | Grounding | Usage | Terminal
