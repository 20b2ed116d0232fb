"""Counting tokens the way nano writes them, and cutting text into the pieces that stream.

A CJK letter is one token, so is a run of Latin letters or digits, and a punctuation mark. A picture counts
as many tokens as it has patches of 28x28 pixels, as GLM-4.6V and Qwen-VL count them.
"""

from __future__ import annotations

import math
import re

PATCH = 28
_CJK = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+|[^\w\s]|_")
_PIECE = re.compile(rf"\s*(?:[{_CJK}]{{1,2}}[^\w\s]?|[^\s{_CJK}]+)|\s+$")


def count_tokens(text: str) -> int:
    """Tokens of a text."""
    return len(_TOKEN.findall(text))


def count_image_tokens(width: int, height: int) -> int:
    """Tokens of a picture; sizes in pixels."""
    return math.ceil(width / PATCH) * math.ceil(height / PATCH)


def pieces(text: str) -> list[str]:
    """The text in the pieces that stream: words, or one to two CJK letters; joined they are the text."""
    return _PIECE.findall(text)


def cut(text: str, tokens: int) -> str:
    """The longest head of the text that has at most this many tokens."""
    for number, found in enumerate(_TOKEN.finditer(text)):
        if number == tokens:
            return text[: found.start()]
    return text
