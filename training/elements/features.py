"""What the network sees: features of the frozen text detector, its text map, and the pixels themselves.

The text detector runs on every picture anyway, so its features cost nothing at run time. They are taken from the
very INT8 weights that ship, so training sees what the server sees.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import openvino as ov

from flashweb.core.weights import verified
from flashweb.perception.detection import STRIDE
from flashweb.perception.elements import TAPS
from flashweb.perception.models import WEIGHTS

Pixels = npt.NDArray[np.uint8]


class Features(NamedTuple):
    """image: (H, W, 3) uint8, sides multiples of 32; text: (1, H, W) uint8; c2..c5: float32 at strides 4, 8, 16, 32."""

    image: Pixels
    text: Pixels
    c2: npt.NDArray[np.float32]
    c3: npt.NDArray[np.float32]
    c4: npt.NDArray[np.float32]
    c5: npt.NDArray[np.float32]


class Backbone:
    """The shipped text detector with its inner features as further outputs."""

    def __init__(self, threads: int = 1) -> None:
        contents = verified(WEIGHTS, ("detector.xml", "detector.bin"))
        core = ov.Core()
        weights = ov.Tensor(np.frombuffer(contents["detector.bin"], np.uint8))
        model = core.read_model(contents["detector.xml"], weights)
        model.add_outputs([(name, 0) for name in TAPS])
        options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": str(threads), "NUM_STREAMS": "1"}
        self._request = core.compile_model(model, "CPU", options).create_infer_request()

    def __call__(self, image: Pixels) -> Features:
        height, width = image.shape[:2]
        padded = np.pad(image, ((0, -height % STRIDE), (0, -width % STRIDE), (0, 0)), mode="edge")
        found = self._request.infer([padded[None]])
        text, *taps = (found[index][0].copy() for index in range(1 + len(TAPS)))
        return Features(padded, text, *taps)
