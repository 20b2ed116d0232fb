"""`python -m training.screens.generate --out DIR --pages N --seed S --workers W`: renders a data set.

A shard is the work of one kit: a worker opens a browser, loads the kit once and renders the shard's pages one
after another. Run it again and it goes on where it stopped; the same settings give the same pages.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import multiprocessing
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from training.screens.browser import LINES, KitPage, PageFailed, browsing
from training.screens.compose import compose
from training.screens.kits import DEFAULT_FOLDER, HERE, KITS, KitsMissing, Split, host_page, of_split
from training.screens.store import DataSet, OtherDataSet, Shard, records

SOURCES = ("*.py", "*.tsv", "*.json", "content/*", "archetypes/*.py", "kits/*", "page/*", "truth/*.js")
CHECK_EVERY = 8


@dataclass(frozen=True, slots=True)
class Job:
    """One shard to render: pages `first` up to but not including `last`, all with one kit."""

    out: Path
    number: int
    first: int
    last: int
    seed: int
    kit: str
    kits_folder: Path


def recipe() -> str:
    """The SHA-256 of everything that shapes a page and its truth."""
    digest = hashlib.sha256(LINES.read_bytes())
    for path in sorted(path for pattern in SOURCES for path in HERE.glob(pattern)):
        if path.name not in {"preview.py", "grouping_score.py", "README.md"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


async def render_shard(job: Job) -> int:
    """Renders what is missing of a shard; how many pages that was."""
    shard = Shard(job.out / f"{job.number:05}")
    missing = [index for index in range(job.first, job.last) if index not in shard.done]
    if not missing:
        return 0
    kit = KITS[job.kit]
    async with browsing() as browser:
        page = await KitPage.open(browser, kit, job.kits_folder)
        for index in missing:
            spec = compose(job.seed, index, kit, job.kits_folder)
            try:
                shard.add(spec, await page.shoot(spec))
            except PageFailed as failure:
                shard.fail(index, kit.name, str(failure))
                await page.close()
                page = await KitPage.open(browser, kit, job.kits_folder)
    return len(missing)


def _work(job: Job) -> tuple[int, int]:
    asyncio.run(render_shard(job))
    return job.number, job.last - job.first


def plan(data: DataSet, out: Path, kits_folder: Path) -> list[Job]:
    """Shards with their kits: each kit as often as its share, in an order that the seed shuffles."""
    order = list(data.kits)
    random.Random(data.seed).shuffle(order)
    starts = range(0, data.pages, data.shard)
    return [
        Job(out, number, first, min(first + data.shard, data.pages), data.seed, order[number % len(order)], kits_folder)
        for number, first in enumerate(starts)
    ]


def run(jobs: list[Job], workers: int) -> None:
    """Renders the shards in processes of their own, with a progress bar."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        Progress(*columns) as progress,
        multiprocessing.get_context("spawn").Pool(workers, maxtasksperchild=CHECK_EVERY) as pool,
    ):
        task = progress.add_task("pages", total=sum(job.last - job.first for job in jobs))
        for _, count in pool.imap_unordered(_work, jobs):
            progress.advance(task, count)


def report(out: Path, seconds: float, workers: int) -> str:
    """What the data set holds, in a few lines."""
    roles: Counter[str] = Counter()
    num_pages = num_lines = 0
    for _, record in records(out):
        num_pages += 1
        num_lines += len(record["lines"])
        roles.update(element["role"] for element in record["elements"] if not element.get("partial"))
    failed = sum(
        '"failed"' in line
        for path in out.glob("*/pages.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    speed = f"{num_pages / seconds / workers:.2f} pages/s a worker" if seconds > 1 else "nothing to do"
    return (
        f"{num_pages} pages, {failed} failed, {sum(roles.values())} elements, {num_lines} lines; {speed}\n"
        + json.dumps(dict(roles.most_common()))
    )


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--pages", type=click.IntRange(1), default=1000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--shard", type=click.IntRange(1), default=40, show_default=True, help="Pages in a shard; one kit each.")
@click.option("--split", type=click.Choice(["train", "held_out"]), default="train", show_default=True)
@click.option("--kit", "only", multiple=True, help="These kits alone.")
@click.option("--kits", "kits_folder", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True)
def main(out: Path, pages: int, seed: int, workers: int, **choice: Any) -> None:
    """Render pages with the truth of every element."""
    split: Split = choice["split"]
    kits_folder: Path = choice["kits_folder"]
    kits: tuple[str, ...] = choice["only"] or tuple(kit.name for kit in of_split(split))
    data = DataSet(seed, pages, choice["shard"], split, kits, recipe())
    try:
        data.open(out)
        for name in sorted(set(kits)):
            host_page(KITS[name], kits_folder)
    except (OtherDataSet, KitsMissing) as error:
        raise click.ClickException(str(error)) from error
    start = time.monotonic()
    run(plan(data, out, kits_folder), workers)
    click.echo(report(out, time.monotonic() - start, workers))


if __name__ == "__main__":
    sys.exit(main())
