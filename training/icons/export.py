"""`python -m training.icons.export DIR`: the trained network to OpenVINO, its labels, threshold and checksums.

DIR is training's folder. The threshold is the lowest at which 95 % of what is named is right on the validation
families' drawings and page icons, what has no function among them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import click
import numpy as np
import openvino as ov
import torch
from torch import Tensor, nn

from flashweb.perception.icons import SIDE
from flashweb.perception.models import WEIGHTS
from training.icons.evaluate import Examples, examples, load, rightness, scores_of
from training.icons.network import IconNetwork
from training.screens.icons import functions

PRECISION = 0.95


class _Served(nn.Module):
    """Bytes in, probabilities out."""

    def __init__(self, network: IconNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, seen: Tensor) -> Tensor:
        return torch.softmax(self.network(seen.unsqueeze(1).float() / 255), 1)


def write_network(checkpoint: Path, folder: Path) -> None:
    """icons.xml and icons.bin, weights in 16 bits."""
    network = IconNetwork()
    network.load_state_dict(torch.load(checkpoint)["average"])
    served = _Served(network).eval()
    model = ov.convert_model(served, example_input=torch.zeros(2, SIDE, SIDE, dtype=torch.uint8))
    model.reshape([-1, SIDE, SIDE])
    ov.save_model(model, folder / "icons.xml", compress_to_fp16=True)


def write_labels(folder: Path, sure_enough: float) -> None:
    """icons.json."""
    rows = [{"name": f.name, "zh": f.zh, "en": f.en} for f in functions().values()]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    text = f'{{\n"sure_enough": {sure_enough},\n"functions": [\n{lines}\n]\n}}\n'
    (folder / "icons.json").write_text(text, encoding="utf-8")


def threshold(scores: np.ndarray, measured: Examples) -> float:
    """The lowest confidence that keeps PRECISION."""
    right, sure = rightness(tuple(functions()), scores, measured), scores[:, :-1].max(1)
    for level in np.arange(0.2, 0.99, 0.01):
        if right[sure >= level].mean() >= PRECISION:
            return round(float(level), 2)
    return 0.99


def record_sums(folder: Path) -> None:
    """The checksums of the three files among the others."""
    path = folder / "SHA256.json"
    sums = json.loads(path.read_text()) if path.exists() else {}
    for name in ("icons.xml", "icons.bin", "icons.json"):
        sums[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    path.write_text(json.dumps(dict(sorted(sums.items())), indent=2) + "\n")


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--to", "folder", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True)
def main(data: Path, folder: Path) -> None:
    """Write the weights that flashweb ships."""
    folder.mkdir(parents=True, exist_ok=True)
    write_network(data / "checkpoint.pt", folder)
    write_labels(folder, 0.0)
    classifier, _ = load(folder)
    pages = data / "pages_validation.npz"
    sets = [found for _, found in examples(data, "validation", pages if pages.exists() else None)]
    measured = Examples(
        np.concatenate([found.inks for found in sets]),
        [functions for found in sets for functions in found.functions],
        [family for found in sets for family in found.families],
    )
    sure_enough = threshold(scores_of(classifier, measured.inks), measured)
    write_labels(folder, sure_enough)
    record_sums(folder)
    click.echo(f"named from confidence {sure_enough} on; {(folder / 'icons.bin').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
