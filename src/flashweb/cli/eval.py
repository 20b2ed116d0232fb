"""`flashweb eval`: how well a server answers, suite by suite."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flashweb.cli.own_server import own_server
from flashweb.core.errors import ConfigurationError
from flashweb.evals.asking import Reply, Server, Task, ask_all, find_model
from flashweb.evals.bleu import require_sacrebleu
from flashweb.evals.comparison import compare, comparison_table, load_results
from flashweb.evals.exchange import export
from flashweb.evals.html import comparison_html, report_html
from flashweb.evals.run import Result, Run, head_of, judged, known_model
from flashweb.evals.suites import NAMES, Suite, find
from flashweb.evals.summary import notes, summarise, table

MIN_WIDTH = 120
OWN = "flashweb serve"
_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("eval")
@click.option("--url", help="Base URL of an OpenAI-compatible server; else a server of our own is started.")
@click.option(
    "--suite", "suites", multiple=True, help=f"{', '.join(NAMES)}, or a .jsonl or .tsv file; may be repeated. [all]"
)
@click.option("--out", type=_FOLDER, help="Folder for the report; a stopped run goes on in it.")
@click.option("--model", help="Else the first that the server offers.")
@click.option("--api-key", help="Sent to the server, kept nowhere.")
@click.option("--concurrency", type=click.IntRange(1, 64), default=1, show_default=True, help="Questions in flight.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds an answer.")
@click.option("--max-tokens", type=click.IntRange(min=1))
@click.option("--export", type=_FILE, help="Write one suite for evalscope's general_vqa (.jsonl, .tsv); asks nobody.")
@click.option("--compare", "runs", type=(_FOLDER, _FOLDER), help="Two finished runs, side by side; asks nobody.")
def command(**options: Any) -> None:
    """Measure how well a server answers questions about screenshots.

    Writes results.jsonl, summary.json and report.html to --out. What fails or times out counts as wrong.
    """
    console = Console(width=max(MIN_WIDTH, Console().width))
    if options["runs"]:
        _compare(options["runs"], options["out"], console)
        return
    if options["export"]:
        _export(options["suites"], options["export"])
        return
    if options["out"] is None:
        raise click.UsageError("Missing option '--out': a folder for the report.")
    require_sacrebleu()
    suites = tuple(find(name) for name in dict.fromkeys(options["suites"] or NAMES))
    head, results = asyncio.run(_run(options, suites))
    summary = summarise(head, results)
    out: Path = options["out"]
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    report_html(out, summary, results, {suite.name: suite for suite in suites})
    console.print(table(summary))
    for line in notes(summary):
        console.print(line, markup=False, highlight=False)
    console.print(f"Report: {out / 'report.html'}", markup=False, highlight=False)


async def _run(options: dict[str, Any], suites: tuple[Suite, ...]) -> tuple[dict[str, Any], list[Result]]:
    """Asks what is not answered yet, then judges everything."""
    tasks = [Task(item, suite.pictures(item)) for suite in suites for item in suite.items]
    url = options["url"] or OWN
    if options["url"] and not url.startswith(("http://", "https://")):
        raise ConfigurationError(f"{url} is no URL; write it as http://127.0.0.1:7860.", param="url")
    server = Server(url, *(options[name] for name in ("model", "api_key", "timeout", "max_tokens")))
    async with AsyncExitStack() as stack:
        model = _finished(options, url, suites, tasks)
        if model is None:
            if options["url"] is None:
                server = replace(server, url=await stack.enter_async_context(own_server()))
            model = await find_model(server)
        head = head_of(url, model, suites)
        run = Run(options["out"], head)
        replies = run.done()
        todo = [task for task in tasks if _key(task) not in replies]
        await _ask(server, model, todo, options["concurrency"], run, replies)
    results = [judged(task.item, replies[_key(task)]) for task in tasks]
    run.finish(results)
    return head, results


def _finished(options: dict[str, Any], url: str, suites: tuple[Suite, ...], tasks: list[Task]) -> str | None:
    """The model of a run in this folder that has nothing left to ask: its answers are only judged anew."""
    model = known_model(options["out"], url, suites)
    if model is None or options["model"] not in (None, model):
        return None
    replies = Run(options["out"], head_of(url, model, suites)).done()
    return model if all(_key(task) in replies for task in tasks) else None


def _key(task: Task) -> str:
    return f"{task.item.suite}/{task.item.id}"


async def _ask(
    server: Server, model: str, todo: list[Task], concurrency: int, run: Run, replies: dict[str, Reply]
) -> None:
    """With a bar on stderr."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        shown = bar.add_task("asking", total=len(todo))

        def keep(task: Task, reply: Reply) -> None:
            run.add(task, reply)
            replies[_key(task)] = reply
            bar.advance(shown)

        await ask_all(server, model, todo, concurrency, keep)


def _export(names: tuple[str, ...], path: Path) -> None:
    if len(names) != 1 or path.suffix not in {".jsonl", ".tsv"}:
        raise click.UsageError(
            "Export one suite to a .jsonl or .tsv file: flashweb eval --suite web50 --export a.jsonl"
        )
    suite = find(names[0])
    export(suite.items, suite.folder, path)
    click.echo(f"{len(suite.items)} items of {suite.name} are in {path}")


def _compare(runs: tuple[Path, Path], out: Path | None, console: Console) -> None:
    comparison = compare(*map(load_results, runs))
    console.print(comparison_table(comparison))
    console.print(f"A: {runs[0]}; B: {runs[1]}; {len(comparison.flips)} items flipped", markup=False, highlight=False)
    if comparison.only_first or comparison.only_second:
        console.print(f"Left out, in one run only: {comparison.only_first} of A, {comparison.only_second} of B")
    if out:
        out.mkdir(parents=True, exist_ok=True)
        path = out / "compare.html"
        path.write_text(comparison_html(comparison, runs), encoding="utf-8")
        console.print(f"Report: {path}", markup=False, highlight=False)
