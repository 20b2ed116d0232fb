"""A question as the model will read it: tokens, and where among them the pictures stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flashweb.media.blobs import Key

Grid = tuple[int, ...]
"""How a picture is laid out for the model: (frames, rows, columns) of patches, or empty where all are alike."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture made ready for the model, on the CPU. inputs: what its vision part takes, by name."""

    inputs: dict[str, Any]
    grid: Grid
    num_tokens: int


@dataclass(frozen=True, slots=True)
class Features:
    """What the vision part made of a picture: (tokens, width) for the first layer, and for some later ones (deep)."""

    tokens: Any
    deep: tuple[Any, ...] = ()

    def part(self, start: int, end: int) -> Features:
        """Some of its tokens."""
        return Features(self.tokens[start:end], tuple(each[start:end] for each in self.deep))


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens [start, end) of a picture, which is named by tenant and hash."""

    start: int
    end: int
    key: Key
    grid: Grid


@dataclass(frozen=True, slots=True)
class Prompt:
    """tokens: pictures take as many as they have features. positions: (axes, tokens); next_position: of the answer."""

    tokens: tuple[int, ...]
    spans: tuple[Span, ...]
    positions: Any = field(repr=False)
    next_position: int = 0

    @property
    def end_of_pictures(self) -> int:
        """Tokens up to the last picture's end: what any other question about them begins with, too."""
        return self.spans[-1].end if self.spans else 0


def spread(tokens: Sequence[int], image_token: int, pictures: Sequence[tuple[Key, Grid, int]]) -> tuple[Any, Any]:
    """Tokens and spans, with each picture's one token repeated as often as it has features.

    pictures: key, grid and number of tokens, in order; as many as there are image tokens.
    """
    spread_tokens: list[int] = []
    spans: list[Span] = []
    following = iter(pictures)
    for token in tokens:
        if token == image_token:
            key, grid, count = next(following)
            spans.append(Span(len(spread_tokens), len(spread_tokens) + count, key, grid))
            spread_tokens += [token] * count
        else:
            spread_tokens.append(token)
    return tuple(spread_tokens), tuple(spans)
