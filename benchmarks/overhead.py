"""What the service itself costs, with the `echo` engine, which does nothing.

`python -m benchmarks.overhead`: time to first token of one request after another, then 64 streams side by side that
together emit 2,000 events a second, with the longest silence of any of them.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console

from benchmarks.server import running_server
from flashweb.client import FlashWebClient

NUM_SEQUENTIAL = 500
NUM_STREAMS = 64
EVENTS_PER_SECOND = 2000
EVENTS_PER_STREAM = 300


async def first_tokens(url: str) -> list[float]:
    """Seconds to the first token, one request at a time on one connection."""
    seconds = []
    async with FlashWebClient(url) as client:
        for _ in range(NUM_SEQUENTIAL):
            started = time.perf_counter()
            first = None
            async for delta in client.chat([{"role": "user", "content": "one two three"}], model="echo"):
                if delta.text and first is None:
                    first = time.perf_counter() - started
            seconds.append(first or 0.0)
    return seconds[20:]


async def one_stream(url: str) -> list[float]:
    """When each event arrived."""
    question = "word " * EVENTS_PER_STREAM
    async with FlashWebClient(url) as client:
        stream = client.chat([{"role": "user", "content": question}], model="echo")
        return [time.perf_counter() async for delta in stream if delta.text]


async def measure() -> dict[str, Any]:
    """Both parts, each on a server of its own."""
    with running_server("--engine", "echo", "--no-ui") as server:
        sequential = await first_tokens(server.url)
    interval = NUM_STREAMS / EVENTS_PER_SECOND
    with running_server("--engine", "echo", "--no-ui", ECHO__INTERVAL=str(interval)) as server:
        started = time.perf_counter()
        arrivals = await asyncio.gather(*(one_stream(server.url) for _ in range(NUM_STREAMS)))
        elapsed = time.perf_counter() - started
    gaps = [gap for times in arrivals for gap in np.diff(times)]
    rates = [(len(times) - 1) / (times[-1] - times[0]) for times in arrivals]
    return {
        "ttft_p50_ms": round(float(np.percentile(sequential, 50)) * 1000, 2),
        "ttft_p95_ms": round(float(np.percentile(sequential, 95)) * 1000, 2),
        "streams": NUM_STREAMS,
        "events_per_second": round(sum(len(times) for times in arrivals) / elapsed),
        "slowest_stream_events_per_second": round(min(rates), 1),
        "fastest_stream_events_per_second": round(max(rates), 1),
        "event_gap_target_ms": round(interval * 1000, 1),
        "event_gap_p99_ms": round(float(np.percentile(gaps, 99)) * 1000, 1),
        "event_gap_max_ms": round(max(gaps) * 1000, 1),
    }


@click.command()
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    result = asyncio.run(measure())
    Console().print_json(data=result)
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
