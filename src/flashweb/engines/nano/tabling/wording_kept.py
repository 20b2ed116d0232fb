"""How answers to "which of them" are worded: the names first, then why they are meant."""

from __future__ import annotations

from flashweb.engines.nano.program import Language
from flashweb.engines.nano.wording import quote


def kept_name(name: str, language: Language, *, number: int | None = None, is_first: bool = True) -> str:
    """One of the names. number: how many there are, told before the first where that was asked."""
    comma, count = ("、", f"{number} 个：") if language == "zh" else (", ", f"{number}: ")
    return ("" if is_first else comma) + (count if number else "") + quote(name)


def why_kept(column: str, value: str, language: Language, *, is_denied: bool = False) -> str:
    """What they have or, if is_denied, have not; column: empty where the page names none. Ends the sentence."""
    if language == "zh":
        told = ("不是" if is_denied else "是" if column else "") + quote(value)
        return f"（{quote(column) if column else ''}{told}）。"
    told = ("not " if is_denied else "") + quote(value)
    return f" ({column}: {told})." if column else f" ({told})."
