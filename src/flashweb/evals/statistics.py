"""Intervals and tests for shares of right answers, and percentiles of times."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

_Z = 1.959964
_SEED, _SAMPLES = 0, 10_000


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927); 0 to 1 where there is nothing."""
    if not total:
        return 0.0, 1.0
    share, weight = right / total, _Z * _Z / total
    middle = (share + weight / 2) / (1 + weight)
    half = _Z * math.sqrt(share * (1 - share) / total + weight / (4 * total)) / (1 + weight)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact P value that two runs are equally good, of the items that only one of them got right."""
    flips = only_first + only_second
    if not flips:
        return 1.0
    tail: float = sum(math.comb(flips, k) for k in range(min(only_first, only_second) + 1)) / 2**flips
    return min(2 * tail, 1.0)


def paired_difference(first: Sequence[bool], second: Sequence[bool]) -> tuple[float, float, float]:
    """Share of the second minus that of the first, with its 95 % interval by paired bootstrap over items."""
    gaps = np.array(second, dtype=float) - np.array(first, dtype=float)
    picks = np.random.default_rng(_SEED).integers(0, len(gaps), size=(_SAMPLES, len(gaps)))
    low, high = np.quantile(gaps[picks].mean(axis=1), [0.025, 0.975])
    return float(gaps.mean()), float(low), float(high)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Linear interpolation; None where nothing was measured."""
    return float(np.percentile(values, share)) if values else None
