"""From counts of pages to shares of a whole data set, with 95 % intervals by bootstrap over pages.

Pages, not elements, are drawn anew: the elements of one page resemble each other, so they are no independent trials.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.seeing.page import Page
from benchmarks.seeing.scoring import Counts, PageScore
from flashweb.core.screen import Screen

DRAWS = 2000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its 95 % interval, and of how many."""

    value: float
    low: float
    high: float
    of: int

    def __str__(self) -> str:
        if not self.of:
            return "-"
        return f"{100 * self.value:.1f} [{100 * self.low:.1f}, {100 * self.high:.1f}]"


@dataclass(frozen=True, slots=True)
class Judged:
    """A page, the screen that was seen in its picture, and how right that is."""

    page: Page
    score: PageScore
    screen: Screen


def summarise(pages: Sequence[Counts]) -> dict[str, Figure]:
    """Every figure that any of the pages has."""
    names = sorted({name for counts in pages for name in counts})
    none = (0.0, 0.0)
    pairs = np.array([[counts.get(name, none) for name in names] for counts in pages], dtype=float)
    if not names:
        return {}
    weights = np.random.default_rng(0).multinomial(len(pages), np.full(len(pages), 1 / len(pages)), size=DRAWS)
    drawn = np.tensordot(weights.astype(float), pairs, axes=1)
    low, high = np.nanquantile(_shares(drawn), [0.025, 0.975], axis=0)
    sums = pairs.sum(axis=0)
    return {
        name: Figure(float(right / total), float(low[n]), float(high[n]), int(total))
        for n, (name, (right, total)) in enumerate(zip(names, sums, strict=True))
        if total
    }


def _shares(sums: Floats) -> Floats:
    """Draws without a single trial say nothing; where all do, zero keeps the quantile quiet."""
    shares = np.full(sums.shape[:-1], np.nan)
    np.divide(sums[..., 0], sums[..., 1], out=shares, where=sums[..., 1] > 0)
    shares[:, np.isnan(shares).all(axis=0)] = 0
    return shares


def by(judged: Sequence[Judged], key: Callable[[Page], str]) -> dict[str, dict[str, Figure]]:
    """All figures of the pages of each kit, language, or whatever the key says."""
    return {
        value: summarise([one.score.counts for one in judged if key(one.page) == value])
        for value in sorted({key(one.page) for one in judged})
    }
