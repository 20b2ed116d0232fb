"""`python -m training.reader.export --checkpoint DIR --base DIR`: the trained reader as the files that ship.

Checkpoint -> ONNX -> INT8 weights -> OpenVINO. The pieces' vectors ship beside the networks, a byte a number and
a scale a piece, so that a server maps them into memory and touches only those it needs.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import click
import nncf
import numpy as np
import openvino as ov
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from flashweb.core.weights import checksum
from flashweb.engines.nano.reader.model import ARRAYS, FILES, WEIGHTS
from flashweb.language import encoder as language
from training.reader.encoder import FROZEN, HEADS, WIDTH, Encoder
from training.reader.grammar.labels import INTENTS, SLOTS, SPANS
from training.reader.model import Reader


class Lower(nn.Module):
    """Sums of piece and place vectors (N, T, 384), and a bias on attention (N, 1, 1, T) -> states (N, T, 384)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.encoder.norm(x)
        for layer in self.encoder.layers[:FROZEN]:
            x = layer(x, bias)
        return torch.as_tensor(x)


class Upper(nn.Module):
    """States (N, T, 384) and a bias (N, 1 or heads, 1 or T, T) -> states (N, T, 384)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        return self.encoder.upper(x, bias)


Tensors = dict[str, Tensor]


def converted(network: nn.Module, example: Tensors, outputs: list[str], free: dict[str, str], at: Path) -> ov.Model:
    """Torch -> ONNX -> OpenVINO with INT8 weights. free: names of the axes that vary, by input ("n t -")."""
    axes = {
        name: {place: axis for place, axis in enumerate(letters.split()) if axis != "-"}
        for name, letters in free.items()
    }
    torch.onnx.export(
        network.eval(), tuple(example.values()), at, input_names=list(example), output_names=outputs,
        dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip
    return nncf.compress_weights(ov.Core().read_model(at), mode=nncf.CompressWeightsMode.INT8_SYM)


def networks(model: Reader, folder: Path) -> dict[str, ov.Model]:
    """Both parts of the encoder by the names of their files."""
    example = {"x": torch.randn(2, 7, WIDTH), "bias": torch.zeros(2, 1, 1, 7)}
    free = {"x": "n t -", "bias": "n - - t", "states": "n t -"}
    lower = converted(Lower(model.encoder), example, ["states"], free, folder / "lower.onnx")
    example = {"x": torch.randn(2, 7, WIDTH), "bias": torch.zeros(2, HEADS, 7, 7)}
    free = {"x": "n t -", "bias": "n h s t", "states": "n t -"}
    upper = converted(Upper(model.encoder), example, ["states"], free, folder / "upper.onnx")
    return {"lower": lower, "upper": upper}


def write_arrays(model: Reader, out: Path) -> None:
    """What is not the encoder, in 16 bits."""
    for name in ARRAYS:
        states = getattr(model, name).state_dict()
        np.savez(out / f"{name}.npz", **{key: value.numpy().astype(np.float16) for key, value in states.items()})


def write_words(model: Reader, out: Path) -> None:
    """Piece vectors as int8 with a scale each, and the places' vectors in 16 bits."""
    words = model.encoder.words.weight.detach().numpy()
    scale = np.abs(words).max(axis=1, keepdims=True) / 127 + 1e-12
    np.save(out / "words.npy", np.round(words / scale).astype(np.int8))
    np.savez(
        out / "scales.npz", scales=scale[:, 0].astype(np.float32),
        places=model.encoder.positions.detach().numpy()[:128].astype(np.float16),
    )  # fmt: skip


def record(folder: Path, files: tuple[str, ...]) -> None:
    """Write the checksums by which a server knows the files, and say their size."""
    sums = {name: checksum((folder / name).read_bytes()) for name in files}
    (folder / "SHA256.json").write_text(json.dumps(sums, indent=2) + "\n")
    click.echo(f"{sum((folder / name).stat().st_size for name in files) / 1e6:.1f} MB in {folder}")


@click.command()
@click.option("--checkpoint", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--base", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True)
@click.option("--encoder-out", type=click.Path(path_type=Path), default=language.WEIGHTS, show_default=True)
def main(checkpoint: Path, base: Path, out: Path, encoder_out: Path) -> None:
    """Write the shipped reader, and the layers below it, which training leaves as they are."""
    for folder in (out, encoder_out):
        folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    model = Reader(tokenizer.get_vocab_size())
    model.load_state_dict(torch.load(checkpoint / "checkpoint.pt", weights_only=True)["model"])
    for name, network in networks(model, checkpoint).items():
        ov.save_model(network, (encoder_out if name == "lower" else out) / f"{name}.xml", compress_to_fp16=True)
    write_words(model, encoder_out)
    (encoder_out / "tokenizer.json.gz").write_bytes(gzip.compress((base / "tokenizer.json").read_bytes(), mtime=0))
    write_arrays(model, out)
    labels = {"slots": {"intent": list(INTENTS), **{n: ["", *v] for n, v in SLOTS.items()}, "leans": ["", "yes"]}}
    (out / "labels.json").write_text(json.dumps({**labels, "spans": list(SPANS)}, indent=1) + "\n")
    record(out, FILES)
    record(encoder_out, language.FILES)


if __name__ == "__main__":
    main()
