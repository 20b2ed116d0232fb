"""The pictures of the contract suite (tests/perception/test_seeing_contract.py) and the least that they must score.

`python -m benchmarks.seeing.contract pick DATA` copies pages of held-out kits: as many of each kit, of both languages,
light and dark, wide and narrow where the kit has them, of ever other kinds. `python -m benchmarks.seeing.contract
floors` measures them and writes what a later version may not fall below.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from benchmarks.seeing.page import Page, pages_in
from benchmarks.seeing.parsing import judge, started_parser
from benchmarks.seeing.report import MAIN, results_of
from benchmarks.seeing.variants import VARIANTS, kept

SCREENS = Path("tests/perception/screens")
FLOORS = "floors.json"
SLACK = 0.02
"""Below what was measured: other processors round otherwise."""
EVERY = 8
"""Of how many pictures one is also seen in other encodings."""
MAX_BYTES, MAX_PIXELS, MIN_ELEMENTS, PHONE = 120_000, 2_200_000, 8, 500
ELEMENT = ("id", "parent", "role", "name", "text", "box", "state", "partial", "parts", "icon", "cell")
PAGE = ("index", "picture", "kit", "archetype", "language", "theme", "viewport", "scale", "size")


@click.group()
def main() -> None:
    """Make the contract suite's fixtures."""


@main.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=SCREENS, show_default=True)
@click.option("--each", type=click.IntRange(1), default=10, show_default=True, help="Pages of each kit.")
def pick(data: Path, out: Path, each: int) -> None:
    """Copy pages and their truth; what was there before goes."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    by_kit: dict[str, list[tuple[Path, dict[str, Any]]]] = defaultdict(list)
    for picture, record in _fitting(data):
        by_kit[record["kit"]].append((picture, record))
    lines = []
    for kit in sorted(by_kit):
        for picture, record in itertools.islice(_varied(by_kit[kit]), each):
            shutil.copyfile(picture, out / record["picture"])
            lines.append(json.dumps(_trimmed(record), ensure_ascii=False, separators=(",", ":")))
    (out / "pages.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    size = sum(path.stat().st_size for path in out.iterdir())
    click.echo(f"{len(lines)} pages of {', '.join(sorted(by_kit))} in {out}, {size / 1e6:.1f} MB")


@main.command()
@click.option("--screens", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SCREENS)
def floors(screens: Path) -> None:
    """Measure the pictures and write what was measured, less some slack."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        shares = asyncio.run(_measured(list(pages_in(screens)), progress))
    least = {name: max(0.0, round(share - SLACK, 3)) for name, share in shares.items()}
    (screens / FLOORS).write_text(json.dumps(least, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{screens / FLOORS}: {least}")


async def _measured(pages: Sequence[Page], progress: Progress) -> dict[str, float]:
    async with started_parser() as parser:
        judged = [await judge(parser, page) for page in progress.track(pages, description="parsing")]
        some = judged[::EVERY]
        shares = {variant: statistics.mean([await kept(parser, one, variant) for one in some]) for variant in VARIANTS}
    figures = results_of(judged).overall
    return {name: figures[name].value for name in MAIN if name in figures} | shares


def _fitting(data: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Small pictures that show something."""
    for index in sorted(data.glob("*/pages.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "failed" in record:
                continue
            picture = index.parent / record["picture"]
            width, height = record["size"]
            whole = [element for element in record["elements"] if not element.get("partial")]
            if picture.stat().st_size <= MAX_BYTES and width * height <= MAX_PIXELS and len(whole) >= MIN_ELEMENTS:
                yield picture, record


def _varied(pages: Sequence[tuple[Path, dict[str, Any]]]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each look (language, theme, width) by turns, pages that show what none before did first."""
    looks: dict[tuple[str, str, bool], list[tuple[Path, dict[str, Any]]]] = defaultdict(list)
    for picture, record in pages:
        looks[record["language"], record["theme"], record["viewport"][0] < PHONE].append((picture, record))
    seen: set[str] = set()
    while any(looks.values()):
        for look in sorted(looks):
            if looks[look]:
                choice = min(looks[look], key=lambda page: (-len(_subjects(page[1]) - seen), page[1]["index"]))
                looks[look].remove(choice)
                seen |= _subjects(choice[1])
                yield choice


def _subjects(record: dict[str, Any]) -> set[str]:
    """The kind of page, and whether it has a table, labelled fields, states."""
    elements = [element for element in record["elements"] if not element.get("partial")]
    marks = {mark for mark in ("cell", "label") if any(mark in element for element in elements)}
    return {record["archetype"].split("/")[0], *marks, *(state for element in elements for state in element["state"])}


def _trimmed(record: dict[str, Any]) -> dict[str, Any]:
    """What the scorer reads."""
    elements = []
    for element in record["elements"]:
        kept = {key: element[key] for key in ELEMENT if key in element}
        if "label" in element:
            kept["label"] = {"text": element["label"]["text"]}
        elements.append(kept)
    return (
        {key: record[key] for key in PAGE} | {key: record[key] for key in ("lines", "ignored")} | {"elements": elements}
    )


if __name__ == "__main__":
    main()
