"""The encoder's last layers, which the reader alone uses: taught to read a question together with lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flashweb.language.encoder import WIDTH, Floats, Network, attention_bias


class LastLayers:
    """Safe to use from several threads at once."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def each(self, states: Sequence[Floats]) -> list[Floats]:
        """States (T, 384) of each text, which sees itself alone."""
        longest = max(map(len, states))
        x = np.zeros((len(states), longest, WIDTH), np.float32)
        for place, text in enumerate(states):
            x[place, : len(text)] = text
        read = self._network(x, attention_bias([len(text) for text in states], longest))
        return [read[place, : len(text)] for place, text in enumerate(states)]

    def together(self, states: Floats, bias: Floats) -> Floats:
        """Over states (1, S, 384) with a bias (1, heads, S, S) on attention."""
        return self._network(states, bias)
