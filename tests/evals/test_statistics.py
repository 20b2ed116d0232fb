"""Intervals and tests against published and hand-worked values."""

from __future__ import annotations

import pytest

from flashweb.evals.statistics import mcnemar, paired_difference, percentile, wilson


def test_wilson_as_published() -> None:
    """Newcombe 1998, table I, method 3: 81 of 263 and 0 of 20."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_mcnemar_is_exact_and_symmetric() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(1, 9) == mcnemar(9, 1) == pytest.approx(2 * 11 / 1024)
    assert mcnemar(5, 5) == 1.0


def test_a_difference_has_an_interval_around_it() -> None:
    first, second = [True] * 50 + [False] * 50, [True] * 70 + [False] * 30
    gain, low, high = paired_difference(first, second)
    assert gain == pytest.approx(0.2)
    assert 0.1 < low < 0.2 < high < 0.3
    assert paired_difference(first, second) == (gain, low, high)


def test_nothing_measured_is_no_zero() -> None:
    assert percentile([], 50) is None
    assert percentile([1.0, 3.0], 50) == 2.0
