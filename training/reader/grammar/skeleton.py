"""Skeletons and fillers: plain text files, one wording a line, `text # slot=value ...`.

In a skeleton `[a|b|]` is a choice, `{role}` stands for a filler, `{role?}` for one that may be left out, and
`{role@button,link}` for one of these labels. `after=locate,count` marks a follow-up to such a question, `after=any`
to any; it leans on the question before. In a filler file a line holds several words: `button | btn # role=button`;
`weight=3` makes the line three times as likely. In names.txt alone, role=value marks amounts, dates and the like.
"""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from flashweb.engines.nano.program import Language
from training.reader.grammar.labels import INTENTS, SLOTS

Split = Literal["train", "held_out"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
HELD_OUT_OF = 7
VALUE = "value"
HERE = Path(__file__).parent
CHOICE = re.compile(r"\[([^\[\]]*)\]")
PLACEHOLDER = re.compile(r"\{(\w+)(?:@([\w,]+))?(\?)?\}")


class BadLine(ValueError):
    """A line of a data file cannot be read; the message names it and what is wrong."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One wording. labels: slots that its words themselves say. after: intents that it can follow, or ()."""

    language: Language
    intent: str
    text: str
    labels: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Names the wording, whatever its place in the file."""
        return f"{self.language}/{self.intent}/{hashlib.sha256(self.text.encode()).hexdigest()[:10]}"

    @property
    def split(self) -> Split:
        """Where it belongs: one in seven is never trained on."""
        digest = hashlib.sha256(self.id.encode()).digest()
        return "held_out" if int.from_bytes(digest[:4], "big") % HELD_OUT_OF == 0 else "train"

    @property
    def picks(self) -> bool:
        """Whether it asks for the largest, a sum and the like."""
        return "{pick" in self.text or "pick" in dict(self.labels)

    def chosen(self, rng: random.Random) -> str:
        """The text with its choices made; placeholders are left."""
        text = self.text
        while match := CHOICE.search(text):
            text = text[: match.start()] + rng.choice(match[1].split("|")) + text[match.end() :]
        return text


@dataclass(frozen=True, slots=True)
class Filler:
    """Words that mean the same. labels: slots that they say."""

    words: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    weight: int


def _annotated(line: str, place: str) -> tuple[str, dict[str, str]]:
    text, _, notes = line.partition(" # ")
    found: dict[str, str] = {}
    for note in notes.split():
        key, _, value = note.partition("=")
        if key in SLOTS and value not in SLOTS[key] and (key, value) != ("role", VALUE):
            raise BadLine(f"{place}: {line!r}: {key} is one of {', '.join(SLOTS[key])}")
        if key not in (*SLOTS, "after", "weight") or not value:
            raise BadLine(f"{place}: {line!r}: {note!r} is no slot=value")
        found[key] = value
    return text.strip(), found


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def skeletons(language: Language, intent: str) -> tuple[Skeleton, ...]:
    """All wordings of an intent; BadLine names the first that cannot be read."""
    path, found = HERE / "skeletons" / language / f"{intent}.txt", []
    for line in _lines(path):
        text, notes = _annotated(line, path.name)
        after = tuple(filter(None, notes.pop("after", "").split(",")))
        if wrong := set(after) - {*INTENTS, "any"}:
            raise BadLine(f"{path.name}: {line!r}: after names no intent: {', '.join(sorted(wrong))}")
        bare = PLACEHOLDER.sub("", text)
        if bare.count("[") != bare.count("]") or "{" in bare or "}" in bare:
            raise BadLine(f"{path.name}: {line!r}: brackets do not match")
        found.append(Skeleton(language, intent, text, tuple(notes.items()), after))
    return tuple(found)


@cache
def fillers(language: Language, name: str) -> tuple[Filler, ...]:
    """What `{name}` may stand for; empty where there is no such file."""
    path, found = HERE / "fillers" / language / f"{name}.txt", []
    if not path.exists():
        return ()
    for line in _lines(path):
        text, notes = _annotated(line, path.name)
        weight = int(notes.pop("weight", "1"))
        words = tuple(word.strip() for word in text.split("|"))
        found.append(Filler(words, tuple(notes.items()), weight))
    return tuple(found)
