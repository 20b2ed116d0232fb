"""Dates in any of the usual spellings, so that "August 22, 2026" is 2026-08-22."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?P<year>\d{{4}})")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})")

Date = tuple[int, int, int]


def dates(folded: str) -> set[Date]:
    """Every whole date (year, month, day) in a folded text; 1/2/2026 is none, since it may be read two ways."""
    found = {(int(year), int(month), int(day)) for year, month, day in _YEAR_FIRST.findall(folded)}
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(folded):
            found.add((int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"])))
    return found


def date_of(text: str) -> Date | None:
    """The date that a text is, and nothing else."""
    found = dates(text)
    is_alone = re.fullmatch(r"[\s\d/.,年月日a-z-]*", text) is not None
    return found.pop() if len(found) == 1 and is_alone else None
