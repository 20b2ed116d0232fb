"""`python -m training.reader.shipped --base DIR --out DIR`: a checkpoint to go on from, made of the weights that ship.

Training on more pages then starts from what was learnt before, also where the old checkpoint is gone. The encoder's
end comes back from INT8 and the rest from 16 bits, so it is what is served, not the very numbers that were trained.
"""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
import openvino as ov
import torch
from tokenizers import Tokenizer
from torch import Tensor

from flashweb.engines.nano.reader.model import ARRAYS, WEIGHTS
from training.reader.encoder import FROZEN, LAYERS
from training.reader.model import Reader

MATRICES = ("qkv", "out", "rise", "fall")
"""Of a layer, in the order in which they are multiplied."""


def upper(path: Path) -> dict[str, Tensor]:
    """The learning layers' tensors by their names in `Reader`, of the network at `path`."""
    constants = {
        op.get_friendly_name(): op.get_data().astype(np.float32)
        for op in ov.Core().read_model(path).get_ordered_ops()
        if op.get_type_name() == "Constant"
    }
    found = {name: value.reshape(-1) for name, value in constants.items() if name.startswith("encoder.layers.")}
    scaled = sorted((name for name in constants if f"{name}/scale" in constants), key=lambda name: int(name[13:]))
    places = [f"encoder.layers.{layer}.{part}.weight" for layer in range(FROZEN, LAYERS) for part in MATRICES]
    for place, name in zip(places, scaled, strict=True):
        found[place] = (constants[name] * constants[f"{name}/scale"]).T
    return {name: torch.from_numpy(value.copy()) for name, value in found.items()}


def restored(base: Path, weights: Path = WEIGHTS) -> Reader:
    """The reader that ships, ready to learn on."""
    model = Reader(Tokenizer.from_file(str(base / "tokenizer.json")).get_vocab_size())
    model.encoder.load_state_dict(torch.load(base / "base.pt", weights_only=True))
    states = upper(weights / "upper.xml")
    for part in ARRAYS:
        with np.load(weights / f"{part}.npz") as arrays:
            states |= {f"{part}.{name}": torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}
    if lacking := {name for name in model.state_dict() if not name.startswith("encoder.")} - set(states):
        raise click.ClickException(f"{weights} does not hold {', '.join(sorted(lacking))}: it is of another reader.")
    model.load_state_dict(states, strict=False)
    return model


@click.command()
@click.option("--base", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(base: Path, out: Path) -> None:
    """Write checkpoint.pt of the shipped weights; `training.reader.train --out` goes on from it."""
    if (out / "checkpoint.pt").exists():
        raise click.ClickException(f"{out / 'checkpoint.pt'} is there already; name another folder with --out.")
    out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {"model": restored(base).state_dict(), "optimiser": None, "step": 0, "seconds": 0.0}, out / "checkpoint.pt"
    )
    click.echo(f"{out / 'checkpoint.pt'} holds the shipped weights")


if __name__ == "__main__":
    main()
