# ruff: noqa: E501 - questions read better unbroken
"""`python -m benchmarks.comparing --data DIR`: renders pairs of pages, asks what changed, says how often it is told."""

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
from rich.table import Table

from benchmarks.comparing.judging import Score, judge, share_of_right
from benchmarks.comparing.rendering import Pair, load, render
from benchmarks.server import running_server
from flashweb.client import FlashWebClient, image_message
from flashweb.evals.statistics import wilson

QUESTIONS = {
    "zh": ("两张图有什么区别？", "第二张图和第一张比，哪里变了？", "对比一下这两个页面", "找出两张截图的所有不同", "前后有什么变化"),
    "en": (
        *("What changed between the two screenshots?", "Spot the differences.", "How do these two pictures differ?"),
        *("Compare the two pages.", "List every change from the first picture to the second."),
    ),
}  # fmt: skip
Judged = tuple[Pair, str, str, Score]
"""A pair, the language of the question, the answer, its score."""


async def ask_all(url: str, pairs: Sequence[Pair], progress: Progress) -> list[Judged]:
    """Uploads both pictures of each pair and asks in both languages."""
    judged: list[Judged] = []
    async with FlashWebClient(url) as client:
        for pair in progress.track(pairs, description="asking"):
            files = [await client.upload(path.read_bytes(), path.name) for path in (pair.first, pair.second)]
            for language, wordings in QUESTIONS.items():
                question = wordings[pair.number % len(wordings)]
                answer = "".join([delta.text async for delta in client.chat([image_message(question, files)])])
                judged.append((pair, language, answer, judge(pair, answer)))
    return judged


def summarise(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Shares of pairs with an F1 of 0.8 or more, with intervals, and the mean F1, for each kind and language."""
    rows = []
    for kind in ("changed", "nothing changed", "one change", "all"):
        for language in (*QUESTIONS, "all"):
            part = [score for pair, own, _, score in judged if language in (own, "all") and kind in _kinds(pair)]
            if part:
                right, total = share_of_right(part)
                row = {"kind": kind, "language": language, "pairs": total, "right": right, "share": right / total}
                rows.append(row | {"interval": wilson(right, total), "f1": sum(s.f1 for s in part) / total})
    return rows


def _kinds(pair: Pair) -> tuple[str, ...]:
    if not pair.truths:
        return "nothing changed", "all"
    return ("changed", "one change", "all") if len(pair.truths) == 1 else ("changed", "all")


def table(rows: Sequence[dict[str, Any]], folder: Path) -> Table:
    """The rows for people."""
    result = Table(title=f"Pairs told rightly (F1 of changes >= 0.8), {folder}: % with 95 % intervals (Wilson)")
    for name in ("pairs", "asked in", "right", "mean F1"):
        result.add_column(name)
    for row in rows:
        low, high = row["interval"]
        share = f"{100 * row['share']:.0f} [{100 * low:.0f}, {100 * high:.0f}] {row['right']}/{row['pairs']}"
        result.add_row(row["kind"], row["language"], share, f"{row['f1']:.2f}")
    return result


def _print_failures(judged: Sequence[Judged], console: Console) -> None:
    for pair, language, answer, score in judged:
        if not score.is_right:
            console.print(f"{pair.number} {pair.kit} {language} {score}", markup=False, soft_wrap=True)
            for truth in pair.truths:
                told = f"    made: {truth.kind} {truth.aspect} {truth.role} {truth.names[:3]}"
                console.print(told, markup=False, soft_wrap=True)
            console.print(f"    told: {answer}", markup=False, soft_wrap=True)


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--split", type=click.Choice(["train", "held_out"]), default="train", show_default=True)
@click.option("--pairs", type=click.IntRange(1), default=100, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--failures", is_flag=True, help="List what was told wrongly; for training kits only.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows here.")
def main(data: Path, split: str, pairs: int, seed: int, **options: Any) -> None:
    """Measure how well changes between two screenshots are told."""
    if options["failures"] and split != "train":
        raise click.UsageError("--failures is for training kits: nobody looks at held-out mistakes")
    console = Console(width=None if sys.stdout.isatty() else 120)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        try:
            render(data, "train" if split == "train" else "held_out", pairs, seed, progress)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        chosen = [pair for pair in load(data) if pair.number < pairs]
        with running_server("--no-ui") as server:
            judged = asyncio.run(ask_all(server.url, chosen, progress))
    rows = summarise(judged)
    console.print(table(rows, data))
    if options["failures"]:
        _print_failures(judged, console)
    if options["out"]:
        options["out"].write_text(json.dumps({"split": split, "rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
