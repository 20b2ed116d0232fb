"""What FlashWeb adds in front of a model server: the same questions straight to it and through `--engine remote`.

`python -m benchmarks.remote_overhead`: the model server is an `echo` of ours, so that nothing but the way is measured,
and both are asked in the same words. Direct and through alternate, question by question, in one run; the added time is
the median of the paired differences. A picture comes with each question, or was uploaded before, as the page does it;
the model server gets it with each question in both cases.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image
from rich.console import Console
from rich.progress import Progress

from benchmarks.server import running_server
from flashweb.client import FlashWebClient, image_message
from flashweb.engines.prompting import LEAD
from flashweb.engines.remote.pictures import encoded_image

NUM_PAIRS = 100
NUM_WARM = 10
NUM_WORDS = 8
"""Of each answer."""
GOAL_MS = 3.0
KINDS = ("text", "picture", "uploaded picture")
QUESTION = "where is the button that logs me in"
INTERVAL = 0.005
"""Seconds between two words of the model server: 200 tokens a second."""


def picture() -> str:
    """A data URI of a screenshot of ordinary size and weight."""
    rows = np.random.default_rng(1).integers(0, 255, (100, 160, 3), dtype=np.uint8)
    image = Image.fromarray(rows).resize((1280, 800), Image.Resampling.NEAREST)
    return encoded_image(image).uri.decode()


def message(text: str, url: str) -> dict[str, Any]:
    asked = image_message(text, [])
    asked["content"].insert(0, {"type": "image_url", "image_url": {"url": url}})
    return asked


async def once(client: FlashWebClient, asked: list[dict[str, Any]]) -> tuple[float, float]:
    """Seconds to the first word and to the end."""
    started = time.perf_counter()
    first = None
    async for delta in client.chat(asked, model="echo", max_tokens=NUM_WORDS):
        if delta.text and first is None:
            first = time.perf_counter() - started
    return first or 0.0, time.perf_counter() - started


Asked = list[dict[str, Any]]


async def questions(kind: str, through: FlashWebClient) -> tuple[Asked, Asked]:
    """What is asked directly, and through."""
    if kind == "text":
        asked = [image_message(QUESTION, [])]
        return asked, asked
    url = picture()
    direct, sent = [message(LEAD + QUESTION, url)], [message(QUESTION, url)]
    if kind == "picture":
        return direct, sent
    file = await through.upload(base64.b64decode(url.partition(",")[2]), "page.png")
    return direct, [image_message(QUESTION, [file])]


async def pairs(direct_url: str, through_url: str, kind: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Milliseconds, shape (pairs, direct or through, first word or end)."""
    found = []
    async with FlashWebClient(direct_url) as direct, FlashWebClient(through_url) as through:
        asked = dict(zip((direct, through), await questions(kind, through), strict=True))
        with Progress(console=Console(stderr=True)) as progress:
            for number in progress.track(range(NUM_PAIRS + NUM_WARM), description=kind):
                ways = (direct, through) if number % 2 else (through, direct)
                times = {way: await once(way, asked[way]) for way in ways}
                found.append([times[direct], times[through]])
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
    """Each kind of question."""
    with (
        running_server("--engine", "echo", "--no-ui", ECHO__INTERVAL=str(INTERVAL)) as model,
        running_server("--engine", "remote", "--url", model.url, "--no-ui") as product,
    ):
        return {kind: told(asyncio.run(pairs(model.url, product.url, kind))) for kind in KINDS}


@click.command()
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    result = measure()
    Console().print_json(data=result)
    added = max(row["added_ttft_p50_ms"] for row in result.values())
    click.echo(f"Added to the first word at most {added:.2f} ms; the goal is {GOAL_MS:g}.")
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
