"""Whether a text has the form of what is asked for."""

from __future__ import annotations

import re

from flashweb.engines.nano.kinds import Kind, kind_of
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.values import find_values

_FORMS: dict[Kind, tuple[Attribute, ...]] = {
    Kind.PHONE: (Attribute.PHONE,),
    Kind.CONTACT: (Attribute.PHONE, Attribute.EMAIL),
    Kind.EMAIL: (Attribute.EMAIL,),
    Kind.URL: (Attribute.URL,),
    Kind.PRICE: (Attribute.PRICE,),
    Kind.PERCENT: (Attribute.PERCENT,),
    Kind.DURATION: (Attribute.DURATION,),
    Kind.CLOCK: (Attribute.TIME,),
    Kind.WHEN: (Attribute.DATE, Attribute.TIME, Attribute.DURATION),
}
KIND_OF: dict[Attribute | None, Kind] = {
    **{forms[0]: kind for kind, forms in _FORMS.items() if kind is not Kind.CONTACT},
    Attribute.NUMBER: Kind.NUMBER,
}
FIGURES = re.compile(r"(?<![\w.])\d|(?<=[\u3400-\u9fff])\d|[一二三四五六七八九十百千万亿〇零两]{2,}")
_JOINT = re.compile(r"或者|或是|或|和|以及|、|\bor\b|\band\b", re.IGNORECASE)
_HAN_YEAR = re.compile(r"[一二〇零○三四五六七八九\d]{4}\s?年")
_ADDRESS = re.compile(
    r"(?<=[\u3400-\u9fff])(?:[省市区县镇街道]|路(?![由程线])|路\s?\d+\s?号)"
    r"|\b(?:street|st|road|rd|avenue|ave|lane|place|city)\b|[a-z], [A-Z]"
)


NEXT = 8
"""A value this many letters after a word belongs to it."""
UNFIT = -0.3
"""A text of another form cannot be the answer."""


def fit_of(kind: Kind, text: str) -> float:
    """From UNFIT to 0.35: the more, the surer the text is of the kind that is asked for."""
    if kind in _FORMS:
        found = [value for form in _FORMS[kind] for value in find_values(form, text)]
        if found or (kind is Kind.WHEN and _HAN_YEAR.search(text)):
            return 0.3 + (0.05 if found and len(found[0]) > 0.6 * len(text) else 0.0)
        return -0.1 if kind in (Kind.PRICE, Kind.DURATION) and FIGURES.search(text) and not _is_moment(text) else UNFIT
    if kind is Kind.NUMBER:
        return UNFIT if not FIGURES.search(text) else 0.0 if _is_moment(text) else 0.25
    if kind is Kind.PERSON:
        return 0.1 if not re.search(r"\d", text) else 0.0
    if kind is Kind.PLACE:
        return min(0.12 * len(_ADDRESS.findall(text)), 0.3) or -0.1
    return -0.2 if text.rstrip().endswith(("?", "？")) else 0.0


def kinds_in(question: str) -> tuple[Attribute, ...]:
    """Kinds of values that a question joins by "or" or "and"; empty when it joins none, or other things too."""
    parts = _JOINT.split(question)
    kinds = [kind_of(part) for part in parts]
    if len(parts) < 2 or any(kind not in _FORMS or len(part) > 16 for kind, part in zip(kinds, parts, strict=True)):
        return ()
    return tuple(dict.fromkeys(_FORMS[kind][0] for kind in kinds))


def is_address(text: str) -> bool:
    """It names a place in the world."""
    return bool(_ADDRESS.search(text))


def _is_moment(text: str) -> bool:
    return any(
        len(value) > 0.6 * len(text) for form in (Attribute.DATE, Attribute.TIME) for value in find_values(form, text)
    )


def value_after(kind: Kind, text: str, names: list[str]) -> str:
    """Of several values of one kind in a text, the one after a word of the question; empty when there is no choice."""
    for form in _FORMS.get(kind, ()):
        found = find_values(form, text)
        low = text.casefold()
        places = [low.find(name) + len(name) for name in names if name and name in low]
        if len(found) < 2 or not places:
            continue
        at = 0
        for value in found:
            at = text.index(value, at)
            if 0 <= at - min(places) <= NEXT:
                return value
            at += len(value)
    return ""
