# ruff: noqa: E501 - word lists read better unbroken
"""Misspelt question words: those seen often, and every long one with two letters swapped or one left out.

Only words of asking are corrected; names on the screen are left to tolerant matching.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_OFTEN = """
where wher were's whre wheres weher|what waht wat whta hwat wht|what's whats wats|the teh hte th|how hwo hw|many mnay mny
much mcuh muhc|button buttom botton|title titel titlle|email emial eamil emal|phone phoen fone phne|price pirce prise
is si|page pgae paeg|does deos dose|which wich whcih|when wehn whn|read raed|text txt tetx|there ther tehre|find fnd fidn
summarize summerize|date dtae|total toal totla|order oder ordre|error eror erorr|this tihs thsi|says syas|say sya|login loign lgoin
"""
_LONG_WORDS = """
second screenshot screen picture image button buttons number address summarize describe content written everything transcribe
appear appears mention mentioned contain contains password settings telephone please translate different difference
heading located location position checkbox website percentage message happens
"""
_LONG = _LONG_WORDS.split()


@lru_cache(maxsize=1)
def typos() -> dict[str, str]:
    """Wrong spelling -> right one."""
    table = {wrong: right for right in _LONG for wrong in _misspelt(right) if wrong not in _LONG}
    for line in _OFTEN.strip().replace("\n", "|").split("|"):
        right, *wrongs = line.split()
        table |= dict.fromkeys(wrongs, right)
    return table


def _misspelt(word: str) -> Iterator[str]:
    for i in range(1, len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if len(word) >= 6:
        yield from (word[:i] + word[i + 1 :] for i in range(1, len(word) - 1))
