"""Metrics: own numbers for each app, and an engine's numbers published as what they are."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from flashweb.telemetry.metrics import Metrics


def test_two_registries_share_no_number() -> None:
    first, second = Metrics(), Metrics()
    first.requests.labels("finished").inc()
    value = "flashweb_requests_total", {"outcome": "finished"}
    assert first.registry.get_sample_value(*value) == 1
    assert second.registry.get_sample_value(*value) is None


def test_stats_are_read_at_each_scrape_with_their_kind() -> None:
    numbers = {"reads_total": 1.0, "cached": 5.0}
    metrics = Metrics()
    metrics.watch("flashweb_engine", lambda: numbers)
    numbers["cached"] = 7.0
    families = {f.name: f for f in text_string_to_metric_families(metrics.render().decode())}
    assert families["flashweb_engine_reads"].type == "counter" and families["flashweb_engine_cached"].type == "gauge"
    assert families["flashweb_engine_reads"].samples[0].value == 1
    assert families["flashweb_engine_cached"].samples[0].value == 7
