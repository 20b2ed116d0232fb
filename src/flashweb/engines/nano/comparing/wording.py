"""How differences are worded: what each language must be able to say of a change.

A change is told in two pieces where it is in both pictures, each with the box in its picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flashweb.core.screen import Element
from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.program import Language
from flashweb.engines.nano.wording import quote
from flashweb.perception.icons import icon_name

WHOLES = frozenset({"dialog", "alert", "form", "menu", "table", "card", "article"})
MOST_NAMED = 3
"""Parts that are named of something that came or went as a whole."""
MOST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Between:
    """Which pictures are compared: their numbers in the request, from 1; is_all where there are no others."""

    first: int
    second: int
    is_all: bool


class ChangeWording(Protocol):
    """One language."""

    end: str
    next: str

    def none(self, between: Between, *, of_asked: bool) -> str: ...

    def count(self, between: Between, number: int) -> str: ...

    def same(self, between: Between, number: int) -> str: ...

    def change(self, change: Change, between: Between) -> tuple[str, str]: ...

    def more(self, number: int) -> str: ...

    def one_picture(self) -> str: ...

    def in_pictures(self, what: str, numbers: list[int], total: int) -> str: ...

    def in_none(self, what: str) -> str: ...

    def lacking(self, what: str, numbers: list[int]) -> str: ...

    def thing(self, name: str, role: str | None) -> str: ...

    def which_of_what(self) -> str: ...


def shown(text: str) -> str:
    """Screen text in quotes, cut where it is long."""
    return quote(text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…")


def called(change: Change, language: Language) -> str:
    """The name of what came or went: its own, that of its icon, or the first text in it."""
    element = change.element
    named = [each for each in (element, *change.parts) if each.role != "img"]
    own = element.name if element.role != "img" else ""
    return own or icon_name(element.icon, language) or next((_text(each) for each in named if _text(each)), "")


def others(change: Change, name: str) -> list[str]:
    """Names of other parts of what came or went, where that is a whole of its own."""
    if change.element.role not in WHOLES:
        return []
    texts = [_text(part) for part in change.parts if part.role != "img"]
    return [text for text in dict.fromkeys(texts) if text and text not in name][:MOST_NAMED]


def _text(element: Element) -> str:
    return element.name or element.text


def change_wording(language: Language) -> ChangeWording:
    """The wording of a language."""
    from flashweb.engines.nano.comparing.wording_en import EnglishChanges  # noqa: PLC0415
    from flashweb.engines.nano.comparing.wording_zh import ChineseChanges  # noqa: PLC0415

    return ChineseChanges() if language == "zh" else EnglishChanges()
