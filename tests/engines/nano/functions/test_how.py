"""How to do something: the elements to use, in order, with their places; and when there are none."""

from __future__ import annotations

import pytest

from flashweb.engines.nano.program import Intent
from tests.engines.nano.functions.laid import LOGIN, SIGN_UP, LaidReading, around, at, told

SHOP = [
    at("searchbox", "Search products", (300, 20), text="Search products"),
    at("button", "Search", (610, 20)),
    at("link", "Cart", (1000, 20)),
    at("button", "", (1150, 20), icon="user"),
    at("combobox", "Sort by", (900, 100), text="Price"),
    at("button", "Export CSV", (100, 100)),
    at("checkbox", "In stock only", (100, 200)),
]


@pytest.mark.parametrize("task", ["登录", "log in", "sign in"])
async def test_fields_first_then_the_button(task: str) -> None:
    text, pointed = await told(LaidReading(LOGIN), Intent.HOW, anchors=(task,))
    assert text.startswith("要先填写'用户名'和'密码'，再点页面中间的'登录'按钮。")
    assert pointed == ["用户名", "密码", "登录"]


async def test_what_is_filled_in_need_not_be_filled_in() -> None:
    text, pointed = await told(LaidReading(SIGN_UP), Intent.HOW, "en", anchors=("register",))
    assert text.startswith("First fill in 'Password' and 'Country' and tick 'I agree to the terms', then press")
    assert "Email" not in pointed and "disabled" in text


@pytest.mark.parametrize(
    ("task", "pointed"),
    [
        ("search for a product", ["Search products", "Search"]),
        ("搜索商品", ["Search products", "Search"]),
        ("export the data", ["Export CSV"]),
        ("导出", ["Export CSV"]),
        ("sort by price", ["Sort by"]),
        ("open my account", ["user"]),
        ("see the shopping cart", ["Cart"]),
        ("show only what is in stock", ["In stock only"]),
    ],
)
async def test_the_element_for_a_task(task: str, pointed: list[str]) -> None:
    assert (await told(LaidReading(SHOP), Intent.HOW, "en", anchors=(task,)))[1] == pointed


async def test_a_task_stands_in_the_question_where_no_span_was_found() -> None:
    text, pointed = await told(LaidReading(LOGIN), Intent.HOW, question="请问怎么找回密码？")
    assert pointed == ["忘记密码"] and "'忘记密码'链接" in text


async def test_nothing_for_it_names_a_likely_place_as_a_guess() -> None:
    text, pointed = await told(LaidReading(SHOP), Intent.HOW, "en", anchors=("change my password",))
    assert text.startswith("I see no button, link or icon on the page to change my password.")
    assert "guess" in text and pointed == ["user"]
    alone = LaidReading([at("heading", "云帆", (100, 100))])
    text, pointed = await told(alone, Intent.HOW, anchors=("导出报表",))
    assert "没有看到" in text and "猜测" not in text and pointed == []


async def test_each_row_has_its_own() -> None:
    rows = [
        around("row", "", at("cell", name, (100, top)), at("button", "编辑", (400, top)))
        for name, top in (("张三", 100), ("李四", 160))
    ]
    text, pointed = await told(LaidReading([around("table", "", *rows)]), Intent.HOW, anchors=("编辑",))
    assert "共 2 个" in text and pointed.count("编辑") == 2


async def test_the_button_renamed_is_the_answer_renamed() -> None:
    for name in ("保存修改", "保存设置"):
        page = [around("form", "", at("textbox", "昵称", (300, 100), text="小王"), at("button", name, (300, 200)))]
        text, pointed = await told(LaidReading(page), Intent.HOW, anchors=("保存",))
        assert f"'{name}'按钮" in text and pointed == [name]


async def test_to_change_is_not_to_enter() -> None:
    text, pointed = await told(LaidReading(LOGIN), Intent.HOW, anchors=("修改密码",))
    assert "没有看到" in text and pointed == ["settings"]
