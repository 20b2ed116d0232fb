"""What a model needs of memory, computed from its shapes.

* weights: parameters x bytes. Quantised checkpoints (AWQ, GPTQ, bitsandbytes, torchao) keep embeddings, the head and
  the vision part in 16 bits; INT4 in groups of 128 costs 4.25 bits a weight with scales and zero points (AWQ,
  Lin et al. 2023).
* KV: 2 x layers x KV heads x head size x 2 bytes a token (one K and one V in 16 bits; Pope et al. 2022).
* vision: one block at a time with fused attention: about 5 x hidden + 2 x intermediate values of 16 bits a patch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Precision = Literal["bf16", "int8", "int4"]
PRECISIONS: tuple[Precision, ...] = ("bf16", "int8", "int4")
LINEAR_BYTES: Mapping[Precision, float] = {"bf16": 2.0, "int8": 1.0, "int4": 4.25 / 8}
OVERHEAD = 1.5e9
"""Bytes beside all else on each device: the runtime's context, kernels' workspaces, captured graphs."""


@dataclass(frozen=True, slots=True)
class TextShape:
    """A decoder with gated MLPs and rotary attention, which all families here have."""

    hidden: int
    layers: int
    heads: int
    kv_heads: int
    intermediate: int
    vocabulary: int
    is_tied: bool = False
    head_size: int = 128

    @property
    def embeddings(self) -> int:
        """Parameters of embeddings and head, which stay in 16 bits."""
        return self.vocabulary * self.hidden * (1 if self.is_tied else 2)

    @property
    def parameters(self) -> int:
        attention = self.hidden * self.head_size * (2 * self.heads + 2 * self.kv_heads)
        return self.layers * (attention + 3 * self.hidden * self.intermediate) + self.embeddings

    @property
    def kv_bytes(self) -> int:
        """Bytes of one token's keys and values."""
        return 2 * self.layers * self.kv_heads * self.head_size * 2


@dataclass(frozen=True, slots=True)
class VisionShape:
    """One block of the vision part. patches: for each image token, before they are merged."""

    hidden: int
    intermediate: int
    patches: float = 4.0

    def bytes_for(self, tokens: int) -> float:
        """Activations for a picture of so many tokens."""
        return tokens * self.patches * (5 * self.hidden + 2 * self.intermediate) * 2


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that a model needs, by what for."""

    weights: float
    kv: float
    vision: float
    overhead: float = OVERHEAD

    @property
    def total(self) -> float:
        return self.weights + self.kv + self.vision + self.overhead
