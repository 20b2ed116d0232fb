"""What an element does: by its name, its icon, its role, its state and what it stands in."""

from __future__ import annotations

import pytest

from flashweb.engines.nano.program import Intent, Region
from tests.engines.nano.functions.laid import LOGIN, SIGN_UP, LaidReading, around, at, told


async def test_a_button_that_hands_in_names_the_fields_it_hands_in() -> None:
    text, pointed = await told(LaidReading(LOGIN), Intent.FUNCTION, anchors=("登录",), role="button")
    assert text.startswith("'登录'按钮的作用是提交上面填写的用户名和密码，登录到系统。")
    assert "通常" in text
    assert pointed == ["登录", "用户名", "密码"]


async def test_the_second_of_sign_in_and_sign_up_only_leads_there() -> None:
    text, pointed = await told(LaidReading(LOGIN), Intent.FUNCTION, anchors=("注册",))
    assert text.startswith("'注册'按钮的作用是注册一个新账号。") and pointed == ["注册"]


async def test_an_icon_is_found_by_its_place_and_named() -> None:
    region = Region("top", "right")
    text, pointed = await told(LaidReading(LOGIN), Intent.FUNCTION, role="img", region=region)
    assert pointed == ["settings"] and "设置" in text and "右上角" in text


async def test_a_magnifier_searches_for_what_the_box_beside_it_holds() -> None:
    text, pointed = await told(LaidReading(LOGIN), Intent.FUNCTION, "en", anchors=("search",), role="button")
    assert "'搜索商品' search box" in text and pointed == ["search", "搜索商品"]


async def test_a_disabled_button_says_so_and_what_may_be_missing() -> None:
    text, pointed = await told(LaidReading(SIGN_UP), Intent.FUNCTION, "en", anchors=("sign up",))
    assert "disabled" in text
    assert "correct 'Password'" in text and "tick 'I agree to the terms'" in text and "'Email'" not in text
    assert "Password" in pointed and "I agree to the terms" in pointed


async def test_once_all_is_filled_in_nothing_is_said_to_be_missing() -> None:
    page = [
        around(
            "form", "", at("textbox", "姓名", (300, 100), text="郑凯文"), at("button", "提交", (300, 200), "disabled")
        )
    ]
    text, _ = await told(LaidReading(page), Intent.FUNCTION, anchors=("提交",))
    assert "点不了" in text and "看不出缺什么" in text


async def test_what_cannot_be_undone_is_warned_of_with_the_row_it_is_about() -> None:
    rows = [
        around("row", "", at("cell", name, (100, top)), at("button", button, (400, top)))
        for name, button, top in (("web-prod-01", "删除", 100), ("web-prod-02", "重启", 160))
    ]
    text, pointed = await told(LaidReading([around("table", "", *rows)]), Intent.FUNCTION, anchors=("删除",))
    assert "无法恢复" in text and "'web-prod-01'这一行" in text and pointed[0] == "删除"
    harmless, _ = await told(LaidReading([around("table", "", *rows)]), Intent.FUNCTION, anchors=("重启",))
    assert "无法恢复" not in harmless and "'web-prod-02'这一行" in harmless


async def test_one_of_many_equals_does_not_name_another_ones_card() -> None:
    cards = [
        around("card", "", at("heading", name, (left, 100)), at("button", "Add to cart", (left, 180)))
        for name, left in (("Blue mug", 100), ("Red mug", 400))
    ]
    text, _ = await told(LaidReading(cards), Intent.FUNCTION, "en", anchors=("add to cart",))
    assert "There are 2 of them" in text and "Blue mug" not in text


@pytest.mark.parametrize(
    ("element", "says"),
    [
        (at("tab", "订单", (100, 100)), "切换到'订单'"),
        (at("tab", "订单", (100, 100), "selected"), "当前显示的就是它"),
        (at("menuitem", "仓库管理", (100, 100)), "打开'仓库管理'"),
        (at("button", "3", (100, 100)), "跳到第 3 页"),
        (at("button", "一键熔断", (100, 100)), "从名字看"),
        (at("button", "", (100, 100)), "无法确定"),
        (at("button", "", (100, 100), icon="plane"), "飞机"),
        (at("button", "×", (100, 100)), "关闭当前的窗口"),
        (at("textbox", "优惠码", (100, 100)), "填写优惠码来减价"),
        (at("textbox", "企业代号", (100, 100)), "填写'企业代号'"),
        (at("combobox", "每页", (100, 100), text="20 条"), "当前选的是'20 条'"),
        (at("checkbox", "我同意用户协议", (100, 100)), "它现在没有勾选"),
        (at("switch", "深色模式", (100, 100), "checked"), "它现在是打开的"),
        (at("slider", "音量", (100, 100)), "调节'音量'"),
        (at("heading", "最近动态", (100, 100)), "不能点击"),
        (at("columnheader", "价格", (100, 100)), "按这一列排序"),
    ],
)
async def test_each_role_is_explained(element: object, says: str) -> None:
    page = [element, at("text", "其他内容", (600, 600))]
    name = element.name  # type: ignore[attr-defined]
    slots = {"anchors": (name,)} if name else {"role": "button", "order": 1}
    text, _ = await told(LaidReading(page), Intent.FUNCTION, **slots)  # type: ignore[arg-type]
    assert says in text


@pytest.mark.parametrize(
    ("asked", "named"), [("log in", "登录"), ("the 忘记密码 link", "忘记密码"), ("记住我复选框", "记住我")]
)
async def test_names_in_other_words_and_with_role_words_are_found(asked: str, named: str) -> None:
    assert (await told(LaidReading(LOGIN), Intent.FUNCTION, "en", anchors=(asked,)))[1][0] == named


async def test_what_is_not_there_is_not_explained() -> None:
    assert await told(LaidReading(LOGIN), Intent.FUNCTION, anchors=("导出报表",)) == (
        "页面上没有看到'导出报表'，无法说明它的作用。",
        [],
    )
    assert "please say its name" in (await told(LaidReading(LOGIN), Intent.FUNCTION, "en"))[0]


async def test_another_name_is_another_answer() -> None:
    page = [at("button", "导出", (100, 100)), at("button", "打印", (300, 100))]
    exports, _ = await told(LaidReading(page), Intent.FUNCTION, role="button", order=1)
    prints, _ = await told(LaidReading(page), Intent.FUNCTION, role="button", order=2)
    assert "导出成文件" in exports and "打印" in prints and "导出" not in prints
