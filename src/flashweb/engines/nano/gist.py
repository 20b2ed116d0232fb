"""Of a long message, the part that asks: people paste whole pages, and the question stands at an end of them."""

from __future__ import annotations

import re

LONG = 400
"""Characters; nobody asks more in one question."""
_SAME_AGAIN = re.compile(r"(.{1,12}?)\1{5,}", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])|(?<=\.)(?=\s)")
_CLAUSE = re.compile(r"(?<=[，,：:、])")
_ASKS = re.compile(r"[?？]|[吗呢]\W*$|哪|什么|多少|几|怎|谁|\b(?:what|which|where|who|when|why|how)\b", re.IGNORECASE)


def gist(question: str) -> str:
    """The question itself if it is short; else its last sentence that asks, else its last."""
    if len(question) <= LONG:
        return question
    told = _SAME_AGAIN.sub(r"\1", question)
    if len(told) <= LONG:
        return told
    return _last(_CLAUSE, _last(_SENTENCE, told))[-LONG:].strip()


def _last(between: re.Pattern[str], text: str) -> str:
    """The last part that asks, else the last; short texts whole."""
    if len(text) <= LONG:
        return text
    parts = [part for part in between.split(text) if re.search(r"\w", part)] or [text]
    return next((part for part in reversed(parts) if _ASKS.search(part)), parts[-1])
