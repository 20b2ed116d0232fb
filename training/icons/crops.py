"""`python -m training.icons.crops --data PAGES --out FILE`: icons and other things as they appear in rendered pages.

FILE.npz: `inks` uint8 (N, 40, 40), what the network sees; `functions`, names, empty where it must abstain; `families`.
Pages draw a function that their family lacks with another family: those icons are left out. What has no function:
text, boxes of checks and switches, avatars and pictures, and patches of anything; small pictures without a function
may be a kit's own arrows and are left out.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image
from rich.progress import track

from flashweb.core.screen import Box
from flashweb.perception.icons import Pixels, inks
from training.icons.drawings import SPLITS
from training.screens.icons import family
from training.screens.kits import DEFAULT_FOLDER

NOTHING_OF_PAGE = 6
Crop = tuple[Box, str]


def _pages(data: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for shard in sorted(data.glob("*/pages.jsonl")):
        for line in shard.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            if "elements" in page:
                yield shard.parent / page["picture"], page


def _jittered(box: Box, rng: random.Random) -> Box:
    """As a detector would give it."""
    across, down = box.width * 0.05, box.height * 0.05
    shift = [rng.gauss(0, across), rng.gauss(0, down), rng.gauss(0, across), rng.gauss(0, down)]
    return Box(box.left + shift[0], box.top + shift[1], box.right + shift[2], box.bottom + shift[3])


def _nothing(page: dict[str, Any], rng: random.Random) -> Iterator[Box]:
    """Boxes of what is no icon."""
    for element in page["elements"]:
        box = Box(*element["box"])
        is_glyph = element["role"] in {"checkbox", "radio", "switch"}
        if is_glyph or (element["role"] == "img" and not element.get("icon") and box.width >= 34 * page["scale"]):
            yield box
    for line in page["lines"]:
        box = Box(*line["box"])
        if rng.random() < 0.2 and box.width > 1.5 * box.height:
            left = rng.uniform(box.left, box.right - box.height)
            yield Box(left, box.top, left + box.height * rng.uniform(0.8, 1.5), box.bottom)


def crops_of(page: dict[str, Any], known: dict[str, Any], rng: random.Random, jitter: bool) -> list[Crop]:
    """known: the functions that the page's family draws itself."""
    icons = [(Box(*e["box"]), e["icon"]) for e in page["elements"] if e.get("icon") in known and not e.get("partial")]
    others = list(_nothing(page, rng))
    crops = icons + [(box, "") for box in rng.sample(others, min(NOTHING_OF_PAGE, len(others)))]
    return [(_jittered(box, rng) if jitter else box, function) for box, function in crops]


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--split", type=click.Choice(list(SPLITS)), default="train", show_default=True)
@click.option("--kits", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True)
@click.option("--pages", type=click.IntRange(1), default=5000, show_default=True, help="At most.")
def main(data: Path, out: Path, split: str, kits: Path, pages: int) -> None:
    """Cut icons out of rendered pages; of families of this split alone."""
    found: list[tuple[Pixels, str, str]] = []
    chosen = [(path, page) for path, page in _pages(data) if page["icon_family"] in SPLITS[split]]
    random.Random(1).shuffle(chosen)
    for path, page in track(chosen[:pages], split):
        rng = random.Random(f"{path.name}")
        crops = crops_of(page, family(kits, page["icon_family"]), rng, split == "train")
        if crops:
            pixels = np.asarray(Image.open(path).convert("RGB"))
            seen = inks(pixels, [box for box, _ in crops])
            found += [(ink, function, page["icon_family"]) for ink, (_, function) in zip(seen, crops, strict=True)]
    np.savez_compressed(
        out,
        inks=np.stack([ink for ink, _, _ in found]),
        functions=np.array([function for _, function, _ in found]),
        families=np.array([name for _, _, name in found]),
    )
    click.echo(f"{len(found)} crops of {min(pages, len(chosen))} pages")


if __name__ == "__main__":
    main()
