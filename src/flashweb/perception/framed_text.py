"""What a drawn rectangle around one line of text is: a button has it in its middle, a field at its beginning.

Told by the drawing alone, for plain pages whose widgets a network knows from no kit: where the text stands, whether an
arrow points down at the end, and whether the rectangle is filled with a tint, as notices are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.layout import away, runs

HEIGHT = (1.45, 3.6)
"""Of a widget of one line, in the line's height."""
MIDDLE = 0.22
"""How far the line's middle is from the rectangle's, at most, in the rectangle's height."""
INDENT = (0.3, 2.2)
"""Space before the text of a field, in the line's height."""
FREE = 2.0
"""Least space behind it."""
CENTRED = 0.16
"""Difference of the spaces on both sides against their sum, at most, or UNEVEN line heights."""
UNEVEN = 0.4
LEAST_SIDE = 0.35
"""Space on each side of a button's text, in the line's height."""
INK = 40.0
"""Least difference (of 255) from the fill."""
ARROW_WIDTH = (0.3, 1.2)
"""Of an arrow down, in the line's height."""
ARROW_HEIGHT = (0.25, 0.85)
"""In its width."""
ARROW_END = 2.6
"""It stands within so many line heights of the rectangle's end."""
EDGE = 3
"""Pixels of a rectangle's edge."""
TINT, LIGHT = 8.0, 200.0
"""A tint's channels differ at least so much, and the least of them is at least so bright."""


def framed_text(frame: Box, lines: Sequence[Box], pixels: Pixels) -> str | None:
    """The role of a rectangle, button, textbox, combobox or alert; None where it is nothing of that kind.

    lines: those inside it. pixels: (height, width, 3) RGB.
    """
    highest = max((line.height for line in lines), default=0.0)
    words = [line for line in lines if not _is_at_end(line, frame, highest)] if len(lines) > 1 else lines
    if len(words) != 1 or frame.left < 1 or frame.right > pixels.shape[1] - 1:
        return None
    (line,) = words
    unit = line.height
    is_high = HEIGHT[0] * unit <= frame.height <= HEIGHT[1] * unit
    if not is_high or abs(line.center[1] - frame.center[1]) > MIDDLE * frame.height:
        return None
    if has_arrow(frame, unit, pixels):
        return "combobox"
    inked = _inked(frame, line, pixels)
    if len(lines) > 1 or inked is None:
        return None
    before, behind = inked
    if abs(before - behind) <= max(CENTRED * (before + behind), UNEVEN * unit):
        return "button" if min(before, behind) >= LEAST_SIDE * unit else None
    if INDENT[0] * unit <= before <= INDENT[1] * unit and behind >= max(FREE * unit, 1.5 * before):
        return "alert" if is_tinted(frame, pixels) else "textbox"
    return None


def _inked(frame: Box, line: Box, pixels: Pixels) -> tuple[float, float] | None:
    """Space before and behind what is written there; the line's own box may take in the rectangle's edge."""
    rows = slice(int(max(line.top, frame.top + EDGE)), int(min(line.bottom, frame.bottom - EDGE)))
    part = pixels[rows, int(frame.left) + EDGE : int(frame.right) - EDGE]
    if not part.size:
        return None
    ink = np.asarray((away(part) >= INK).any(axis=0))
    columns = np.flatnonzero(ink[: int(line.right - frame.left) + 1 - EDGE])
    return (float(columns[0] + EDGE), float(len(ink) - columns[-1] - 1 + EDGE)) if len(columns) else None


def darkness(line: Box, pixels: Pixels) -> float:
    """How much (of 255) the letters of a line stand out from what is behind them."""
    part = pixels[int(line.top) : int(line.bottom) + 1, int(line.left) + 2 : int(line.right) - 2]
    return float(np.percentile(away(part), 97)) if part.size else 0.0


def _is_at_end(line: Box, frame: Box, unit: float) -> bool:
    """No more than a sign at the rectangle's end, such as an arrow that was taken for a letter."""
    return line.width <= ARROW_WIDTH[1] * unit and frame.right - line.left <= ARROW_END * unit


def has_arrow(frame: Box, unit: float, pixels: Pixels) -> bool:
    """An arrow down, drawn as an angle or filled, is the last thing in the rectangle."""
    edge = max(round(0.12 * frame.height), 2)
    start = max(frame.left + 0.5 * unit, frame.right - ARROW_END * unit)
    part = pixels[int(frame.top) + edge : int(frame.bottom) - edge, int(start) : int(frame.right) - edge]
    if min(part.shape[:2]) < 3:
        return False
    ink = away(part) >= INK
    stretches = runs(np.asarray(ink.any(axis=0)))
    if not stretches:
        return False
    first, last = stretches[-1]
    width = last - first
    shape = ink[:, first:last]
    rows = np.flatnonzero(shape.any(axis=1))
    height = rows[-1] - rows[0] + 1
    fits = ARROW_WIDTH[0] * unit <= width <= ARROW_WIDTH[1] * unit
    is_level = abs((rows[0] + rows[-1]) / 2 - (len(ink) - 1) / 2) <= 0.25 * unit
    if not (fits and is_level and width >= 4 and ARROW_HEIGHT[0] * width <= height <= ARROW_HEIGHT[1] * width):
        return False
    lowest = np.where(shape, np.arange(len(shape))[:, None], rows[0] - 1).max(axis=0) - rows[0]
    third = max(width // 4, 1)
    middle = lowest[(width - 1) // 2 : width // 2 + 1].min()
    sides = max(lowest[:third].mean(), lowest[-third:].mean())
    return bool(middle >= 0.75 * (height - 1) and sides <= 0.55 * (height - 1))


def is_tinted(frame: Box, pixels: Pixels) -> bool:
    """Filled with a light colour that is no grey."""
    inside = pixels[int(frame.top) + 3 : int(frame.bottom) - 3, int(frame.left) + 3 : int(frame.right) - 3]
    if not inside.size:
        return False
    fill = np.median(inside.reshape(-1, 3), axis=0)
    return bool(fill.max() - fill.min() >= TINT and fill.min() >= LIGHT)
