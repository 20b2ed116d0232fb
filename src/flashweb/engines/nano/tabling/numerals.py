"""Numbers in words, where a condition compares with them: "over two hundred", "不到十个", "一百块以内"."""

from __future__ import annotations

import re

_HAN = "零一二三四五六七八九"
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_HAN_RUN = re.compile(
    r"(?P<before>大于|超过|高于|多于|不少于|不低于|至少|小于|少于|低于|不到|不足|不超过|最多|至多|等于|满)(?P<a>[零一二两三四五六七八九十百千万]+)"
    r"|(?P<b>[零一二两三四五六七八九十百千万]+)(?P<after>[个块元件人天年岁分克张台]?(?:钱|人民币|美元|小时|分钟)?(?:以上|及以上|以下|以内|之内))"
)
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ROUND = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_POWERS = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
_NUMBER = "|".join((*_SMALL, *_ROUND, *_POWERS, "an?", "and", "dozen"))
_WORD_RUN = re.compile(
    rf"(?P<before>\b(?:than|over|above|below|under|exceed(?:s|ing)?|least|most|to|exactly|within)\s+)(?P<run>(?:{_NUMBER})(?:[\s-]+(?:{_NUMBER}))*)\b",
    re.IGNORECASE,
)


def with_figures(question: str) -> str:
    """The question with the numbers of its conditions in figures."""

    def han(found: re.Match[str]) -> str:
        number = _of_han(found["a"] or found["b"])
        return f"{found['before'] or ''}{number}{found['after'] or ''}"

    def word(found: re.Match[str]) -> str:
        number = _of_words(re.split(r"[\s-]+", found["run"].casefold()))
        return found[0] if number is None else f"{found['before']}{number}"

    return _WORD_RUN.sub(word, _HAN_RUN.sub(han, question))


def _of_han(run: str) -> int:
    """A digit right behind 百, 千 or 万 at the end counts the next lower power: 一万二 is 12,000."""
    total = section = digit = 0
    last = 1
    for letter in run.replace("两", "二"):
        if letter not in _TENS:
            digit = _HAN.index(letter)
            last = last if digit else 1
            continue
        last = _TENS[letter]
        if letter == "万":
            total, section, digit = (total + section + digit or 1) * last, 0, 0
        else:
            section, digit = section + (digit or 1) * last, 0
    return total + section + digit * (last // 10 if last > 10 else 1)


def _of_words(words: list[str]) -> int | None:
    total = number = 0
    for word in words:
        if word in _SMALL:
            number += _SMALL.index(word)
        elif word in _ROUND:
            number += _ROUND[word]
        elif word == "hundred":
            number = (number or 1) * 100
        elif word in _POWERS:
            total, number = total + (number or 1) * _POWERS[word], 0
        elif word == "dozen":
            number = (number or 1) * 12
    return total + number or None
