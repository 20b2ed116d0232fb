"""How often a question becomes the right query program: `python -m benchmarks.understanding [--json OUT] [--failures]`.

The questions of questions/programs.jsonl were written from the list of capabilities, without sight of the grammar
that trains the reader. A label that a question leaves out is not scored. "Everything" is the intent, the slots and the
spans as the reader alone has them. Failures are shown of the development half only, so the other half stays unseen.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from flashweb.engines.nano.program import Intent
from flashweb.engines.nano.reader.model import Heard, ReaderModel
from flashweb.engines.nano.reader.program import mended
from flashweb.engines.nano.understand import understand
from flashweb.evals.statistics import wilson

QUESTIONS = Path(__file__).parent / "questions" / "programs.jsonl"
SLOTS = ("role", "state", "vertical", "horizontal", "colour", "order", "pick")
MEASURES = ("intent_reader", "intent_run", "slots", "everything")
DEVELOPMENT = "development"
SPLITS = (DEVELOPMENT, "held_out")
THREADS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's marks. wanted, reader, run: intents. told: what the reader has for the labels that are given.

    slots: all given slots are right; None where none is given.
    """

    question: str
    language: str
    split: str
    wanted: str
    reader: str
    run: str
    intent_reader: bool
    intent_run: bool
    slots: bool | None
    everything: bool
    told: dict[str, str]
    labels: dict[str, str]


def _plain(text: str) -> str:
    return "".join(text.split())


def _spans(heard: Heard) -> dict[str, str]:
    found: dict[str, str] = {}
    for span in heard.spans:
        found[span.kind] = found.get(span.kind, "") + _plain(heard.question[span.start : span.end])
    return found


def judged(row: dict[str, Any], reader: ReaderModel) -> Outcome:
    """One line of the file, asked of the reader alone and of the program that is run."""
    question, earlier = row["question"], row.get("earlier", [])
    heard = reader.hear(question, earlier[-1] if earlier else "")
    program = mended(understand([*earlier, question]), heard)
    slots = {name: row[name] for name in SLOTS if name in row}
    spans = {name: _plain(text) for name, text in row.get("spans", {}).items()}
    told_slots = {name: heard.slots[name][0] for name in slots}
    found = _spans(heard)
    told_spans = {name: found.get(name, "") for name in spans}
    intent = heard.slots["intent"][0]
    run = Intent.OPEN if program.intent is Intent.VALUE else program.intent
    return Outcome(
        question=question,
        language=row["language"],
        split=row["split"],
        wanted=row["intent"],
        reader=intent,
        run=run.value,
        intent_reader=intent == row["intent"],
        intent_run=run.value == row["intent"],
        slots=told_slots == slots if slots else None,
        everything=intent == row["intent"] and told_slots == slots and told_spans == spans,
        told=told_slots | told_spans,
        labels=slots | spans,
    )


def share(marks: Sequence[bool]) -> dict[str, float]:
    """Right, total, their share and its 95 % interval."""
    right, total = sum(marks), len(marks)
    low, high = wilson(right, total)
    return {"right": right, "total": total, "share": right / total if total else 0.0, "low": low, "high": high}


def summary(outcomes: Sequence[Outcome]) -> dict[str, dict[str, dict[str, float]]]:
    """Shares by "language split" and measure."""
    shares: dict[str, dict[str, dict[str, float]]] = {}
    for language in ("zh", "en"):
        for split in (*SPLITS, "all"):
            part = [one for one in outcomes if one.language == language and split in (one.split, "all")]
            marks = {name: [getattr(one, name) for one in part] for name in MEASURES}
            shares[f"{language} {split}"] = {
                name: share([mark for mark in given if mark is not None]) for name, given in marks.items()
            }
    return shares


def confusions(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    """By language: how often an intent was taken for another, by the reader and as run; most frequent first."""
    listed: dict[str, dict[str, int]] = {}
    for language in ("zh", "en"):
        counts: Counter[str] = Counter()
        for one in outcomes:
            for who, told in (("reader", one.reader), ("run", one.run)):
                if one.language == language and told != one.wanted:
                    counts[f"{who}: {one.wanted} -> {told}"] += 1
        listed[language] = dict(counts.most_common())
    return listed


def _show(console: Console, outcomes: Sequence[Outcome], failures: bool) -> None:
    for name, measures in summary(outcomes).items():
        console.print(name)
        for measure, is_right in measures.items():
            interval = f"{is_right['low']:.1%} to {is_right['high']:.1%}"
            amount = f"{is_right['right']}/{is_right['total']}"
            console.print(f"  {measure:14} {is_right['share']:6.1%} ({interval}) {amount}")
    for language, counts in confusions(outcomes).items():
        console.print(f"{language} confusions")
        for pair, count in counts.items():
            console.print(f"  {count:3} {pair}")
    for one in outcomes:
        if failures and one.split == DEVELOPMENT and not (one.everything and one.intent_run):
            line = f"{one.question!r} {one.wanted} {one.labels}; reader {one.reader} {one.told}; run {one.run}"
            console.print(line, markup=False)


@click.command()
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the figures here.")
@click.option("--failures", is_flag=True, help="Show what went wrong in the development half.")
def main(out: Path | None, failures: bool) -> None:
    """Ask every question and print the shares."""
    reader = ReaderModel.load(THREADS)
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    outcomes = [judged(row, reader) for row in rows]
    _show(Console(highlight=False, soft_wrap=True), outcomes, failures)
    if out:
        wrong = [asdict(one) for one in outcomes if one.split == DEVELOPMENT and not one.everything]
        figures = {"shares": summary(outcomes), "confusions": confusions(outcomes), "failures": wrong}
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
