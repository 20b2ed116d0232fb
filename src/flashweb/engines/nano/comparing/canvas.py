"""Pixels of a picture made ready for comparing parts of it with parts of another.

Local means are compared rather than pixels: what an encoder or a fraction of a pixel does to an edge cancels out
within a few pixels, what a person would call a change does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from flashweb.core.screen import Box

Pixels = npt.NDArray[np.uint8]
Shift = tuple[int, int]
"""How far something stands to the right and below where it stood, in pixels."""
Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""
STEP = 4
"""Of so many pixels one is looked at to see that two parts are clearly different."""
REDRAWN = 80.0
"""Levels up to which the same text that was moved by a fraction of a pixel may look different."""
EQUAL = 12
"""Levels between local means up to which two parts look the same, whatever is read there."""
RADIUS = 2
TONE_RADIUS = 4
TONE = 0.75
"""What a level of colour counts against one of brightness."""
SEEN = 0.6
"""Part of a thing that must be in the picture for it to be compared."""
FAR = 60
"""Sum of the differences of the three channels from which two grounds have two colours."""
INK_FAR = 100
"""The same for what is drawn: its colour bleeds in lossy encodings."""
SHADE = 150
"""The same where it is another shade of the same colour or a grey."""
TINTED = 40
"""Levels between the channels of a colour that is no grey."""
ALIKE = 0.7
"""Correlation of edges from which two parts show one drawing."""
SAME_LETTERS = 0.8
"""The same for a few letters."""
MOST_PIXELS = 20_000
"""Pixels from which colours are told; of larger parts some are left out."""
PLAIN = 24
"""Levels between which a ground without anything on it stays."""


@dataclass(frozen=True)
class Canvas:
    """pixels: (height, width, 3) RGB. is_redrawn: they were scaled, so no line is as in another picture."""

    pixels: Pixels
    is_redrawn: bool = False

    @property
    def size(self) -> tuple[int, int]:
        return self.pixels.shape[1], self.pixels.shape[0]

    @cached_property
    def means(self) -> npt.NDArray[np.int16]:
        """Means of the pixels around each, (3, height, width): of brightness, and of a wider space of colour."""
        light, *tones = Image.fromarray(self.pixels).convert("YCbCr").split()
        smooth = [light.filter(ImageFilter.BoxBlur(RADIUS))]
        smooth += [tone.filter(ImageFilter.BoxBlur(TONE_RADIUS)) for tone in tones]
        return np.stack([np.asarray(each) for each in smooth]).astype(np.int16)

    def crop(self, box: Box) -> Pixels:
        """What the picture shows there; may be empty."""
        left, top, right, bottom = _inside(box, self.size)
        return self.pixels[top:bottom, left:right]


def looks_same(first: Canvas, second: Canvas) -> bool:
    """Whether two pictures show the same all over, but for what encoders do."""
    whole = Box(0, 0, *first.size)
    return first.size == second.size and (gap(first, second, whole, (0, 0)) or 0.0) <= EQUAL


def shifted(box: Box, shift: Shift) -> Box:
    """The box, moved."""
    return Box(box.left + shift[0], box.top + shift[1], box.right + shift[0], box.bottom + shift[1])


def gap(first: Canvas, second: Canvas, box: Box, shift: Shift) -> float | None:
    """How different the part of the first picture is from the shifted part of the second, 0 to 255.

    Above REDRAWN it is a rough figure. None where too little of it is in one of the pictures.
    """
    there = shifted(box, shift)
    slim = 1 if min(box.width, box.height) > 10 else 0
    left, top, right, bottom = _inside(box, first.size, slim)
    a, b, c, d = _inside(there, second.size, slim)
    left, top = max(left, a - shift[0]), max(top, b - shift[1])
    right, bottom = min(right, c - shift[0]), min(bottom, d - shift[1])
    if right <= left or bottom <= top:
        return None
    if (right - left) * (bottom - top) < SEEN * (box.width - 2 * slim) * (box.height - 2 * slim):
        return None
    one = first.means[:, top:bottom, left:right]
    other = second.means[:, top + shift[1] : bottom + shift[1], left + shift[0] : right + shift[0]]
    rough = _difference(one[:, ::STEP, ::STEP], other[:, ::STEP, ::STEP])
    return rough if rough > REDRAWN else _difference(one, other)


def _difference(one: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> float:
    light, *tones = (float(np.abs(a - b).max()) for a, b in zip(one, other, strict=True))
    return max(light, *(TONE * tone for tone in tones))


def _inside(box: Box, size: tuple[int, int], slim: int = 0) -> tuple[int, int, int, int]:
    """Whole pixels of the box that the picture has, without the outermost ones where it is to be slim."""
    left, top = max(round(box.left) + slim, 0), max(round(box.top) + slim, 0)
    return left, top, min(round(box.right) - slim, size[0]), min(round(box.bottom) - slim, size[1])


def likeness(first: Pixels, second: Pixels) -> float:
    """How far two parts of one size show the same drawing, whatever its colours: -1 to 1 (correlation of edges)."""
    if first.shape != second.shape or first.size == 0:
        return 0.0
    one, other = (_edges(part) for part in (first, second))
    norm = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / norm if norm > 0 else float(not one.any() and not other.any())


def is_same_drawing(first: Canvas, second: Canvas, box: Box, shift: Shift) -> bool:
    """Whether the same letters stand there in whatever colours, piece by piece along the line."""
    width = max(1.2 * box.height, 8.0)
    pieces = max(round(box.width / width), 1)
    step = box.width / pieces
    for at in range(pieces):
        piece = Box(box.left + at * step, box.top, box.left + (at + 1) * step, box.bottom)
        part = first.crop(piece)
        near = [(shift[0] + x, shift[1] + y) for x in (0, -1, 1) for y in (0, -1, 1)]
        if max(likeness(part, second.crop(shifted(piece, each))) for each in near) < SAME_LETTERS:
            return False
    return True


def _edges(part: Pixels) -> npt.NDArray[np.float32]:
    gray = np.asarray(Image.fromarray(part).convert("L").filter(ImageFilter.BoxBlur(1))).astype(np.float32)
    across, down = np.abs(np.diff(gray, axis=1, prepend=gray[:, :1])), np.abs(np.diff(gray, axis=0, prepend=gray[:1]))
    edges = across + down
    return np.asarray(edges - edges.mean(), np.float32)


@dataclass(frozen=True, slots=True)
class Colours:
    """Of a part of a picture: the colour that most of it has, and that of what is drawn on it."""

    ground: Colour
    ink: Colour


def colours(part: Pixels) -> Colours | None:
    """None where there is nothing to see. The ground is what is around; ink is what differs most from it."""
    if min(part.shape[:2]) < 3:
        return None
    step = 1 + int(math.sqrt(part.shape[0] * part.shape[1] / MOST_PIXELS))
    ring = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
    ground = np.median(ring, axis=0)
    flat = part[::step, ::step].reshape(-1, 3).astype(np.int32)
    far = np.abs(flat - ground).sum(axis=1)
    strong = flat[far >= max(0.6 * far.max(), 30)]
    ink = np.median(strong, axis=0) if len(strong) else ground
    return Colours(_rgb(ground), _rgb(ink))


def recoloured(before: Colours, after: Colours, *, is_faint: bool = False) -> tuple[Colour, Colour] | None:
    """The colours, before and after, of what has another one now: the ground, or else the ink.

    Thin lines take on more or less of the ground around them, which makes greys darker or lighter. is_faint: the local
    means hardly differ, so that only a clear difference counts.
    """
    if _apart(before.ground, after.ground) > FAR:
        return before.ground, after.ground
    names = colour_name(before.ink), colour_name(after.ink)
    is_other = names[0] != names[1] and max(_tint(before.ink), _tint(after.ink)) > TINTED
    if _apart(before.ink, after.ink) > (INK_FAR if is_other and not is_faint else SHADE):
        return before.ink, after.ink
    return None


def _apart(one: Colour, other: Colour) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _rgb(colour: npt.NDArray[np.float64]) -> Colour:
    red, green, blue = (round(float(level)) for level in colour)
    return red, green, blue


def tones(canvases: tuple[Canvas, Canvas], box: Box, there: Box) -> tuple[Colours, Colours] | None:
    """The colours of a part of the first picture and of one of the second, with some of the ground around both."""
    air = 0.2 * min(box.height, there.height)
    around = [Box(each.left - air, each.top - air, each.right + air, each.bottom + air) for each in (box, there)]
    one, other = (colours(canvas.crop(each)) for canvas, each in zip(canvases, around, strict=True))
    return (one, other) if one and other else None


def is_recoloured(canvases: tuple[Canvas, Canvas], box: Box, there: Box) -> bool:
    """Whether a part of the first picture has other colours than one of the second."""
    both = tones(canvases, box, there)
    return both is not None and recoloured(*both) is not None


def is_paler(before: Colours, after: Colours) -> bool:
    """Whether what is drawn stands out clearly less from its ground, which is less colourful: as when disabled."""
    is_duller = _tint(after.ground) < max(0.8 * _tint(before.ground), TINTED)
    return is_duller and _contrast(after) < 0.75 * _contrast(before)


def _contrast(tones: Colours) -> float:
    return abs(_light(tones.ink) - _light(tones.ground))


def _light(colour: Colour) -> float:
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def _tint(colour: Colour) -> int:
    return max(colour) - min(colour)


def is_blank(part: Pixels) -> bool:
    """Whether there is nothing drawn there but a ground."""
    return part.size == 0 or all(int(np.ptp(part[::2, ::2, tone])) < PLAIN for tone in range(3))


def colour_name(rgb: Colour) -> str:
    """An English word for a colour."""
    red, green, blue = rgb
    high, low = max(rgb), min(rgb)
    if high - low < 28 or (high - low) / max(high, 1) < 0.12:
        return "white" if low > 235 else "black" if high < 70 else "light grey" if low > 185 else "grey"
    if high == red:
        hue = (60 * (green - blue) / (high - low)) % 360
    else:
        hue = 120 + 60 * (blue - red) / (high - low) if high == green else 240 + 60 * (red - green) / (high - low)
    names = ((16, "red"), (45, "orange"), (68, "yellow"), (165, "green"), (200, "cyan"), (255, "blue"))
    name = next((name for limit, name in (*names, (295, "purple"), (340, "pink")) if hue < limit), "red")
    return f"light {name}" if low > 170 else f"dark {name}" if high < 90 else name
