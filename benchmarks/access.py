"""What keys and limits add to the time to the first token, with the `echo` engine, which does nothing.

`python -m benchmarks.access`: servers without keys, with a key and limits in memory, and (--redis URL) with limits in
Redis take turns, one request at a time, in an order that changes with each round.
"""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console

from benchmarks.server import running_server
from flashweb.client import FlashWebClient

WARM_UP = 30
UNBOUND = "1000000000"


def make_key(folder: Path) -> str:
    """A key with limits too wide to reach."""
    command = [str(Path(sys.executable).with_name("flashweb")), "keys", "create", "bench"]
    command += ["--requests", UNBOUND, "--pictures", UNBOUND, "--concurrent", UNBOUND]
    environment = {"FLASHWEB_DATA_DIRECTORY": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


async def first_token(client: FlashWebClient) -> float:
    """Seconds to the first token."""
    started, first = time.perf_counter(), None
    async for delta in client.chat([{"role": "user", "content": "one two three"}], model="echo"):
        if delta.text and first is None:
            first = time.perf_counter() - started
    if first is None:
        raise RuntimeError("the answer was empty")
    return first


async def rounds(servers: dict[str, tuple[str, str]], num_rounds: int) -> dict[str, list[float]]:
    """Times by server; one of each a round."""
    taken: dict[str, list[float]] = {name: [] for name in servers}
    order = list(servers)
    async with AsyncExitStack() as stack:
        clients = {
            name: await stack.enter_async_context(FlashWebClient(url, api_key=key))
            for name, (url, key) in servers.items()
        }
        for _ in range(WARM_UP + num_rounds):
            random.shuffle(order)
            for name in order:
                taken[name].append(await first_token(clients[name]))
    return {name: times[WARM_UP:] for name, times in taken.items()}


def measure(num_rounds: int, redis_url: str | None) -> dict[str, Any]:
    """All servers at once, one busy at a time."""
    with ExitStack() as stack:
        empty, keyed = (Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2))
        key = make_key(keyed)
        variants = {"none": ({"DATA_DIRECTORY": str(empty)}, secrets.token_hex(24))}
        variants["memory"] = ({"DATA_DIRECTORY": str(keyed)}, key)
        if redis_url:
            variants["redis"] = ({"DATA_DIRECTORY": str(keyed), "LIMITS__REDIS_URL": redis_url}, key)
        servers = {
            name: (stack.enter_context(running_server("--engine", "echo", "--no-ui", **settings)).url, token)
            for name, (settings, token) in variants.items()
        }
        times = asyncio.run(rounds(servers, num_rounds))
    base = np.array(times["none"]) * 1000
    result: dict[str, Any] = {"rounds": num_rounds}
    for name, seconds in times.items():
        taken = np.array(seconds) * 1000
        result[f"{name}_ttft_p50_ms"] = round(float(np.percentile(taken, 50)), 3)
        result[f"{name}_ttft_p95_ms"] = round(float(np.percentile(taken, 95)), 3)
        if name != "none":
            result[f"{name}_added_p50_ms"] = round(float(np.percentile(taken, 50) - np.percentile(base, 50)), 3)
            result[f"{name}_added_p95_ms"] = round(float(np.percentile(taken, 95) - np.percentile(base, 95)), 3)
    return result


@click.command()
@click.option("--rounds", "num_rounds", type=click.IntRange(min=10), default=1000, show_default=True)
@click.option("--redis", "redis_url", help="redis:// address; without it Redis is left out.")
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(num_rounds: int, redis_url: str | None, json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    result = measure(num_rounds, redis_url)
    Console().print_json(data=result)
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
