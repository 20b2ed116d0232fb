"""What has to be filled in, in order and with what it holds; then the button."""

from __future__ import annotations

from flashweb.engines.nano.program import Intent
from tests.engines.nano.functions.laid import LOGIN, SIGN_UP, LaidReading, around, at, told


async def test_fields_in_order_with_their_state_then_the_button() -> None:
    text, pointed = await told(LaidReading(SIGN_UP), Intent.FILL, "en")
    assert text == (
        "There are 3 to fill in: 'Email' (required, filled with 'ada@example.com'), 'Password' (required, invalid, "
        "filled in), 'Country' (nothing chosen); you also have to tick 'I agree to the terms' (not checked). "
        "Then press the 'Sign up' button on the left of the page."
    )
    assert pointed == ["Email", "Password", "Country", "I agree to the terms", "Sign up"]


async def test_search_boxes_are_not_the_form() -> None:
    text, pointed = await told(LaidReading(LOGIN), Intent.FILL)
    assert text.startswith(
        "需要填写 2 项：'用户名'（必填，未填）、'密码'（必填，未填）；另有可选的'记住我'（已勾选）。"
    )
    assert pointed[-1] == "登录" and "搜索商品" not in pointed


async def test_required_ones_alone() -> None:
    text, pointed = await told(LaidReading(SIGN_UP), Intent.FILL, "en", state="required")
    assert text.startswith("There are 2 required: 'Email'") and "Country" not in pointed
    plain = LaidReading([around("form", "", at("textbox", "备注", (100, 100)), at("button", "提交", (100, 200)))])
    assert (await told(plain, Intent.FILL, state="required"))[0].startswith("页面上没有标出必填项")


async def test_an_open_dialog_hides_the_page() -> None:
    dialog = around("dialog", "新建标签", at("textbox", "标签名", (700, 600)), at("button", "确定", (700, 660)))
    _, pointed = await told(LaidReading([*LOGIN, dialog]), Intent.FILL)
    assert pointed == ["标签名", "确定"]


async def test_of_two_forms_the_named_one() -> None:
    forms = [
        around("form", "", at("heading", name, (left, 100)), at("textbox", field, (left, 160)))
        for name, field, left in (("收货地址", "街道", 100), ("发票信息", "税号", 600))
    ]
    assert (await told(LaidReading(forms), Intent.FILL, within="发票信息"))[1] == ["税号"]
    assert (await told(LaidReading(forms), Intent.FILL))[1] == ["街道", "税号"]


async def test_nothing_to_fill_in() -> None:
    assert await told(LaidReading([at("button", "登录", (100, 100))]), Intent.FILL) == (
        "页面上没有需要填写的输入框。",
        [],
    )
