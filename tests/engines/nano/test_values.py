"""Values known by their form."""

from __future__ import annotations

import pytest

from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.values import find_values

FOUND = [
    (Attribute.PHONE, "手机：13905718823", ["13905718823"]),
    (Attribute.PHONE, "+86 139 0571 8823", ["+86 139 0571 8823"]),
    (Attribute.PHONE, "客服热线400-820-6688转2", ["400-820-6688"]),
    (Attribute.PHONE, "传真 (010) 8888-6666", ["(010) 8888-6666"]),
    (Attribute.PHONE, "电话：0571-88886666", ["0571-88886666"]),
    (Attribute.PHONE, "收件人 186****2290", ["186****2290"]),
    (Attribute.PHONE, "Call +44 20 7946 0958 today", ["+44 20 7946 0958"]),
    (Attribute.PHONE, "(555) 014-2277", ["(555) 014-2277"]),
    (Attribute.PHONE, "订单号 202604187735210", []),
    (Attribute.PHONE, "2026-04-18", []),
    (Attribute.EMAIL, "写信到 a.b-c@mail.example.cn 或 x@y.io", ["a.b-c@mail.example.cn", "x@y.io"]),
    (Attribute.EMAIL, "@someone", []),
    (Attribute.URL, "见 https://docs.example.com/a?b=1，谢谢", ["https://docs.example.com/a?b=1"]),
    (Attribute.URL, "www.example.org", ["www.example.org"]),
    (Attribute.URL, "mail me@example.com", []),
    (Attribute.PRICE, "到手价 ¥1,299.00 原价￥1599", ["¥1,299.00", "￥1599"]),
    (Attribute.PRICE, "满99元减15元", ["99元", "15元"]),
    (Attribute.PRICE, "$19.99/mo", ["$19.99/mo"]),
    (Attribute.PRICE, "€48,600 - €57,200", ["€48,600 - €57,200"]),
    (Attribute.PRICE, "共 3 件", []),
    (Attribute.DATE, "2026年4月8日 08:15", ["2026年4月8日 08:15"]),
    (Attribute.DATE, "截至2026/4/8", ["2026/4/8"]),
    (Attribute.DATE, "Published March 3, 2026", ["March 3, 2026"]),
    (Attribute.DATE, "due 3 May", ["3 May"]),
    (Attribute.DATE, "Last updated: 9 Feb 2026", ["9 Feb 2026"]),
    (Attribute.DATE, "version 2.10.3", []),
    (Attribute.DATE, "时间 2025-08-1116:25", ["2025-08-11"]),
    (Attribute.DATE, "No. 2025-08-1116", []),
    (Attribute.TIME, "09:30-18:00", ["09:30-18:00"]),
    (Attribute.TIME, "opens at 9 am", ["9 am"]),
    (Attribute.TIME, "下午3点半", ["下午3点半"]),
    (Attribute.DURATION, "3-5 个工作日", ["3-5 个工作日"]),
    (Attribute.DURATION, "within 24 hours", ["24 hours"]),
    (Attribute.PERCENT, "好评率 98.6%，打 8.5 折", ["98.6%", "8.5 折"]),
    (Attribute.ERROR, "密码不正确，请重试", ["密码不正确，请重试"]),
    (Attribute.ERROR, "Your card was declined.", ["Your card was declined."]),
    (Attribute.ERROR, "Welcome back", []),
]


@pytest.mark.parametrize(("kind", "line", "expected"), FOUND)
def test_values_in_a_line(kind: Attribute, line: str, expected: list[str]) -> None:
    assert list(find_values(kind, line)) == expected
