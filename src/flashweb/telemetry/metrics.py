"""Prometheus metrics of the service, in seconds and counts, named as vLLM names its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

_LATENCY = (0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0)
_GAP = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)

Stats = Callable[[], Mapping[str, float]]


class Metrics:
    """One registry per app, so that two apps in one process never share a number."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self.ttft = Histogram(
            "flashweb_time_to_first_token_seconds", "Acceptance to first text", buckets=_LATENCY, registry=registry
        )
        self.itl = Histogram(
            "flashweb_inter_token_latency_seconds", "Gap between pieces of text", buckets=_GAP, registry=registry
        )
        self.e2e = Histogram(
            "flashweb_e2e_request_latency_seconds", "Acceptance to last event", buckets=_LATENCY, registry=registry
        )
        self.screens = Histogram(
            "flashweb_screen_seconds", "Acceptance to the parsed screen", buckets=_LATENCY, registry=registry
        )
        self.queue_time = Histogram(
            "flashweb_request_queue_time_seconds", "Acceptance to start of work", buckets=_LATENCY, registry=registry
        )
        self.running = Gauge("flashweb_num_requests_running", "Requests being answered", registry=registry)
        self.waiting = Gauge("flashweb_num_requests_waiting", "Requests waiting for a place", registry=registry)
        self.buffered = Gauge("flashweb_buffered_body_bytes", "Bytes of request bodies held", registry=registry)
        self.requests = Counter(
            "flashweb_requests", "Accepted requests by how they ended", ["outcome"], registry=registry
        )
        self.errors = Counter("flashweb_errors", "Errors told to callers, by code", ["code"], registry=registry)
        self.http = Counter("flashweb_http_responses", "HTTP responses", ["route", "status"], registry=registry)
        self.prefills = Counter("flashweb_prefills", "Pictures read ahead, by outcome", ["outcome"], registry=registry)
        self.verdicts = Counter(
            "flashweb_guardrail_verdicts",
            "What guardrails found, and what was done",
            ["kind", "place", "done"],
            registry=registry,
        )
        self.prompt_tokens = Counter("flashweb_prompt_tokens", "Tokens read", registry=registry)
        self.cached_tokens = Counter("flashweb_cached_tokens", "Tokens read that a cache held", registry=registry)
        self.generation_tokens = Counter("flashweb_generation_tokens", "Tokens written", registry=registry)

    def watch(self, prefix: str, stats: Stats) -> None:
        """Publish what stats() returns at each scrape; names ending in _total are counters."""
        self.registry.register(_StatsCollector(prefix, stats))

    def forward(self, families: Callable[[], Iterable[Metric]]) -> None:
        """Publish at each scrape what another program tells of itself, under its own names."""
        self.registry.register(_Forwarder(families))

    def render(self) -> bytes:
        """The metrics in Prometheus' text format."""
        return generate_latest(self.registry)


class _StatsCollector(Collector):
    def __init__(self, prefix: str, stats: Stats) -> None:
        self._prefix = prefix
        self._stats = stats

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        for name, value in self._stats().items():
            full_name = f"{self._prefix}_{name}"
            family = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            yield family(full_name.removesuffix("_total"), name.replace("_", " "), value=value)


class _Forwarder(Collector):
    def __init__(self, families: Callable[[], Iterable[Metric]]) -> None:
        self._families = families

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        return self._families()
