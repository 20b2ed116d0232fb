"""How much of a picture a model sees: its own rule for sizes and tokens, and what follows for the text in it.

A model resizes every picture by a rule of its own, so a long page may reach it with letters of three pixels; whoever
asks is told. Two kinds of rule cover the families here:

* grid (Qwen-VL, GLM-V): the picture keeps its shape, sides are rounded to multiples of a cell, the area is kept within
  limits, and each cell is one token (`smart_resize` of transformers' image processors; GLM counts its two frames in
  the limits).
* fixed (LLaVA-1.5, MiniGPT-4): the picture is brought to one size and always costs the same.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from flashweb.core.errors import ConfigurationError, ImageTooLarge
from flashweb.core.screen import Box

MOST_ASPECT = 200
"""Longer pictures are refused by the models' own processors."""


class ImageBudgetSettings(BaseModel):
    """How pictures are fitted to a big model. nano reads them whole and does not need it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_tokens: int | None = Field(
        None,
        ge=4,
        description="Most tokens of one picture (or tile); larger ones are made smaller before they are sent.",
    )
    legible_height: float = Field(
        10.0, ge=0, description="Lines lower than this, in pixels as the model sees them, are told to be illegible."
    )
    tiles: int = Field(
        1, ge=1, le=16, description="Most pieces that a tall picture is cut into, in reading order; 1: never cut."
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """A picture as the model sees it: width and height in pixels, and tokens."""

    width: int
    height: int
    tokens: int

    def scale(self, size: tuple[int, int]) -> float:
        """Pixels seen for each pixel of a picture of this size; the smaller of both directions."""
        return min(self.width / size[0], self.height / size[1])


@dataclass(frozen=True, slots=True)
class GridRule:
    """cell: pixels of a token's side. Areas in pixels, counted over all frames as the processor counts them."""

    cell: int = 28
    min_pixels: int = 56 * 56
    max_pixels: int = 16384 * 28 * 28
    frames: int = 1

    @property
    def max_tokens(self) -> int:
        """Most tokens that one picture costs."""
        return self.max_pixels // self.frames // self.cell**2

    def fit(self, width: int, height: int) -> Fit:
        """Raises ImageTooLarge for a picture that no model of this kind takes."""
        cell = self.cell
        if self.frames > 1 and min(width, height) < cell:
            growth = max(cell / height, cell / width)
            width, height = int(width * growth), int(height * growth)
        if max(width, height) / min(width, height) > MOST_ASPECT:
            raise ImageTooLarge(f"The picture is more than {MOST_ASPECT} times as long as wide; crop it.")
        wide, high = round(width / cell) * cell, round(height / cell) * cell
        if self.frames * wide * high > self.max_pixels:
            shrink = math.sqrt(self.frames * width * height / self.max_pixels)
            wide = max(cell, math.floor(width / shrink / cell) * cell)
            high = max(cell, math.floor(height / shrink / cell) * cell)
        elif self.frames * wide * high < self.min_pixels:
            growth = math.sqrt(self.min_pixels / (self.frames * width * height))
            wide = math.ceil(width * growth / cell) * cell
            high = math.ceil(height * growth / cell) * cell
        return Fit(wide, high, (wide // cell) * (high // cell))

    def limited(self, max_tokens: int | None) -> GridRule:
        """The same rule with at most so many tokens a picture."""
        if max_tokens is None or max_tokens >= self.max_tokens:
            return self
        most = max_tokens * self.cell**2 * self.frames
        return replace(self, max_pixels=most, min_pixels=min(self.min_pixels, most // 4))


@dataclass(frozen=True, slots=True)
class FixedRule:
    """side: pixels of the square that every picture becomes. is_square: both sides are brought to it, the picture is
    squeezed; else it keeps its shape and is padded first, since the processor would crop what stands out."""

    side: int
    tokens: int
    is_squeezed: bool = False

    @property
    def max_tokens(self) -> int:
        return self.tokens

    def fit(self, width: int, height: int) -> Fit:
        """What is left of the picture inside the square."""
        longest = max(width, height)
        if self.is_squeezed:
            return Fit(self.side, self.side, self.tokens)
        wide, high = (max(1, round(side * self.side / longest)) for side in (width, height))
        return Fit(wide, high, self.tokens)

    def limited(self, max_tokens: int | None) -> FixedRule:
        """Its cost is what it is."""
        return self


ImageRule = GridRule | FixedRule


def rule_of(rule: ImageRule, processor: Mapping[str, Any]) -> ImageRule:
    """The family's rule with the limits of a checkpoint's own preprocessor_config.json, which may differ.

    Raises ConfigurationError for a file that makes no sense.
    """
    if isinstance(rule, FixedRule):
        return rule
    size = processor.get("size") or {}
    try:
        cell = int(processor.get("patch_size", rule.cell // 2)) * int(processor.get("merge_size", 2))
        least = int(size.get("shortest_edge") or processor.get("min_pixels") or rule.min_pixels)
        most = int(size.get("longest_edge") or processor.get("max_pixels") or rule.max_pixels)
    except (TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"preprocessor_config.json of the model cannot be read: {error}.") from error
    if cell <= 0 or not 0 < least <= most:
        raise ConfigurationError("preprocessor_config.json of the model has impossible sizes; copy the model anew.")
    return replace(rule, cell=cell, min_pixels=least, max_pixels=most)


def plan_tiles(size: tuple[int, int], rule: ImageRule, lines: Sequence[Box], most: int) -> tuple[Box, ...]:
    """Tiles of full width from top to bottom, so few that each is seen as large as it is, at most `most`.

    Cuts go through the middle of the widest gap between lines of text near an even cut, so that no line is torn.
    A picture that is seen whole anyway is one tile.
    """
    width, height = size
    count = next((n for n in range(1, most + 1) if _is_whole(width, math.ceil(height / n), rule)), most)
    cuts = [0, *(_cut(round(height * n / count), height / count / 4, lines) for n in range(1, count)), height]
    return tuple(Box(0, top, width, bottom) for top, bottom in itertools.pairwise(cuts))


def _is_whole(width: int, height: int, rule: ImageRule) -> bool:
    """Whether the rule leaves the size as it is, but for rounding; a fixed rule sees a square best."""
    if isinstance(rule, FixedRule):
        return height <= max(width, rule.side)
    return rule.fit(width, height).scale((width, height)) > 1 - rule.cell / max(width, height) - 0.02


def _cut(wanted: int, reach: float, lines: Sequence[Box]) -> int:
    """A row near the wanted one that crosses no line of text; the wanted one where there is none."""
    low, high = wanted - reach, wanted + reach
    spans = sorted((line.top, line.bottom) for line in lines if line.bottom > low and line.top < high)
    edge, best = low, (0.0, float(wanted))
    for top, bottom in [*spans, (high, high)]:
        if top - edge > best[0]:
            nearest = min(max(wanted, edge + 1), top - 1) if top - edge > 2 else (edge + top) / 2
            best = (top - edge, nearest)
        edge = max(edge, bottom)
    return round(best[1])


def text_height(lines: Sequence[Box]) -> float | None:
    """How high the text of a page is, in pixels of the picture: a fourth of its lines is lower. None without text."""
    heights = sorted(line.height for line in lines)
    return heights[len(heights) // 4] if heights else None


def told(number: int, size: tuple[int, int], tiles: Sequence[Fit], height: float | None, legible: float) -> str | None:
    """What was done to a picture, in words for whoever asked; None when it is seen as it is.

    number: counted from 1. tiles: how each piece is seen. height: of the text, as the model sees it.
    """
    width, tall = size
    tokens = sum(tile.tokens for tile in tiles)
    parts = []
    if len(tiles) > 1:
        parts.append(f"picture {number} was cut into {len(tiles)} tiles, {tokens} tokens")
    elif tiles[0].scale(size) < 0.98:
        seen = tiles[0]
        parts.append(
            f"picture {number} was seen at {seen.width}x{seen.height} instead of {width}x{tall}, {tokens} tokens"
        )
    if height is not None and height < legible:
        parts.append(
            f"its text is about {height:.0f} pixels high there and may be illegible: send a crop of what you ask about"
        )
        if len(parts) == 1:
            parts.insert(0, f"picture {number} was seen as it is")
    return "; ".join(parts) or None
