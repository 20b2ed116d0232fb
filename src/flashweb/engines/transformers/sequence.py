"""One question on its way through the worker: waiting, being read, running, ended."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

from flashweb.core.errors import FlashWebError
from flashweb.engines.transformers.choosing import Choice
from flashweb.engines.transformers.kept import Prefix
from flashweb.engines.transformers.prompt import Features, Prompt, Seen
from flashweb.engines.transformers.text import TextStream
from flashweb.media.blobs import Key


@dataclass(frozen=True, slots=True)
class Ended:
    """The answer is complete ("stop") or was cut ("length"). num_cached: prompt tokens that were not read again."""

    reason: Literal["stop", "length"]
    num_tokens: int
    num_cached: int


Told = str | Ended | FlashWebError


class Outbox:
    """From the worker's thread to the event loop that waits; as many pieces as the answer has tokens, at most."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Told] = asyncio.Queue()

    def put(self, told: Told) -> None:
        """From any thread. Whoever has left, with the loop, is told nothing."""
        try:
            self._loop.call_soon_threadsafe(self._queue.put_nowait, told)
        except RuntimeError:  # the loop is closed
            return

    async def get(self) -> Told:
        return await self._queue.get()


@dataclass(slots=True, eq=False)
class Sequence:
    """seen, features, found: what reading it needs, held from when it was accepted, so that no eviction can take it.

    max_tokens: of the answer; 0 where only its prompt is to be read ahead. is_cancelled: set from any thread.
    num_read: prompt tokens in the cache. next_position: of the token that was drawn last.
    """

    prompt: Prompt
    text: TextStream
    choice: Choice
    max_tokens: int
    outbox: Outbox
    seen: dict[Key, Seen] = field(default_factory=dict)
    features: dict[Key, Features] = field(default_factory=dict)
    found: tuple[Prefix | None, int] = (None, 0)
    is_cancelled: bool = False
    cache: Any = None
    num_read: int = 0
    num_cached: int = 0
    num_tokens: int = 0
    last_token: int = 0
    next_position: int = 0

    @property
    def length(self) -> int:
        """Tokens whose keys and values are cached, once it runs."""
        return len(self.prompt.tokens) + max(self.num_tokens - 1, 0)

    def say(self, token: int, ends: frozenset[int]) -> bool:
        """Tell the next token; True when it was the last."""
        self.num_tokens += 1
        self.next_position = self.prompt.next_position + self.num_tokens - 1
        self.last_token = token
        piece = "" if token in ends else self.text.feed(token)
        if piece:
            self.outbox.put(piece)
        if token in ends or self.text.is_stopped:
            self.end("stop")
            return True
        if self.num_tokens >= self.max_tokens:
            self.end("length")
            return True
        return False

    def end(self, reason: Literal["stop", "length"]) -> None:
        """Tell the rest, and that this was all."""
        if rest := self.text.finish():
            self.outbox.put(rest)
        is_stopped = self.text.is_stopped
        self.outbox.put(Ended("stop" if is_stopped else reason, self.num_tokens, self.num_cached))
        self.release()

    def release(self) -> None:
        """Give up everything large."""
        self.cache = None
        self.found = (None, 0)
        self.seen.clear()
        self.features.clear()
