"""Loads the shipped weights: checked, compiled for the processor at hand, one stream a thread.

Detection, one big job, runs on two threads a stream: that halves the wait, and the memory.
Its kernels are not kept for each size of picture: that would cost 8 MB a size, for good, to save 6 ms.

What is not INT8 runs in 32 bits everywhere: 16 bits gain nothing here, and every machine reads the same."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashweb.core.errors import ConfigurationError

if TYPE_CHECKING:
    import openvino as ov

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("detector.xml", "detector.bin", "recogniser.xml", "recogniser.bin", "characters.txt")


@dataclass(frozen=True, slots=True)
class Models:
    """The compiled networks, and the recogniser's labels with CTC's blank as label 0."""

    detector: ov.CompiledModel
    recogniser: ov.CompiledModel
    labels: tuple[str, ...]


def verified(folder: Path) -> dict[str, bytes]:
    """The files' contents, refused unless each has its recorded SHA-256."""
    try:
        sums = json.loads((folder / "SHA256.json").read_text())
        contents = {name: (folder / name).read_bytes() for name in FILES}
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"the reader's weights are incomplete ({error}); reinstall flashweb") from error
    for name, data in contents.items():
        if hashlib.sha256(data).hexdigest() != sums.get(name):
            raise ConfigurationError(f"the weights file {folder / name} was changed or damaged; reinstall flashweb")
    return contents


def load_models(threads: int, cache: Path | None = None, folder: Path = WEIGHTS) -> Models:
    """Reads, checks and compiles; takes about a second, so call it off the event loop."""
    import openvino as ov  # noqa: PLC0415 - heavy, and only needed by a server that reads pictures

    contents = verified(folder)
    core = ov.Core()
    common = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": str(threads)}
    if cache is not None and _is_writable(cache):
        common["CACHE_DIR"] = str(cache)

    def compiled(name: str, options: dict[str, str]) -> ov.CompiledModel:
        weights = ov.Tensor(_array(contents[f"{name}.bin"]))
        return core.compile_model(core.read_model(contents[f"{name}.xml"], weights), "CPU", {**common, **options})

    search = {"NUM_STREAMS": str(max(1, threads // 2)), "CPU_RUNTIME_CACHE_CAPACITY": "0"}
    with ThreadPoolExecutor(2) as pool:
        detector = pool.submit(compiled, "detector", search)
        recogniser = pool.submit(compiled, "recogniser", {"NUM_STREAMS": str(threads)})
        labels = contents["characters.txt"].decode().removesuffix("\n").split("\n")
        return Models(detector.result(), recogniser.result(), ("", *labels))


def _array(data: bytes) -> object:
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(data, np.uint8)


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
