"""Thoughts that a model writes into its answer between <think> and </think>, told apart while they stream."""

from __future__ import annotations

from collections.abc import Iterator

from flashweb.core.events import ReasoningDelta, TextDelta

OPEN = "<think>"
CLOSE = "</think>"


class ReasoningSplitter:
    """One answer: text in, `ReasoningDelta` and `TextDelta` out. starts_thinking: the prompt ended in <think>.

    Thoughts come first or not at all: a <think> further on is something that the answer speaks of.
    """

    def __init__(self, *, starts_thinking: bool = False) -> None:
        self._is_start = not starts_thinking
        self._is_thinking = starts_thinking
        self._is_after = False
        self._held = ""

    def feed(self, text: str) -> Iterator[TextDelta | ReasoningDelta]:
        """What goes out now that this text came."""
        self._held += text
        if self._is_start:
            begun = self._held.lstrip()
            if len(begun) < len(OPEN) and OPEN.startswith(begun):
                return
            self._is_start = False
            if begun.startswith(OPEN):
                self._is_thinking, self._held = True, begun.removeprefix(OPEN)
        if self._is_thinking:
            yield from self._think()
        if not self._is_thinking:
            yield from self._say()

    def finish(self) -> Iterator[TextDelta | ReasoningDelta]:
        """What was held back, at the answer's end."""
        if self._held and not (self._is_after and self._held.isspace()):
            yield ReasoningDelta(self._held) if self._is_thinking else TextDelta(self._held)
        self._held = ""

    def _think(self) -> Iterator[ReasoningDelta]:
        thought, closed, rest = self._held.partition(CLOSE)
        if closed:
            self._is_thinking, self._is_after, self._held = False, True, rest
        else:
            keep = partial(thought, (CLOSE,))
            thought, self._held = thought[: len(thought) - keep], thought[len(thought) - keep :]
        if thought:
            yield ReasoningDelta(thought)

    def _say(self) -> Iterator[TextDelta]:
        """The answer; the blank lines between thoughts and answer belong to neither."""
        if self._is_after:
            self._held = self._held.lstrip()
        if self._held:
            self._is_after = False
            yield TextDelta(self._held)
            self._held = ""


def partial(text: str, marks: tuple[str, ...]) -> int:
    """How many characters at the text's end may be the beginning of one of the marks, which is not all there yet."""
    begun = (num for mark in marks for num in range(1, len(mark)) if text.endswith(mark[:num]))
    return max(begun, default=0)
