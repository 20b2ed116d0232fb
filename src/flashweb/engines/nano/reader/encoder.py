"""The encoder on OpenVINO, in two parts: the layers that a text passes once, and the last ones.

Weights are INT8; what flows between is quantised as it comes, in groups, which loses less than fixed ranges.
The pieces' vectors, a byte a number, are mapped into memory, so that only those are touched that occur.
"""

from __future__ import annotations

import gzip
import queue
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import openvino as ov
    from tokenizers import Encoding

LONGEST = 64
"""Pieces of a text that are read."""
WIDTH = 384
UNSEEN = -1e4
Floats = npt.NDArray[np.float32]


class Encoder:
    """Safe to use from several threads at once; `places` calls run side by side, others wait."""

    def __init__(self, networks: dict[str, ov.CompiledModel], tokenizer: bytes, folder: Path, places: int) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - only needed by a server that answers

        self._tokenizer = Tokenizer.from_str(gzip.decompress(tokenizer).decode())
        self._tokenizer.enable_truncation(LONGEST)
        self._words = np.load(folder / "words.npy", mmap_mode="r")
        with np.load(folder / "scales.npz") as scales:
            self._scales, self._places = scales["scales"], scales["places"].astype(np.float32)
        self._idle: dict[str, queue.SimpleQueue[Any]] = {}
        for name, network in networks.items():
            self._idle[name] = queue.SimpleQueue()
            for _ in range(places):
                self._idle[name].put(network.create_infer_request())

    def pieces(self, texts: Sequence[str]) -> list[Encoding]:
        """Texts cut into pieces."""
        return list(self._tokenizer.encode_batch(list(texts)))

    def lower(self, ids: Sequence[Sequence[int]]) -> list[Floats]:
        """States (T, 384) of each text after the first layers."""
        longest = max(map(len, ids))
        x = np.zeros((len(ids), longest, WIDTH), np.float32)
        for place, each in enumerate(ids):
            x[place, : len(each)] = self._words[each] * self._scales[each, None] + self._places[: len(each)]
        states = self._infer("lower", x, _mask([len(each) for each in ids], longest))
        return [states[place, : len(each)] for place, each in enumerate(ids)]

    def upper(self, states: Sequence[Floats]) -> list[Floats]:
        """States (T, 384) of each text after the last layers."""
        longest = max(map(len, states))
        x = np.zeros((len(states), longest, WIDTH), np.float32)
        for place, each in enumerate(states):
            x[place, : len(each)] = each
        read = self._infer("upper", x, _mask([len(each) for each in states], longest))
        return [read[place, : len(each)] for place, each in enumerate(states)]

    def together(self, states: Floats, bias: Floats) -> Floats:
        """The last layers over states (1, S, 384) with a bias (1, heads, S, S) on attention."""
        return self._infer("upper", states, bias)

    def _infer(self, name: str, x: Floats, bias: Floats) -> Floats:
        with self._request(name) as request:
            return np.asarray(request.infer([x, bias])[0].copy())

    @contextmanager
    def _request(self, name: str) -> Iterator[Any]:
        request = self._idle[name].get()
        try:
            yield request
        finally:
            self._idle[name].put(request)


def _mask(lengths: Sequence[int], longest: int) -> Floats:
    """(N, 1, 1, T): no piece sees what stands behind its text's end."""
    behind = np.arange(longest)[None] >= np.array(lengths)[:, None]
    return np.where(behind, UNSEEN, 0).astype(np.float32)[:, None, None]
