from __future__ import annotations

import pytest

from flashweb.bench.load import Sample
from flashweb.bench.metrics import Slo, Stats, summarize


def sample(ttft: float = 0.1, e2el: float = 0.5, tokens: int = 5) -> Sample:
    return Sample("p", ttft=ttft, e2el=e2el, gaps=(0.1, 0.1), num_events=3, num_tokens=tokens)


def test_percentiles_interpolate_between_samples() -> None:
    stats = Stats.of(float(value) for value in range(1, 101))
    assert stats is not None
    assert (stats.count, stats.mean, stats.max) == (100, 50.5, 100.0)
    assert (stats.p50, stats.p95, stats.p99) == pytest.approx((50.5, 95.05, 99.01))


def test_nothing_measured_is_absent_not_zero() -> None:
    assert Stats.of([]) is None
    assert Stats.of([None, None]) is None


def test_tpot_spreads_the_time_after_the_first_token_over_the_rest() -> None:
    assert sample().tpot == pytest.approx(0.1)
    assert sample(tokens=1).tpot is None


def test_shed_requests_are_counted_apart_from_failures() -> None:
    samples = [
        sample(),
        sample(),
        Sample("p", error="overloaded", is_shed=True),
        Sample("p", error="stream_cut"),
        Sample("p", error="timeout"),
    ]
    summary = summarize(samples, 4, wall=2.0)
    assert (summary.num_ok, summary.num_shed, summary.num_failed) == (2, 1, 2)
    assert summary.errors == {"overloaded": 1, "stream_cut": 1, "timeout": 1}
    assert (summary.qps, summary.events_per_second, summary.tokens_per_second) == (1.0, 3.0, 5.0)
    assert summary.goodput is None


def test_goodput_counts_requests_that_keep_every_limit() -> None:
    samples = [sample(), sample(ttft=0.3), sample(e2el=2.0), Sample("p", error="timeout")]
    assert summarize(samples, 1, 1.0, Slo(ttft=0.2, e2el=1.0)).goodput == 1.0
    assert summarize(samples, 1, 1.0, Slo(ttft=0.2)).goodput == 2.0
    assert summarize(samples, 1, 1.0, Slo(tpot=0.06)).goodput == 1.0
