"""How a question's own letters stand in a page's lines: the exact words that meaning alone would blur."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

OVERLAPS = 5
"""Columns of `overlaps`."""
_WORD = re.compile(r"[a-z]+|\d+(?:[.,:/-]\d+)*|[\u3400-\u9fff]+")
_STEM = 5
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grams:
    """Of a text: stems of its words and pairs of its Chinese letters; its figures; all of it without white space."""

    grams: frozenset[str]
    figures: frozenset[str]
    packed: str


@lru_cache(maxsize=20_000)
def grams_of(text: str) -> Grams:
    """The grams of a line or question."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    grams: set[str] = set()
    figures: set[str] = set()
    for word in _WORD.findall(folded):
        if word[0].isdigit():
            figures.add(word)
            grams.add(word)
        elif word[0] < "\u3400":
            grams.add(word[:_STEM])
        else:
            grams.update(word[i : i + 2] for i in range(max(len(word) - 1, 1)))
    return Grams(frozenset(grams), frozenset(figures), re.sub(r"\s+", "", folded))


def overlaps(question: str, lines: Sequence[str]) -> Floats:
    """(n, OVERLAPS): part of the question's weight in the line, the same of the line, of its figures; whether the line
    stands in the question whole; and the first beside the best line's. Rare grams of the page weigh more."""
    asked = grams_of(question)
    told = [grams_of(line) for line in lines]
    often = Counter(gram for line in told for gram in line.grams)
    weight = {gram: math.log(1 + (len(told) + 1) / (often[gram] + 0.5)) for gram in {*often, *asked.grams}}
    total = sum(weight[gram] for gram in asked.grams if often[gram]) or 1.0
    rows = np.zeros((len(told), OVERLAPS), np.float32)
    for place, line in enumerate(told):
        common = asked.grams & line.grams
        rows[place, 0] = sum(weight[gram] for gram in common) / total
        rows[place, 1] = sum(weight[gram] for gram in common) / (sum(weight[gram] for gram in line.grams) or 1.0)
        rows[place, 2] = len(asked.figures & line.figures) / max(len(asked.figures), 1)
        rows[place, 3] = len(line.packed) > 1 and line.packed in asked.packed
    best = rows[:, 0].max(initial=0.0)
    rows[:, 4] = rows[:, 0] / best if best else 0.0
    return rows
