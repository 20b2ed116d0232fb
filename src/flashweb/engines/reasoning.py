"""Thoughts that a model writes into its answer between <think> and </think>, told apart while they stream."""

from __future__ import annotations

from collections.abc import Iterator

from flashweb.core.events import ReasoningDelta, TextDelta


class ReasoningSplitter:
    """One answer: text in, `ReasoningDelta` and `TextDelta` out. starts_thinking: the prompt ended in <think>."""

    def __init__(self, *, starts_thinking: bool = False) -> None:
        self._is_thinking = starts_thinking

    def feed(self, text: str) -> Iterator[TextDelta | ReasoningDelta]:
        """What goes out now that this text came."""
        raise NotImplementedError

    def finish(self) -> Iterator[TextDelta | ReasoningDelta]:
        """What was held back, at the answer's end."""
        raise NotImplementedError
