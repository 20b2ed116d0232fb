"""The encoder: a BERT of 12 layers of 384, whose first layers stay as they were trained and whose last ones learn.

Post-norm layers as in Devlin et al. (2019), exact GELU; positions and segment 0 are added to the pieces' vectors.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.reader.source import Source

WIDTH, HEADS, LAYERS, FEED = 384, 12, 12, 1536
EPSILON = 1e-12
FROZEN = 9
"""Layers that do not learn: their outputs are computed once a text."""


class Layer(nn.Module):
    """Self-attention and two dense layers, each with its residual and norm."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.first_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.rise, self.fall = nn.Linear(WIDTH, FEED), nn.Linear(FEED, WIDTH)
        self.second_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (N, T, 384); mask: (N, 1, 1, T), 0 where a token is, very negative where none is."""
        count, length, _ = x.shape
        q, k, v = self.qkv(x).view(count, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, mask.to(q.dtype))
        x = self.first_norm(x + self.out(seen.transpose(1, 2).reshape(count, length, WIDTH)))
        return torch.as_tensor(self.second_norm(x + self.fall(functional.gelu(self.rise(x)))))


class Encoder(nn.Module):
    """Piece ids -> a vector for each piece."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Parameter(torch.zeros(512, WIDTH))
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(N, T) -> (N, T, 384) after the frozen layers. mask: as of `Layer`."""
        x = self.norm(self.words(ids) + self.positions[: ids.shape[1]])
        for layer in self.layers[:FROZEN]:
            x = layer(x, mask)
        return torch.as_tensor(x)

    def upper(self, x: Tensor, mask: Tensor) -> Tensor:
        """(N, T, 384) -> (N, T, 384) through the layers that learn."""
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        return x

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.upper(self.lower(ids, mask), mask)


def attention_mask(lengths: Sequence[int], longest: int) -> Tensor:
    """(N, 1, 1, T): 0 for the first `lengths` pieces of each text, very negative behind them."""
    behind = torch.arange(longest)[None] >= torch.tensor(lengths)[:, None]
    return torch.zeros(behind.shape).masked_fill(behind, -1e4)[:, None, None]


def from_source(source: Source, places: Sequence[int]) -> Encoder:
    """The encoder with pre-trained weights and the vocabulary cut to `places`."""
    encoder = Encoder(len(places))
    weights = {name: torch.from_numpy(np.array(array)) for name, array in source.weights.items()}
    with torch.no_grad():
        encoder.words.weight.copy_(weights["emb.word"][list(places)])
        encoder.positions.copy_(weights["emb.pos"] + weights["emb.type"][:WIDTH])
        _fill(encoder.norm, weights, "emb.ln")
        for number, layer in enumerate(encoder.layers):
            _fill_layer(layer, weights, f"l{number}")
    return encoder


def _fill(part: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    part.weight.copy_(weights[f"{name}.w"])  # type: ignore[operator]
    part.bias.copy_(weights[f"{name}.b"])  # type: ignore[operator]


def _fill_layer(layer: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    assert isinstance(layer, Layer)
    for end, target in (("w", layer.qkv.weight), ("b", layer.qkv.bias)):
        target.copy_(torch.cat([weights[f"{name}.{part}.{end}"] for part in "qkv"]))
    parts = {"ao": layer.out, "aln": layer.first_norm, "fi": layer.rise, "fo": layer.fall, "oln": layer.second_norm}
    for part, target in parts.items():
        _fill(target, weights, f"{name}.{part}")
