"""The spellings that a listed word may hide behind; each must be found."""

from __future__ import annotations

import random
from collections.abc import Callable

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
LOOK_ALIKE = str.maketrans("aceopxyisk", "асеорхуіѕк")
LEET = str.maketrans("oiesat", "013547")
TRADITIONAL = str.maketrans("独网货药妈销师", "獨網貨藥媽銷師")
ZERO_WIDTH = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad")
SIGNS = ("*", ".", "-", "_", "·", "/", "~", "|", "、", "…")


def spaced(word: str, rng: random.Random) -> str:
    return "".join(char + rng.choice((" ", "  ", "\u3000", "\t")) for char in word).strip()


def punctuated(word: str, rng: random.Random) -> str:
    sign = rng.choice(SIGNS)
    return sign.join(word.replace(" ", sign))


def zero_width(word: str, rng: random.Random) -> str:
    return "".join(char + rng.choice(ZERO_WIDTH) * rng.randint(0, 2) for char in word[:-1]) + word[-1]


def cased(word: str, rng: random.Random) -> str:
    return "".join(rng.choice((char.upper(), char.lower())) for char in word)


VARIANTS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda word, _: word,
    lambda word, _: word.translate(FULL_WIDTH),
    lambda word, _: word.translate(LOOK_ALIKE),
    lambda word, _: word.translate(LEET),
    lambda word, _: word.translate(TRADITIONAL),
    spaced,
    punctuated,
    zero_width,
    cased,
    lambda word, rng: zero_width(spaced(word.translate(TRADITIONAL), rng), rng),
    lambda word, rng: punctuated(cased(word, rng).translate(LOOK_ALIKE), rng),
)
