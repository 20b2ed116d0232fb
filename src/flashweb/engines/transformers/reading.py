"""Prompts read chunk by chunk, from the longest beginning that is kept."""

from __future__ import annotations

from typing import Any

import torch

from flashweb.engines.transformers.cache import ROOM, begun, cut, new_cache
from flashweb.engines.transformers.kept import Kept, Prefix
from flashweb.engines.transformers.model import ChatModel
from flashweb.engines.transformers.prompt import Features, Span
from flashweb.engines.transformers.sequence import Sequence


class Reader:
    """chunk: tokens of one step. num_tokens: read so far."""

    def __init__(self, model: ChatModel, kept: Kept, chunk: int) -> None:
        self._model = model
        self._kept = kept
        self._chunk = chunk
        self.num_tokens = 0

    def read(self, sequence: Sequence) -> Any | None:
        """One step: a picture looked at, or a chunk read. The logits after the last token, (vocabulary,), at the end.

        A chunk ends where the last picture does, for what is kept ends there; so whoever reads from what was kept
        computes the very same as who kept it.
        """
        self._go_on_from_kept(sequence)
        prompt = sequence.prompt
        start, total = sequence.num_read, len(prompt.tokens)
        end = min(start + self._chunk, total)
        if start < prompt.end_of_pictures:
            end = min(end, prompt.end_of_pictures)
        touched = [span for span in prompt.spans if span.start < end and span.end > start]
        for span in touched:
            if self._look(sequence, span):
                return None
        tokens = torch.tensor([prompt.tokens[start:end]], device=self._model.device)
        positions = prompt.positions[:, None, start:end].to(self._model.device)
        features = _joined([self._part(sequence, span, start, end) for span in touched])
        logits = self._model.forward(tokens, positions, sequence.cache, features, None)
        sequence.num_read = end
        self.num_tokens += end - start
        if end == prompt.end_of_pictures or (sequence.max_tokens == 0 and end == total and prompt.spans):
            spans = tuple(span for span in prompt.spans if span.end <= end)
            self._kept.keep_prefix(Prefix(prompt.tokens[:end], spans, cut(sequence.cache, end)))
        return logits[0] if end == total else None

    def _go_on_from_kept(self, sequence: Sequence) -> None:
        """Somebody else may have read its beginning while it waited."""
        if sequence.cache is not None and sequence.num_read >= sequence.prompt.end_of_pictures:
            return
        found, length = max(sequence.found, self._kept.prefix(sequence.prompt), key=lambda each: each[1])
        if found is not None and length > sequence.num_read:
            room = len(sequence.prompt.tokens) - length + ROOM
            sequence.cache = begun(found.layers, length, room)
            sequence.num_read = sequence.num_cached = length
        elif sequence.cache is None:
            sequence.cache = new_cache(self._model.num_layers)

    def _look(self, sequence: Sequence, span: Span) -> bool:
        """Whether the picture had to be looked at first, which was this step's work."""
        if span.key in sequence.features:
            return False
        known = self._kept.features(span.key)
        sequence.features[span.key] = known or self._model.encode(sequence.seen.pop(span.key))
        if known is None:
            self._kept.keep_features(span.key, sequence.features[span.key])
        return known is None

    @staticmethod
    def _part(sequence: Sequence, span: Span, start: int, end: int) -> Features:
        whole = sequence.features[span.key]
        return whole.part(max(start, span.start) - span.start, min(end, span.end) - span.start)


def _joined(parts: list[Features]) -> Features | None:
    """The features of all pictures in a chunk, one after another."""
    if not parts:
        return None
    deep = zip(*(part.deep for part in parts), strict=True)
    return Features(torch.cat([part.tokens for part in parts]), tuple(torch.cat(each) for each in deep))
