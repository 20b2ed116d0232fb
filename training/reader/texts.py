"""Texts -> what the frozen layers make of them, kept, and through the layers that learn."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.reader.encoder import Encoder, attention_mask
from training.reader.network import mean_of

LONGEST = 64
"""Pieces of a text that are read."""
PAD_ID = 1
_BUCKETS = (10, 18, LONGEST)


class Texts:
    """Tokenizer, encoder, and a memory of the frozen layers' outputs."""

    def __init__(self, tokenizer: Tokenizer, encoder: Encoder) -> None:
        self.tokenizer, self.encoder = tokenizer, encoder
        tokenizer.enable_truncation(LONGEST)
        self._kept: dict[str, Tensor] = {}

    @torch.no_grad()
    def prepare(self, texts: Sequence[str], *, keep: bool = True) -> list[Tensor]:
        """(T, 384) of each text after the frozen layers."""
        new = sorted({text for text in texts if text not in self._kept}, key=len)
        fresh: dict[str, Tensor] = {}
        for start in range(0, len(new), 64):
            part = new[start : start + 64]
            ids = [encoding.ids for encoding in self.tokenizer.encode_batch(part)]
            longest = max(map(len, ids))
            padded = torch.tensor([each + [PAD_ID] * (longest - len(each)) for each in ids])
            states = self.encoder.lower(padded, attention_mask([len(each) for each in ids], longest))
            fresh |= {text: states[i, : len(ids[i])].to(torch.bfloat16) for i, text in enumerate(part)}
        if keep:
            self._kept |= fresh
        return [self._kept[text] if text in self._kept else fresh[text] for text in texts]

    def read(self, texts: Sequence[str], *, keep: bool = True) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces (N, T, 384), mask (N, T) and mean vectors (N, 384) through all layers, padded to the longest."""
        states = self.prepare(texts, keep=keep)
        lengths = [len(each) for each in states]
        longest = max(lengths)
        padded = torch.zeros(len(texts), longest, states[0].shape[1])
        for place, each in enumerate(states):
            padded[place, : len(each)] = each.float()
        pieces = self.encoder.upper(padded, attention_mask(lengths, longest))
        mask = torch.arange(longest)[None] < torch.tensor(lengths)[:, None]
        return pieces, mask, mean_of(pieces, mask)

    def vectors(self, texts: Sequence[str]) -> Tensor:
        """(N, 384) mean vectors; texts of like length go together, so that little is padded."""
        states = self.prepare(texts)
        found: list[tuple[list[int], Tensor]] = []
        low = 0
        for high in _BUCKETS:
            places = [i for i, each in enumerate(states) if low < len(each) <= high]
            low = high
            if places:
                found.append((places, self.read([texts[i] for i in places])[2]))
        order = torch.tensor([i for places, _ in found for i in places]).argsort()
        return torch.cat([vectors for _, vectors in found])[order]
