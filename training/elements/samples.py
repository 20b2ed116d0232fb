"""Pages as the network meets them in training: at a drawn size, in a drawn window, with drawn colours."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch.utils.data import Dataset

from flashweb.perception.elements import CONTAINERS, STATES, THINGS
from training.elements.features import Backbone, Features
from training.elements.targets import CONTAINER_RANGES, THING_RANGES, Truth, owners
from training.screens.store import records

WINDOWS = ((960, 608), (736, 736), (512, 960), (832, 640), (640, 480), (1120, 512))
CSS_SCALE = 0.75
"""Pixels that the network sees for each CSS pixel; drawn around this in training."""
FEWEST_PIXELS = 2
FRAMED = 0.25
"""Part of the windows in which the page begins somewhere inside."""
WIDEST_FRAME = 112
"""Pixels of a frame at the left and at the top."""
RARE = frozenset(
    {"slider", "switch", "dialog", "alert", "status", "tooltip", "tree", "treeitem", "option", "menu", "progressbar"}
    | {"spinbutton", "radiogroup", "combobox", "table", "radio", "checkbox", "tab", "form"}
)
SCARCE = frozenset({"slider", "progressbar", "treeitem", "spinbutton", "textbox"})
"""Rare ones that a network of this size finds hard."""
Record = dict[str, Any]
Pixels = npt.NDArray[np.uint8]


class Sample(NamedTuple):
    """Features of one window, and for things and containers their truth and the cells' owners."""

    features: Features
    things: Truth
    containers: Truth
    thing_owners: list[npt.NDArray[np.int64]]
    container_owners: list[npt.NDArray[np.int64]]


def pages(folders: list[Path], is_wanted: Any) -> list[tuple[Path, Record]]:
    """Pages of data sets, for which is_wanted(record) holds."""
    return [(path, record) for folder in folders for path, record in records(folder) if is_wanted(record)]


def weight_of(record: Record) -> float:
    """How often a page is drawn: pages with rare roles more."""
    roles = {element["role"] for element in record["elements"]}
    return 1.0 + 0.35 * len(roles & RARE) + 0.8 * len(roles & SCARCE)


def truths(record: Record, scale: float, offset: tuple[float, float], size: tuple[int, int]) -> tuple[Truth, Truth]:
    """Things and containers in a window; scale: its pixels for each of the picture's, offset and size in its pixels."""
    rows: tuple[list[Any], list[Any]] = ([], [])
    ignored: tuple[list[Any], list[Any]] = ([], [])
    for element in record["elements"]:
        role = "menu" if element["role"] == "listbox" else element["role"]
        kind = 0 if role in THINGS else 1
        whole = np.array(element["box"], np.float32) * scale - np.array([*offset, *offset], np.float32)
        box = np.clip(whole, 0, np.array([*size, *size], np.float32))
        shown = (box[2] - box[0]) * (box[3] - box[1]) / max(np.prod(whole[2:] - whole[:2]), 1e-6)
        if shown <= 0.02:
            continue
        tiny = min(box[2] - box[0], box[3] - box[1]) < FEWEST_PIXELS
        unknown = role not in THINGS and role not in CONTAINERS
        if tiny or unknown or element.get("partial") or shown < (0.6 if kind == 0 else 0.2):
            if not unknown:
                ignored[kind].append(box)
            continue
        number = (THINGS if kind == 0 else CONTAINERS).index(role)
        rows[kind].append((box, number, [float(state in element["state"]) for state in STATES]))
    return _truth(rows[0], ignored[0]), _truth(rows[1], ignored[1])


def _truth(rows: list[Any], ignored: list[Any]) -> Truth:
    return Truth(
        np.array([row[0] for row in rows], np.float32).reshape(-1, 4),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.float32).reshape(-1, len(STATES)),
        np.array(ignored, np.float32).reshape(-1, 4),
    )


def window(path: Path, scale: float, offset: tuple[int, int], size: tuple[int, int]) -> Pixels:
    """The page at a scale, cut to a window and filled up with its last row and column.

    offset: of the window in the page; negative where the window begins before it, as in a picture with a frame.
    """
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    full = (max(round(whole.width * scale), 1), max(round(whole.height * scale), 1))
    pixels = np.asarray(whole.resize(full, Image.Resampling.BILINEAR))
    left, top = max(-offset[0], 0), max(-offset[1], 0)
    first = (offset[0] + left, offset[1] + top)
    pixels = pixels[first[1] : offset[1] + size[1], first[0] : offset[0] + size[0]]
    lacking = ((top, size[1] - top - pixels.shape[0]), (left, size[0] - left - pixels.shape[1]), (0, 0))
    if (left or top) and pixels.size:
        return framed(pixels, lacking)
    return np.pad(pixels, lacking, mode="edge")


