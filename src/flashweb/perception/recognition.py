"""What a line says: crops of lines, brought to one height, grouped by width, read by PP-OCR's recogniser.

The network ends in CTC (Graves et al., 2006): a label or a blank for each step of 8 pixels; equal
neighbours fold into one. A line is padded to its own bucket of widths and never to its neighbours'
width, so what is read does not depend on what else was read at the time.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels

if TYPE_CHECKING:
    import openvino as ov

HEIGHT = 48
WIDTHS = (64, 128, 192, 288, 416, 608, 896)
"""Buckets: the runtime keeps some 10 MB for each shape it has met, so there are few; longer lines are cut."""
BATCH_PIXELS = 256
"""Batches up to this total width pay; above, a batch takes as long as its lines one by one."""
MAX_FITTED = 16384
"""A line cannot be wider than this, whatever its shape."""
GRAY = 127
MARGIN = 0.2
MIN_MARGIN = 2.0
STEP = 8
"""Pixels of the fitted line that one step of the network covers."""
SPREAD = 4
"""Letters that stand apart make a word, at least."""
GAPS = (13, 8, 14)
"""Empty pixels that make a space, by how many of the two characters are Latin."""
DRAWN = str.maketrans(dict.fromkeys("☐☑☒✅✔○◯●◉□■▢", " "))
MARGIN = 0.2
MIN_MARGIN = 2.0


Steps = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]
"""Label and probability of each step of the network along a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """Text as it was read, and the mean probability of its characters (0 for no text)."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LineCrop:
    """A line to read: the whole picture, the box with its margin, and whose it is (caches never cross tenants)."""

    tenant: str
    pixels: Pixels
    box: Box


def with_margin(box: Box) -> Box:
    """The crop that is read for a tight box: the recogniser was trained on lines with some air around them."""
    air = max(MIN_MARGIN, MARGIN * box.height)
    return Box(box.left - air, box.top - air, box.right + air, box.bottom + air)


def bucket(width: int) -> int:
    """Width that a fitted line of this width is padded to."""
    return next((bound for bound in WIDTHS if bound >= width), WIDTHS[-1])


def line_width(crop: Box) -> int:
    """The bucket that a line's crop belongs to, once it is HEIGHT high."""
    return bucket(_fitted_width(math.ceil(crop.width), math.ceil(crop.height)))


def _fitted_width(width: int, height: int) -> int:
    return max(1, round(width * HEIGHT / max(height, 1)))


