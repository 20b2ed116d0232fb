"""A small page, drawn, to answer first questions about before anybody else asks."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from flashweb.core.request import MediaRef

WARM_UP_QUESTIONS = (
    "what is the order number?",
    "总计多少钱",
    "这是什么页面",
    "登录在哪",
    "read everything",
    "where is the login button",
    "has it been shipped yet?",
    "有没有“退款”",
    "第一行写了什么",
    "what is this page about?",
    "发件人是谁",
    "how many times does order appear",
)
"""One of each kind and language, so that nobody pays for tables and patterns that are made when first used."""
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