def framed(pixels: Pixels, lacking: tuple[tuple[int, int], ...]) -> Pixels:
    """A page in a frame of one colour: that of its corner, as people's screenshots mostly have it."""
    size = (lacking[0][0] + pixels.shape[0] + lacking[0][1], lacking[1][0] + pixels.shape[1] + lacking[1][1])
    whole = np.empty((*size, 3), np.uint8)
    whole[:] = pixels[0, 0]
    whole[lacking[0][0] : size[0] - lacking[0][1], lacking[1][0] : size[1] - lacking[1][1]] = pixels
    return whole


def recoloured(pixels: Pixels, draw: np.random.Generator) -> Pixels:
    """Other brightness, contrast, order of colours, inverted or compressed: what kits and phones do to colours."""
    image = pixels.astype(np.float32)
    if draw.random() < 0.25:
        image = image[..., draw.permutation(3)]
    if draw.random() < 0.12:
        image = 255 - image
    if draw.random() < 0.5:
        gain, shift = draw.uniform(0.75, 1.2, 3 if draw.random() < 0.5 else 1), draw.uniform(-20, 20)
        image = (image - 128) * gain + 128 + shift
    if draw.random() < 0.15:
        image = np.repeat(image.mean(axis=2, keepdims=True), 3, axis=2)
    pixels = np.clip(image, 0, 255).astype(np.uint8)
    if draw.random() < 0.2:
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=int(draw.integers(35, 90)))
        pixels = np.asarray(Image.open(buffer))
    return pixels


class Windows(Dataset[Sample]):
    """Endless random windows; the windows of one batch have one size. index -> (batch number, place in it)."""

    def __init__(self, found: list[tuple[Path, Record]], batch: int, seed: int, length: int) -> None:
        self._pages, self._batch, self._seed, self._length = found, batch, seed, length
        weights = np.array([weight_of(record) for _, record in found])
        self._weights = weights / weights.sum()
        self._backbone: Backbone | None = None

    def __len__(self) -> int:
        return self._length * self._batch

    def __getitem__(self, index: int) -> Sample:
        self._backbone = self._backbone or Backbone()
        width, height = WINDOWS[np.random.default_rng([self._seed, index // self._batch]).integers(len(WINDOWS))]
        draw = np.random.default_rng([self._seed, index, 1])
        path, record = self._pages[draw.choice(len(self._pages), p=self._weights)]
        css = CSS_SCALE if draw.random() < 0.4 else float(np.exp(draw.uniform(np.log(0.6), np.log(1.0))))
        scale = css / record["scale"]
        spare = [round(side * scale) - room for side, room in zip(record["size"], (width, height), strict=True)]
        x, y = (int(draw.integers(0, side + 1)) if side > 0 else 0 for side in spare)
        if draw.random() < 0.3:
            x = 0
        if draw.random() < 0.4:
            y = 0
        if draw.random() < FRAMED:
            x, y = -int(draw.integers(0, WIDEST_FRAME)), -int(draw.integers(0, WIDEST_FRAME))
        image = recoloured(window(path, scale, (x, y), (width, height)), draw)
        return sample(record, image, scale, (x, y), self._backbone)


def sample(record: Record, image: Pixels, scale: float, offset: tuple[int, int], backbone: Backbone) -> Sample:
    """A window with its truth."""
    features = backbone(image)
    size = (features.image.shape[1], features.image.shape[0])
    full = (record["size"][0] * scale - offset[0], record["size"][1] * scale - offset[1])
    visible = (min(size[0], round(full[0])), min(size[1], round(full[1])))
    things, containers = truths(record, scale, offset, visible)
    return Sample(
        features, things, containers, owners(things, size, THING_RANGES), owners(containers, size, CONTAINER_RANGES)
    )


def together(samples: list[Sample]) -> tuple[dict[str, torch.Tensor], list[Sample]]:
    """A batch's tensors, and the samples without their features."""
    stacked = [np.stack([sample.features[part] for sample in samples]) for part in range(len(Features._fields))]
    inputs = dict(zip(Features._fields, map(torch.from_numpy, stacked), strict=True))
    empty = Features(*[np.zeros(0)] * len(Features._fields))  # type: ignore[arg-type]
    return inputs, [each._replace(features=empty) for each in samples]


def report(found: list[tuple[Path, Record]]) -> str:
    """How many pages and elements, as JSON."""
    return json.dumps({"pages": len(found), "elements": sum(len(record["elements"]) for _, record in found)})


def evaluation_pages(found: list[tuple[Path, Record]], backbone: Backbone) -> Iterator[tuple[Record, Features, float]]:
    """Whole pages at the usual scale: record, features and the scale."""
    for path, record in found:
        scale = CSS_SCALE / record["scale"]
        with Image.open(path) as picture:
            size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
            image = np.asarray(picture.convert("RGB").resize(size, Image.Resampling.BILINEAR))
        yield record, backbone(image), scale
