"""`flashweb bench`: the load generator's command line."""

from __future__ import annotations

import asyncio
import json
import secrets
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flashweb.bench.html import to_html
from flashweb.bench.load import Ask
from flashweb.bench.metrics import Slo
from flashweb.bench.report import to_json, to_table
from flashweb.bench.runner import Plan, Result, Target, run
from flashweb.bench.workload import Workload, load_pictures
from flashweb.core.errors import ConfigurationError

QUESTION = "这个页面的主要内容是什么?"
MIN_WIDTH = 110
_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
_POSITIVE = click.IntRange(min=1)


def _levels(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        levels = tuple(int(part) for part in value.split(","))
    except ValueError:
        levels = ()
    if not levels or not all(1 <= level <= 1024 for level in levels):
        raise click.BadParameter("give whole numbers from 1 to 1024 with commas between, such as 1,4,8,12")
    return levels


def _slo(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Slo | None:
    if value is None:
        return None
    try:
        limits = {name: float(limit) / 1000 for name, limit in (part.split(":") for part in value.split(","))}
        return Slo(**limits)
    except (ValueError, TypeError):
        raise click.BadParameter("give limits in ms, such as ttft:200,e2el:1200 (ttft, tpot, e2el)") from None


@click.command("bench")
@click.option("--url", required=True, help="Base URL of an OpenAI-compatible server, with or without /v1.")
@click.option("--compare", help="A second server; both take turns in one run and the ratio is printed.")
@click.option("--images", type=click.Path(path_type=Path), required=True, help="Folder of screenshots.")
@click.option("--question", default=QUESTION, show_default=True)
@click.option("--concurrency", default="1,4,8,12", show_default=True, callback=_levels, help="Requests in flight.")
@click.option("--requests", type=_POSITIVE, help="For each level and server; else 40, or 4 for each in flight.")
@click.option("--warmup", type=click.IntRange(min=0), default=2, show_default=True, help="Uncounted requests first.")
@click.option(
    "--new-images/--repeat-images", default=True, show_default=True, help="Every request a picture never seen."
)
@click.option("--upload", is_flag=True, help="Upload the picture, think, then ask about its id.")
@click.option("--think", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds, with --upload.")
@click.option("--model", help="Else the first that the server offers.")
@click.option("--compare-model", help="The same for the second server.")
@click.option("--api-key", help="Sent to --url only.")
@click.option("--compare-api-key", help="Sent to --compare only.")
@click.option("--max-tokens", type=_POSITIVE)
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds a request may take."
)
@click.option("--goodput", callback=_slo, help="Limits in ms, such as ttft:200,e2el:1200.")
@click.option("--pid", type=_POSITIVE, help="The server's process, when it cannot be found by its port.")
@click.option("--compare-pid", type=_POSITIVE, help="The same for the second server.")
@click.option("--seed", type=click.IntRange(min=0), help="Of the pictures' order and changes; else a new one each run.")
@click.option("--json", "json_path", type=_FILE, help="Write every figure as JSON.")
@click.option("--html", "html_path", type=_FILE, help="Write a report with plots, one file.")
def command(**options: Any) -> None:
    """Measure TTFT, ITL, TPOT, E2EL, QPS, errors and memory of a server under load.

    Exits with 1 when a request failed; an honest 429 or 503 counts as shed, not as failed.
    """
    plan = _plan(options)
    workload = _workload(options)
    result = asyncio.run(_run(plan, workload))
    Console(width=max(MIN_WIDTH, Console().width)).print(to_table(result))
    if options["json_path"] or options["html_path"]:
        pictures = {"is_new_images": workload.is_new, "num_pictures": len(workload.pictures), "seed": workload.seed}
        figures = to_json(plan, result, pictures)
        if options["json_path"]:
            options["json_path"].write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
        if options["html_path"]:
            options["html_path"].write_text(to_html(figures, result), "utf-8")
    if any(summary.num_failed for level in result.levels for summary in level.summaries):
        raise click.exceptions.Exit(1)


def _plan(options: dict[str, Any]) -> Plan:
    targets = [Target(options["url"], options["model"], options["api_key"], options["pid"])]
    if options["compare"]:
        others = (options[f"compare_{name}"] for name in ("model", "api_key", "pid"))
        targets.append(Target(options["compare"], *others))
    ask = Ask(options["question"], options["max_tokens"], options["upload"], options["think"])
    for url in (target.url for target in targets):
        if not url.startswith(("http://", "https://")):
            raise ConfigurationError(f"{url} is not a URL; write it as http://127.0.0.1:7860.", param="url")
    return Plan(
        tuple(targets),
        ask,
        levels=options["concurrency"],
        requests=options["requests"],
        warmup=options["warmup"],
        timeout=options["timeout"],
        slo=options["goodput"],
    )


def _workload(options: dict[str, Any]) -> Workload:
    seed = options["seed"] if options["seed"] is not None else secrets.randbelow(2**31)
    return Workload(load_pictures(options["images"], seed), is_new=options["new_images"], seed=seed)


async def _run(plan: Plan, workload: Workload) -> Result:
    """The run with a progress bar on stderr, so that stdout stays a report."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("connecting", total=None)

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        return await run(plan, workload, show)
