"""What FlashWeb adds in front of a model server: the same questions straight to it and through `--engine remote`.

`python -m benchmarks.remote_overhead`: the model server is an `echo` of ours, so that nothing but the way is measured.
Direct and through alternate, question by question, in one run; the added time is the median of the paired differences.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image
from rich.console import Console

from benchmarks.server import running_server
from flashweb.client import FlashWebClient, image_message
from flashweb.engines.remote.pictures import encoded_image

NUM_PAIRS = 300
NUM_WARM = 20
QUESTION = "where is the button that logs me in"
INTERVAL = 0.005
"""Seconds between two words of the model server: 200 tokens a second."""


def messages(kind: str) -> list[dict[str, Any]]:
    """A question alone, or with a screenshot of ordinary size and weight, sent inline each time."""
    if kind == "text":
        return [{"role": "user", "content": QUESTION}]
    rows = np.random.default_rng(1).integers(0, 255, (100, 160, 3), dtype=np.uint8)
    image = Image.fromarray(rows).resize((1280, 800), Image.Resampling.NEAREST)
    url = encoded_image(image).uri.decode()
    question = image_message(QUESTION, [])
    question["content"].insert(0, {"type": "image_url", "image_url": {"url": url}})
    return [question]


async def once(client: FlashWebClient, asked: list[dict[str, Any]]) -> tuple[float, float]:
    """Seconds to the first word and to the end."""
    started = time.perf_counter()
    first = None
    async for delta in client.chat(asked, model="echo"):
        if delta.text and first is None:
            first = time.perf_counter() - started
    return first or 0.0, time.perf_counter() - started


async def pairs(
    direct_url: str, through_url: str, asked: list[dict[str, Any]]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Milliseconds, shape (pairs, direct or through, first word or end)."""
    found = []
    async with FlashWebClient(direct_url) as direct, FlashWebClient(through_url) as through:
        for number in range(NUM_PAIRS + NUM_WARM):
            ways = (direct, through) if number % 2 else (through, direct)
            times = {id(way): await once(way, asked) for way in ways}
            found.append([times[id(direct)], times[id(through)]])
    return np.array(found[NUM_WARM:]) * 1000


def told(times: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, float]:
    """Percentiles of both ways and of what is added."""
    added = times[:, 1] - times[:, 0]
    row = {}
    for place, name in enumerate(("ttft", "total")):
        row[f"direct_{name}_p50_ms"] = float(np.percentile(times[:, 0, place], 50))
        row[f"through_{name}_p50_ms"] = float(np.percentile(times[:, 1, place], 50))
        row[f"added_{name}_p50_ms"] = float(np.percentile(added[:, place], 50))
        row[f"added_{name}_p95_ms"] = float(np.percentile(added[:, place], 95))
    return {name: round(value, 2) for name, value in row.items()}


def measure() -> dict[str, Any]:
    """Both kinds of question."""
    with (
        running_server("--engine", "echo", "--no-ui", ECHO__INTERVAL=str(INTERVAL)) as model,
        running_server("--engine", "remote", "--url", model.url, "--no-ui") as product,
    ):
        return {kind: told(asyncio.run(pairs(model.url, product.url, messages(kind)))) for kind in ("text", "picture")}


@click.command()
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    result = measure()
    Console().print_json(data=result)
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
