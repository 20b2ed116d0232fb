"""Two runs side by side: which items flipped, and whether that is more than chance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from flashweb.core.errors import ConfigurationError
from flashweb.evals.items import CATEGORIES
from flashweb.evals.statistics import mcnemar, paired_difference

ALL = "all"
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two runs over the same items. gain: second minus first, with its 95 % interval; p_value: McNemar's, exact."""

    category: str
    items: int
    first: float
    second: float
    gain: float
    low: float
    high: float
    gained: int
    lost: int
    p_value: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """differences: by category, then all. flips: pairs of results (first, second) with different verdicts."""

    differences: tuple[Difference, ...]
    flips: tuple[tuple[Line, Line], ...]
    only_first: int
    only_second: int


def load_results(folder: Path) -> dict[str, Line]:
    """A finished run's results by item. Raises ConfigurationError where there is none."""
    path = folder / "results.jsonl"
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        results = {f"{line['suite']}/{line['id']}": line for line in lines}
        if any("right" not in line for line in lines):
            raise ValueError("the run is not finished")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"{folder} holds no finished run ({error}); make one with flashweb eval --out {folder}.", param="compare"
        ) from error
    return results


def compare(first: Mapping[str, Line], second: Mapping[str, Line]) -> Comparison:
    """Over the items that both runs have. Raises ConfigurationError if there are none."""
    both = [key for key in first if key in second]
    if not both:
        raise ConfigurationError("The two runs have no item in common.", param="compare")
    differences = []
    for category in (*CATEGORIES, ALL):
        keys = [key for key in both if category in (first[key]["category"], ALL)]
        if keys:
            differences.append(_difference(category, keys, first, second))
    flips = tuple((first[key], second[key]) for key in both if first[key]["right"] != second[key]["right"])
    return Comparison(tuple(differences), flips, len(first) - len(both), len(second) - len(both))


def _difference(
    category: str, keys: Sequence[str], first: Mapping[str, Line], second: Mapping[str, Line]
) -> Difference:
    a, b = [bool(first[key]["right"]) for key in keys], [bool(second[key]["right"]) for key in keys]
    lost = sum(x and not y for x, y in zip(a, b, strict=True))
    gained = sum(y and not x for x, y in zip(a, b, strict=True))
    gain, low, high = paired_difference(a, b)
    shares = sum(a) / len(keys), sum(b) / len(keys)
    return Difference(category, len(keys), *shares, gain, low, high, gained, lost, mcnemar(lost, gained))


def comparison_table(comparison: Comparison) -> Table:
    """A row for each category."""
    table = Table(title="B against A: agreement, paired bootstrap interval (95 %), McNemar's exact P")
    table.add_column("category")
    for name in ("items", "A %", "B %", "B - A", "gained", "lost", "P"):
        table.add_column(name, justify="right")
    for row in comparison.differences:
        table.add_row(row.category, *figures(row))
    return table


def figures(row: Difference) -> tuple[str, ...]:
    """A row as people read it."""
    gain = f"{100 * row.gain:+.1f} [{100 * row.low:+.1f}, {100 * row.high:+.1f}]"
    shares = (f"{100 * row.first:.1f}", f"{100 * row.second:.1f}")
    return (str(row.items), *shares, gain, str(row.gained), str(row.lost), f"{row.p_value:.3g}")
