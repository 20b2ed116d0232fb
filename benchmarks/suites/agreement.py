"""How often the scorer of `flashweb eval` says what people say: `python -m benchmarks.suites.agreement`.

tests/evals/marked.jsonl holds answers to items of the suites (and of marked_items.jsonl beside it), written and marked
right or wrong by hand before the scorer saw them, in three batches. At first sight both agreed on 112 of 119, 116 of
122 and 108 of 115 answers (94, 95 and 94 %), which is the fair figure for answers to come; the rules were mended after
each.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from flashweb.evals.items import Item, load
from flashweb.evals.scoring import judge
from flashweb.evals.statistics import wilson
from flashweb.evals.suites import NAMES, find
from flashweb.evals.verdict import Verdict

FOLDER = Path(__file__).parents[2] / "tests" / "evals"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer, what a person says of it, and what the scorer says."""

    item: Item
    answer: str
    is_right: bool
    batch: str
    verdict: Verdict

    @property
    def agrees(self) -> bool:
        return self.is_right == self.verdict.is_right


def load_marked(path: Path = FOLDER / "marked.jsonl") -> list[Marked]:
    """Every marked answer, judged."""
    suites = [(name, find(name).items) for name in NAMES]
    own = ("marked", tuple(load(FOLDER / "marked_items.jsonl")))
    items = {f"{name}/{item.id}": item for name, found in (*suites, own) for item in found}
    marked = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        item = items[record["item"]]
        verdict = judge(item, record["answer"])
        marked.append(Marked(item, record["answer"], record["right"], record["batch"], verdict))
    return marked


def table(marked: list[Marked]) -> Table:
    """Agreement by batch, language and kind of truth."""
    groups: dict[str, list[Marked]] = defaultdict(list)
    for one in marked:
        for group in (f"{one.batch} batch", one.item.language, one.item.truth.kind, ALL):
            groups[group].append(one)
    result = Table(title="Scorer and people agree, % with 95 % intervals (Wilson)")
    result.add_column("")
    for name in ("answers", "of them right", "agree", "called right though wrong", "called wrong though right"):
        result.add_column(name, justify="right")
    for name, part in sorted(groups.items(), key=lambda pair: (pair[0] == ALL, pair[0])):
        agreed = sum(one.agrees for one in part)
        low, high = wilson(agreed, len(part))
        share = f"{100 * agreed / len(part):.0f} [{100 * low:.0f}, {100 * high:.0f}]"
        faults = [one for one in part if not one.agrees]
        lenient = sum(one.verdict.is_right for one in faults)
        right = sum(one.is_right for one in part)
        result.add_row(name, *map(str, (len(part), right, share, lenient, len(faults) - lenient)))
    return result


@click.command()
@click.option("--faults", is_flag=True, help="List the answers on which they differ.")
def main(faults: bool) -> None:
    """Compare the scorer with answers marked by hand."""
    marked = load_marked()
    console = Console(width=120)
    console.print(table(marked))
    for one in marked if faults else ():
        if not one.agrees:
            said = f"people: {'right' if one.is_right else 'wrong'}, scorer: {one.verdict.reason or 'right'}"
            console.print(f"{one.item.question} | {one.answer!r} | {said}", markup=False, highlight=False)


if __name__ == "__main__":
    main()
