"""Turns the PP-OCRv6 small weights of the PyPI package `rapidocr` into the files that FlashWeb ships.

    python training/ocr/convert.py [--source DIR] [--out DIR]

Needs `openvino`, `nncf`, `onnx`, `rapidocr` and `playwright` with Chromium. Nothing is trained: the graph gets
its pre-processing (uint8 RGB in, whatever the picture library gives), a compact end (probabilities as
uint8; the best class and its probability instead of 18,710 of them a step), and INT8 weights and
activations by post-training quantisation on pages that `pages.py` makes. The overflow fix keeps INT8 sums
right on processors without VNNI.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import shutil
from pathlib import Path

import nncf
import numpy as np
import onnx
import openvino as ov
from nncf.quantization.advanced_parameters import AdvancedQuantizationParameters, OverflowFix
from openvino import opset13 as ops
from openvino.preprocess import ColorFormat, PrePostProcessor
from pages import render
from PIL import Image

from flashweb.perception.detection import Detector, Pixels, plan_tiles, reduced_size
from flashweb.perception.layout import line_boxes
from flashweb.perception.recognition import fitted_line, with_margin

SCALE = 0.75
LINES = 300
MAX_WIDTH = 896
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


def reduced(picture: Path) -> Pixels:
    """A page as the detector sees it, its sides cut to multiples of 32."""
    image = Image.open(picture).convert("RGB")
    image = image.resize(reduced_size(image.size, SCALE), Image.Resampling.BILINEAR)
    return np.asarray(image)[None, : image.height // 32 * 32, : image.width // 32 * 32]


def lines_of(picture: Path, detector: Detector) -> list[Pixels]:
    """The lines of a page as the recogniser sees them."""
    pixels = np.asarray(Image.open(picture).convert("RGB"))
    size = reduced_size((pixels.shape[1], pixels.shape[0]), SCALE)
    levels = np.zeros(size[::-1], np.uint8)
    for tile in plan_tiles(size, 1 << 22):
        detector.search(pixels, tile, levels)
    crops = [with_margin(box) for box in line_boxes(pixels, levels)]
    return [fitted_line(pixels, crop)[None, :, :MAX_WIDTH] for crop in crops]


def quantised(model: ov.Model, samples: list[Pixels], kind: nncf.ModelType | None) -> ov.Model:
    """INT8 where it is safe; the transformer preset keeps the recogniser's attention exact enough."""
    return nncf.quantize(
        model,
        nncf.Dataset(samples),
        preset=nncf.QuantizationPreset.MIXED,
        model_type=kind,
        subset_size=len(samples),
        advanced_parameters=AdvancedQuantizationParameters(overflow_fix=OverflowFix.ENABLE),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, default=None)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--pages", type=Path, default=Path("build/calibration"))
    parser.add_argument("--count", type=int, default=36)
    arguments = parser.parse_args()
    source = arguments.source or default_source()
    arguments.out.mkdir(parents=True, exist_ok=True)
    pages = render(arguments.pages, arguments.count, shutil.which("chromium"))
    exact = detector(source)
    search = Detector(ov.Core().compile_model(exact, "CPU"))
    lines = [line for page in pages for line in lines_of(page, search)]
    lines = lines[:: max(1, len(lines) // LINES)]
    models = {
        "detector": quantised(exact, [reduced(page) for page in pages], None),
        "recogniser": quantised(recogniser(source), lines, nncf.ModelType.TRANSFORMER),
    }
    for name, model in models.items():
        ov.save_model(model, arguments.out / f"{name}.xml", compress_to_fp16=True)
    labels = characters(source)
    (arguments.out / "characters.txt").write_text("\n".join(labels) + "\n", encoding="utf-8")
    record(arguments.out)


def record(folder: Path) -> None:
    """Writes the SHA-256 of every file that the reader loads."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix in {".xml", ".bin", ".txt"}]
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (folder / "SHA256.json").write_text(json.dumps(sums, indent=2) + "\n")
    print(f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB in {folder}")


if __name__ == "__main__":
    main()
