"""Where elements are and what they are: boxes with roles and states from one look at the whole picture.

The network is our own (training/elements): a pyramid over the inner features of the text detector, in the manner of
FCOS (Tian et al., 2019). Each cell of three levels tells how sure it is of a thing (or of a container around things)
at its place, how far the four sides are, the role and the states; of overlapping boxes the surest stays.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from flashweb.core.screen import Box
from flashweb.perception.detection import THRESHOLD, Pixels, padded
from flashweb.perception.found import UNLIKELY, Found
from flashweb.perception.structure.draft import RINGED, touch

if TYPE_CHECKING:
    import openvino as ov

Floats = npt.NDArray[np.float32]

STRIDES = (8, 16, 32)
TAPS = ("Add.32", "Add.64", "Add.120", "Add.152")
"""The text detector's inner features at strides 4, 8, 16, 32 (its nodes' names)."""
THINGS = (
    *("button", "link", "textbox", "searchbox", "combobox", "spinbutton", "checkbox", "radio", "switch", "slider"),
    *("tab", "menuitem", "option", "treeitem", "img", "heading", "progressbar", "status", "tooltip"),
)
CONTAINERS = (
    *("cell", "columnheader", "row", "table", "listitem", "list", "card", "article", "alert", "dialog", "menu"),
    *("tablist", "tree", "radiogroup", "form", "search", "navigation", "banner", "main", "complementary"),
    "contentinfo",
)
FIELDS = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})
STATES = (
    *("checked", "mixed", "disabled", "selected", "expanded", "collapsed", "focused", "pressed", "invalid"),
    *("required", "readonly"),
)
POSSIBLE = {
    "checked": {"checkbox", "radio", "switch", "menuitem", "option"},
    "mixed": {"checkbox"},
    "pressed": {"button"},
    "selected": {"tab", "option", "link", "menuitem", "treeitem", "row", "cell", "listitem", "button", "img"},
    "readonly": {"textbox", "searchbox", "spinbutton", "combobox"},
}
"""States that only some roles have; the others any role may have."""
CSS_SCALE = 0.75
"""Pixels that the network likes to see for each CSS pixel."""
CSS_LINE = 13.5
"""Height of the usual line of text in CSS pixels, as its box is drawn around the ink."""
FAMILIAR = 1.3
"""So many times larger or smaller than usual a page may be shown to the network."""
MAX_PIXELS = 1 << 21
SHOWN = frozenset({"img", "heading", "progressbar", "status", "tooltip"})
"""Things that are looked at; the others are used."""
SURE_ENOUGH, SURE_OF_USE = 0.52, 0.56
"""Confidence from which they count, and things that are used; chosen on pages of the training kits."""
DOUBTFUL = 0.35
"""From here on what is drawn as a ring is told as well; whether it is there is told by the drawing (`ticks`)."""
STATE_SURE_ENOUGH = 0.0
"""Log odds from which it is in a state."""
LOOK_BATCH = 2
"""Pictures looked at in one go, if as many wait: a sixth less time for each; four would take 22 % less, and twice the
memory (`python -m benchmarks.batching`)."""
MOST = 1500
"""Candidates of each kind that are looked at, the surest first."""
MOST_KEPT = 500
OVERLAP = 0.35
"""Of two boxes that share more (intersection over union), the surer one stays."""
AGREEMENT = 0.5
"""Overlap from which two candidates speak of one element."""
SHARPEST = 5.5
"""Largest log distance in strides, as in training."""


class Candidates(NamedTuple):
    """Boxes (n, 4) left top right bottom; objectness (n,) in 0..1; role and state logits (n, R), (n, S)."""

    boxes: Floats
    scores: Floats
    roles: Floats
    states: Floats


def viewing_scale(size: tuple[int, int], heights: Sequence[float]) -> float:
    """At which scale to look at a picture, judged by the heights of its lines of text: screens have up to 3 pixels
    for each CSS pixel, and the network knows pages at about CSS_SCALE."""
    density = median(heights) / CSS_LINE if heights else max(min(size) / 1100, 1.0)
    scale = CSS_SCALE / min(max(density, 0.75), 5.0)
    return min(scale, math.sqrt(MAX_PIXELS / (size[0] * size[1])))


def is_familiar(scale: float, best: float) -> bool:
    """Whether what was seen at this scale is nearly as good as at the best."""
    return 1 / FAMILIAR <= scale / best <= FAMILIAR


@dataclass(frozen=True, slots=True)
class Look:
    """What the networks say of a whole picture seen at some scale.

    text: probabilities 0 to 255, (rows, columns) of what was seen; things and containers: maps for `interpret`;
    zoom: pixels of the picture for each that was seen, across and down.
    """

    text: Pixels
    things: tuple[Floats, ...]
    containers: tuple[Floats, ...]
    zoom: tuple[float, float]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what was seen."""
        return self.text.shape[1], self.text.shape[0]


