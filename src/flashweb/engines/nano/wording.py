"""How answers are worded: what each language must be able to say.

Sentences are given in pieces (first, next, end) so that words can leave before the rest is known.
Screen text is quoted as '…'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.program import Attribute, Gap, Language, Region

_ROWS, _COLUMNS = ("top", "middle", "bottom"), ("left", "center", "right")


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the answer, and the elements that it speaks of.

    found: False where it says that nothing was found; whoever knows another way may answer instead.
    """

    text: str
    elements: tuple[Element, ...] = ()
    found: bool = True


class Wording(Protocol):
    """One language. A role is an ARIA role or None; `inside` is the line that holds the text, if it is longer."""

    end: str
    more: str

    def picture(self, number: int) -> str: ...

    def kind(self, attribute: Attribute) -> str: ...

    def page_kind(self, kind: str) -> str: ...

    def located(self, text: str, box: Box, size: tuple[int, int], inside: str | None) -> str: ...

    def located_next(self, box: Box, size: tuple[int, int], inside: str | None) -> str: ...

    def exists(self, text: str, box: Box, size: tuple[int, int], inside: str | None) -> str: ...

    def exists_as(self, text: str, instead: str, box: Box, size: tuple[int, int]) -> str: ...

    def absent(self, text: str) -> str: ...

    def absent_kind(self, attribute: Attribute) -> str: ...

    def counted(self, text: str, number: int) -> str: ...

    def counted_kind(self, attribute: Attribute, values: list[str]) -> str: ...

    def value(self, label: str, value: str, *, is_on_screen: bool) -> str: ...

    def belongs(self, of: list[str], value: str) -> str: ...

    def value_of_kind(self, attribute: Attribute, of: str, value: str) -> str: ...

    def value_next(self, value: str) -> str: ...

    def not_stated(self, attribute: Attribute, value: str) -> str: ...

    def no_value(self, label: str) -> str: ...

    def says(self, text: str) -> str: ...

    def points(self, text: str, box: Box, size: tuple[int, int]) -> str: ...

    def unanswered(self) -> str: ...

    def title(self, text: str) -> str: ...

    def prominent(self, text: str) -> str: ...

    def about(self, title: str) -> str: ...

    def about_more(self, text: str) -> str: ...

    def no_text(self) -> str: ...

    def no_such_lines(self, available: int) -> str: ...

    def nothing_there(self, anchor: str) -> str: ...

    def cannot(self, gap: Gap, role: str | None) -> str: ...

    def still_there(self, text: str, box: Box, size: tuple[int, int]) -> str: ...

    def element_first(self, name: str) -> str: ...

    def state(self, name: str, state: str, role: str, *, holds: bool) -> str: ...

    def in_state(self, state: str, name: str, role: str) -> str: ...

    def none_in_state(self, state: str, role: str | None) -> str: ...

    def outside(self) -> str: ...

    def help(self) -> str: ...

    def no_picture(self) -> str: ...

    def no_such_picture(self, available: int) -> str: ...


def quote(text: str) -> str:
    """Screen text as answers quote it."""
    return f"'{text.strip()}'"


def sentence(text: str, words: Wording) -> str:
    """The text as a sentence: with its full stop, unless the screen text that it ends in has one."""
    return text if text.rstrip("'")[-1:] in "。.!?！？…" else text + words.end


def place_of(box: Box, size: tuple[int, int]) -> tuple[int, int]:
    """Which third of the picture the middle of a box lies in: (0 left .. 2 right, 0 top .. 2 bottom)."""
    x, y = box.center
    return min(2, max(0, int(3 * x / max(size[0], 1)))), min(2, max(0, int(3 * y / max(size[1], 1))))


def is_in(box: Box, size: tuple[int, int], region: Region | None) -> bool:
    """Whether the middle of a box lies in a part of the picture; None is all of it."""
    if region is None:
        return True
    column, row = place_of(box, size)
    return region.vertical in (None, _ROWS[row]) and region.horizontal in (None, _COLUMNS[column])


def wording(language: Language) -> Wording:
    """The wording of a language."""
    from flashweb.engines.nano.wording_en import English  # noqa: PLC0415
    from flashweb.engines.nano.wording_zh import Chinese  # noqa: PLC0415

    return Chinese() if language == "zh" else English()
