"""One answer on its way: chunks of a server's stream in, events out."""

from __future__ import annotations

from collections.abc import Iterator

from flashweb.core.events import Event, Finished, ReasoningDelta, TextDelta, Usage
from flashweb.core.request import MediaRef
from flashweb.engines.boxes import BoxFilter
from flashweb.engines.reasoning import ReasoningSplitter
from flashweb.engines.remote.chunks import Chunk

NOT_COUNTED = "The model's server does not count tokens; completion_tokens are the pieces that came."


class AnswerReader:
    """has_begun: words came, so that another attempt would answer twice. notes: told with the usage."""

    def __init__(self, images: tuple[MediaRef, ...], notes: tuple[str, ...], *, opens_in_thought: bool) -> None:
        self._notes = notes
        self._splitter = ReasoningSplitter(starts_thinking=opens_in_thought)
        self._boxes = BoxFilter(images)
        self._num_pieces = 0
        self._has_thought = False
        self._has_spoken = False
        self._usage: Usage | None = None
        self._reason = ""

    @property
    def has_begun(self) -> bool:
        return self._num_pieces > 0

    def feed(self, chunk: Chunk) -> Iterator[Event]:
        """What goes out now that this chunk came."""
        self._num_pieces += chunk.has_words
        self._usage = chunk.usage or self._usage
        self._reason = chunk.finish_reason or self._reason
        if chunk.reasoning:
            self._has_thought = True
            yield ReasoningDelta(chunk.reasoning)
        if chunk.text:
            yield from self._words(self._splitter.feed(chunk.text))

    def rest(self) -> Iterator[Event]:
        """The words that were held back; what comes before a failure, too."""
        yield from self._words(self._splitter.finish())
        yield from self._boxes.finish()

    def finish(self) -> Iterator[Event]:
        """The last words, the usage, and the end."""
        yield from self.rest()
        counted = self._usage or Usage(0, self._num_pieces, notes=(NOT_COUNTED,))
        notes = (*self._notes, *counted.notes)
        yield Usage(counted.prompt_tokens, counted.completion_tokens, counted.cached_tokens, notes)
        if self._reason == "length":
            yield Finished("length")
        else:
            yield Finished("content_filter" if self._reason == "content_filter" else "stop")

    def _words(self, parts: Iterator[TextDelta | ReasoningDelta]) -> Iterator[Event]:
        for part in parts:
            if isinstance(part, ReasoningDelta):
                yield part
                continue
            text = part.text
            if self._has_thought and not self._has_spoken:
                text = text.lstrip()  # the blank lines between thoughts and answer
            self._has_spoken = self._has_spoken or bool(text)
            yield from self._boxes.feed(text)
