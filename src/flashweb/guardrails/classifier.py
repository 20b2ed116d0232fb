"""The learned half of the injection detector: hashed character n-grams under a linear model.

A text's score is `bias + sum(weight of each n-gram) / sqrt(number of n-grams)`, through a logistic; a long text's is
that of its worst window, so that one sentence cannot hide in a page. Hashing n-grams into one table follows fastText
(Joulin et al. 2016); weights are INT8, one table of 2^SIZE bytes, trained by `python -m training.injection.train`.
An encoder may take its place: anything that turns a plain view into a probability fits.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flashweb.core.errors import ConfigurationError
from flashweb.guardrails.folding import is_han

WEIGHTS = Path(__file__).parent / "weights"
BITS = 19
ORDERS = (1, 2, 3, 4, 5, 6)
WINDOW = 240
"""Characters looked at together; windows overlap by half."""
SHORT = 18
"""Shortest text that is judged, in Latin characters; a Chinese one counts for three. Labels of buttons are shorter."""
_PRIME = np.uint32(0x01000193)


def ngram_hashes(text: str) -> NDArray[np.uint32]:
    """Slots of the n-grams that start at each character, (orders, characters); 0 where one would reach past the end."""
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "replace"), np.uint32)
    slots = np.zeros((len(ORDERS), len(codes)), np.uint32)
    value = np.full(len(codes), 0x811C9DC5, np.uint32)
    for position, order in enumerate(range(1, max(ORDERS) + 1)):
        value = (value[: len(codes) - order + 1] ^ codes[order - 1 :]) * _PRIME
        value ^= value >> np.uint32(15)
        slots[position, : len(value)] = ((value * np.uint32(0x9E3779B1)) >> np.uint32(32 - BITS)) | np.uint32(1)
    return slots


@dataclass(frozen=True, slots=True)
class Classifier:
    """weights: INT8 by slot, of which slot 0 is empty; scale turns them into logits."""

    weights: NDArray[np.int8]
    scale: float
    bias: float

    def probability(self, text: str) -> float:
        """How likely the worst window of a plain view is an injection, 0 to 1."""
        if len(text) + 2 * sum(map(is_han, text[:SHORT])) < SHORT:
            return 0.0
        sums = self.weights[ngram_hashes(text)].sum(axis=0, dtype=np.float32)
        if len(sums) <= WINDOW:
            total = float(sums.sum()) / float(np.sqrt(len(sums)))
        else:
            running = np.concatenate([[0.0], np.cumsum(sums, dtype=np.float64)])
            starts = np.append(np.arange(0, len(sums) - WINDOW, WINDOW // 2), len(sums) - WINDOW)
            total = float((running[starts + WINDOW] - running[starts]).max()) / WINDOW**0.5
        return float(1 / (1 + np.exp(-(self.bias + self.scale * total))))


def load_classifier(folder: Path = WEIGHTS) -> Classifier:
    """Read and check the shipped weights; raises ConfigurationError where they are missing or changed."""
    try:
        facts = json.loads((folder / "injection.json").read_text(encoding="utf-8"))
        data = (folder / "injection.bin").read_bytes()
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"the injection detector's weights are incomplete ({error}); reinstall flashweb"
        ) from error
    if hashlib.sha256(data).hexdigest() != facts.get("sha256") or len(data) != 1 << BITS:
        raise ConfigurationError(f"{folder / 'injection.bin'} was changed or damaged; reinstall flashweb")
    return Classifier(np.frombuffer(data, np.int8), float(facts["scale"]), float(facts["bias"]))
