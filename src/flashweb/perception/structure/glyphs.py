"""Icons that are, or are read as, letters: "×" on a button closes, a magnifier is read as "Q", three bars as "三"."""

from __future__ import annotations

import re

from flashweb.core.screen import Box

ICONS = {
    **dict.fromkeys("×✕✖╳", "close"), **dict.fromkeys("+＋", "plus"), **dict.fromkeys("?？", "help"),
    **dict.fromkeys("⋮︙", "more-vertical"), **dict.fromkeys(("…", "⋯", "...", "•••"), "more"),
    **dict.fromkeys("‹<〈", "chevron-left"), **dict.fromkeys("›>〉", "chevron-right"),
}  # fmt: skip
"""Signs that are written on purpose: the name stays."""
MISREAD = {**dict.fromkeys("三≡☰〓", "menu"), **dict.fromkeys("QＱ⌕", "search")}
"""Drawings that are taken for letters: no name."""
LARGEST = 2.2
"""Widest shape of an icon against its height, and the other way round."""
_MAGNIFIER = re.compile(r"^(?:[QＱ⌕]\s+(?=\w{2,})|[QＱ⌕](?=[搜查]))")
_PLUS = re.compile(r"^[+＋]\s*(?=[^\W\d]{2})")


def icon_of(text: str) -> str:
    """The function of a sign that stands alone; empty if it is none."""
    return ICONS.get(text.strip(), "") or MISREAD.get(text.strip(), "")


def is_drawing(text: str, icon: str, box: Box) -> bool:
    """Whether the one letter is the icon itself, misread."""
    letter, is_small = text.strip(), max(box.width, box.height) <= LARGEST * min(box.width, box.height)
    return is_small and (letter in MISREAD or (bool(icon) and len(letter) == 1 and letter not in ICONS))


def without_magnifier(text: str) -> str:
    """The text behind a magnifier that was read as a letter."""
    return _MAGNIFIER.sub("", text)


def without_plus(text: str) -> str:
    """The words behind a plus, which is drawn before what adds something."""
    return _PLUS.sub("", text)
