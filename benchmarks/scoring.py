"""How well read lines agree with the lines that a page really shows.

A reader may join two neighbouring lines into one box or split one line into two; neither is a
mistake in reading. So truth and read lines that overlap are gathered into groups, each group is put
in reading order, and its two strings are compared by their longest common subsequence after NFKC
and without white space: recall = common / truth, precision = common / read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Quad = tuple[float, float, float, float]
SHARED_AREA = 0.35
SHARED_HEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its box: left, top, right, bottom in pixels of the picture."""

    text: str
    box: Quad


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of truth and lines read that lie over each other."""

    truth: tuple[TextLine, ...]
    read: tuple[TextLine, ...]
    has_ignored: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one page; characters without white space, after NFKC."""

    truth_characters: int
    read_characters: int
    common_characters: int
    lines: int
    exact_lines: int
    misread: tuple[tuple[str, str], ...]

    @property
    def recall(self) -> float:
        return self.common_characters / max(self.truth_characters, 1)

    @property
    def precision(self) -> float:
        return self.common_characters / max(self.read_characters, 1)

    @property
    def exact(self) -> float:
        return self.exact_lines / max(self.lines, 1)


def normalise(text: str) -> str:
    """NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def common_length(first: str, second: str) -> int:
    """Length of the longest common subsequence, one machine word at a time (Hyyro 2004)."""
    if not first:
        return 0
    masks: dict[str, int] = {}
    for index, char in enumerate(first):
        masks[char] = masks.get(char, 0) | 1 << index
    full = (1 << len(first)) - 1
    state = full
    for char in second:
        hit = state & masks.get(char, 0)
        state = ((state + hit) | (state - hit)) & full
    return len(first) - state.bit_count()


def _lie_over(a: Quad, b: Quad) -> bool:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return False
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return width * height >= SHARED_AREA * smaller and height >= SHARED_HEIGHT * min(box[3] - box[1] for box in (a, b))


def reading_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """Rows from top to bottom, each from left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda item: item.box[1] + item.box[3]):
        middle = (line.box[1] + line.box[3]) / 2
        if rows and middle < rows[-1][0].box[3] and middle - _middle(rows[-1][0]) < 0.5 * _height(rows[-1][0]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda item: item.box[0])]


def _middle(line: TextLine) -> float:
    return (line.box[1] + line.box[3]) / 2


def _height(line: TextLine) -> float:
    return line.box[3] - line.box[1]


def grouped(truth: Sequence[TextLine], ignored: Sequence[TextLine], read: Sequence[TextLine]) -> list[Group]:
    """Connected groups of lines that lie over each other; lines alone are groups too."""
    page = [*truth, *ignored]
    root = list(range(len(page) + len(read)))

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = index = root[root[index]]
        return index

    for at, line in enumerate(read, start=len(page)):
        for index, known in enumerate(page):
            if _lie_over(known.box, line.box):
                root[find(index)] = find(at)
    members: dict[int, list[int]] = {}
    for index in range(len(root)):
        members.setdefault(find(index), []).append(index)
    return [
        Group(
            truth=tuple(reading_order([page[i] for i in indices if i < len(truth)])),
            read=tuple(reading_order([read[i - len(page)] for i in indices if i >= len(page)])),
            has_ignored=any(len(truth) <= i < len(page) for i in indices),
        )
        for indices in members.values()
    ]


def score(truth: Sequence[TextLine], ignored: Sequence[TextLine], read: Sequence[TextLine]) -> Score:
    """Compares what was read with what the page shows; ignored lines count neither way."""
    counts = [0, 0, 0, 0]
    misread: list[tuple[str, str]] = []
    for group in grouped(truth, ignored, read):
        expected = "".join(normalise(line.text) for line in group.truth)
        texts = [normalise(line.text) for line in group.read]
        seen = "".join(texts)
        common = common_length(expected, seen)
        right = sum(expected == seen or normalise(line.text) in texts for line in group.truth)
        counts[0] += len(expected)
        counts[1] += common if group.has_ignored else len(seen)
        counts[2] += common
        counts[3] += right
        if expected != seen and not (group.has_ignored and common == len(expected)):
            misread.append((" ".join(line.text for line in group.truth), " ".join(line.text for line in group.read)))
    return Score(counts[0], counts[1], counts[2], len(truth), counts[3], tuple(misread))


def interval(pages: Sequence[Score], share: Callable[[Score], tuple[int, int]]) -> tuple[float, float, float]:
    """A share over all pages with its 95 % interval, by bootstrap over pages: value, low, high."""
    pairs = np.array([share(page) for page in pages], dtype=float)
    picks = np.random.default_rng(0).integers(0, len(pairs), size=(2000, len(pairs)))
    sums = pairs[picks].sum(axis=1)
    low, high = np.quantile(sums[:, 0] / np.maximum(sums[:, 1], 1), [0.025, 0.975])
    total = pairs.sum(axis=0)
    return float(total[0] / max(total[1], 1)), float(low), float(high)
