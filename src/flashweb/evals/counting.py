"""Which number of things an answer states, in digits, Chinese numerals or English words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashweb.evals.words import CLASSIFIERS, NUMERALS, ROLES

_ENGLISH = "|".join(word for word in NUMERALS if word.isascii())
_COUNT = re.compile(
    rf"(?<![第\d.,:/#¥$€])(?P<digits>\d{{1,5}})(?![\d:/%年月日号点]|[.,]\d)|"
    rf"(?<!第)(?P<hanzi>[零一二两俩仨三四五六七八九十]+)(?=[{CLASSIFIERS}])|"
    rf"(?<!the )(?<!this )(?<!that )(?<!each )\b(?P<word>{_ENGLISH})\b"
)
_TOTAL = re.compile(
    r"(?:总共|一共|共计|合计|总计|共|总数)(?:有|是|为|包含|计)?\s*$|\b(?:total(?: of)?|altogether|"
    r"in all)[:\s]*(?:of )?$"
)
_TOTAL_AFTER = re.compile(r"[^。.;；\n]{0,24}?\b(?:in total|in all|altogether)\b")
_BULLET = re.compile(r"(?:^|\n)\s*\d{1,2}[.)、](?!\d)(?=\s*\S)")


@dataclass(frozen=True, slots=True)
class Stated:
    """Numbers in the order that they are said; total: one that is called so."""

    numbers: tuple[int, ...]
    total: int | None

    def says(self, number: int) -> bool:
        """Whether the answer comes to this number: its total, else one of its figures, else their sum."""
        if self.total is not None:
            return self.total == number
        return number in self.numbers or (bool(self.numbers) and sum(self.numbers) == number)


def stated(masked: str, roles: frozenset[str] = frozenset()) -> Stated:
    """masked: the folded answer, names hidden. roles: what is counted, if known; "2 fields" counts no buttons."""
    text = _BULLET.sub(lambda found: "\n" + " " * (len(found.group()) - 1), masked)
    found, total = [], None
    for match in _COUNT.finditer(text):
        number = _value(match)
        if number is None or (roles and _counts_others(text[match.end() :], roles)):
            continue
        found.append(number)
        if _TOTAL.search(text[: match.start()]) or _TOTAL_AFTER.match(text[match.end() :]):
            total = number
    return Stated(tuple(found), total)


def _counts_others(after: str, roles: frozenset[str]) -> bool:
    """Whether the number is one of things of another role."""
    near = re.split(r"[,，.。:：;；、\n]", after[:16])[0]
    told = {role for role, word in ROLES.items() if word.search(near)}
    return bool(told) and not told & roles


def _value(match: re.Match[str]) -> int | None:
    if match["digits"]:
        return int(match["digits"])
    if match["word"]:
        return NUMERALS[match["word"]]
    return hanzi(match["hanzi"])


def hanzi(text: str) -> int | None:
    """A Chinese numeral below a hundred; None for what is none."""
    if len(text) == 1:
        return NUMERALS.get(text)
    tens, found, ones = text.partition("十")
    if not found or len(tens) > 1 or len(ones) > 1:
        return None
    return (NUMERALS[tens] if tens else 1) * 10 + (NUMERALS[ones] if ones else 0)
