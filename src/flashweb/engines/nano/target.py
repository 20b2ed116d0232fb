"""A noun phrase taken apart: the text it names, the role and the kind of value it mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.values import is_generic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """anchor: what is left of the phrase. label: all of it but the role word."""

    anchor: str = ""
    label: str = ""
    attribute: Attribute | None = None
    role: str | None = None


def as_text(target: Target) -> Target:
    """A phrase such as "发布日期" names a text when its place is asked for, not any date."""
    kinds = (Attribute.PRICE, Attribute.DATE, Attribute.TIME, Attribute.PERCENT)
    if target.attribute in kinds and not is_generic(target.attribute, fold(target.label).packed):
        return Target(target.label, target.label, None, target.role)
    return target


def take(text: str, table: tuple[tuple[T, re.Pattern[str]], ...]) -> tuple[str, T | None]:
    """The first entry of the table whose pattern occurs, and the text without that occurrence."""
    for value, pattern in table:
        if match := pattern.search(text):
            return text[: match.start()] + " " + text[match.end() :], value
    return text, None
