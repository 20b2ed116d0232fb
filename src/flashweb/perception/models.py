"""Loads the shipped weights: checked, compiled for the processor at hand, one stream a thread.

Detection, one big job, runs on two threads a stream: that halves the wait, and the memory.
Its kernels are not kept for each size of picture: that would cost 8 MB a size, for good, to save 6 ms.

What is not INT8 runs in 32 bits everywhere: 16 bits gain nothing here, and every machine reads the same."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashweb.core.weights import verified
from flashweb.perception.elements import TAPS
from flashweb.perception.icons import IconLabels

if TYPE_CHECKING:
    import openvino as ov

WEIGHTS = Path(__file__).parent / "weights"
FILES = (
    *("detector.xml", "detector.bin", "recogniser.xml", "recogniser.bin", "characters.txt"),
    *("elements.xml", "elements.bin", "icons.xml", "icons.bin", "icons.json"),
)


@dataclass(frozen=True, slots=True)
class Models:
    """The compiled networks, and the recogniser's labels with CTC's blank as label 0.

    detector: finds text and elements in one look; a second one for text alone would save 20 ms and cost 140 MB.
    """

    detector: ov.CompiledModel
    recogniser: ov.CompiledModel
    labels: tuple[str, ...]
    icons: ov.CompiledModel
    icon_labels: IconLabels


def load_models(threads: int, cache: Path | None = None, folder: Path = WEIGHTS) -> Models:
    """Reads, checks and compiles; takes about a second, so call it off the event loop."""
    import openvino as ov  # noqa: PLC0415 - heavy, and only needed by a server that reads pictures

    contents = verified(folder, FILES)
    core = ov.Core()
    common = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": str(threads)}
    if cache is not None and _is_writable(cache):
        common["CACHE_DIR"] = str(cache)

    def network(name: str) -> ov.Model:
        return core.read_model(contents[f"{name}.xml"], ov.Tensor(_array(contents[f"{name}.bin"])))

    def compiled(model: ov.Model, options: dict[str, str]) -> ov.CompiledModel:
        return core.compile_model(model, "CPU", {**common, **options})

    search = {"NUM_STREAMS": str(max(1, threads // 2)), "CPU_RUNTIME_CACHE_CAPACITY": "0"}
    with ThreadPoolExecutor(2) as pool:
        detector = pool.submit(lambda: compiled(joined(network("detector"), network("elements")), search))
        recogniser = pool.submit(lambda: compiled(network("recogniser"), {"NUM_STREAMS": str(threads)}))
        icons = pool.submit(lambda: compiled(network("icons"), {"NUM_STREAMS": str(threads)}))
        icon_labels = IconLabels.parse(contents["icons.json"])
        labels = contents["characters.txt"].decode().removesuffix("\n").split("\n")
        return Models(detector.result(), recogniser.result(), ("", *labels), icons.result(), icon_labels)


def joined(detector: ov.Model, elements: ov.Model) -> ov.Model:
    """One network with the outputs of both; the second one's inputs are the picture, the first one's result and
    its inner features."""
    import openvino as ov  # noqa: PLC0415

    inner = {node.get_friendly_name(): node.output(0) for node in detector.get_ordered_ops()}
    picture, (result,) = detector.get_parameters(), detector.get_results()
    sources = [picture[0].output(0), result.input_value(0), *(inner[name] for name in TAPS)]
    for parameter, source in zip(elements.get_parameters(), sources, strict=True):
        parameter.output(0).replace(source)
    return ov.Model([result, *elements.get_results()], picture, "detector")


def _array(data: bytes) -> object:
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(data, np.uint8)


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
