"""Wording of what `resolve.py` finds: a line that speaks for itself, a labelled value, or a cell of a table."""

from __future__ import annotations

from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.lookup import split_label
from flashweb.engines.nano.wording import Said, Wording, sentence

MAX_HEAD = 26
"""Letters of a text that an answer names its value by."""


def word_answer(answer: Answer, words: Wording) -> Said:
    """The line itself where it says what was asked; the value with what it belongs to where that stands elsewhere."""
    heads = [line for line in answer.heads if len(line.text) <= MAX_HEAD][:2]
    if answer.value and answer.own > 0:
        return Said(sentence(words.says(answer.value), words), answer.lines)
    parts = split_label(answer.text)
    if parts and parts[1] and answer.own > 0:
        return Said(words.value(parts[0], parts[1], is_on_screen=True) + words.end, answer.lines)
    if heads and answer.own < 0.4:
        of = [line.text for line in sorted(heads, key=lambda line: line.box.left)]
        return Said(words.belongs(of, answer.text) + words.end, (*heads, *answer.lines))
    return Said(sentence(words.says(answer.text), words), answer.lines)
