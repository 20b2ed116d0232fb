"""`python -m benchmarks.seeing --data DIR`: parse every picture of a data set and say how well it was seen."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from benchmarks.seeing.figures import Judged
from benchmarks.seeing.gallery import save_failures
from benchmarks.seeing.page import Page, pages_in
from benchmarks.seeing.parsing import judge, started_parser
from benchmarks.seeing.report import results_of, shown, to_json
from benchmarks.seeing.web import to_html


async def measure(pages: Sequence[Page], progress: Progress) -> list[Judged]:
    """Parses and scores one page after another."""
    async with started_parser() as parser:
        return [await judge(parser, page) for page in progress.track(pages, description="parsing")]


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("build/benchmarks/seeing"))
@click.option("--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Default: OUT/seeing.json")
@click.option("--kit", multiple=True, help="Only pages of this kit; may be repeated.")
@click.option("--limit", type=click.IntRange(1), help="Only so many pages, evenly spread.")
@click.option("--failures", type=click.IntRange(0), default=24, show_default=True, help="Pictures in the gallery.")
def main(data: Path, out: Path, json_path: Path | None, **options: Any) -> None:
    """Measure; writes OUT/index.html, its pictures and the figures as JSON.

    The data set comes from `python -m training.screens.generate --split held_out --pages 240 --shard 10 --seed 7`.
    """
    pages = [page for page in pages_in(data) if not options["kit"] or page.kit in options["kit"]]
    if not pages:
        raise click.UsageError(f"no pages in {data}; make some: python -m training.screens.generate --out {data}")
    if options["limit"]:
        pages = pages[:: max(1, len(pages) // options["limit"])][: options["limit"]]
    console = Console(width=None if sys.stdout.isatty() else 160)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        judged = asyncio.run(measure(pages, progress))
    results = results_of(judged)
    console.print(shown(results))
    out.mkdir(parents=True, exist_ok=True)
    failures = save_failures(judged, out / "failures", options["failures"])
    (out / "index.html").write_text(to_html(results, failures, str(data)), encoding="utf-8")
    text = json.dumps(to_json(results), indent=1)
    (json_path or out / "seeing.json").write_text(text + "\n", encoding="utf-8")
    console.print(f"report: {out / 'index.html'}")


if __name__ == "__main__":
    main()
