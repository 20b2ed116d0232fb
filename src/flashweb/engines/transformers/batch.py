"""The answers that run, as one batch: each step reads the last token of every row and draws the next."""

from __future__ import annotations

from collections.abc import Sequence as Rows
from typing import Any

import torch

from flashweb.engines.transformers.cache import batched, padding
from flashweb.engines.transformers.model import ChatModel
from flashweb.engines.transformers.sequence import Sequence


class Batch:
    """rows: in the cache's order."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._cache: Any = None
        self.rows: list[Sequence] = []

    def join(self, sequence: Sequence) -> None:
        """From the next step on. The sequence's own cache becomes part of the batch's."""
        rows = [(self._cache, number, row.length) for number, row in enumerate(self.rows)]
        self._cache = batched([*rows, (sequence.cache, 0, sequence.length)])
        sequence.cache = None
        self.rows.append(sequence)

    def leave(self, leaving: Rows[Sequence]) -> None:
        """Rows that go no further, and their memory."""
        if not leaving:
            return
        staying = [(number, row) for number, row in enumerate(self.rows) if row not in leaving]
        self._cache = batched([(self._cache, number, row.length) for number, row in staying]) if staying else None
        self.rows = [row for _, row in staying]

    def clear(self) -> None:
        """All of them."""
        self.rows, self._cache = [], None

    def step(self) -> None:
        """One token more for every row; those that end leave."""
        if not self.rows:
            return
        device = self._model.device
        tokens = torch.tensor([[row.last_token] for row in self.rows], device=device)
        positions = torch.tensor([[row.next_position] for row in self.rows], device=device)
        axes = self.rows[0].prompt.positions.shape[0]
        mask = padding([row.length + 1 for row in self.rows], device)
        logits = self._model.forward(tokens, positions.expand(axes, -1, -1), self._cache, None, mask)
        likeliest = logits.argmax(-1).tolist()
        ended = []
        for number, row in enumerate(self.rows):
            is_greedy = row.choice.temperature == 0
            token = likeliest[number] if is_greedy else row.choice.draw(logits[number])
            if row.say(token, self._model.ends):
                ended.append(row)
        self.leave(ended)
