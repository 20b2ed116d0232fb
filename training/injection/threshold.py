"""Choose the detector's threshold on texts that neither train nor measure: `python -m training.injection.threshold`.

Attacks and harmless texts of our own (`development.txt`), and the pages that training kept back. Chosen is the least
threshold at which no more than one in fifty of the harmless texts that are hard on purpose is flagged; pages are
shown for comparison, since their kin are trained on and they promise too much.
"""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from flashweb.guardrails.classifier import WEIGHTS, load_classifier
from flashweb.guardrails.injection import InjectionDetector
from training.injection import corpora
from training.injection.train import written_pages

MAX_FALSE_ALARMS = 0.02
STEPS = [step / 100 for step in range(20, 95)]


def share(scores: list[float], threshold: float) -> float:
    """How many reach the threshold."""
    return sum(score >= threshold for score in scores) / len(scores)


@click.command()
@click.option("--weights", type=click.Path(path_type=Path, exists=True), default=WEIGHTS)
def main(weights: Path) -> None:
    """Print shares by threshold, and the one to set."""
    detector = InjectionDetector(load_classifier(weights), 0.5)
    own = corpora.development()
    attacks, hard = (
        [detector.judge(text.text).score for text in own if text.is_attack is wanted] for wanted in (True, False)
    )
    pages = [detector.judge(text).score for text in dict.fromkeys(written_pages(is_kept_back=True))]
    chosen = next(step for step in STEPS if share(hard, step) <= MAX_FALSE_ALARMS)
    names = (f"attacks ({len(attacks)})", f"hard harmless ({len(hard)})", f"pages ({len(pages)})")
    table = Table("threshold", *names)
    for step in (*STEPS[::5], chosen):
        table.add_row(f"{step:.2f}", *(f"{share(scores, step):.1%}" for scores in (attacks, hard, pages)))
    Console().print(table, f"chosen: {chosen:.2f}")


if __name__ == "__main__":
    main()
