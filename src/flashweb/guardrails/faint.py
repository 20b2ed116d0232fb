"""Text that people do not see and machines do: almost the colour of what is behind it.

A page is stretched only where there is something to stretch: neighbourhoods whose brightness varies a little, as faint
letters do, and not at all otherwise, as paper does. Everything else turns plain, so that the second look reads the
hidden lines alone. About 15 ms a megapixel, off the event loop.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(height, width, 3), RGB."""

CELL = 8
"""Side of a neighbourhood in pixels, about a letter of the smallest text worth reading."""
FAINT = (2, 26)
"""Least and most difference of levels inside a neighbourhood that counts as faint, of 255."""
MIN_RUN = 4
"""Neighbourhoods in a row that make a line of text."""
MAX_SHARE = 0.4
"""Where more of the picture than this is faint, it is a photograph or noise, not hidden text."""


def stretched(pixels: Pixels) -> Pixels | None:
    """The picture with its faint text made black on white, or None where there is none."""
    height, width = (side // CELL * CELL for side in pixels.shape[:2])
    if not height or not width:
        return None
    cells = pixels[:height, :width].reshape(height // CELL, CELL, width // CELL, CELL, 3)
    low, high = cells.min(axis=(1, 3)), cells.max(axis=(1, 3))
    spread = (high - low).max(axis=2)
    is_faint = _runs((spread >= FAINT[0]) & (spread <= FAINT[1]) & _is_lively(cells, low, high))
    if not is_faint.any() or is_faint.mean() > MAX_SHARE:
        return None
    channel = (high - low).argmax(axis=2)
    rows, columns = np.indices(channel.shape)
    level = cells[rows, :, columns, :, channel].astype(np.int16)
    middle = _backdrop(level)
    contrast = np.abs(level - middle[:, :, None, None]).astype(np.float32)
    scale = 255.0 / np.maximum(spread.astype(np.float32), 1)[:, :, None, None]
    shown = 255 - np.clip(contrast * scale, 0, 255) * is_faint[:, :, None, None]
    flat = shown.transpose(0, 2, 1, 3).reshape(height, width).astype(np.uint8)
    result = np.full(pixels.shape, 255, np.uint8)
    result[:height, :width] = flat[:, :, None]
    return result


def _backdrop(level: NDArray[np.int16]) -> NDArray[np.int16]:
    """The level behind the letters: the commoner end of the range."""
    low, high = level.min(axis=(2, 3)), level.max(axis=(2, 3))
    is_light = level.mean(axis=(2, 3)) * 2 > low.astype(np.int32) + high
    backdrop: NDArray[np.int16] = np.where(is_light, high, low).astype(np.int16)
    return backdrop


def _is_lively(cells: Pixels, low: Pixels, high: Pixels) -> NDArray[np.bool_]:
    """Letters jump from level to level; gradients climb one step at a time."""
    jumps = np.abs(np.diff(cells.astype(np.int16), axis=3)).max(axis=(1, 3, 4))
    is_lively: NDArray[np.bool_] = jumps * 2 > (high - low).max(axis=2)
    return is_lively


def _runs(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Marks that stand in a row of MIN_RUN or more, gaps of one allowed, grown by one on each side."""
    closed = marks.copy()
    closed[:, 1:-1] |= marks[:, :-2] & marks[:, 2:]
    core = closed.copy()
    for shift in range(1, MIN_RUN):
        core[:, :-shift] &= closed[:, shift:]
    core[:, -MIN_RUN + 1 :] = False
    grown = core.copy()
    for shift in range(1, MIN_RUN):
        grown[:, shift:] |= core[:, :-shift]
    grown[:, :-1] |= grown[:, 1:].copy()
    grown[:, 1:] |= grown[:, :-1].copy()
    grown[:-1] |= grown[1:].copy()
    grown[1:] |= grown[:-1].copy()
    return grown
