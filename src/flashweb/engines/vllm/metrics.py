"""vLLM's own metrics, as it tells them, for the server's /metrics: dashboards made for vLLM go on working."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client.core import Metric
from prometheus_client.parser import text_string_to_metric_families

PREFIX = "vllm:"


class Forwarded:
    """The latest metrics that were read; none before the first look, and none of a server that ended."""

    def __init__(self) -> None:
        self._families: tuple[Metric, ...] = ()

    def take(self, text: str) -> None:
        """Read Prometheus' text format; keeps what vLLM tells of itself, not of its process."""
        self._families = tuple(_own(text_string_to_metric_families(text)))

    def forget(self) -> None:
        """The server ended."""
        self._families = ()

    def families(self) -> Iterable[Metric]:
        """For the registry."""
        return self._families


def _own(families: Iterable[Metric]) -> Iterator[Metric]:
    return (family for family in families if family.name.startswith(PREFIX))
