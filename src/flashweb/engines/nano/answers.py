"""What was found to answer a question, whoever found it."""

from __future__ import annotations

from dataclasses import dataclass

from flashweb.core.screen import Element


@dataclass(frozen=True, slots=True)
class Answer:
    """text: the line or sentence. lines: where it stands. heads: other lines that tie it to the question.

    own: share of the question that the text itself says. value: the value of the wanted kind, where the text has
    several and one stands right after a word of the question. margin: how much likelier it is than that nothing
    answers, a difference of logits; of the trained reader alone.
    """

    text: str
    lines: tuple[Element, ...]
    heads: tuple[Element, ...]
    score: float
    own: float
    value: str = ""
    margin: float = 0.0
