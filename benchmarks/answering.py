"""How many questions about text on web pages get a right answer.

`python -m benchmarks.answering --screens build/screens --split development` starts the server as a user does, uploads
each page once, asks every question of benchmarks/questions/SPLIT.jsonl and prints the share of right answers by kind
and language with 95 % Wilson intervals. `--failures` lists wrong answers, of development pages only: the held-out
questions give numbers and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.questions.judging import KINDS, LANGUAGES, Answer, PageText, Question, judge, load
from benchmarks.server import running_server
from flashweb.client import FlashWebClient, image_message
from flashweb.core.screen import Box
from flashweb.evals.statistics import wilson
from tests.pages.render import SPLITS, RenderedPage, load_all

QUESTIONS = Path(__file__).with_name("questions")
ALL = "all"
GROUPS = ("answerable", "not answerable", ALL)


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer and what is wrong with it, None if it is right."""

    question: Question
    answer: Answer
    fault: str | None


async def ask_all(
    url: str, questions: Sequence[Question], pages: Sequence[RenderedPage], progress: Progress
) -> list[Judged]:
    """Uploads each page, asks its questions one after another, and judges the answers."""
    judged = []
    task = progress.add_task("asking", total=len(questions))
    async with FlashWebClient(url) as client:
        for page in pages:
            own = [question for question in questions if question.page == page.name]
            if not own:
                continue
            text = PageText(tuple((line.text, Box(*line.box)) for line in page.lines))
            file_id = await client.upload(page.picture.read_bytes(), page.picture.name)
            for question in own:
                answer = await ask(client, file_id, question)
                judged.append(Judged(question, answer, judge(question, answer, text)))
                progress.advance(task)
    return judged


async def ask(client: FlashWebClient, file_id: str, question: Question) -> Answer:
    """The answer to a question; earlier ones of its conversation are asked before, and answered by the server."""
    messages: list[dict[str, Any]] = []
    answer = Answer("")
    for turn in (*question.history, question.question):
        messages.append({"role": "user", "content": turn} if messages else image_message(turn, [file_id]))
        answer = await _answer(client, messages)
        messages.append({"role": "assistant", "content": answer.text})
    return answer


async def _answer(client: FlashWebClient, messages: list[dict[str, Any]]) -> Answer:
    text, boxes = "", []
    async for delta in client.chat(messages):
        text += delta.text
        boxes += [Box(*annotation.box) for annotation in delta.annotations]
    return Answer(text, tuple(boxes))


def summarise(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """One row a kind, or group of kinds, and language that has questions, ALL for both together."""
    rows = []
    for kind in (*KINDS, *GROUPS):
        for language in (*LANGUAGES, ALL):
            part = [j for j in judged if kind in _groups(j.question) and language in (j.question.language, ALL)]
            if part:
                right = sum(j.fault is None for j in part)
                row = {"kind": kind, "language": language, "questions": len(part), "right": right}
                rows.append(row | {"share": right / len(part), "interval": wilson(right, len(part))})
    return rows


def _groups(question: Question) -> tuple[str, ...]:
    return question.kind, GROUPS[question.is_unanswerable], ALL


def table(rows: Sequence[dict[str, Any]], split: str) -> Table:
    """Right answers of each kind: in Chinese, in English, in both."""
    result = Table(title=f"Right answers, {split} pages: % with 95 % intervals (Wilson), right/questions")
    result.add_column("kind")
    for language in (*LANGUAGES, ALL):
        result.add_column(language, justify="right")
    cells = {(row["kind"], row["language"]): _cell(row) for row in rows}
    for kind in dict.fromkeys(row["kind"] for row in rows):
        result.add_row(kind, *(cells.get((kind, language), "-") for language in (*LANGUAGES, ALL)))
    return result


def _cell(row: dict[str, Any]) -> str:
    low, high = row["interval"]
    return f"{100 * row['share']:.0f} [{100 * low:.0f}, {100 * high:.0f}] {row['right']}/{row['questions']}"


def _print_failures(judged: Sequence[Judged], console: Console) -> None:
    for j in judged:
        if j.fault:
            asked = " | ".join((*j.question.history, j.question.question))
            text = f"{j.question.page} {j.question.kind} {asked!r}: {j.fault}\n    {j.answer.text!r}"
            console.print(text, markup=False, highlight=False, soft_wrap=True)


@click.command()
@click.option("--screens", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("build/screens"))
@click.option("--split", type=click.Choice(SPLITS), default="development")
@click.option("--failures", is_flag=True, help="List the wrong answers; for development pages only.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows here.")
def main(screens: Path, split: str, failures: bool, out: Path | None) -> None:
    """Measure how many questions about text on web pages get a right answer."""
    if failures and split != "development":
        raise click.UsageError("--failures is for development pages: nobody looks at held-out mistakes")
    questions = load(QUESTIONS / f"{split}.jsonl")
    pages = [page for page in load_all(screens) if page.split == split]
    missing = {question.page for question in questions} - {page.name for page in pages}
    if missing:
        raise click.UsageError(f"no {', '.join(sorted(missing))}: python -m tests.pages.render --out {screens}")
    console = Console(width=None if sys.stdout.isatty() else 120)
    with running_server("--no-ui") as server, Progress(console=console, transient=True) as progress:
        judged = asyncio.run(ask_all(server.url, questions, pages, progress))
    rows = summarise(judged)
    console.print(table(rows, split))
    if failures:
        _print_failures(judged, console)
    if out:
        out.write_text(json.dumps({"split": split, "rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
