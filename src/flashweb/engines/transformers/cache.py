"""Keys and values of running answers: caches that grow in place, and batches of them.

transformers' own DynamicCache copies itself for each token. Here each layer keeps room ahead, and a batch is laid out
anew only when a sequence joins or leaves. Rows are aligned at their ends (padded on the left), so that all of them
grow into the same column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from transformers import Cache
from transformers.cache_utils import DynamicLayer

ROOM = 64
"""Tokens of room ahead; doubles as it is used up."""


class GrowingLayer(DynamicLayer):  # type: ignore[misc]
    """Keys and values of one layer, (batch, heads, length, size), in buffers with room for more."""

    def __init__(self) -> None:
        super().__init__()
        self.length = 0
        self._room: list[Any] = []

    def lazy_initialization(self, key_states: Any, value_states: Any) -> None:
        self.dtype, self.device = key_states.dtype, key_states.device
        self._room = [_empty(key_states, 0), _empty(value_states, 0)]
        self.is_initialized = True

    def fill(self, keys: Any, values: Any, room: int = ROOM) -> None:
        """Begin with these, which are copied."""
        self.lazy_initialization(keys, values)
        self._room = [_empty(each, keys.shape[-2] + room) for each in (keys, values)]
        self.update(keys, values)

    def update(self, key_states: Any, value_states: Any, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        end = self.length + key_states.shape[-2]
        for number, new in enumerate((key_states, value_states)):
            if end > self._room[number].shape[-2]:
                larger = _empty(new, end + max(ROOM, self.length // 2))
                larger[..., : self.length, :] = self._room[number][..., : self.length, :]
                self._room[number] = larger
            self._room[number][..., self.length : end, :] = new
        self.length = end
        self.keys, self.values = (each[..., :end, :] for each in self._room)
        return self.keys, self.values

    def get_seq_length(self) -> int:
        return self.length


def new_cache(num_layers: int) -> Any:
    """An empty cache."""
    return Cache(layers=[GrowingLayer() for _ in range(num_layers)])


def cut(cache: Any, length: int) -> tuple[tuple[Any, Any], ...]:
    """A copy of what a cache of one row holds of its first tokens, layer by layer."""
    return tuple((layer.keys[..., :length, :].clone(), layer.values[..., :length, :].clone()) for layer in cache.layers)


def begun(kept: Sequence[tuple[Any, Any]], length: int, room: int) -> Any:
    """A cache that begins with the first tokens of a copy; the copy stays as it is. room: tokens that will follow."""
    cache = new_cache(len(kept))
    for layer, (keys, values) in zip(cache.layers, kept, strict=True):
        layer.fill(keys[..., :length, :], values[..., :length, :], room)
    return cache


def batched(rows: Sequence[tuple[Any, int, int]]) -> Any:
    """One cache of many rows. rows: of each its cache, its row there, and its length; ends are aligned."""
    longest = max(length for _, _, length in rows)
    cache = new_cache(len(rows[0][0].layers))
    for number, layer in enumerate(cache.layers):
        sides = []
        for side in ("keys", "values"):
            first = getattr(rows[0][0].layers[number], side)
            joined = first.new_zeros((len(rows), first.shape[1], longest, first.shape[3]))
            for place, (source, row, length) in enumerate(rows):
                joined[place, :, longest - length :] = getattr(source.layers[number], side)[row, :, -length:]
            sides.append(joined)
        layer.fill(*sides)
    return cache


def _empty(like: Any, length: int) -> Any:
    return like.new_empty((*like.shape[:-2], length, like.shape[-1]))


def num_bytes(tensors: Sequence[Any]) -> int:
    """Bytes that tensors take."""
    return sum(each.numel() * each.element_size() for each in tensors)


def padding(lengths: Sequence[int], device: Any) -> Any | None:
    """The mask of a batch whose rows end together, (batch, longest); None where nothing is padded."""
    longest = max(lengths)
    if min(lengths) == longest:
        return None
    starts = torch.tensor([longest - length for length in lengths], device=device)
    return (torch.arange(longest, device=device)[None, :] >= starts[:, None]).long()
