"""All of the reader that is taught, together."""

from __future__ import annotations

from torch import nn

from training.reader.encoder import Encoder
from training.reader.grammar.labels import INTENTS, SLOTS, SPANS
from training.reader.network import Joint, QuestionHeads, Ranker

SIZES = {"intent": len(INTENTS), **{name: len(values) + 1 for name, values in SLOTS.items()}, "leans": 2}
"""Of each slot, how many values: the first of all but the intent is that it says nothing."""


class Reader(nn.Module):
    """All that learns: the encoder's end, heads, ranker, joint reading."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.heads = QuestionHeads(SIZES, len(SPANS) + 1)
        self.ranker, self.joint = Ranker(), Joint()
