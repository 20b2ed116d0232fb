"""Time to the first token of a picture never seen, and of one uploaded a moment before.

`python -m benchmarks.first_token --screens build/screens` asks a real server about every 1280x800 page, three
questions each: what the page is about, a read-out of everything, and where the page's last line is (the worst case for
a search). Cold: the picture travels in the request. Uploaded: POST /v1/files, a pause as long as a short question
takes to type, then the question. In the same run, by turns and on the same picture, `rapidocr` with its defaults reads
the whole picture in this process while the server is idle.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image
from rapidocr import RapidOCR
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.server import running_server
from flashweb.client import FlashWebClient, image_message
from tests.pages.render import RenderedPage, load_all

SIZE = (1280, 800)
QUESTIONS: dict[str, dict[str, str]] = {
    "about": {"zh": "这个页面的主要内容是什么?", "en": "What is the main content of this page?"},
    "read": {"zh": "图里写了什么?", "en": "What does it say?"},
    "find": {"zh": "「{anchor}」在哪里?", "en": 'Where is "{anchor}"?'},
}
CASES = ("cold", "uploaded")


@dataclass(slots=True)
class Times:
    """Seconds, one entry a page; ttft by (question, case)."""

    ttft: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    whole: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    rapidocr: list[float] = field(default_factory=list)


async def ask(client: FlashWebClient, picture: bytes | str, question: str) -> tuple[float, float]:
    """Seconds to the first text and to the end."""
    started = time.perf_counter()
    first = 0.0
    async for delta in client.chat([image_message(question, [picture])]):
        if delta.text and not first:
            first = time.perf_counter() - started
    return first, time.perf_counter() - started


async def measure(pages: Sequence[RenderedPage], think: float) -> Times:
    """Ask about every page in every case, each as a tenant of its own, so that no cache can help the cold one."""
    times = Times()
    reader = RapidOCR()
    reader(np.zeros((800, 1280, 3), np.uint8))
    with running_server("--no-ui") as server:
        for number, page in enumerate(track(pages, description="pages", console=Console(stderr=True))):
            if number % 2:
                times.rapidocr.append(read_with_rapidocr(reader, page.picture))
            data = page.picture.read_bytes()
            for name, wordings in QUESTIONS.items():
                anchor = max(page.lines, key=lambda line: (line.box[1], line.box[0])).text
                question = wordings[page.language].format(anchor=anchor)
                for case in CASES:
                    async with FlashWebClient(server.url, api_key=f"{page.name}-{name}-{case}") as client:
                        picture: bytes | str = data
                        if case == "uploaded":
                            picture = await client.upload(data, page.picture.name)
                            await asyncio.sleep(think)
                        else:
                            await client.health()
                        first, whole = await ask(client, picture, question)
                    times.ttft.setdefault((name, case), []).append(first)
                    times.whole.setdefault((name, case), []).append(whole)
            if not number % 2:
                times.rapidocr.append(read_with_rapidocr(reader, page.picture))
    return times


def read_with_rapidocr(reader: RapidOCR, picture: Path) -> float:
    """Seconds that rapidocr's default full reading takes, decoding apart."""
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB"))[:, :, ::-1]
    started = time.perf_counter()
    reader(pixels)
    return time.perf_counter() - started


def summarise(times: Times) -> dict[str, Any]:
    """P50 and P95 in milliseconds, and the median over pages of the ratio to rapidocr."""
    rows = {}
    for (name, case), seconds in times.ttft.items():
        ratios = [mine / theirs for mine, theirs in zip(seconds, times.rapidocr, strict=True)]
        rows[f"{name}.{case}"] = {
            "ttft_p50_ms": percentile(seconds, 50),
            "ttft_p95_ms": percentile(seconds, 95),
            "whole_p50_ms": percentile(times.whole[name, case], 50),
            "ratio_to_rapidocr": round(statistics.median(ratios), 4),
        }
    return {
        "pages": len(times.rapidocr),
        "rapidocr_p50_ms": percentile(times.rapidocr, 50),
        "rapidocr_p95_ms": percentile(times.rapidocr, 95),
        "questions": rows,
    }


def percentile(seconds: Sequence[float], rank: float) -> float:
    """In milliseconds."""
    return round(float(np.percentile(seconds, rank)) * 1000, 1)


def table(result: dict[str, Any]) -> Table:
    """The result as people read it."""
    shown = Table(title=f"Time to first token, {result['pages']} pages at 1280x800")
    for column in ("question", "P50 ms", "P95 ms", "whole answer P50 ms", "ratio to rapidocr"):
        shown.add_column(column, justify="right")
    for name, row in result["questions"].items():
        shown.add_row(name, *(str(row[key]) for key in row))
    shown.add_row("rapidocr, full read", str(result["rapidocr_p50_ms"]), str(result["rapidocr_p95_ms"]), "", "1")
    return shown


@click.command()
@click.option("--screens", type=click.Path(exists=True, path_type=Path), default=Path("build/screens"))
@click.option("--think", default=1.5, help="Seconds between upload and question.")
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(screens: Path, think: float, json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    pages = [page for page in load_all(screens) if (page.width, page.height) == SIZE]
    result = summarise(asyncio.run(measure(pages, think)))
    Console().print(table(result))
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
