"""A difference between two pictures of a page, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flashweb.core.screen import Element

Kind = Literal["added", "removed", "changed", "moved"]
Aspect = Literal["text", "state", "colour", "size", "position"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. before, after: the element in the first and in the second picture; None where it is not there.

    detail: what says more, from before to after: texts, colours, states, the element it changed places with.
    parts: of something that came or went as a whole, what it holds.
    """

    kind: Kind
    aspect: Aspect | None
    before: Element | None
    after: Element | None
    detail: tuple[str, ...] = ()
    parts: tuple[Element, ...] = ()

    @property
    def element(self) -> Element:
        """What it is about: as it is now, or as it was."""
        element = self.after or self.before
        assert element is not None
        return element
