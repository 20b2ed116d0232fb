"""Which token comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch


@dataclass(slots=True)
class Choice:
    """How one answer's tokens are drawn. temperature 0: always the likeliest. top_p: of the probability's mass.

    seed: the same one gives the same answer; drawn numbers of one answer do not depend on the others in its batch.
    """

    temperature: float = 0.0
    top_p: float = 1.0
    seed: int | None = None
    _generator: Any = field(default=None, init=False, repr=False)

    def draw(self, logits: Any) -> int:
        """logits: (vocabulary,)."""
        if self.temperature == 0:
            return int(logits.argmax())
        if self._generator is None:
            self._generator = torch.Generator()
            if self.seed is None:
                self._generator.seed()
            else:
                self._generator.manual_seed(self.seed)
        chances = torch.softmax(logits.float().cpu() / self.temperature, -1)
        if self.top_p < 1:
            ordered, order = chances.sort(descending=True)
            ordered[ordered.cumsum(-1) - ordered >= self.top_p] = 0.0
            chances = torch.zeros_like(chances).scatter_(0, order, ordered)
        return int(torch.multinomial(chances, 1, generator=self._generator))
