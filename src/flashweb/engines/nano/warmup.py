"""A small page, drawn, to answer a first question about before anybody else asks."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from flashweb.core.request import MediaRef

WARM_UP_QUESTION = "what is the order number?"
_LINES = ("Order details", "Order number: 20481", "Status: shipped", "Total: $12.50")
_SIZE = (640, 400)


def draw_warm_up() -> tuple[MediaRef, NDArray[np.uint8]]:
    """The picture's name and its pixels, RGB."""
    image = Image.new("RGB", _SIZE, "white")
    canvas = ImageDraw.Draw(image)
    for number, text in enumerate(_LINES):
        canvas.text((40, 40 + 60 * number), text, fill="black", font=ImageFont.load_default(28 if number else 40))
    pixels = np.asarray(image, dtype=np.uint8)
    return MediaRef("warm-up", hashlib.sha256(pixels.tobytes()).hexdigest(), *_SIZE), pixels
