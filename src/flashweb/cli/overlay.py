"""A picture with what was found in it drawn on top: a frame an element, coloured by role, with id, role and name."""

from __future__ import annotations

import colorsys
import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from flashweb.core.errors import InvalidRequest
from flashweb.core.screen import Element, Screen
from flashweb.media.decode import Pixels
from flashweb.perception.elements import THINGS

_CHINESE_FONTS = (
    "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.ttf", "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf", "PingFang.ttc", "Hiragino Sans GB.ttc",
    "STHeiti Light.ttc", "Arial Unicode.ttf", "msyh.ttc", "simhei.ttf",
)  # fmt: skip
"""Fonts of Linux, macOS and Windows; Pillow looks for them where the system keeps fonts."""
_MAX_NAME = 24
_QUIET = frozenset({"text", "paragraph"})
"""Roles whose label would hide just what it tells."""
_FORMATS = (".png", ".jpg", ".jpeg", ".webp")


def check_overlay(out: Path) -> None:
    """Raises InvalidRequest when no overlay can be written there."""
    if out.suffix.lower() not in _FORMATS:
        raise InvalidRequest(f"{out}: an overlay's name ends in {', '.join(_FORMATS)}.")
    if not out.parent.is_dir():
        raise InvalidRequest(f"{out}: there is no folder {out.parent}; make it first.")


def draw_overlay(pixels: Pixels, screen: Screen) -> Image.Image:
    """The picture, uint8 RGB (height, width, 3), with frames; what can be used, or has a name, is labelled."""
    drawn = Image.fromarray(pixels)
    brush = ImageDraw.Draw(drawn)
    size = max(11, min(16, screen.height // 60))
    for number, element in enumerate(screen.walk()):
        box, colour = element.box, colour_of(element.role)
        frame = (box.left - 1, box.top - 1, box.right, box.bottom)
        has_label = element.role not in _QUIET and (element.name or element.role in THINGS)
        brush.rectangle(frame, outline=colour, width=2 if has_label else 1)
        if has_label:
            _draw_label(brush, element, number, size)
    return drawn


def colour_of(role: str) -> tuple[int, int, int]:
    """The same for a role in every picture; dark enough for white letters."""
    hue = zlib.crc32(role.encode()) % 360 / 360
    red, green, blue = colorsys.hls_to_rgb(hue, 0.33, 0.8)
    return int(red * 255), int(green * 255), int(blue * 255)


def _draw_label(brush: ImageDraw.ImageDraw, element: Element, number: int, size: int) -> None:
    """Above the element where there is room, else inside it."""
    font, has_chinese = _font(size)
    name = " ".join(element.name.split())
    name = name if len(name) <= _MAX_NAME else name[: _MAX_NAME - 1] + "…"
    label = f"{number} {element.role} {name}".rstrip()
    if not (has_chinese or label.isascii()):
        label = f"{number} {element.role}"
    _, _, right, bottom = brush.textbbox((0, 0), label, font=font)
    left, top = element.box.left, element.box.top - bottom - 4
    top = element.box.top if top < 0 else top
    brush.rectangle((left, top, left + right + 4, top + bottom + 2), fill=colour_of(element.role))
    brush.text((left + 2, top), label, fill="white", font=font)


@cache
def _font(size: int) -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, bool]:
    """A font of this size in pixels, and whether it has Chinese characters."""
    for name in _CHINESE_FONTS:
        try:
            return ImageFont.truetype(name, size), True
        except OSError:
            continue
    return ImageFont.load_default(size), False
