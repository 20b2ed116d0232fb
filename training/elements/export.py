"""`python -m training.elements.export --checkpoint DIR --data DIR`: the trained network as the files that ship.

Checkpoint -> ONNX -> INT8 (post-training, on pages of the training set) -> OpenVINO. The result takes the text
detector's features as inputs; `flashweb.perception.models` joins the two, so that the shared part ships once.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import nncf
import openvino as ov
import torch
from nncf.quantization.advanced_parameters import AdvancedQuantizationParameters, OverflowFix
from rich.progress import track
from torch import Tensor, nn

from flashweb.core.weights import checksum
from flashweb.perception.models import WEIGHTS
from training.elements.evaluate import predictor
from training.elements.features import Backbone, Features
from training.elements.network import FINE, TAPPED, Network
from training.elements.samples import evaluation_pages, pages
from training.elements.train import is_for_training

PAGES = 120
"""Pages that INT8's ranges come from."""
INPUTS = Features._fields
OUTPUTS = ("things8", "things16", "things32", "containers8", "containers16", "containers32")


class Shipped(nn.Module):
    """The network with the server's inputs: uint8 pictures (1, H, W, 3) and text (1, 1, H, W), and one map a level."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor, text: Tensor, *taps: Tensor) -> tuple[Tensor, ...]:
        pixels = image.permute(0, 3, 1, 2).float() / 255
        things, containers = self.network(pixels, text.float() / 255, list(taps))
        return tuple(torch.cat(output, 1) for output in (*things, *containers))


def to_onnx(network: Network, out: Path) -> Path:
    """ONNX with free height and width."""
    sides = {"image": {1: "height", 2: "width"}, "text": {2: "height", 3: "width"}}
    axes = sides | {name: {2: f"height_{name}", 3: f"width_{name}"} for name in (*INPUTS[2:], *OUTPUTS)}
    example = [torch.zeros(1, 64, 64, 3, dtype=torch.uint8), torch.zeros(1, 1, 64, 64, dtype=torch.uint8)]
    example += [
        torch.zeros(1, width, 64 // stride, 64 // stride)
        for width, stride in zip((FINE, *TAPPED), (4, 8, 16, 32), strict=True)
    ]
    path = out / "elements.onnx"
    names = {"input_names": list(INPUTS), "output_names": list(OUTPUTS)}
    torch.onnx.export(Shipped(network), tuple(example), path, **names, dynamic_axes=axes, dynamo=False)
    return path


def to_int8(model: ov.Model, data: list[Path]) -> ov.Model:
    """INT8 weights and activations; the overflow fix keeps sums right on processors without VNNI."""
    found = pages(data, is_for_training)
    chosen = found[:: max(len(found) // PAGES, 1)][:PAGES]
    backbone = Backbone(2)
    inputs = [
        {name: part[None] for name, part in features._asdict().items()}
        for _, features, _ in track(evaluation_pages(chosen, backbone), "pages for INT8", total=len(chosen))
    ]
    advanced = AdvancedQuantizationParameters(overflow_fix=OverflowFix.ENABLE)
    return nncf.quantize(model, nncf.Dataset(inputs), subset_size=PAGES, advanced_parameters=advanced)


@click.command()
@click.option("--checkpoint", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--data", type=click.Path(path_type=Path, exists=True), multiple=True, required=True)
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True)
@click.option("--float", "is_float", is_flag=True, help="Leave it in 32 bits.")
def main(checkpoint: Path, data: tuple[Path, ...], out: Path, is_float: bool) -> None:
    """Write the shipped network and its checksum."""
    model = ov.convert_model(to_onnx(predictor(checkpoint), checkpoint))
    if not is_float:
        model = to_int8(model, list(data))
    ov.save_model(model, out / "elements.xml", compress_to_fp16=True)
    sums = json.loads((out / "SHA256.json").read_text())
    sums |= {name: checksum((out / name).read_bytes()) for name in ("elements.xml", "elements.bin")}
    (out / "SHA256.json").write_text(json.dumps(dict(sorted(sums.items())), indent=2) + "\n")
    size = sum((out / f"elements.{end}").stat().st_size for end in ("xml", "bin"))
    click.echo(f"{size / 1e6:.2f} MB in {out}")


if __name__ == "__main__":
    main()
