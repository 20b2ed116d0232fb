"""What an answer says yes, no or "cannot tell" to, in its own words: what it quotes is left out."""

from __future__ import annotations

import re

from flashweb.evals.mentions import HIDDEN, QUOTED
from flashweb.evals.text import fold
from flashweb.evals.words import DECLINE, DENIAL, GUESS, NO, OPPOSITES, SAME_AS, STATES, UNSURE, YES

_PLAIN_ANSWER = re.compile(r"\W*(?:是的|对的?|yes|no)\b")
_FIRST = re.compile(r"^[^。;；!?！？\n]*?(?:[。;；!?！？\n]|\.(?=\s|$)|$)")


def own_words(answer: str) -> str:
    """The folded answer, its quotations hidden."""
    return QUOTED.sub(HIDDEN, fold(answer).strip())


def first_sentence(text: str) -> str:
    """Up to the first full stop."""
    found = _FIRST.match(text)
    return found.group() if found else text


def declines(answer: str) -> bool:
    """Whether the answer says that the page does not tell, or that it cannot."""
    text = own_words(answer)
    return bool(DECLINE.search(text)) or bool(DENIAL.search(first_sentence(text)))


def refuses(answer: str) -> bool:
    """The same, for an answer that ought to have told: only words that decline count, not any "no"."""
    return bool(DECLINE.search(own_words(answer)))


def guesses(answer: str) -> bool:
    """Whether the answer offers something all the same: "probably 99"."""
    return bool(GUESS.search(fold(answer)))


def state_said(text: str, state: str) -> bool | None:
    """Whether a text says that a state holds, does not hold, or neither."""
    base = OPPOSITES.get(state, SAME_AS.get(state, state))
    if base not in STATES:
        return None
    holds, fails = STATES[base]
    denied = fails.search(text)
    positive = holds.search(fails.sub(HIDDEN, text))
    if denied and positive:
        said = positive.start() < denied.start()
    elif denied or positive:
        said = bool(positive)
    else:
        return None
    return said != (state in OPPOSITES)


def agrees(answer: str, state: str) -> bool | None:
    """What an answer to a yes-no question says; None for neither, or for both in one clause.

    The first clause decides: by the state that it tells, else by its yes or no. What follows may be about other things:
    "No, only B is checked."
    """
    text = own_words(answer)
    if UNSURE.search(text):
        return None
    first = first_sentence(text)
    opening = True if YES.search(first) else False if NO.search(first) else None
    said = state_said(re.split(r"[,，]", first)[0], state)
    if said is not None:
        is_torn = opening is not None and opening != said and _PLAIN_ANSWER.match(first)
        return None if is_torn else said
    if opening is not None:
        return opening
    if state:
        said = state_said(first, state)
        return state_said(text, state) if said is None else said
    if DENIAL.search(first):
        return False
    return True if first else None
