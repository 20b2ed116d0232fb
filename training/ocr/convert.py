"""Turns the PP-OCRv6 small weights of the PyPI package `rapidocr` into the files that FlashWeb ships.

    python training/ocr/convert.py [--source DIR] [--out DIR]

Needs `openvino`, `onnx` and `rapidocr` (see the `bench` group). Nothing is trained: the graph gets
its pre-processing (uint8 RGB in, whatever the picture library gives), a compact end (probabilities as
uint8; the best class and its probability instead of 18,710 of them a step), and 16-bit weights.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from pathlib import Path

import numpy as np
import onnx
import openvino as ov
from openvino import opset13 as ops
from openvino.preprocess import ColorFormat, PrePostProcessor

WEIGHTS = Path(__file__).parents[2] / "src/flashweb/perception/weights"


def default_source() -> Path:
    """Where the installed `rapidocr` keeps its models."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise SystemExit("install `rapidocr` first, or name a folder with --source")
    return Path(spec.origin).parent / "models"


def with_pixels_in(model: ov.Model) -> ov.Model:
    """Takes uint8 RGB pictures (N, H, W, 3); the networks were trained on BGR in -1..1."""
    steps = PrePostProcessor(model)
    source = steps.input()
    source.tensor().set_element_type(ov.Type.u8).set_layout(ov.Layout("NHWC")).set_color_format(ColorFormat.RGB)
    source.model().set_layout(ov.Layout("NCHW"))
    source.preprocess().convert_element_type(ov.Type.f32).convert_color(ColorFormat.BGR).mean(127.5).scale(127.5)
    return steps.build()


def detector(source: Path) -> ov.Model:
    """Pictures (N, H, W, 3), H and W multiples of 32, to text probabilities (N, 1, H, W) as 0..255."""
    model = ov.Core().read_model(source / "PP-OCRv6_det_small.onnx")
    probability = model.output(0).get_node().input_value(0)
    levels = ops.convert(ops.multiply(probability, ops.constant(np.float32(255))), "u8")
    levels.output(0).get_tensor().set_names({"probability"})
    return with_pixels_in(ov.Model([ops.result(levels)], model.get_parameters(), "text_detector"))


def recogniser(source: Path) -> ov.Model:
    """Lines (N, 48, W, 3) to the best class (N, W/8, 1) of each step and its probability (same shape)."""
    model = ov.Core().read_model(source / "PP-OCRv6_rec_small.onnx")
    probabilities = model.output(0).get_node().input_value(0)
    best = ops.topk(probabilities, ops.constant(np.int32(1)), 2, "max", "none", index_element_type="i32")
    results = []
    for index, name in enumerate(("probability", "label")):
        best.output(index).get_tensor().set_names({name})
        results.append(ops.result(best.output(index)))
    return with_pixels_in(ov.Model(results, model.get_parameters(), "text_recogniser"))


def characters(source: Path) -> list[str]:
    """The labels 1.. of the recogniser in order; label 0 is CTC's blank, the last one is the space."""
    model = onnx.load(source / "PP-OCRv6_rec_small.onnx", load_external_data=False)
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    return [*metadata["character"].splitlines(), " "]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, default=None)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    source = arguments.source or default_source()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, model in (("detector", detector(source)), ("recogniser", recogniser(source))):
        ov.save_model(model, arguments.out / f"{name}.xml", compress_to_fp16=True)
    labels = characters(source)
    (arguments.out / "characters.txt").write_text("\n".join(labels) + "\n", encoding="utf-8")
    sums = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(arguments.out.iterdir())
        if path.suffix in {".xml", ".bin", ".txt"}
    }
    (arguments.out / "SHA256.json").write_text(json.dumps(sums, indent=2) + "\n")
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{len(labels)} labels, {size / 1e6:.1f} MB in {arguments.out}")


if __name__ == "__main__":
    main()
