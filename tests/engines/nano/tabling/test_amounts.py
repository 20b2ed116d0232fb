"""Amounts as screens write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flashweb.engines.nano.tabling.amounts import read, read_column
from flashweb.engines.nano.tabling.totals import written


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("¥1,299.00", "money", "1299.00", "CNY"),
        ("$1.2k", "money", "1200", "USD"),
        ("99元/月", "money", "99", "CNY"),
        ("12.5 万元", "money", "125000", "CNY"),
        ("1.234,56 €", "money", "1234.56", "EUR"),
        ("-¥5.20", "money", "-5.20", "CNY"),
        ("(500)", "number", "-500", ""),
        ("\u22125", "number", "-5", ""),
        ("1.2万", "number", "12000", ""),
        ("3,5", "number", "3.5", ""),
        ("1,299", "number", "1299", ""),
        ("3 件", "number", "3", "件"),
        ("12%", "percent", "12", "%"),
        ("1.5 KB", "size", "1536", "size"),
        ("2h 30m", "duration", "9000", "duration"),
        ("4 小时 22 分", "duration", "15720", "duration"),
        ("14:07", "time", "50820", "time"),
        ("9:30 PM", "time", "77400", "time"),
        ("￥３２．５", "money", "32.5", "CNY"),
        ("▲ 3.5%", "percent", "3.5", "%"),
    ],
)
def test_amounts(text: str, kind: str, value: str, unit: str) -> None:
    amount = read(text)
    assert amount is not None
    assert (amount.kind, amount.value, amount.unit) == (kind, Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["", "—", "N/A", "100-200", "2 of 5", "#1042", "SY-1", "139 0571 8823", "v1.2", "1.2.3"]
)
def test_what_is_no_single_amount_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "column",
    [["2024-03-01", "2024-11-30"], ["Mar 5, 2024", "15 Apr 2024"], ["3月5日", "12月1日"], ["05/03/2024", "31/03/2024"]],
)
def test_dates_rise(column: list[str]) -> None:
    first, second = read_column(column)
    assert first and second and first.kind == "date" and first.value < second.value


def test_a_column_shows_how_it_writes_figures() -> None:
    assert [amount.value for amount in read_column(["1.299", "3,5"]) if amount] == [Decimal(1299), Decimal("3.5")]
    assert [amount.value for amount in read_column(["1.299", "3.5"]) if amount] == [Decimal("1.299"), Decimal("3.5")]


@pytest.mark.parametrize(
    ("texts", "value", "shown"),
    [
        (["¥1,200.00", "¥0.50"], "1200.50", "¥1,200.50"),
        (["1.2万", "3万"], "42000", "4.2万"),
        (["$1.2k", "$300"], "1500", "$1500"),
        (["2h", "30m 5s"], "9005", "2 h 30 min 5 s"),
        (["3 件", "5 件"], "8", "8件"),
        (["-5", "3"], "-2", "-2"),
        (["40%", "2.5%"], "42.5", "42.5%"),
    ],
)
def test_sums_are_written_like_their_column(texts: list[str], value: str, shown: str) -> None:
    amounts = [amount for amount in read_column(texts) if amount]
    assert written(Decimal(value), amounts, "en") == shown
