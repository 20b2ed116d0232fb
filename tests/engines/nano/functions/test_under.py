"""What a part of the page holds, and which part holds something."""

from __future__ import annotations

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.program import Intent
from tests.engines.nano.functions.laid import LaidReading, around, at, told

PLANS = [
    around(
        "card",
        "",
        at("heading", name, (left, 100)),
        at("text", feature, (left, 160)),
        at("button", "Choose", (left, 220)),
    )
    for name, feature, left in (
        ("Solo", "1 user", 60),
        ("Team", "Phone support", 400),
        ("Company", "Single sign-on", 740),
    )
]
NAV = around(
    "navigation", "",
    at("link", "总览", (20, 100)), at("link", "主机管理", (20, 150)), at("link", "告警中心", (20, 200)),
)  # fmt: skip


async def test_a_card_is_called_by_its_heading_and_told_in_order() -> None:
    text, pointed = await told(LaidReading(PLANS), Intent.UNDER, "en", within="Team", role="card")
    assert text == "The 'Team' card holds: 'Phone support', 'Choose'."
    assert pointed[1:] == ["Phone support", "Choose"]


async def test_a_part_is_called_by_the_word_for_it() -> None:
    text, pointed = await told(LaidReading([NAV]), Intent.UNDER, within="导航栏")
    assert "'总览'、'主机管理'、'告警中心'" in text and len(pointed) == 4


async def test_which_card_has_something() -> None:
    question = "Which plan comes with phone support?"
    text, pointed = await told(
        LaidReading(PLANS), Intent.UNDER, "en", anchors=("phone support",), role="card", question=question
    )
    assert text == "'Team' ('Phone support')." and pointed[0] == "Team"
    question = "Which plan comes with an SLA?"
    text, pointed = await told(LaidReading(PLANS), Intent.UNDER, "en", anchors=("SLA",), role="card", question=question)
    assert text == "I found no card with 'SLA'." and pointed == []


async def test_below_a_heading_up_to_the_next() -> None:
    page = [
        at("heading", "账户", (100, 100)), at("link", "个人资料", (100, 150)), at("link", "安全设置", (100, 200)),
        at("heading", "团队", (100, 260)), at("link", "成员", (100, 310)),
    ]  # fmt: skip
    assert (await told(LaidReading(page), Intent.UNDER, within="账户"))[1] == ["账户", "个人资料", "安全设置"]
    assert (await told(LaidReading(page), Intent.UNDER, within="团队"))[1] == ["团队", "成员"]


async def test_an_open_menu_is_told_a_closed_one_is_not_guessed() -> None:
    button = at("button", "更多", (500, 20))
    items = [at("menuitem", name, (500, top)) for name, top in (("导出", 70), ("打印", 110))]
    menu = Element("menu", "", "", Box(500, 60, 640, 160), children=tuple(items))
    text, pointed = await told(LaidReading([button, menu]), Intent.UNDER, within="更多", role="menuitem")
    assert pointed == ["更多", "导出", "打印"]
    text, pointed = await told(LaidReading([button, at("text", "x", (10, 700))]), Intent.UNDER, within="更多")
    assert text == "'更多'按钮没有展开，截图里看不到里面的内容。" and pointed == ["更多"]


async def test_no_such_part() -> None:
    assert await told(LaidReading([NAV]), Intent.UNDER, within="回收站") == ("没有看到'回收站'这一部分。", [])


async def test_buttons_of_a_section_may_stand_in_its_headings_row() -> None:
    page = [
        at("heading", "Quotation", (100, 100)),
        at("button", "Print", (700, 100)),
        at("text", "From", (100, 160)),
        at("text", "Granite Finance", (100, 200)),
    ]
    question = 'Which buttons are under "Quotation"?'
    text, pointed = await told(
        LaidReading(page), Intent.ELEMENTS, "en", role="button", within="Quotation", question=question
    )
    assert "'Print'" in text and "From" not in text and "Print" in pointed


async def test_a_card_that_only_its_heading_gives_away_is_told_by_what_stands_below_it() -> None:
    page = [at("heading", "Team", (100, 100)), at("text", "Phone support", (100, 160))]
    text, pointed = await told(LaidReading(page), Intent.UNDER, "en", within="Team", role="card")
    assert "'Phone support'" in text and "Phone support" in pointed


async def test_a_heading_that_is_called_exactly_so_is_meant_before_a_part_that_sounds_like_it() -> None:
    page = LaidReading(
        [
            at("heading", "报价单", (40, 40)),
            at("button", "打印", (700, 40)),
            around("table", "", around("row", "", at("columnheader", "单价", (40, 200)))),
        ]
    )
    text, pointed = await told(page, Intent.ELEMENTS, role="button", within="报价单")
    assert "打印" in text and "打印" in pointed
