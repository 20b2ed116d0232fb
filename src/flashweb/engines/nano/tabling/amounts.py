# ruff: noqa: E501 - patterns read better unbroken
"""What the text of a cell amounts to: exact decimals with their unit, dates, clock times, durations.

"1.2万", "$3.4k", "3,5" (a decimal comma), "1.234,56 €", "(500)", "2h 30m", "3月5日" are read as a person reads them.
What is not one amount ("10-20", "—", "2 of 5") is none, rather than the first figure in it. A column is read as a
whole, since "1.299" and "05/03/2024" mean what the cells beside them show.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["number", "money", "percent", "size", "duration", "date", "time"]
SUMMABLE = frozenset({"number", "money", "percent", "size", "duration"})


@dataclass(frozen=True, slots=True)
class Amount:
    """value: in the unit; bytes for sizes, seconds for durations and times, days for dates.

    unit: what amounts must share to be compared. before, after: how the unit is written. factor: what the figures
    were multiplied by ("万": 10000). places: decimals as written. is_grouped: thousands are separated.
    """

    kind: Kind
    value: Decimal
    unit: str = ""
    before: str = ""
    after: str = ""
    factor: Decimal = Decimal(1)
    places: int = 0
    is_grouped: bool = False


_FIGURES = r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|\d{1,3}(?:[.' ]\d{3})+,\d+|\d+(?:[.,]\d+)?|\.\d+"
_MONEY = r"HK\$|US\$|NT\$|A\$|C\$|R\$|[$¥€£₩₹₽]|RMB|CNY|USD|EUR|GBP|JPY|HKD|CHF|KRW|INR"
_AMOUNT = re.compile(
    rf"(?P<open>\()?\s?(?P<sign>[-+])?\s?(?P<money>{_MONEY})?\s?(?P<sign2>[-+])?\s?(?P<figures>{_FIGURES})\s?"
    r"(?P<scale>百万|千万|万|亿|千(?!克|米|瓦)|[kK](?![A-Za-z])|(?:mn|bn)\b|[MB](?![A-Za-z]))?\+?\s?(?P<close>\))?\s?(?P<unit>[^\d\s,.;:()（）+~-][^\d,;:()（）~]{0,15})?"
)
_SCALES = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9}
_CURRENCIES = {
    "¥": "CNY", "RMB": "CNY", "元": "CNY", "块": "CNY", "块钱": "CNY", "人民币": "CNY", "$": "USD", "US$": "USD", "美元": "USD", "€": "EUR",
    "欧元": "EUR", "£": "GBP", "英镑": "GBP", "HK$": "HKD", "港币": "HKD", "港元": "HKD", "日元": "JPY", "円": "JPY", "₩": "KRW", "₹": "INR",
    "NT$": "TWD", "A$": "AUD", "C$": "CAD", "R$": "BRL", "₽": "RUB", "CNY": "CNY", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY",
    "HKD": "HKD", "CHF": "CHF", "KRW": "KRW", "INR": "INR",
}  # fmt: skip
_SIZES = {
    name: 1024**power
    for power, names in enumerate(("b bytes byte 字节", "kb kib", "mb mib", "gb gib", "tb tib"))
    for name in names.split()
}
_SECONDS = {
    **dict.fromkeys(("ms", "毫秒", "msec"), Decimal("0.001")), **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), Decimal(1)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), Decimal(60)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "个小时", "时"), Decimal(3600)),
    **dict.fromkeys(("d", "day", "days", "天", "日"), Decimal(86400)), **dict.fromkeys(("w", "wk", "week", "weeks", "周", "星期"), Decimal(604800)),
    **dict.fromkeys(("mo", "month", "months", "个月"), Decimal(2592000)), **dict.fromkeys(("y", "yr", "yrs", "year", "years"), Decimal(31536000)),
}  # fmt: skip
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s?(毫秒|秒钟?|分钟?|个?小时|时|天|日|周|星期|个月|[A-Za-z]+)")
_LONE = frozenset(("m", "d", "y", "w", "分", "时", "日"))
"""What alone after a figure may be metres, points, or anything: no duration of a single part."""
_CLOCK = re.compile(
    r"(上午|凌晨|早上|下午|晚上|中午|am|pm)?\s?(\d{1,2}):(\d\d)(?::(\d\d))?\s?([ap]\.?m\.?)?", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?[日号])?",
        r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?",
        r"(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]",
        rf"{_MONTH}\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s?(?P<y>\d{{4}}))?",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH}(?:,?[\s-](?P<y>\d{{4}}))?",
        rf"{_MONTH}\s(?P<y>\d{{4}})",
        r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4}|\d\d)",
        r"(?P<m>0\d|1[0-2])-(?P<d>[0-3]\d)",
    )
)
_WEEKDAY = re.compile(r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s|(?:周|星期)[一二三四五六日天]\s?)|\s?[(（]?(?:周|星期)[一二三四五六日天][)）]?", re.IGNORECASE)  # fmt: skip


def read_column(texts: Sequence[str]) -> list[Amount | None]:
    """What each cell amounts to; None for those that are no amount."""
    plain = [_plain(text) for text in texts]
    is_comma = any(re.search(r"\d\.\d{3},\d|(?<![\d,])\d+,\d{1,2}(?![\d,])", text) for text in plain)
    parts = [found for text in plain if (found := _DATES[6].match(text))]
    is_day_first = any(int(found["a"]) > 12 for found in parts)
    return [_read(text, is_comma, is_day_first) for text in plain]


def read(text: str) -> Amount | None:
    """What a text amounts to by itself."""
    return read_column([text])[0]


def _plain(text: str) -> str:
    """In one width, with one kind of minus, without arrows of trends."""
    flat = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u00a5", "¥")
    return re.sub(r"[▲▼△▽↑↓⬆⬇]", "", flat).strip()


def _read(text: str, is_comma: bool, is_day_first: bool) -> Amount | None:
    if not re.search(r"\d", text):
        return None
    return _as_date(text, is_day_first) or _as_time(text) or _as_duration(text) or _as_amount(text, is_comma)


def _as_date(text: str, is_day_first: bool) -> Amount | None:
    text = _WEEKDAY.sub("", text)
    for pattern in _DATES:
        if (found := pattern.match(text)) is None:
            continue
        part = found.groupdict()
        if "a" in part:
            part["d"], part["m"] = (part["a"], part["b"]) if is_day_first else (part["b"], part["a"])
        month = _MONTHS.index(part["name"][:3].lower()) + 1 if part.get("name") else int(part["m"])
        year = int(part["y"]) if part.get("y") else 0
        rest = text[found.end() :].strip(" ,T")
        clock = _as_time(rest) if rest else None
        if rest and clock is None:
            continue
        try:
            days = date(year + 2000 if 0 < year < 100 else year or 4, month, int(part.get("d") or 1)).toordinal()
        except ValueError:
            continue
        seconds = clock.value if clock else Decimal(0)
        return Amount("date", days + seconds / 86400, "date" if year else "day of a year")
    return None


def _as_time(text: str) -> Amount | None:
    found = _CLOCK.fullmatch(text)
    if found is None or int(found[2]) > 24 or int(found[3]) > 59:
        return None
    hours, half = int(found[2]), (found[1] or found[5] or "").lower().replace(".", "")
    if half in ("下午", "晚上", "pm") and hours < 12:
        hours += 12
    elif half in ("am", "凌晨") and hours == 12:
        hours = 0
    return Amount("time", Decimal(3600 * hours + 60 * int(found[3]) + int(found[4] or 0)), "time")


def _as_duration(text: str) -> Amount | None:
    parts = _SPAN.findall(text)
    if (
        not parts
        or re.sub(r"\s|约|前|后|ago|内", "", _SPAN.sub("", text))
        or any(unit.lower() not in _SECONDS for _, unit in parts)
    ):
        return None
    if len(parts) == 1 and parts[0][1].lower() in _LONE:
        return None
    value = sum((Decimal(figures) * _SECONDS[unit.lower()] for figures, unit in parts), Decimal(0))
    if re.search(r"前|ago", text):
        return Amount("date", -value / 86400, "days from now")
    return Amount("duration", value, "duration")


def _as_amount(text: str, is_comma: bool) -> Amount | None:
    found = _AMOUNT.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    value, places, is_grouped = _figures(found["figures"], is_comma)
    if found["open"] or "-" in (found["sign"], found["sign2"]):
        value = -value
    scale, unit = found["scale"] or "", (found["unit"] or "").strip()
    factor = Decimal(10) ** _SCALES.get(scale.lower(), 0)
    money = found["money"] or ""
    per = re.split(r"\s?[/每]\s?", unit, maxsplit=1)
    bare = per[0].strip().removesuffix("起").strip()
    if money or bare in _CURRENCIES or bare.upper() in _CURRENCIES:
        currency = _CURRENCIES.get(money or bare) or _CURRENCIES[bare.upper()]
        return Amount("money", value * factor, currency, money, scale + unit, factor, places, is_grouped)
    if unit.startswith("%") and len(unit) == 1:
        return Amount("percent", value, "%", "", "%", places=places, is_grouped=is_grouped)
    if (scale + unit).lower() in _SIZES:
        size = Decimal(_SIZES[(scale + unit).lower()])
        return Amount("size", value * size, "size", "", (scale + unit), size, places, is_grouped)
    return Amount("number", value * factor, unit.lower(), "", scale + unit, factor, places, is_grouped)


def _figures(figures: str, is_comma: bool) -> tuple[Decimal, int, bool]:
    """Value, decimals and whether thousands are set apart."""
    plain = re.sub(r"[' ]", "", figures)
    marks = re.sub(r"\d", "", plain)
    is_mixed = len(set(marks)) == 2
    is_in_threes = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) is not None
    if not marks or (is_in_threes and not is_mixed and (len(marks) > 1 or (marks == ",") != is_comma)):
        whole, decimals = re.sub(r"[.,]", "", plain), ""
    else:
        whole, _, decimals = plain.rpartition(marks[-1])
    value = Decimal((re.sub(r"[.,]", "", whole) or "0") + ("." + decimals if decimals else ""))
    return value, len(decimals), len(re.findall(r"[.,' ]", figures)) > bool(decimals)
