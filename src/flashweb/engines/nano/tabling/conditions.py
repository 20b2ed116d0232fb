# ruff: noqa: E501 - patterns read better unbroken
"""Conditions in a question on the cells of a column: "over 100", "不到 3 件", "before March"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from flashweb.engines.nano.tabling.amounts import Amount, read
from flashweb.engines.nano.tabling.grid import Grid
from flashweb.engines.nano.tabling.numerals import with_figures

_AMOUNT = r"((?:HK\$|US\$|[$¥€£￥])?\s?\d[\d,.:/-]*(?:年\d{1,2}月(?:\d{1,2}[日号])?|月\d{1,2}[日号])?\s?(?:万元|亿元|万|亿|千|[kKmM](?![A-Za-z])|元|块|%|[KMGT]B\b|小时|分钟|天|(?:hours?|days?|minutes?|mins?|dollars?|euros?)\b)?)"
_MORE_SUFFIX, _LESS_SUFFIX = (
    r"(?:以上|及以上|之后|以后|or more|or above|and up|or later)",
    r"(?:以下|及以下|以内|之内|之前|以前|or less|or below|or fewer|or earlier)",
)
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(pattern, re.IGNORECASE), sign) for pattern, sign in (
    (rf"(?:大于等于|不少于|不低于|不小于|至少|>=|≥|at least|no less than|not less than)\s?{_AMOUNT}|{_AMOUNT}\s?{_MORE_SUFFIX}", ">="),
    (rf"(?:小于等于|不超过|不高于|不大于|不多于|至多|最多|<=|≤|at most|no more than|not more than|up to|within)\s?{_AMOUNT}|{_AMOUNT}\s?{_LESS_SUFFIX}", "<="),
    (rf"(?:大于|超过|高于|多于|超出|晚于|>|more than|greater than|higher than|larger than|bigger than|above|over|exceed(?:s|ing)?|after|later than)\s?{_AMOUNT}", ">"),
    (rf"(?:小于|少于|低于|不到|不足|未满|早于|<|less than|fewer than|lower than|smaller than|cheaper than|below|under|before|earlier than)\s?{_AMOUNT}", "<"),
    (rf"(?:等于|正好是|=|equal to|equals|exactly)\s?{_AMOUNT}", "="),
))  # fmt: skip
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, "<": lambda a, b: a < b, "=": lambda a, b: a == b,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """sign: one of >=, <=, >, <, =. said: the condition as the question has it."""

    sign: str
    amount: Amount
    said: str

    def holds(self, amount: Amount | None) -> bool:
        """Whether an amount of a comparable kind meets it; a bare figure may be compared with any kind."""
        if amount is None:
            return False
        is_bare = self.amount.kind == "number" and not self.amount.unit
        if not is_bare and (
            amount.kind != self.amount.kind or (amount.kind == "date" and amount.unit != self.amount.unit)
        ):
            return False
        value = amount.value / amount.factor if is_bare and amount.kind == "size" else amount.value
        return _HOLDS[self.sign](value, self.amount.value)

    def rows(self, grid: Grid, column: int) -> list[int]:
        """The rows that meet it."""
        return [row for row in grid.data if self.holds(grid.amounts[column][row])]


def condition_in(question: str) -> Condition | None:
    """The first condition of a question, whose number may be written in words."""
    said = with_figures(question)
    for pattern, sign in _WORDS:
        if found := pattern.search(said):
            text = next(group for group in found.groups() if group)
            if amount := read(text.strip().rstrip(".,")):
                return Condition(sign, amount, found[0].strip())
    return None
