"""Tokens of an answer in, text out: whole characters only, and nothing from a stop string on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

UNFINISHED = "\ufffd"
"""What a tokenizer writes for a character whose bytes are not all there."""


class TextStream:
    """One answer. decode: the tokenizer's. stop: strings at which the answer ends.

    A token's text may depend on the one before it (a leading space), so each is decoded behind those of the last
    piece that went out, as vLLM does. is_stopped: a stop string came.
    """

    def __init__(self, decode: Callable[[list[int]], str], stop: Sequence[str]) -> None:
        self._decode = decode
        self._stop = tuple(each for each in stop if each)
        self._tokens: list[int] = []
        self._before = 0
        self._known = 0
        self._sent = 0
        self._held = ""
        self.is_stopped = False

    def feed(self, token: int) -> str:
        """What may be told now."""
        self._tokens.append(token)
        text = self._decode(self._tokens[self._before :])
        certain = len(text.rstrip(UNFINISHED))
        new, self._sent = text[self._sent : certain], max(self._sent, certain)
        if new and certain == len(text):
            self._before, self._known = self._known, len(self._tokens)
            self._sent = len(self._decode(self._tokens[self._before :]))
        return self._release(new)

    def finish(self) -> str:
        """What was held back, at the answer's end."""
        if self.is_stopped:
            return ""
        ready = self._release(self._decode(self._tokens[self._before :])[self._sent :])
        held, self._held = self._held, ""
        return ready if self.is_stopped else ready + held

    def _release(self, text: str) -> str:
        self._held += text
        found = [at for each in self._stop if (at := self._held.find(each)) >= 0]
        if found:
            self.is_stopped = True
            ready, self._held = self._held[: min(found)], ""
            return ready
        keep = self._overlap()
        ready, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return ready

    def _overlap(self) -> int:
        """Characters at the end that may be the beginning of a stop string."""
        longest = max((len(each) for each in self._stop), default=1) - 1
        sizes = range(min(longest, len(self._held)), 0, -1)
        return next((n for n in sizes if any(each.startswith(self._held[-n:]) for each in self._stop)), 0)
