"""What is asked about: real screenshots, as they are or each time as a picture that no cache has seen."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from flashweb.core.errors import ConfigurationError, InvalidImage

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
MAX_SHIFT = 15
MAX_ROW_CHANGE = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture; data is what travels."""

    name: str
    data: bytes


def load_pictures(folder: Path, seed: int = 0) -> tuple[Picture, ...]:
    """Every screenshot below folder, shuffled by seed. Raises ConfigurationError when there is none."""
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is not a folder; give --images a folder of screenshots.", param="images")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not paths:
        kinds = ", ".join(sorted(SUFFIXES))
        raise ConfigurationError(f"{folder} holds no pictures ({kinds}); give --images another folder.", param="images")
    random.Random(seed).shuffle(paths)
    return tuple(Picture(str(path.relative_to(folder)), path.read_bytes()) for path in paths)


def vary(picture: Picture, seed: int) -> Picture:
    """The same page as a picture never seen before, as PNG.

    Two seeded changes: the page moves right and down by up to 15 pixels (its first column and row fill the gap),
    and every row of pixels gets its own change of contrast, 0 to 3 levels of 255 towards mid grey. So neither the
    file, nor the pixels, nor any line of text (which is at least eight rows high) equals an earlier one, while the
    page stays as easy to read as it was. Raises InvalidImage when the picture cannot be decoded.
    """
    draw = np.random.default_rng(seed)
    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            pixels = np.asarray(image.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise InvalidImage(f"{picture.name} is not a picture that can be read: {error}") from error
    height, width, _ = pixels.shape
    down, right = (int(shift) for shift in draw.integers(0, MAX_SHIFT + 1, size=2))
    pixels = pixels[np.clip(np.arange(height) - down, 0, None)][:, np.clip(np.arange(width) - right, 0, None)]
    change = draw.integers(0, MAX_ROW_CHANGE + 1, size=(height, 1, 1), dtype=np.uint8)
    pixels = np.where(pixels < 128, pixels + change, pixels - change)
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG", compress_level=3)
    return Picture(f"{picture.name}#{seed}", encoded.getvalue())


@dataclass(slots=True)
class Workload:
    """Deals pictures out, round and round the folder.

    is_new: each is varied, with a seed that is never used twice. num_dealt counts what was dealt already.
    """

    pictures: tuple[Picture, ...]
    is_new: bool = True
    seed: int = 0
    num_dealt: int = 0

    def deal(self, count: int) -> Iterator[Picture]:
        """The next count pictures; making a new one takes some 50 ms, so deal before the clock runs."""
        for _ in range(count):
            picture = self.pictures[self.num_dealt % len(self.pictures)]
            self.num_dealt += 1
            yield vary(picture, self.seed * 1_000_003 + self.num_dealt) if self.is_new else picture
