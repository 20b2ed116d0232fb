"""How questions really arrive: slips of the fingers, missing marks, politeness, quotes, odd case and width.

A question in the making is a list of pieces, so that its spans stay right whatever happens to the text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from flashweb.engines.nano.program import Language
from training.reader.grammar.skeleton import fillers

ENDS: dict[Language, tuple[str, ...]] = {
    "zh": ("",) * 9 + ("？",) * 8 + ("?",) * 3 + ("。", "??", "？？", "~", "…", "！"),
    "en": ("",) * 8 + ("?",) * 10 + (".", "??", "?!", " ?", "...", "!"),
}
QUOTES: dict[Language, tuple[str, ...]] = {
    "zh": ("“”", "「」", "''", '""', "【】", "《》"),
    "en": ('""', "''", "“”", "``"),
}
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
LATIN_BORDER = re.compile(r"(?<=[㐀-鿿])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[㐀-鿿])")
MARKS = ("?", "？", ".", "。", "!", "！", "~", "…")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a question's text. kind: the span it is, or None."""

    text: str
    kind: str | None = None


def tidied(pieces: list[Piece]) -> list[Piece]:
    """Without doubled, leading or trailing spaces, without empty pieces; "a" before a vowel becomes "an"."""
    kept: list[Piece] = []
    for piece in pieces:
        text = re.sub(r"\s+", " ", piece.text)
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip()
        if text:
            kept.append(replace(piece, text=text))
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    for index, (before, after) in enumerate(pairwise(kept)):
        if re.search(r"\b[Aa] $", before.text) and after.text[0] in "aeioAEIO":
            kept[index] = replace(before, text=before.text[:-1] + "n ")
    return kept


def _each(pieces: list[Piece], change: Callable[[str], str]) -> list[Piece]:
    return [replace(piece, text=change(piece.text)) for piece in pieces]


def _quoted(pieces: list[Piece], rng: random.Random, language: Language) -> list[Piece]:
    quotes = rng.choice(QUOTES[language])
    named = [piece for piece in pieces if piece.kind in ("thing", "within")]
    return [
        part
        for piece in pieces
        for part in ((Piece(quotes[0]), piece, Piece(quotes[1])) if piece in named else (piece,))
    ]


def slip(text: str, rng: random.Random) -> str:
    """One slip of the fingers in a word of letters: two swapped, one doubled, or one left out."""
    words = list(re.finditer(r"[A-Za-z]{5,}", text))
    if not words:
        return text
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    match rng.randrange(3):
        case 0:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case _:
            return text[:at] + text[at + 1 :]


def sounds_alike(text: str, rng: random.Random) -> str:
    """One Chinese word replaced by another that sounds the same, if it has any of the known ones."""
    pairs = [filler.words for filler in fillers("zh", "homophone") if filler.words[0] in text]
    if not pairs:
        return text
    right, *wrong = rng.choice(pairs)
    return text.replace(right, rng.choice(wrong), 1)


def _typos(pieces: list[Piece], rng: random.Random, language: Language) -> list[Piece]:
    at = rng.randrange(len(pieces))
    change = sounds_alike if language == "zh" and rng.random() < 0.8 else slip
    return [replace(piece, text=change(piece.text, rng)) if i == at else piece for i, piece in enumerate(pieces)]


def _polite(pieces: list[Piece], rng: random.Random, language: Language) -> list[Piece]:
    before = rng.choice(rng.choice(fillers(language, "prefix")).words) if rng.random() < 0.6 else ""
    behind = rng.choice(rng.choice(fillers(language, "suffix")).words) if not before or rng.random() < 0.2 else ""
    gap = " " if language == "en" else ""
    return [Piece(before + gap), *pieces, Piece(behind if behind.startswith(",") else gap + behind)]


def _cased(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    chance = rng.random()
    if chance < 0.3:
        return _each(pieces, str.lower)
    if chance < 0.32:
        return _each(pieces, str.upper)
    if chance < 0.75 and pieces:
        return [replace(pieces[0], text=pieces[0].text[:1].upper() + pieces[0].text[1:]), *pieces[1:]]
    return pieces


def _ended(pieces: list[Piece], rng: random.Random, language: Language) -> list[Piece]:
    if pieces[-1].text.endswith(MARKS) and not pieces[-1].kind:
        return [*pieces[:-1], replace(pieces[-1], text=pieces[-1].text[:-1])] if rng.random() < 0.4 else pieces
    return [*pieces, Piece(rng.choice(ENDS[language]))]


def noisy(pieces: list[Piece], rng: random.Random, language: Language, typos: float = 0.08) -> list[Piece]:
    """The pieces as somebody in a hurry would type them; typos: how often there is one."""
    pieces = tidied(pieces)
    if rng.random() < 0.12:
        pieces = _quoted(pieces, rng, language)
    if rng.random() < typos:
        pieces = _typos(pieces, rng, language)
    if rng.random() < 0.14:
        pieces = _polite(pieces, rng, language)
    pieces = tidied(pieces)
    if language == "en" or rng.random() < 0.15:
        pieces = _cased(pieces, rng)
    if language == "zh" and rng.random() < 0.25:
        pieces = _each(pieces, lambda text: LATIN_BORDER.sub(" ", text))
    pieces = _ended(pieces, rng, language)
    if rng.random() < (0.02 if language == "zh" else 0.004):
        pieces = _each(pieces, lambda text: text.translate(FULL_WIDTH))
    return [piece for piece in pieces if piece.text]
