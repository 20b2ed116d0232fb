"""Names of controls: what on the screen is called like what a person wants to do."""

from __future__ import annotations

import re

from flashweb.core.screen import Element
from flashweb.engines.nano.asked import STOP_EN
from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.matching import fold

_HOW_TO = re.compile(
    r"怎么|怎样|如何|咋|\bhow (?:do|can|should|to|would)\b|\bforgot\b|\bwhat (?:do|should) i do\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def named_controls(question: str, lines: list[tuple[int, Element]]) -> list[Element]:
    """For "how do I ...": the text on the screen that is the name of what the person wants to do."""
    if not _HOW_TO.search(question):
        return []
    for phrase in _phrases(question):
        names = {fold(name).packed for name in (phrase, *synonyms(phrase))} if synonyms(phrase) else set()
        if hits := [line for _, line in lines if fold(line.text).packed in names]:
            return hits[:1]
    return []


def _phrases(question: str) -> list[str]:
    """Runs of words, and of Chinese letters, that may be a name; the longest first."""
    words = _WORD.findall(question.casefold())
    phrases = [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]
    for run in _HAN.findall(question):
        phrases += [run[i : i + n] for n in (4, 3, 2) for i in range(len(run) - n + 1)]
    return [phrase for phrase in phrases if phrase not in STOP_EN]
