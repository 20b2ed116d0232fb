"""What is asked about: real screenshots, as they are or each time as a picture that no cache has seen."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from flashweb.core.errors import ConfigurationError, InvalidImage

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
MAX_SHIFT = 15
LEVELS = 24
NUM_TINTS = LEVELS**3
COPRIME = 7919  # shares no factor with NUM_TINTS, so that successive numbers run through every combination


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


def vary(picture: Picture, number: int) -> Picture:
    """The same page as a picture never seen before, as PNG; each number gives another one.

    Two changes: the page moves right and down by up to 15 pixels (the strip that this frees keeps what was there),
    and each colour channel loses a little contrast of its own, 0 to 23 levels of 255 at either end, in a combination
    that no other of 13,824 successive numbers has. So neither the file, nor the pixels, nor the crop of any line of
    text equals an earlier one, while flat areas stay flat and text as legible as it was.
    Raises InvalidImage when the picture cannot be decoded.
    """
    code = number * COPRIME % NUM_TINTS
    losses = (code % LEVELS, code // LEVELS % LEVELS, code // LEVELS**2)
    table = [round(value * (255 - 2 * loss) / 255) + loss for loss in losses for value in range(256)]
    draw = random.Random(number)
    right, down = draw.randint(0, MAX_SHIFT), draw.randint(0, MAX_SHIFT)
    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            page = image.convert("RGB").point(table)
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise InvalidImage(f"{picture.name} is not a picture that can be read: {error}") from error
    moved = page.copy()
    moved.paste(page, (right, down))
    encoded = io.BytesIO()
    moved.save(encoded, "PNG", compress_level=3)
    return Picture(f"{picture.name}#{number}", encoded.getvalue())


@dataclass(slots=True)
class Workload:
    """Deals pictures out, round and round the folder.

    is_new: each is varied, by a number that is used once. seed: the first number; another run needs another one, or a
    server that still runs has seen its pictures. num_dealt counts what was dealt already.
    """

    pictures: tuple[Picture, ...]
    is_new: bool
    seed: int
    num_dealt: int = 0

    def deal(self, count: int) -> Iterator[Picture]:
        """The next count pictures; making a new one takes some 50 ms, so deal before the clock runs."""
        for _ in range(count):
            number = self.num_dealt
            self.num_dealt += 1
            picture = self.pictures[number % len(self.pictures)]
            yield vary(picture, self.seed + number) if self.is_new else picture
