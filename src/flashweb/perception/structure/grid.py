"""Rows and columns as stretches of one axis, from boxes that are a little off, doubled, or missing.

A stretch that many cells share is surer than one that a single wide or narrow box tells of; what many agree on comes
first, and what overlaps it is not another row or column.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

Span = tuple[float, float]

ALIKE = 0.55
"""Part that two stretches share (intersection over union) to speak of one row or column."""
OVERLAP = 0.35
"""Part of a stretch that may lie in the next row or column."""


def agreed(spans: Sequence[Span]) -> list[Span]:
    """The stretches that most of the given ones agree on, none over another, in order."""
    left = np.array(spans, np.float64).reshape(-1, 2)
    shared = np.minimum(left[:, None, 1], left[None, :, 1]) - np.maximum(left[:, None, 0], left[None, :, 0])
    length = left[:, 1] - left[:, 0]
    alike = shared / np.maximum(length[:, None] + length[None, :] - shared, 1e-6) >= ALIKE
    free = np.ones(len(left), np.bool_)
    found: list[Span] = []
    while free.any():
        support = np.where(free, (alike & free).sum(axis=1), 0)
        members = np.flatnonzero(alike[int(support.argmax())] & free)
        free[members] = False
        free[int(support.argmax())] = False
        start, stop = np.median(left[members], axis=0).tolist()
        if all(min(stop, b) - max(start, a) <= OVERLAP * min(stop - start, b - a) for a, b in found):
            found.append((start, stop))
    return sorted(found)


def joined(spans: Sequence[Span], gap: float) -> list[Span]:
    """Stretches that overlap, or are nearer to each other than the gap, as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span[0] < found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], span[1]))
        else:
            found.append(span)
    return found


def middle(span: Span) -> float:
    return (span[0] + span[1]) / 2


def index_of(place: float, bands: Sequence[Span]) -> int | None:
    """The band that the place is in."""
    return next((i for i, band in enumerate(bands) if band[0] <= place < band[1]), None)


def tiled(bands: Sequence[Span], loose: Sequence[Span], around: Span) -> list[Span]:
    """All bands side by side without gaps: sure ones keep their sides, loose ones reach to their neighbours.

    around: where the first one begins and the last one ends at least, if it is loose.
    """
    every = sorted([*((band, True) for band in bands), *((band, False) for band in loose)])
    if not every:
        return []
    sides = [every[0][0][0] if every[0][1] else min(every[0][0][0], around[0])]
    for (first, first_sure), (second, second_sure) in itertools.pairwise(every):
        if first_sure == second_sure:
            sides.append((first[1] + second[0]) / 2)
        else:
            sides.append(first[1] if first_sure else second[0])
    sides.append(every[-1][0][1] if every[-1][1] else max(every[-1][0][1], around[1]))
    return [(a, b) for a, b in itertools.pairwise(sides) if b > a]


def covered_by(span: Span, bands: Sequence[Span]) -> tuple[int, int]:
    """First band and how many the stretch covers by their middles; the one with its own middle, if none."""
    hit = [i for i, band in enumerate(bands) if span[0] < middle(band) < span[1]]
    if hit:
        return hit[0], hit[-1] - hit[0] + 1
    return min(range(len(bands)), key=lambda i: abs(middle(bands[i]) - middle(span))), 1
