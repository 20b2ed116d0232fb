"""`python -m benchmarks.batching`: what is it worth to look at several pictures in one go?

Milliseconds a picture for the network that finds text and elements, with 1, 2 and 4 pictures of one size in a batch.
`perception.elements.LOOK_BATCH` pictures that wait at the same time share one go.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import click
import numpy as np

from flashweb.perception.models import load_models
from flashweb.perception.settings import PerceptionSettings

SIZE = (608, 960)
BATCHES = (1, 2, 4)


def measured(rounds: int) -> dict[int, float]:
    """Of each batch, the least milliseconds a picture; batches take turns, so that noise meets all of them."""
    request = load_models(PerceptionSettings().threads).detector.create_infer_request()
    pictures = np.random.default_rng(0).integers(0, 255, (max(BATCHES), *SIZE, 3), np.uint8)
    best = dict.fromkeys(BATCHES, float("inf"))
    for _ in range(rounds):
        for batch in BATCHES:
            started = time.perf_counter()
            request.infer([pictures[:batch]])
            best[batch] = min(best[batch], 1000 * (time.perf_counter() - started) / batch)
    return best


@click.command()
@click.option("--rounds", default=8, show_default=True)
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here.")
def main(rounds: int, out: Path | None) -> None:
    """Measure looking at several pictures in one go."""
    best = measured(rounds)
    for batch, each in best.items():
        click.echo(f"{batch} at once: {each:.0f} ms a picture, {each / best[1]:.2f} of one alone")
    if out:
        out.write_text(json.dumps({str(batch): each for batch, each in best.items()}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
