"""What the audit record costs in throughput, with the `echo` engine, which does nothing, so that nothing hides it.

`python -m benchmarks.audit`: servers without a record, with one, and with one that is required take turns under the
same load, in an order that changes with each round; a ratio is the median of the rounds' ratios, and beside it stands
the CPU time that the server took for a request, which the load's own weight does not blur.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import httpx
import numpy as np
import psutil
from rich.console import Console

from benchmarks.server import running_server

VARIANTS = {
    "off": {"AUDIT__ENABLED": "false"},
    "on": {"AUDIT__ENABLED": "true"},
    "required": {"AUDIT__ENABLED": "true", "AUDIT__REQUIRED": "true"},
}
WARM_UP = 2
QUESTION = "What does this page say about the price of the second product, and where is the button to buy it? "


async def load(url: str, num_requests: int, num_clients: int) -> float:
    """Requests a second."""
    body = {"model": "echo", "messages": [{"role": "user", "content": QUESTION}], "stream": True}
    left = iter(range(num_requests))

    async def client(http: httpx.AsyncClient) -> None:
        for _ in left:
            response = await http.post("/v1/chat/completions", json=body)
            if response.status_code != 200 or not response.text.endswith("data: [DONE]\n\n"):
                raise RuntimeError(f"an answer failed: {response.status_code} {response.text[-200:]}")

    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
        started = time.perf_counter()
        await asyncio.gather(*(client(http) for _ in range(num_clients)))
        return num_requests / (time.perf_counter() - started)


def cpu_seconds(pid: int) -> float:
    """What the process used so far."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def measure(num_rounds: int, num_requests: int, num_clients: int) -> dict[str, Any]:
    """All servers at once, one busy at a time."""
    rates: dict[str, list[float]] = {name: [] for name in VARIANTS}
    busy: dict[str, list[float]] = {name: [] for name in VARIANTS}
    with ExitStack() as stack:
        servers = {}
        for name, settings in VARIANTS.items():
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            flags = ("--engine", "echo", "--no-ui", "--log-level", "warning")
            server = running_server(*flags, DATA_DIRECTORY=folder, **settings)
            servers[name] = stack.enter_context(server)
        order = list(VARIANTS)
        for _ in range(WARM_UP + num_rounds):
            random.shuffle(order)
            for name in order:
                before = cpu_seconds(servers[name].pid)
                rates[name].append(asyncio.run(load(servers[name].url, num_requests, num_clients)))
                busy[name].append(cpu_seconds(servers[name].pid) - before)
    steady = {name: np.array(taken[WARM_UP:]) for name, taken in rates.items()}
    result: dict[str, Any] = {"rounds": num_rounds, "requests_a_round": num_requests, "clients": num_clients}
    for name, rate in steady.items():
        result[f"{name}_requests_per_second"] = round(float(np.median(rate)), 1)
        result[f"{name}_cpu_ms_a_request"] = round(float(np.mean(busy[name][WARM_UP:])) / num_requests * 1000, 3)
        if name != "off":
            result[f"{name}_ratio"] = round(float(np.median(rate / steady["off"])), 3)
    return result


@click.command()
@click.option("--rounds", "num_rounds", type=click.IntRange(min=3), default=25, show_default=True)
@click.option("--requests", "num_requests", type=click.IntRange(min=10), default=200, show_default=True)
@click.option("--clients", "num_clients", type=click.IntRange(min=1), default=8, show_default=True)
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(num_rounds: int, num_requests: int, num_clients: int, json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    result = measure(num_rounds, num_requests, num_clients)
    Console().print_json(data=result)
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
