"""`python -m benchmarks.suites.stages --suite FILE --pages DIR`: how many answers fail at which stage.

DIR is the data set that the suite's pages are of. Of the suites that come with the package nothing but counts is shown;
`--failures` lists those of other suites, question by question. `--keep` saves parsed pictures for the next run.
"""

from __future__ import annotations

import asyncio
import json
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from benchmarks.suites.stages.ladder import Outcome, Stage, asker, stage_of
from benchmarks.suites.stages.programs import rule_of
from benchmarks.suites.stages.screens import Kept, Record
from flashweb.evals.suites import NAMES, Suite, find


def records(folder: Path) -> Iterator[Record]:
    """Every page of a data set that could be built."""
    for path in sorted(folder.glob("*/pages.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "failed" not in record:
                yield record


async def run(suite: Suite, pages: Path, kept: dict[Path, Kept]) -> list[Outcome]:
    """All items of a suite, in order; kept: pictures parsed before, to which it adds."""
    by_index = {record["index"]: record for record in records(pages)}
    outcomes = []
    async with asker() as nano:
        for item in suite.items:
            pictures = suite.pictures(item)
            for picture in pictures:
                if picture not in kept:
                    kept[picture] = await nano.read(picture)
            known = [by_index.get(_index(picture)) for picture in pictures]
            outcomes.append(await stage_of(item, [kept[picture] for picture in pictures], known, nano))
    return outcomes


def _index(picture: Path) -> int:
    """The page that a picture is named after; -1 for another name."""
    return int(picture.stem) if picture.stem.isdecimal() else -1


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line a category, a rule: how many items, and at which stage they fail."""
    for title, key in (
        ("category", lambda one: one.result.item.category),
        ("rule", lambda one: rule_of(one.result.item)),
    ):
        yield f"{title:20}" + "".join(f"{name:>11}" for name in ("items", *Stage))
        for group in sorted({key(one) for one in outcomes}):
            counts = Counter(one.stage for one in outcomes if key(one) == group)
            yield f"{group:20}{counts.total():11}" + "".join(f"{counts[stage] or '':>11}" for stage in Stage)
    counts = Counter(one.stage for one in outcomes)
    yield f"{'all':20}{counts.total():11}" + "".join(f"{counts[stage] or '':>11}" for stage in Stage)


def failure(one: Outcome) -> str:
    """What is needed to see what went wrong."""
    item, program = one.result.item, one.program
    slots = [program.intent, program.role, program.state, program.anchors, program.within, program.field, program.pick]
    told = " ".join(str(slot) for slot in slots if slot)
    last = one.last.reply.answer if one.stage in (Stage.EXECUTION, Stage.WORDING) else ""
    return (
        f"\n{one.stage} {item.id} {item.images[0]} [{told}]\n  {item.question}\n  > {one.result.reply.answer}"
        f"\n  ! {one.result.verdict.reason}\n  ? {last}"
    )


@click.command(help=(__doc__ or "").split("\n\n")[1])
@click.option("--suite", "name", default="dom300", show_default=True)
@click.option("--pages", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("build/held_out"))
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="A file for parsed pictures.")
@click.option("--failures", is_flag=True, help="List wrong answers; refused for the suites that come with the package.")
def main(name: str, pages: Path, keep: Path | None, failures: bool) -> None:
    if failures and name in NAMES:
        raise click.UsageError(f"{name} is a test: of its failures nothing but counts is shown.")
    kept = pickle.loads(keep.read_bytes()) if keep is not None and keep.is_file() else {}
    outcomes = asyncio.run(run(find(name), pages, kept))
    if keep is not None:
        keep.write_bytes(pickle.dumps(kept))
    for line in table(outcomes):
        click.echo(line)
    for one in outcomes if failures else ():
        if one.stage is not Stage.RIGHT:
            click.echo(failure(one))


if __name__ == "__main__":
    main()
