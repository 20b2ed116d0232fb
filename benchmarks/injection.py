"""How well injections in text are found: `python -m benchmarks.injection --corpora build/injection`.

Corpora that the classifier was not trained on, whole, by name, and our own Chinese texts; recall for attacks, false
alarms for harmless texts, with 95 % Wilson intervals.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from flashweb.evals.statistics import wilson
from flashweb.guardrails.classifier import load_classifier
from flashweb.guardrails.injection import InjectionDetector
from flashweb.guardrails.settings import GuardrailSettings
from training.injection.corpora import Text, held_out, own


def measure(texts: list[Text]) -> dict[str, Any]:
    """Shares found, by corpus and over all."""
    detector = InjectionDetector(load_classifier(), GuardrailSettings().threshold)
    found: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    started = time.process_time()
    for text in texts:
        verdict = detector.is_injection(text.text)
        found[text.corpus, text.is_attack].append(verdict)
        if text.corpus != "own zh":
            found["all held-out corpora", text.is_attack].append(verdict)
    seconds = time.process_time() - started
    rows = []
    for (corpus, is_attack), verdicts in sorted(found.items()):
        low, high = wilson(sum(verdicts), len(verdicts))
        rows.append(
            {
                "corpus": corpus,
                "kind": "attacks found" if is_attack else "false alarms",
                "texts": len(verdicts),
                "share": round(sum(verdicts) / len(verdicts), 4),
                "interval": [round(low, 4), round(high, 4)],
            }
        )
    return {"rows": rows, "cpu_ms_a_text": round(seconds / len(texts) * 1000, 3)}


@click.command()
@click.option("--corpora", type=click.Path(path_type=Path), default=Path("build/injection"))
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(corpora: Path, json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    result = measure(held_out(corpora) + own())
    table = Table("corpus", "", "texts", "share", "95 %")
    for row in result["rows"]:
        interval = " - ".join(f"{edge:.1%}" for edge in row["interval"])
        table.add_row(row["corpus"], row["kind"], str(row["texts"]), f"{row['share']:.1%}", interval)
    Console().print(table, f"{result['cpu_ms_a_text']} ms of CPU a text")
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
