"""Choose the detector's threshold on texts that neither train nor measure: `python -m training.injection.threshold`.

Attacks and harmless texts of our own (`development.txt`), attacks that others wrote, and the pages and prose that
training kept back. Chosen is the least threshold at which no more than one in a hundred of the harmless texts that
are hard on purpose is flagged, and no more than one in two hundred of each kind of pages and prose.
"""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from flashweb.guardrails.classifier import WEIGHTS, load_classifier
from flashweb.guardrails.injection import InjectionDetector
from training.injection import corpora
from training.injection.natural import prose
from training.injection.train import written_pages

MAX_HARD = 0.01
MAX_PLAIN = 0.005
STEPS = [step / 100 for step in range(20, 95)]


def share(scores: list[float], threshold: float) -> float:
    """How many reach the threshold."""
    return sum(score >= threshold for score in scores) / len(scores)


@click.command()
@click.option("--corpora", "folder", type=click.Path(path_type=Path), default=Path("build/injection"))
@click.option("--weights", type=click.Path(path_type=Path, exists=True), default=WEIGHTS)
def main(folder: Path, weights: Path) -> None:
    """Print shares by threshold, and the one to set."""
    detector = InjectionDetector(load_classifier(weights), 0.5)
    own = corpora.development()
    texts = {
        "own attacks": [text.text for text in own if text.is_attack],
        "others' attacks": corpora.development_attacks(folder),
        "hard harmless": [text.text for text in own if not text.is_attack],
        "pages": list(dict.fromkeys(written_pages(is_kept_back=True))),
        **prose(folder, is_kept_back=True),
    }
    scores = {name: [detector.judge(text).score for text in found] for name, found in texts.items()}
    limits = {name: MAX_HARD if name == "hard harmless" else MAX_PLAIN for name in list(texts)[2:]}
    chosen = next(step for step in STEPS if all(share(scores[name], step) <= limit for name, limit in limits.items()))
    table = Table("threshold", *(f"{name} ({len(found)})" for name, found in texts.items()))
    for step in (*STEPS[::5], chosen):
        table.add_row(f"{step:.2f}", *(f"{share(found, step):.1%}" for found in scores.values()))
    Console(width=160).print(table, f"chosen: {chosen:.2f}")


if __name__ == "__main__":
    main()
