"""`python -m training.elements.evaluate --data DIR --checkpoint DIR`: boxes, roles and states on whole pages.

Without reading any text: the scorer of `benchmarks/seeing` over what the network alone finds. On a training set's own
development pages unless --all is given.
"""

from __future__ import annotations

from pathlib import Path

import click
import torch
from rich.progress import track

from benchmarks.seeing.figures import summarise
from benchmarks.seeing.page import truth_of
from benchmarks.seeing.scoring import score_found
from flashweb.perception.elements import Look, interpret
from flashweb.perception.found import Found
from training.elements.features import Backbone, Features
from training.elements.network import Network
from training.elements.samples import evaluation_pages, pages
from training.elements.train import is_for_training, prepared


def predictor(checkpoint: Path) -> Network:
    """The running average of a training run, ready to predict."""
    network = Network().to(memory_format=torch.channels_last)
    network.load_state_dict(torch.load(checkpoint / "checkpoint.pt", weights_only=True)["average"])
    return network.eval()


@torch.no_grad()
def predict(network: Network, features: Features, size: tuple[int, int], scale: float) -> tuple[Found, ...]:
    """Elements in pixels of the picture. size: of what the network sees, without padding."""
    inputs = {name: torch.from_numpy(part[None]) for name, part in features._asdict().items()}
    things, containers = network(*prepared(inputs))
    maps = [[torch.cat(output, 1).numpy() for output in kind] for kind in (things, containers)]
    text = features.text[0, : size[1], : size[0]]
    return interpret(Look(text, tuple(maps[0]), tuple(maps[1]), (1 / scale, 1 / scale)))


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), multiple=True, required=True)
@click.option("--checkpoint", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--limit", type=int, default=120, show_default=True, help="Pages at most.")
@click.option("--all", "everything", is_flag=True, help="Every page of the data, not its development pages alone.")
def main(data: tuple[Path, ...], checkpoint: Path, limit: int, everything: bool) -> None:
    """Score what the network finds, without reading any text."""
    found = pages(list(data), lambda record: everything or not is_for_training(record))
    network, backbone, counts = predictor(checkpoint), Backbone(), []
    chosen = found[:: max(len(found) // limit, 1)][:limit]
    for record, features, scale in track(evaluation_pages(chosen, backbone), "pages", total=len(chosen)):
        size = (round(record["size"][0] * scale), round(record["size"][1] * scale))
        seen = [
            (each.role, quad(each), each.confidence, each.state) for each in predict(network, features, size, scale)
        ]
        counts.append(score_found(truth_of(record), seen).counts)
    for name, figure in summarise(counts).items():
        click.echo(f"{name:32} {figure} of {figure.of}")


def quad(found: Found) -> tuple[float, float, float, float]:
    """The box as left, top, right, bottom."""
    return found.box.left, found.box.top, found.box.right, found.box.bottom


if __name__ == "__main__":
    main()
