"""From samples to figures. Seconds inside; `_ms` begins in the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from flashweb.bench.load import Sample

PERCENTILES = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Stats:
    """Distribution of one quantity, in seconds; percentiles interpolate linearly."""

    count: int
    mean: float
    p50: float
    p95: float
    p99: float
    max: float

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Stats | None:
        """None when nothing was measured: an absent figure is better than a zero."""
        known = np.array([value for value in values if value is not None])
        if not known.size:
            return None
        p50, p95, p99 = (float(value) for value in np.percentile(known, PERCENTILES))
        return cls(int(known.size), float(known.mean()), p50, p95, p99, float(known.max()))


@dataclass(frozen=True, slots=True)
class Slo:
    """What a request must keep to count as goodput, in seconds; None demands nothing."""

    ttft: float | None = None
    tpot: float | None = None
    e2el: float | None = None

    def is_met(self, sample: Sample) -> bool:
        pairs = ((sample.ttft, self.ttft), (sample.tpot, self.tpot), (sample.e2el, self.e2el))
        return sample.is_ok and all(limit is None or got is None or got <= limit for got, limit in pairs)


@dataclass(frozen=True, slots=True)
class Summary:
    """One server at one concurrency. Rates are per second of busy time; failures never include what was shed."""

    concurrency: int
    wall: float
    num_ok: int
    num_shed: int
    num_failed: int
    errors: Mapping[str, int]
    qps: float
    events_per_second: float
    tokens_per_second: float
    goodput: float | None
    ttft: Stats | None
    itl: Stats | None
    tpot: Stats | None
    e2el: Stats | None
    upload: Stats | None
    ttfts: tuple[float, ...] = field(default=(), repr=False)


def summarize(samples: Sequence[Sample], concurrency: int, wall: float, slo: Slo | None = None) -> Summary:
    """wall: seconds during which this server was loaded."""
    good = [sample for sample in samples if sample.is_ok]
    shed = [sample for sample in samples if sample.is_shed]
    seconds = max(wall, 1e-9)
    return Summary(
        concurrency=concurrency,
        wall=wall,
        num_ok=len(good),
        num_shed=len(shed),
        num_failed=len(samples) - len(good) - len(shed),
        errors=dict(Counter(sample.error for sample in samples if sample.error is not None)),
        qps=len(good) / seconds,
        events_per_second=sum(sample.num_events for sample in good) / seconds,
        tokens_per_second=sum(sample.num_tokens for sample in good) / seconds,
        goodput=None if slo is None else sum(map(slo.is_met, good)) / seconds,
        ttft=Stats.of(sample.ttft for sample in good),
        itl=Stats.of(gap for sample in good for gap in sample.gaps),
        tpot=Stats.of(sample.tpot for sample in good),
        e2el=Stats.of(sample.e2el for sample in good),
        upload=Stats.of(sample.upload for sample in good),
        ttfts=tuple(sample.ttft for sample in good if sample.ttft is not None),
    )
