"""The thread that owns the model: one step after another, each a token of all running answers, then a bit of reading.

Continuous batching after Orca (Yu et al., OSDI 2022): sequences join and leave the batch between two steps. Prompts are
read in chunks between the steps (Sarathi, Agrawal et al. 2023), so that a long one does not halt the answers that run.
Pictures to be read ahead go last, unless a question waits for just that picture.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import Any

import torch

from flashweb.core.errors import FlashWebError, InternalError, NotReady, Overloaded
from flashweb.engines.transformers.batch import Batch
from flashweb.engines.transformers.kept import Kept
from flashweb.engines.transformers.model import ChatModel
from flashweb.engines.transformers.reading import Reader
from flashweb.engines.transformers.sequence import Sequence

logger = logging.getLogger(__name__)


class Worker:
    """max_running: rows of the batch. chunk: prompt tokens read in one step. Its owner bounds what is submitted."""

    def __init__(self, model: ChatModel, kept: Kept, max_running: int, chunk: int) -> None:
        self._model = model
        self._kept = kept
        self._max_running = max_running
        self._reader = Reader(model, kept, chunk)
        self._batch = Batch(model)
        self._changed = threading.Condition()
        self._waiting: deque[Sequence] = deque()
        self._ahead: deque[Sequence] = deque()
        self._live: Sequence | None = None
        self._is_closing = False
        self.num_steps = 0
        self._thread = threading.Thread(target=self._work, name="transformers", daemon=True)
        self._thread.start()

    @property
    def num_running(self) -> int:
        return len(self._batch.rows)

    @property
    def num_prompt_tokens(self) -> int:
        """Tokens of prompts that were read, without those that were kept."""
        return self._reader.num_tokens

    def submit(self, sequence: Sequence, *, is_ahead: bool = False) -> None:
        """From any thread. is_ahead: only its prompt is to be read, when nobody waits."""
        with self._changed:
            if self._is_closing:
                raise NotReady("The server is shutting down; send the request to another one.")
            (self._ahead if is_ahead else self._waiting).append(sequence)
            self._changed.notify()

    def cancel(self, sequence: Sequence) -> None:
        """From any thread: its memory is free after the step that runs."""
        with self._changed:
            sequence.is_cancelled = True
            self._changed.notify()

    def close(self) -> None:
        """Ends after the step that runs; what was not answered is told so."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        with torch.inference_mode():
            while self._await_work():
                try:
                    self._step()
                except Exception as error:  # noqa: BLE001 - a worker's boundary: a fault ends what ran, never the server
                    self._fail(error)
        closing = NotReady("The server shut down before the answer was complete; ask again.")
        for sequence in self._all():
            sequence.outbox.put(closing)
            sequence.release()
        self._batch.clear()
        self._kept.clear()

    def _await_work(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._is_closing or self._all())
            self._drop_cancelled()
            return not self._is_closing

    def _all(self) -> list[Sequence]:
        return [*self._waiting, *self._ahead, *([self._live] if self._live else []), *self._batch.rows]

    def _drop_cancelled(self) -> None:
        for sequence in [each for each in self._all() if each.is_cancelled]:
            for queue in (self._waiting, self._ahead):
                if sequence in queue:
                    queue.remove(sequence)
            if sequence is self._live:
                self._live = None
            sequence.release()
        self._batch.leave([each for each in self._batch.rows if each.is_cancelled])

    def _step(self) -> None:
        self.num_steps += 1
        self._batch.step()
        sequence = self._next()
        if sequence is None:
            return
        logits = self._reader.read(sequence)
        if logits is None:
            return
        if sequence is self._live:
            self._live = None
            if sequence.say(sequence.choice.draw(logits), self._model.ends):
                return
            self._batch.join(sequence)
        else:
            self._ahead.remove(sequence)
            sequence.end("length")

    def _next(self) -> Sequence | None:
        """Whose prompt is read on in this step."""
        if self._live is None and self._waiting and len(self._batch.rows) < self._max_running:
            self._live = self._waiting.popleft()
        first = self._ahead[0] if self._ahead else None
        if self._live is None:
            return None if self._waiting else first
        if first is not None and first.num_read > self._live.num_read and _is_wanted(first, self._live):
            return first
        return self._live

    def _fail(self, error: Exception) -> None:
        """Ends what the step was about: everything that runs, since who was at fault is not known."""
        logger.error("a step of the model failed", exc_info=error)
        told: FlashWebError = InternalError("The model failed on this request; the fault is logged.")
        if isinstance(error, torch.OutOfMemoryError):
            self._kept.clear()
            told = Overloaded("The device's memory is full; try again, or with smaller pictures.", retry_after=1.0)
        with self._changed:
            hit = [*self._batch.rows, *([self._live] if self._live else list(self._ahead)[:1])]
            self._batch.clear()
            self._live = None
            self._ahead = deque(each for each in self._ahead if each not in hit)
        for sequence in hit:
            sequence.outbox.put(told)
            sequence.release()


def _is_wanted(ahead: Sequence, live: Sequence) -> bool:
    """Whether a picture that is read ahead is the one that a question begins with."""
    end = ahead.prompt.end_of_pictures
    keys: Any = [span.key for span in ahead.prompt.spans]
    return (
        ahead.num_read < end
        and live.prompt.tokens[:end] == ahead.prompt.tokens[:end]
        and [span.key for span in live.prompt.spans][: len(keys)] == keys
    )
