"""Accuracy and time of reading text on rendered pages, against what their DOM says.

`python -m benchmarks.reading --screens build/screens --compare-rapidocr` reads every picture with
each reader in turn, in an order that alternates from page to page, and prints characters read
correctly, characters invented, lines exactly right and the median time of a cold full reading, per
language and split. The pages come from `python -m tests.pages.render --out build/screens`.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.readers import FlashWebReader, Pixels, RapidOcrReader, Reader, Reading, warm_up_picture
from benchmarks.scoring import Score, TextLine, interval, score
from tests.pages.render import SPLITS, RenderedPage, load_all

LANGUAGES = ("zh", "en")
SHARES: dict[str, Callable[[Score], tuple[int, int]]] = {
    "recall": lambda page: (page.common_characters, page.truth_characters),
    "precision": lambda page: (page.common_characters, page.read_characters),
    "lines_exact": lambda page: (page.exact_lines, page.lines),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One reader's result on one page."""

    page: RenderedPage
    reader: str
    score: Score
    seconds: float


def _judge(page: RenderedPage, reader: str, reading: Reading) -> Measured:
    truth, ignored = ([TextLine(line.text, line.box) for line in lines] for lines in (page.lines, page.ignored))
    return Measured(page, reader, score(truth, ignored, reading.lines), reading.seconds)


def _pixels(picture: Path) -> Pixels:
    with Image.open(picture) as image:
        return np.asarray(image.convert("RGB"))


async def measure(pages: Sequence[RenderedPage], readers: Sequence[Reader], progress: Progress) -> list[Measured]:
    """Reads every page with every reader, by turns."""
    measured = []
    task = progress.add_task("reading", total=len(pages) * len(readers))
    try:
        for reader in readers:
            await reader.start()
            await reader.read(warm_up_picture())
        for number, page in enumerate(pages):
            pixels = _pixels(page.picture)
            for reader in readers if number % 2 == 0 else readers[::-1]:
                measured.append(_judge(page, reader.name, await reader.read(pixels)))
                progress.advance(task)
    finally:
        for reader in readers:
            await reader.close()
    return measured


def summarise(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """One row a split, language ("all" for both together) and reader."""
    rows = []
    for split in SPLITS:
        for language in (*LANGUAGES, "all"):
            part = [m for m in measured if m.page.split == split and language in (m.page.language, "all")]
            for reader in dict.fromkeys(m.reader for m in part):
                own = [m for m in part if m.reader == reader]
                scores = [m.score for m in own]
                row: dict[str, Any] = {"split": split, "language": language, "reader": reader, "pages": len(own)}
                row |= {name: interval(scores, share) for name, share in SHARES.items()}
                row["seconds_p50"] = statistics.median(m.seconds for m in own)
                row["ratio_to_rapidocr_p50"] = _ratio(own, part)
                rows.append(row)
    return rows


def _ratio(own: Sequence[Measured], part: Sequence[Measured]) -> float | None:
    theirs = {m.page.name: m.seconds for m in part if m.reader == "rapidocr"}
    return statistics.median(m.seconds / theirs[m.page.name] for m in own) if theirs else None


def _percent(value: tuple[float, float, float]) -> str:
    middle, low, high = (f"{100 * part:.1f}" for part in value)
    return f"{middle} [{low}, {high}]"


def table(rows: Sequence[dict[str, Any]]) -> Table:
    """The rows for people; percentages with 95 % intervals."""
    result = Table(title="Reading rendered pages: % with 95 % intervals (bootstrap over pages)")
    for heading in ("split", "language", "reader"):
        result.add_column(heading)
    for heading in ("pages", "characters read", "not invented", "lines exact", "cold P50 ms", "of rapidocr's time"):
        result.add_column(heading, justify="right")
    for row in rows:
        ratio = row["ratio_to_rapidocr_p50"]
        result.add_row(
            row["split"],
            row["language"],
            row["reader"],
            str(row["pages"]),
            *(_percent(row[name]) for name in SHARES),
            f"{1000 * row['seconds_p50']:.0f}",
            "-" if ratio is None else f"{ratio:.2f}",
        )
    return result


def _pages_json(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    return [
        {
            "page": m.page.name,
            "split": m.page.split,
            "language": m.page.language,
            "reader": m.reader,
            "seconds": round(m.seconds, 4),
            "recall": round(m.score.recall, 4),
            "precision": round(m.score.precision, 4),
            "lines_exact": round(m.score.exact, 4),
            "misread": m.score.misread,
        }
        for m in measured
    ]


def _chosen(compare: bool, flashweb: bool) -> list[Reader]:
    readers: list[Reader] = [FlashWebReader()] if flashweb else []
    if compare:
        readers.append(RapidOcrReader())
    if not readers:
        raise click.UsageError("nothing to measure: drop --no-flashweb or add --compare-rapidocr")
    return readers


@click.command()
@click.option("--screens", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("build/screens"))
@click.option("--compare-rapidocr", is_flag=True, help="Also read every picture with rapidocr's default, by turns.")
@click.option("--flashweb/--no-flashweb", default=True, help="Measure our own reader.")
@click.option("--split", type=click.Choice(SPLITS), help="Only the pages of this split.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this page; may be repeated.")
@click.option("--misread", is_flag=True, help="List the lines that were misread; for development pages only.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write rows and pages here.")
def main(**options: Any) -> None:
    """Measure how well the text of rendered pages is read."""
    pages = [
        page
        for page in load_all(options["screens"])
        if options["split"] in (None, page.split) and (not options["only"] or page.name in options["only"])
    ]
    if not pages:
        raise click.UsageError("no pages; render them: python -m tests.pages.render --out build/screens")
    readers = _chosen(options["compare_rapidocr"], options["flashweb"])
    console = Console(width=None if sys.stdout.isatty() else 160)
    with Progress(console=console, transient=True) as progress:
        measured = asyncio.run(measure(pages, readers, progress))
    rows = summarise(measured)
    console.print(table(rows))
    if options["misread"]:
        for m in (m for m in measured if m.page.split == "development"):
            for truth, read in m.score.misread:
                console.print(f"{m.page.name} {m.reader}: {truth!r} read as {read!r}", markup=False, highlight=False)
    if options["out"]:
        text = json.dumps({"rows": rows, "pages": _pages_json(measured)}, ensure_ascii=False, indent=1)
        options["out"].write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
