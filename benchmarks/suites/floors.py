"""The least that nano must score on a fixed part of each suite (tests/evals/test_floors.py).

`python -m benchmarks.suites.floors` starts the server as a user does, asks it the part, and writes what was measured,
less some slack, to tests/evals/floors.json. The suites are a test: nothing but shares is shown.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.server import running_server
from flashweb.evals.asking import Reply, Server, Task, ask_all
from flashweb.evals.items import Unanswerable
from flashweb.evals.run import Result, judged
from flashweb.evals.suites import find

FLOORS = Path("tests/evals/floors.json")
EVERY = {"web50": 1, "dom300": 3, "unanswerable": 2}
"""Of how many pictures the questions of one are asked: reading pictures is what takes the time."""
SLACK_ITEMS, SLACK = 1, 0.04
"""Below what was measured, whichever is more: other processors round otherwise."""
TIMEOUT = 60.0


def part() -> list[Task]:
    """Which items are asked."""
    tasks = []
    for name, every in EVERY.items():
        suite = find(name)
        pictures = list(dict.fromkeys(item.images[0] for item in suite.items))
        chosen = set(pictures[::every])
        tasks += [Task(item, suite.pictures(item)) for item in suite.items if item.images[0] in chosen]
    return tasks


async def measure(url: str) -> list[Result]:
    """Every item of the part, asked and judged."""
    tasks, replies = part(), dict[str, Reply]()

    def keep(task: Task, reply: Reply) -> None:
        replies[f"{task.item.suite}/{task.item.id}"] = reply

    await ask_all(Server(url, timeout=TIMEOUT), "nano", tasks, 2, keep)
    return [judged(task.item, replies[f"{task.item.suite}/{task.item.id}"]) for task in tasks]


def counts(results: Sequence[Result]) -> dict[str, tuple[int, int]]:
    """Good ones and all, for each suite's categories, for boxes, and for questions not refused though answerable."""
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in results:
        pairs[f"{one.item.suite}/{one.item.category}"].append((one.verdict.is_right, 1))
        if one.pointing is not None:
            pairs["boxes/pointed at"].append((one.pointing.hit, one.pointing.wanted))
        if not isinstance(one.item.truth, Unanswerable):
            pairs["answerable/not refused"].append((not one.is_refused, 1))
        pairs["all/replied"].append((not one.reply.error, 1))
    return {name: (sum(good for good, _ in each), sum(total for _, total in each)) for name, each in pairs.items()}


def floor(good: int, total: int) -> float:
    """A share a little below."""
    return max(0, math.floor((good - max(SLACK_ITEMS, SLACK * total)) / total * 1000) / 1000)


@click.command(help=__doc__)
@click.option("--write/--no-write", default=True, show_default=True, help="Or only print what was measured.")
def main(write: bool) -> None:
    with running_server("--no-ui") as server:
        measured = counts(asyncio.run(measure(server.url)))
    least = {name: floor(good, total) for name, (good, total) in sorted(measured.items())}
    least["all/replied"] = 1.0
    for name, (good, total) in sorted(measured.items()):
        click.echo(f"{name:24} {good:4} of {total:4} {good / total:6.1%}   floor {least[name]:.3f}")
    if write:
        FLOORS.write_text(json.dumps(least, indent=1) + "\n", encoding="utf-8")
        click.echo(f"written to {FLOORS}")


if __name__ == "__main__":
    main()
