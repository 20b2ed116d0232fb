"""Texts -> pieces -> states: the layers of the encoder that every text passes, on OpenVINO.

Weights are INT8; what flows between is quantised as it comes, in groups, which loses less than fixed ranges.
The pieces' vectors, a byte a number, are mapped into memory, so that only those are touched that occur.
"""

from __future__ import annotations

import gzip
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from flashweb.core.weights import verified

if TYPE_CHECKING:
    import openvino as ov
    from tokenizers import Encoding

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("lower.xml", "lower.bin", "words.npy", "scales.npz", "tokenizer.json.gz")
LONGEST = 64
"""Pieces of a text that are read; what is longer overflows."""
WIDTH = 384
UNSEEN = -1e4
QUERY, PASSAGE = "query: ", "passage: "
"""How the encoder was taught to tell questions from what answers them."""
Floats = npt.NDArray[np.float32]
_LOADING = threading.Lock()


class Network:
    """A compiled network for several threads at once: `places` calls run side by side, others wait."""

    def __init__(self, compiled: ov.CompiledModel, places: int) -> None:
        self._idle: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(places):
            self._idle.put(compiled.create_infer_request())

    def __call__(self, x: Floats, bias: Floats) -> Floats:
        """States (N, T, 384) and a bias on attention (N, 1 or heads, 1 or T, T) -> states (N, T, 384)."""
        with self._request() as request:
            return np.asarray(request.infer([x, bias])[0].copy())

    @contextmanager
    def _request(self) -> Iterator[Any]:
        request = self._idle.get()
        try:
            yield request
        finally:
            self._idle.put(request)


class TextEncoder:
    """The first layers. Safe to use from several threads at once."""

    def __init__(self, network: Network, tokenizer: bytes, folder: Path) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - only needed by a server that reads

        self._network = network
        self._tokenizer = Tokenizer.from_str(gzip.decompress(tokenizer).decode())
        self._tokenizer.enable_truncation(LONGEST)
        self._words = np.load(folder / "words.npy", mmap_mode="r")
        with np.load(folder / "scales.npz") as scales:
            self._scales, self._places = scales["scales"], scales["places"].astype(np.float32)

    def pieces(self, texts: Sequence[str]) -> list[Encoding]:
        """Texts cut into pieces."""
        return list(self._tokenizer.encode_batch(list(texts)))

    def states(self, ids: Sequence[Sequence[int]]) -> list[Floats]:
        """States (T, 384) of each text, of its pieces' numbers."""
        longest = max(map(len, ids))
        x = np.zeros((len(ids), longest, WIDTH), np.float32)
        for place, each in enumerate(ids):
            x[place, : len(each)] = self._words[each] * self._scales[each, None] + self._places[: len(each)]
        states = self._network(x, attention_bias([len(each) for each in ids], longest))
        return [states[place, : len(each)] for place, each in enumerate(ids)]


def attention_bias(lengths: Sequence[int], longest: int) -> Floats:
    """(N, 1, 1, T): no piece sees what stands behind its text's end."""
    behind = np.arange(longest)[None] >= np.array(lengths)[:, None]
    return np.where(behind, UNSEEN, 0).astype(np.float32)[:, None, None]


def load_network(contents: dict[str, bytes], name: str, threads: int) -> Network:
    """Compile `name`.xml and `name`.bin of a folder's contents for so many threads."""
    import openvino as ov  # noqa: PLC0415 - heavy, and only needed by a server that reads

    core = ov.Core()
    options = {
        **{"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": str(threads), "NUM_STREAMS": str(threads)},
        **{"DYNAMIC_QUANTIZATION_GROUP_SIZE": "32", "CPU_RUNTIME_CACHE_CAPACITY": "0"},
    }
    weights = ov.Tensor(np.frombuffer(contents[f"{name}.bin"], np.uint8))
    return Network(core.compile_model(core.read_model(contents[f"{name}.xml"], weights), "CPU", options), threads)


def load_encoder(threads: int) -> TextEncoder:
    """The process's encoder for so many threads; the first call takes a third of a second, off the event loop."""
    with _LOADING:
        return _load(threads, WEIGHTS)


@lru_cache(maxsize=1)
def _load(threads: int, folder: Path) -> TextEncoder:
    """Reads, checks and compiles. The table of pieces is checked, then mapped rather than kept."""
    contents = verified(folder, FILES)
    del contents["words.npy"]
    return TextEncoder(load_network(contents, "lower", threads), contents["tokenizer.json.gz"], folder)