def batch_size(width: int) -> int:
    """Lines of this bucket that are worth reading together."""
    return max(1, BATCH_PIXELS // width)


class LineCache:
    """Lines known by their pixels: screens of one site repeat most of theirs. Byte-bounded, shared by threads."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._lines: OrderedDict[bytes, Line] = OrderedDict()
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    def get(self, key: bytes) -> Line | None:
        """The line, if these pixels were read before."""
        with self._lock:
            line = self._lines.get(key)
            if line is None:
                self.misses += 1
            else:
                self.hits += 1
                self._lines.move_to_end(key)
            return line

    def put(self, key: bytes, line: Line) -> None:
        """Keeps a line; the longest unused ones leave."""
        with self._lock:
            if key not in self._lines:
                self._bytes += self._cost(line)
            self._lines[key] = line
            while self._bytes > self._max_bytes:
                self._bytes -= self._cost(self._lines.popitem(last=False)[1])

    @staticmethod
    def _cost(line: Line) -> int:
        return 256 + 4 * len(line.text)


class Recogniser:
    """Runs the recognition network on lines of one bucket."""

    def __init__(self, model: ov.CompiledModel, labels: Sequence[str], cache: LineCache) -> None:
        self._model = model
        self._labels = labels
        self._cache = cache

    def read(self, crops: Sequence[LineCrop]) -> list[Line]:
        """One line a crop; all crops must share one bucket."""
        pictures = [_fit(_cut(crop.pixels, crop.box)) for crop in crops]
        keys = [_key(crop.tenant, picture) for crop, picture in zip(crops, pictures, strict=True)]
        known = [self._cache.get(key) for key in keys]
        unread = [index for index, line in enumerate(known) if line is None]
        for index, line in zip(unread, self._read_unknown([pictures[i] for i in unread]), strict=True):
            known[index] = line
            self._cache.put(keys[index], line)
        return [line for line in known if line is not None]

    def _read_unknown(self, pictures: Sequence[Pixels]) -> list[Line]:
        """Together where they fit one bucket; a long line in pieces, as if it were one."""
        pieces = [(number, start, stop) for number, one in enumerate(pictures) for start, stop in _pieces(one)]
        seen = self._look([pictures[number][:, start:stop] for number, start, stop in pieces])
        found: list[list[Sequence[Any]]] = [[] for _ in pictures]
        for (number, start, _), (labels, probabilities) in zip(pieces, seen, strict=True):
            steps = np.flatnonzero((labels != 0) & (labels != np.concatenate(([0], labels[:-1]))))
            found[number] += [(self._labels[labels[i]], start // STEP + i, probabilities[i]) for i in steps]
        return [_line(picture, characters) for picture, characters in zip(pictures, found, strict=True)]

    def _look(self, pieces: Sequence[Pixels]) -> list[Steps]:
        """Labels and probabilities of each piece, in the given order, however their buckets differ."""
        by_bucket: dict[int, list[int]] = {}
        for index, piece in enumerate(pieces):
            by_bucket.setdefault(bucket(piece.shape[1]), []).append(index)
        seen: dict[int, Steps] = {}
        for width, members in by_bucket.items():
            size = batch_size(width)
            for at in range(0, len(members), size):
                group = members[at : at + size]
                seen.update(zip(group, self._infer([pieces[index] for index in group], width), strict=True))
        return [seen[index] for index in range(len(pieces))]

    def _infer(self, pictures: Sequence[Pixels], width: int) -> list[Steps]:
        """What the network sees in one picture, or in up to a full batch of one bucket."""
        count = 1 if len(pictures) == 1 else batch_size(width)
        batch = np.full((count, HEIGHT, width, 3), GRAY, np.uint8)
        for place, picture in zip(batch, pictures, strict=False):
            place[:, : picture.shape[1]] = picture
        results = self._model.create_infer_request().infer([batch])
        labels, probabilities = results["label"], results["probability"]
        return [(labels[i, :, 0], probabilities[i, :, 0]) for i in range(len(pictures))]


def _line(picture: Pixels, characters: Sequence[Sequence[Any]]) -> Line:
    """From (character, step, probability) of a whole line."""
    if not characters:
        return Line("", 0.0)
    letters, steps, probabilities = zip(*characters, strict=True)
    text = spaced(letters, steps, picture)
    return Line(text, float(np.mean(probabilities)) if text else 0.0)


def _pieces(picture: Pixels) -> list[tuple[int, int]]:
    """Columns of a line's pieces: one if it fits the widest bucket, else cut where the widest gaps are."""
    width = picture.shape[1]
    cuts = [0]
    ink = _ink_columns(picture) if width > WIDTHS[-1] else None
    while ink is not None and width - cuts[-1] > WIDTHS[-1]:
        first = cuts[-1] + int(0.6 * WIDTHS[-1])
        edges = np.flatnonzero(np.concatenate(([True], ink[first : cuts[-1] + WIDTHS[-1]], [True])))
        widest = int(np.diff(edges).argmax())
        middle = first + int(edges[widest] + edges[widest + 1]) // 2
        cuts.append(max(min(middle, cuts[-1] + WIDTHS[-1]) // STEP * STEP, first // STEP * STEP))
    return list(itertools.pairwise([*cuts, width]))


def spaced(characters: Sequence[str], steps: Sequence[int], picture: Pixels) -> str:
    """The text of a line, with the spaces that the network leaves out beside Chinese and between numbers.

    steps: the network's step of each character; a space is put where the picture is empty for longer than
    letters of their kinds stand apart. Drawn boxes and circles before words are not text.
    """
    columns = _ink_columns(picture)
    text = ""
    for position, character in enumerate(characters):
        before = text[-1:]
        if before and (least := _least_gap(before, character)):
            start, stop = (int(steps[position + offset]) * STEP for offset in (-1, 0))
            if _longest_gap(columns[start : stop + STEP]) >= least:
                text += " "
        text += character
    return _drawn_together(" ".join(text.translate(DRAWN).split()))


def _drawn_together(text: str) -> str:
    """A word whose letters stand apart is one; an alphabet stays a row of letters."""
    letters = text.lower().split(" ")
    if len(letters) < SPREAD or any(len(each) > 1 or not "a" <= each <= "z" for each in letters):
        return text
    return text if letters == sorted(letters) else text.replace(" ", "")


def _least_gap(before: str, after: str) -> int:
    """Pixels of a fitted line that part two words here; 0 where no space belongs."""
    if not all(character.isalnum() or character in "$¥%+#" for character in (before, after)):
        return 0
    return GAPS[before.isascii() + after.isascii()]


def _ink_columns(picture: Pixels) -> npt.NDArray[np.bool_]:
    gray = picture[:, :, 1].astype(np.int16)
    across = np.abs(np.diff(gray, axis=1, append=gray[:, -1:])).max(axis=0)
    down = np.abs(np.diff(gray, axis=0)).max(axis=0)
    strength = np.maximum(across, down)
    return np.asarray(strength > max(12, 0.2 * float(strength.max(initial=0))))


def _longest_gap(ink: npt.NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.concatenate(([True], ink, [True])))
    return int(np.diff(edges).max()) - 1


def fitted_line(pixels: Pixels, crop: Box) -> Pixels:
    """A line as the network takes it, (HEIGHT, width, 3)."""
    return _fit(_cut(pixels, crop))


def _cut(pixels: Pixels, crop: Box) -> Pixels:
    height, width = pixels.shape[:2]
    left, top = max(int(crop.left), 0), max(int(crop.top), 0)
    right = min(max(int(crop.right + 0.999), left + 1), width)
    bottom = min(max(int(crop.bottom + 0.999), top + 1), height)
    return np.ascontiguousarray(pixels[top:bottom, left:right])


def _key(tenant: str, picture: Pixels) -> bytes:
    head = f"{tenant}\0{picture.shape}".encode()
    return hashlib.blake2b(picture.data, digest_size=16, key=hashlib.blake2b(head).digest()).digest()


def _fit(picture: Pixels) -> Pixels:
    """The line at HEIGHT, at its own aspect ratio."""
    size = (min(_fitted_width(picture.shape[1], picture.shape[0]), MAX_FITTED), HEIGHT)
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BILINEAR))
