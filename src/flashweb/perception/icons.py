"""What icons mean: a small network looks at the ink inside each box and names one of some 170 functions, or none.

Colour, contrast and which of the two is dark say nothing about a function, so that every crop is first reduced to its
distance from the colour around it. The network learnt from 60 icon families (`training/icons`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flashweb.core.screen import Box
from flashweb.perception.found import Icon

if TYPE_CHECKING:
    import openvino as ov

Pixels = NDArray[np.uint8]

SIDE = 40
MARGIN = 0.12
"""Kept around the ink, as part of its longer side."""
LARGEST = 128
BATCH = 64
FAINTEST = 24
"""Distances of 0 to 255 under which nothing counts as full ink."""


def _distance(patch: Pixels) -> NDArray[np.uint8]:
    """(h, w): how far each pixel is from the colour of the patch's edge, in the channel where that is farthest."""
    ring = np.concatenate([patch[0], patch[-1], patch[:, 0], patch[:, -1]])
    around = np.median(ring, axis=0).astype(np.int16)
    distance: NDArray[np.uint8] = np.abs(patch.astype(np.int16) - around).max(axis=2).astype(np.uint8)
    return distance


def _ink_bounds(patch: Pixels) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of what stands alone inside the patch; None if it touches the edge or nothing does.

    The corners are not looked at: those of a rounded button show what is behind it.
    """
    distance = _distance(patch)
    inked = distance > max(FAINTEST, 0.3 * float(distance.max()))
    height, width = inked.shape
    corner = round(0.18 * min(width, height))
    inked[:corner, :corner] = inked[:corner, width - corner :] = False
    inked[height - corner :, :corner] = inked[height - corner :, width - corner :] = False
    rows, columns = np.flatnonzero(inked.any(1)), np.flatnonzero(inked.any(0))
    if not len(rows):
        return None
    left, top, right, bottom = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    if left == 0 or top == 0 or right == width or bottom == height:
        return None
    return left, top, right, bottom


def _alone(patch: Pixels) -> tuple[int, int, int, int] | None:
    """The ink's bounds in the patch; of a wide one, also inside a frame."""
    height, width = patch.shape[:2]
    is_wide = max(width, height) >= 1.25 * min(width, height)
    for shave in (0.0, 0.1, 0.2) if is_wide else (0.0,):
        cut = round(shave * min(width, height))
        bounds = _ink_bounds(patch[cut : height - cut, cut : width - cut])
        if bounds is None:
            continue
        left, top, right, bottom = bounds
        is_paper = is_wide and min((right - left) / (width - 2 * cut), (bottom - top) / (height - 2 * cut)) > 0.85
        if max(right - left, bottom - top) >= 5 and not is_paper:
            return left + cut, top + cut, right + cut, bottom + cut
    return None


def _square(pixels: Pixels, centre: tuple[float, float], side: int) -> Pixels:
    """A square of the picture; beyond its edges the edge goes on."""
    left, top = round(centre[0] - side / 2), round(centre[1] - side / 2)
    columns = np.clip(np.arange(left, left + side), 0, pixels.shape[1] - 1)
    rows = np.clip(np.arange(top, top + side), 0, pixels.shape[0] - 1)
    return pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1][np.ix_(rows - rows[0], columns - columns[0])]


def ink(pixels: Pixels, box: Box) -> NDArray[np.uint8]:
    """What the network sees of one box: (40, 40), 0 as around it, 255 as far from that as anything in it."""
    left, top = max(0, math.floor(box.left + 0.3)), max(0, math.floor(box.top + 0.3))
    right = min(pixels.shape[1], math.ceil(box.right - 0.3))
    bottom = min(pixels.shape[0], math.ceil(box.bottom - 0.3))
    if right - left < 4 or bottom - top < 4:
        return np.zeros((SIDE, SIDE), np.uint8)
    alone = _alone(pixels[top:bottom, left:right])
    width, height = right - left, bottom - top
    longer = max(width, height) if max(width, height) < 1.5 * min(width, height) else min(width, height)
    centre = ((left + right) / 2, (top + bottom) / 2)
    if alone is not None:
        longer = max(alone[2] - alone[0], alone[3] - alone[1])
        centre = (left + (alone[0] + alone[2]) / 2, top + (alone[1] + alone[3]) / 2)
    patch = _square(pixels, centre, max(4, round(longer * (1 + 2 * MARGIN))))
    if len(patch) > LARGEST:
        patch = np.asarray(Image.fromarray(patch).resize((LARGEST, LARGEST), Image.Resampling.BOX))
    distance = _distance(patch)
    stretched = np.minimum(distance * (255 / max(FAINTEST, int(distance.max()))), 255).astype(np.uint8)
    return np.asarray(Image.fromarray(stretched).resize((SIDE, SIDE), Image.Resampling.BILINEAR))


def inks(pixels: Pixels, boxes: Sequence[Box]) -> NDArray[np.uint8]:
    """(N, 40, 40)."""
    return np.stack([ink(pixels, box) for box in boxes]) if boxes else np.zeros((0, SIDE, SIDE), np.uint8)


@dataclass(frozen=True, slots=True)
class IconLabels:
    """Functions in the order of the network's scores, which end with one for "none of these"; names for people.

    sure_enough: the confidence from which a function is named; validation families gave it.
    """

    functions: tuple[str, ...]
    names: dict[str, dict[str, tuple[str, ...]]]
    sure_enough: float

    @classmethod
    def parse(cls, text: str | bytes) -> IconLabels:
        """From the contents of icons.json."""
        data = json.loads(text)
        rows = data["functions"]
        names = {row["name"]: {language: tuple(row[language]) for language in ("zh", "en")} for row in rows}
        return cls(tuple(names), names, float(data["sure_enough"]))


@dataclass(frozen=True, slots=True)
class IconCrop:
    """A box in a picture, RGB (H, W, 3)."""

    pixels: Pixels
    box: Box


class IconClassifier:
    """Names the functions of icons; safe to use from several threads."""

    def __init__(self, model: ov.CompiledModel, labels: IconLabels) -> None:
        self._model = model
        self._labels = labels

    def classify(self, pixels: Pixels, boxes: Sequence[Box]) -> list[Icon]:
        """One `Icon` a box, in order. pixels: RGB (H, W, 3); boxes: around icons, or buttons that show only an icon."""
        crops = [IconCrop(pixels, box) for box in boxes]
        return [icon for start in range(0, len(crops), BATCH) for icon in self.read(crops[start : start + BATCH])]

    def read(self, crops: Sequence[IconCrop]) -> list[Icon]:
        """One `Icon` a crop, of whichever pictures, in one batch."""
        seen = np.stack([ink(crop.pixels, crop.box) for crop in crops])
        return [self._icon(row) for row in self.scores(seen)]

    def scores(self, seen: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(N, 40, 40) ink to (N, functions + 1), each row adding up to 1."""
        result: NDArray[np.float32] = self._model.create_infer_request().infer([seen])[0]
        return result

    def _icon(self, row: NDArray[np.float32]) -> Icon:
        best = int(row[:-1].argmax())
        confidence = float(row[best])
        return Icon(self._labels.functions[best] if confidence >= self._labels.sure_enough else "", confidence)


@cache
def _shipped() -> IconLabels:
    return IconLabels.parse((Path(__file__).parent / "weights" / "icons.json").read_bytes())


def icon_name(function: str, language: str) -> str:
    """What people call a function, such as 搜索 or search; empty for none. language: zh or en."""
    names = _shipped().names.get(function)
    return names[language][0] if names else ""
