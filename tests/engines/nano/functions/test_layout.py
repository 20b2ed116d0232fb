"""How a page is laid out: its bars, its main part, and nothing that is not there."""

from __future__ import annotations

import pytest

from flashweb.engines.nano.functions.layout import ASKS_LAYOUT
from flashweb.engines.nano.program import Intent
from tests.engines.nano.functions.laid import LaidReading, around, at, told

TOP = around(
    "navigation", "", *(at("link", name, (left, 20)) for name, left in (("首页", 40), ("订单", 200), ("客户", 360)))
)
SIDE = around(
    "navigation", "", *(at("link", name, (20, top)) for name, top in (("概览", 200), ("报表", 260), ("设置", 320)))
)
MAIN = [
    at("heading", "客户管理", (420, 200)),
    at("textbox", "姓名", (420, 280)),
    at("textbox", "电话", (420, 340)),
    at("button", "保存", (420, 420)),
]


async def test_bars_and_the_main_part_are_told_in_order_with_what_proves_them() -> None:
    text, pointed = await told(LaidReading([TOP, SIDE, *MAIN]), Intent.LAYOUT)
    assert text == (
        "页面分为 3 个部分：顶部是导航栏，有'首页'、'订单'、'客户'；左侧是菜单，有'概览'、'报表'、'设置'；"
        "中间是主要内容'客户管理'，包括2 个输入项（'姓名'、'电话'）、1 个按钮（'保存'）。"
    )
    assert {"首页", "设置", "客户管理", "保存"} <= set(pointed)


async def test_a_page_without_bars_has_only_its_main_part() -> None:
    text, _ = await told(LaidReading(MAIN), Intent.LAYOUT, "en")
    assert text.startswith("The page has the main content in the middle '客户管理' with 2 fields to fill in")


@pytest.mark.parametrize(
    "question", ["描述一下页面布局", "这个页面分成哪几个部分", "How is the page laid out?", "which sections are there"]
)
def test_questions_about_the_layout(question: str) -> None:
    assert ASKS_LAYOUT.search(question)


@pytest.mark.parametrize(
    "question", ["部门负责人是谁", "which plan has phone support", "what is this section about", "区域经理的电话"]
)
def test_questions_about_something_else(question: str) -> None:
    assert not ASKS_LAYOUT.search(question)