@dataclass(frozen=True, slots=True)
class View:
    """A picture, (height, width, 3) RGB, to be seen at a scale."""

    pixels: Pixels
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is seen."""
        height, width = self.pixels.shape[:2]
        return max(round(width * self.scale), 1), max(round(height * self.scale), 1)


class ElementDetector:
    """Looks at whole pictures, for text and elements at once."""

    def __init__(self, model: ov.CompiledModel) -> None:
        self._model = model

    def look(self, views: Sequence[View]) -> list[Look]:
        """One look at pictures, of whichever requests, that are seen at one size."""
        batch = np.stack([padded(_resized(view.pixels, view.size)) for view in views])
        text, *maps = self._model.create_infer_request().infer([batch]).to_tuple()
        return [
            _told(view, text[index], [level[index : index + 1] for level in maps]) for index, view in enumerate(views)
        ]


def _told(view: View, text: npt.NDArray[np.uint8], maps: list[Floats]) -> Look:
    (height, width), size, levels = view.pixels.shape[:2], view.size, len(STRIDES)
    zoom = (width / size[0], height / size[1])
    return Look(text[0, : size[1], : size[0]], tuple(maps[:levels]), tuple(maps[levels:]), zoom)


def _resized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR))


def interpret(look: Look) -> tuple[Found, ...]:
    """From the network's maps of each level, (1, 1 + 4 + roles + states, rows, columns), to elements of the picture.

    Where there is neither a thing nor text, nothing is around them either.
    """
    found: list[Found] = []
    for maps, names in ((look.things, THINGS), (look.containers, CONTAINERS)):
        if names is CONTAINERS and not found and look.text.max(initial=0) <= THRESHOLD:
            break
        candidates = _candidates(maps, names, look.size)
        kept, boxes = _surest(candidates)
        candidates = candidates._replace(boxes=boxes.clip(0, (*look.size, *look.size)))
        found += [_as_found(candidates, index, names, look.zoom) for index in kept]
    return tuple(_without_echoes(found))


def _without_echoes(found: Sequence[Found]) -> list[Found]:
    """Between two fields one above the other the network likes to see a third; real ones do not touch."""
    fields: list[Box] = []
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: -each.confidence):
        if each.role in FIELDS:
            if any(touch(each.box, box) for box in fields):
                continue
            fields.append(each.box)
        kept.append(each)
    return kept


def _candidates(maps: Sequence[Floats], names: Sequence[str], size: tuple[int, int]) -> Candidates:
    parts: list[Candidates] = []
    num_roles = len(names)
    least = np.array([_least(name) for name in names])
    lowest = math.log(least.min() / (1 - least.min()))
    for level, stride in zip(maps, STRIDES, strict=True):
        logits = level[0, 0]
        rows, columns = np.nonzero(logits > lowest)
        values = level[0, :, rows, columns]
        reach = np.exp(np.clip(values[:, 1:5], -4.0, SHARPEST)) * stride
        middle = np.stack([columns + 0.5, rows + 0.5], 1).astype(np.float32) * stride
        boxes = np.concatenate([middle - reach[:, :2], middle + reach[:, 2:]], 1)
        parts.append(
            Candidates(
                np.clip(boxes, 0, np.array([*size, *size], np.float32)).astype(np.float32),
                (1 / (1 + np.exp(-values[:, 0]))).astype(np.float32),
                values[:, 5 : 5 + num_roles],
                values[:, 5 + num_roles :],
            )
        )
    whole = Candidates(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    whole = whole._replace(scores=whole.scores * np.sqrt(_largest_share(whole.roles)))
    order = np.argsort(-whole.scores, kind="stable")[:MOST]
    order = order[whole.scores[order] > least[whole.roles[order].argmax(axis=1)]]
    return Candidates(*(column[order] for column in whole))


def _least(role: str) -> float:
    """Confidence from which it is told."""
    if role in RINGED:
        return DOUBTFUL
    return SURE_OF_USE if role in THINGS and role not in SHOWN else SURE_ENOUGH


def _largest_share(logits: Floats) -> Floats:
    """The largest probability of each row (n,); who hesitates between roles is less sure that there is anything."""
    if not len(logits):
        return np.zeros(0, np.float32)
    largest = logits.max(axis=1, keepdims=True)
    shares: Floats = 1 / np.exp(logits - largest).sum(axis=1)
    return shares


def _surest(candidates: Candidates) -> tuple[list[int], Floats]:
    """Greedy non-maximum suppression; candidates come surest first. Which stay, and their boxes: each the mean of
    those that it speaks for, which are several opinions on the same four sides."""
    boxes, scores = candidates.boxes, candidates.scores
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    alive = area > 1.0
    kept: list[int] = []
    voted = boxes.copy()
    for index in range(len(boxes)):
        if not alive[index]:
            continue
        kept.append(index)
        if len(kept) == MOST_KEPT:
            break
        corner = np.maximum(boxes[index, :2], boxes[:, :2])
        sides = np.clip(np.minimum(boxes[index, 2:], boxes[:, 2:]) - corner, 0, None)
        shared = sides[:, 0] * sides[:, 1]
        iou = shared / np.maximum(area[index] + area - shared, 1e-6)
        votes = np.where(iou >= AGREEMENT, iou * scores, 0.0) * alive
        voted[index] = (votes[:, None] * boxes).sum(axis=0) / votes.sum()
        alive &= iou <= OVERLAP
    return kept, voted


def _as_found(candidates: Candidates, index: int, names: Sequence[str], zoom: tuple[float, float]) -> Found:
    role = names[int(candidates.roles[index].argmax())]
    logits = zip(STATES, candidates.states[index].tolist(), strict=True)
    odds = tuple((state, odds) for state, odds in logits if odds > UNLIKELY and role in POSSIBLE.get(state, {role}))
    states = frozenset(state for state, each in odds if each > STATE_SURE_ENOUGH)
    left, top, right, bottom = (float(side) for side in candidates.boxes[index])
    box = Box(left * zoom[0], top * zoom[1], right * zoom[0], bottom * zoom[1])
    return Found(role, box, round(float(candidates.scores[index]), 4), states, odds)
