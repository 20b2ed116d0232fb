"""What elements of pages are called, by language and role: from a rendered data set, or a built-in list."""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flashweb.engines.nano.program import Language
from training.reader.grammar.skeleton import LANGUAGES, VALUE, fillers
from training.screens.store import records

LONGEST: dict[Language, int] = {"zh": 16, "en": 36}
OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}
OTHER_LANGUAGE = 0.12


def _clean(text: str) -> str:
    """Without the letters of icon fonts, which live in the private use areas."""
    return " ".join("".join(" " if unicodedata.category(letter) == "Co" else letter for letter in text).split())


def _is_value(name: str) -> bool:
    return sum(letter.isalpha() for letter in name) <= sum(letter.isdigit() for letter in name)


@dataclass(frozen=True, slots=True)
class Names:
    """Names of elements. by: (language of the page, ARIA role) -> names, each once, in a fixed order.

    Amounts, dates and the like are nobody's name: they stand under VALUE, whatever element shows them.
    """

    by: dict[tuple[Language, str], tuple[str, ...]]

    @classmethod
    def built_in(cls) -> Names:
        """The short list that needs no data set."""
        return cls(
            {
                (language, dict(filler.labels)["role"]): filler.words
                for language in LANGUAGES
                for filler in fillers(language, "names")
            }
        )

    @classmethod
    def of(cls, folder: Path) -> Names:
        """Those on the pages of a data set, and the built-in ones for roles that it lacks."""
        found: dict[tuple[Language, str], dict[str, None]] = defaultdict(dict)
        for _, record in records(folder):
            language: Language = "zh" if record["language"] == "zh" else "en"
            for element in record["elements"]:
                name = _clean(element.get("name") or element.get("text") or "")
                if 2 <= len(name) <= LONGEST[language]:
                    found[language, VALUE if _is_value(name) else element["role"]][name] = None
        return cls(cls.built_in().by | {key: tuple(names) for key, names in found.items() if len(names) > 2})

    def draw(self, rng: random.Random, language: Language, roles: Iterable[str]) -> str:
        """A name of an element of one of these roles, at times in the other language; any button's if there is none."""
        shown = OTHER[language] if rng.random() < OTHER_LANGUAGE else language
        known = [role for role in roles if (shown, role) in self.by] or ["button"]
        return rng.choice(self.by[shown, rng.choice(known)])
