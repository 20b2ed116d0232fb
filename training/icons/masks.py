"""`python -m training.icons.masks --out DIR`: every drawing once, as a 64x64 mask of its ink.

OUT/SPLIT.npz: `masks` uint8 (N, 64, 64), 255 where it is painted; OUT/SPLIT.jsonl: family, stem and functions of each.
resvg paints some thousand drawings a minute, which Chromium does not, and as exactly.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import click
import numpy as np
import resvg_py
from PIL import Image
from rich.progress import track

from training.icons.drawings import SPLITS, Drawing, labelled
from training.screens.kits import DEFAULT_FOLDER

SIDE = 64
EXTRA_FOLDER = Path("build/icons")


def install(folder: Path) -> None:
    """Fetches the further families with npm, 45 MB."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(__file__).parent / "package.json", folder)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=folder, check=True)


def mask(svg: str) -> np.ndarray:
    """(64, 64) uint8; empty where resvg cannot read the drawing."""
    try:
        painted = resvg_py.svg_to_bytes(svg_string=svg, width=SIDE, height=SIDE, skip_system_fonts=True)
    except ValueError:
        return np.zeros((SIDE, SIDE), np.uint8)
    canvas = Image.new("RGBA", (SIDE, SIDE), "white")
    picture = Image.open(io.BytesIO(bytes(painted))).convert("RGBA")
    canvas.alpha_composite(picture, ((SIDE - picture.width) // 2, (SIDE - picture.height) // 2))
    return 255 - np.asarray(canvas.convert("L"))


def resolved(drawing: Drawing, painted: np.ndarray) -> tuple[str, ...]:
    """Names do not tell an outlined star from a filled one; its middle does."""
    if {"star", "star-filled"} <= set(drawing.functions):
        return ("star-filled",) if painted[SIDE // 2, SIDE // 2] > 128 else ("star",)
    return drawing.functions


def keep(out: Path, split: str, drawings: list[Drawing]) -> None:
    """Paints them and writes those that show something."""
    masks = []
    with (out / f"{split}.jsonl").open("w", encoding="utf-8") as labels:
        for drawing in track(drawings, split):
            painted = mask(drawing.svg)
            if (painted > 128).sum() >= 12:
                masks.append(painted)
                functions = resolved(drawing, painted)
                labels.write(json.dumps([drawing.family, drawing.stem, functions]) + "\n")
    np.savez_compressed(out / f"{split}.npz", masks=np.stack(masks))


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--kits", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True)
@click.option("--extra", type=click.Path(path_type=Path), default=EXTRA_FOLDER, show_default=True)
def main(out: Path, kits: Path, extra: Path) -> None:
    """Paint the icon families that the classifier learns from and is measured on."""
    if not (extra / "node_modules").exists():
        install(extra)
    out.mkdir(parents=True, exist_ok=True)
    for split in SPLITS:
        drawings = labelled((kits, extra), split)
        keep(out, split, drawings)
        click.echo(f"{split}: {len(drawings)} drawings, {sum(not d.functions for d in drawings)} without a function")


if __name__ == "__main__":
    main()
