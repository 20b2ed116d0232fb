"""`python -m benchmarks.seeing.speed`: how long a cold parse takes, beside rapidocr's default full reading.

Every 1280x800 page of build/screens is parsed whole, and parsed for its buttons alone, and read by `rapidocr` as its
README calls it; all three by turns, in an order that changes from page to page. Each picture is new to the parser, and
each of its two parses is a tenant's of its own, so that no cache can help. Times are from pixels in memory.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.readers import Pixels, RapidOcrReader, warm_up_picture
from benchmarks.seeing.parsing import EVERYTHING, parse, pixels_of, started_parser
from flashweb.core.screen import Need
from tests.pages.render import RenderedPage, load_all

SIZE = (1280, 800)
NEEDS = {"parse": EVERYTHING, "buttons": Need(roles=frozenset({"button"}))}
RAPIDOCR = "rapidocr"
GOALS_MS = {"parse": 300, "buttons": 150}


async def measure(pages: Sequence[RenderedPage], progress: Progress) -> dict[str, list[float]]:
    """Seconds of each page, for each need and for rapidocr."""
    reader = RapidOcrReader()
    await reader.start()
    await reader.read(warm_up_picture())
    seconds: dict[str, list[float]] = {name: [] for name in (*NEEDS, RAPIDOCR)}
    async with started_parser() as parser:

        async def timed(name: str, pixels: Pixels, page: str) -> float:
            if name == RAPIDOCR:
                return (await reader.read(pixels)).seconds
            return (await parse(parser, pixels, f"{page} {name}", NEEDS[name])).seconds

        names = list(seconds)
        for number, page in enumerate(progress.track(pages, description="timing")):
            pixels = pixels_of(page.picture)
            first = number % len(names)
            for name in names[first:] + names[:first]:
                seconds[name].append(await timed(name, pixels, page.name))
    await reader.close()
    return seconds


def summarise(seconds: dict[str, list[float]]) -> dict[str, Any]:
    """P50 and P95 in milliseconds; for ours the median over pages of the ratio to rapidocr."""
    rows: dict[str, Any] = {}
    for name, times in seconds.items():
        p50, p95 = (round(1000 * float(np.percentile(times, rank)), 1) for rank in (50, 95))
        ratio = statistics.median(mine / theirs for mine, theirs in zip(times, seconds[RAPIDOCR], strict=True))
        rows[name] = {"p50_ms": p50, "p95_ms": p95, "ratio_to_rapidocr": round(ratio, 4)}
    return {"pages": len(seconds[RAPIDOCR]), "times": rows}


def shown(result: dict[str, Any]) -> Table:
    """For people."""
    table = Table(title=f"Cold parse, {result['pages']} pages at 1280x800")
    for heading in ("what", "P50 ms", "P95 ms", "ratio to rapidocr", "goal, P50 ms"):
        table.add_column(heading, justify="right")
    for name, row in result["times"].items():
        table.add_row(name, *(str(value) for value in row.values()), str(GOALS_MS.get(name, "")))
    return table


@click.command()
@click.option("--screens", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("build/screens"))
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path))
def main(screens: Path, out: Path | None) -> None:
    """Measure and print; --json also writes."""
    pages = [page for page in load_all(screens) if (page.width, page.height) == SIZE]
    if not pages:
        raise click.UsageError("no pages; render them: python -m tests.pages.render --out build/screens")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        result = summarise(asyncio.run(measure(pages, progress)))
    Console(width=None if sys.stdout.isatty() else 120).print(shown(result))
    if out is not None:
        out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
