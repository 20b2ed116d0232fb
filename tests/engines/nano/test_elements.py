"""Answers about elements: which there are, how many, in what state."""

from __future__ import annotations

import pytest

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.program import Intent, Region
from tests.engines.nano.drawn import DrawnReading, ask, control
from tests.engines.nano.functions.laid import LaidReading, around, at, told

LOGIN = [
    control("textbox", "手机号", top=40),
    control("textbox", "密码", top=90),
    control("checkbox", "记住我", "checked", top=140),
    control("checkbox", "同意协议", top=160),
    control("button", "登录", top=200),
    control("button", "注册", "disabled", top=240),
    control("button", "忘记密码", top=280),
    control("button", "", top=10, left=1200, icon="search"),
    control("link", "帮助", top=760),
]
TABS = [control("tab", "Overview", "selected"), control("tab", "Orders", left=200), control("switch", "Dark mode")]


def login() -> DrawnReading:
    return DrawnReading([], controls=LOGIN)


async def test_buttons_are_listed_and_counted_with_their_boxes() -> None:
    text, pointed = await ask(login(), "这张截图里有哪些按钮?")
    assert text == "页面上有 4 个按钮：'登录'、'注册'、'忘记密码'、'搜索'。"
    assert pointed == ["登录", "注册", "忘记密码", ""]


async def test_a_role_that_is_not_there_is_said_to_be_missing() -> None:
    assert await ask(login(), "有几个滑块") == ("页面上没有找到滑块。", [])
    assert (await ask(DrawnReading([], controls=TABS), "list the checkboxes"))[0] == "I see no checkbox on the page."


async def test_what_has_no_name_is_counted_all_the_same() -> None:
    nameless = DrawnReading([], controls=[control("button", "OK"), control("button", ""), control("button", "")])
    text, pointed = await ask(nameless, "how many buttons are there?")
    assert text == "There are 3 buttons on the page, 2 of them without text: 'OK'."
    assert pointed == ["OK"]
    alone, pointed = await ask(DrawnReading([], controls=[control("button", "")]), "有几个按钮")
    assert alone == "页面上有 1 个按钮，都没有文字。"


async def test_only_a_part_of_the_page_where_the_question_names_one() -> None:
    text, _ = await ask(login(), "页面底部有哪些链接")
    assert text == "页面上有 1 个链接：'帮助'。"
    assert (await ask(login(), "页面顶部有哪些链接"))[0] == "页面上没有找到链接。"


@pytest.mark.parametrize(
    ("question", "answer", "pointed"),
    [
        ("记住我勾选了吗", "是的，'记住我'复选框已勾选。", ["记住我"]),
        ("同意协议勾选了吗", "没有，'同意协议'复选框未勾选。", ["同意协议"]),
        ("注册按钮是不是被禁用了", "是的，'注册'按钮不可用。", ["注册"]),
        ("is the '登录' button disabled?", "No, the '登录' button is enabled.", ["登录"]),
        ("接收短信勾选了吗", "没有看到你说的控件，无法判断它的状态。没有，页面上没有出现'接收短信'。", []),
        ("自动登录勾选了吗", "是的，'记住我'复选框已勾选。", ["记住我"]),
    ],
)
async def test_the_state_of_a_named_control(question: str, answer: str, pointed: list[str]) -> None:
    assert await ask(login(), question) == (answer, pointed)


async def test_which_control_is_in_a_state() -> None:
    assert await ask(DrawnReading([], controls=TABS), "which tab is selected?") == (
        "Selected: 'Overview'.",
        ["Overview"],
    )
    assert (await ask(DrawnReading([], controls=TABS), "which switches are turned on?"))[0] == (
        "I see no switch that is on."
    )


async def test_a_starred_label_is_required_though_its_field_was_not_seen() -> None:
    label = Element("text", "*主题", "*主题", Box(100, 200, 160, 216))
    field = Element("textbox", "姓名", "", Box(100, 120, 400, 150), state=frozenset({"required"}))
    text, _ = await told(LaidReading([field, label]), Intent.STATE, role="field", state="required")
    assert "'姓名'、'主题'" in text


async def test_a_menu_that_is_not_there_is_missing_whatever_the_page_says() -> None:
    text, _ = await told(LaidReading([at("text", "Rechargeable projector", (100, 300))]), Intent.UNDER, "en",
                         role="navigation", region=Region("top", None))  # fmt: skip
    assert text == "I do not see the top navigation."


async def test_what_is_ticked_is_told_where_no_button_is_chosen() -> None:
    text, pointed = await ask(login(), "which buttons are selected?")
    assert text == "Selected: '记住我'." and pointed == ["记住我"]
    assert (await ask(DrawnReading([], controls=LOGIN[4:6]), "which buttons are selected?"))[1] == []


async def test_a_label_without_a_star_is_not_required_though_its_field_was_not_seen() -> None:
    page = LaidReading(
        [at("text", "内容", (100, 200)), at("text", "*主题", (100, 100)), at("button", "提交", (100, 300))]
    )
    for anchor, answer in (("内容", "没有，'内容'没有标为必填。"), ("主题", "是的，'主题'标为必填。")):
        assert (await told(page, Intent.STATE, anchors=(anchor,), state="required"))[0] == answer


async def test_a_label_is_meant_before_what_does_the_same_in_other_words() -> None:
    page = LaidReading([at("text", "申请人姓名", (100, 200)), at("button", "提交", (100, 300))])
    text, pointed = await told(page, Intent.STATE, anchors=("申请人姓名",), state="disabled")
    assert text == "没有看到你说的控件，无法判断它的状态。" and not pointed


async def test_a_switch_that_is_enabled_is_on() -> None:
    page = LaidReading([at("switch", "Child lock", (100, 200))])
    text, _ = await told(page, Intent.STATE, "en", anchors=("Child lock",), state="enabled")
    assert text == "No, the 'Child lock' switch is off."


async def test_the_word_for_a_dialog_is_no_name() -> None:
    page = LaidReading([around("dialog", "", at("heading", "Details", (300, 100)), at("button", "OK", (300, 200)))])
    text, _ = await told(page, Intent.ELEMENTS, "en", role="button", within="dialog")
    assert text == "There is 1 button in the dialog: 'OK'."
