"""Error messages: quoted, tied to their field, with what they ask for; and none where there is none."""

from __future__ import annotations

import pytest

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.functions.errors import advice
from flashweb.engines.nano.program import Intent
from tests.engines.nano.functions.laid import LOGIN, SIGN_UP, TOO_SHORT, LaidReading, around, at, told


def line(text: str, left: float, top: float) -> Element:
    return Element("text", text, text, Box(left, top, left + 8 * len(text), top + 16))


async def test_an_error_with_its_field_and_what_to_do() -> None:
    text, pointed = await told(LaidReading(SIGN_UP), Intent.ERROR, "en")
    assert text == f"The page says '{TOO_SHORT}', about 'Password': enter more, as many as it asks for."
    assert pointed == [TOO_SHORT, "Password"]


async def test_none_is_said_to_be_none() -> None:
    assert await told(LaidReading(LOGIN), Intent.ERROR) == ("页面上没有看到错误提示。", [])


@pytest.mark.parametrize("text", ["错误日志", "How to report errors", "成功率 97.8%", "必填项请用星号标出"])
async def test_talk_of_errors_is_no_error(text: str) -> None:
    page = [at("link", "错误日志", (20, 20)), line(text, 300, 300)]
    assert (await told(LaidReading(page), Intent.ERROR))[1] == []


async def test_red_text_counts_before_what_is_not() -> None:
    page = [line("支付失败，余额不足", 300, 200), line("Could not load ads", 300, 600)]
    reading = LaidReading(page, {"支付失败，余额不足": ("white", "#d9262c")})
    text, pointed = await told(reading, Intent.ERROR)
    assert "充值" in text and pointed[0] == "支付失败，余额不足"


async def test_an_alert_is_an_error_by_its_words_only() -> None:
    failed = [around("alert", "", line("Network connection lost", 300, 20)), line("Orders", 300, 300)]
    assert (await told(LaidReading(failed), Intent.ERROR, "en"))[1] == []
    wrong = [around("alert", "", line("Network error, could not save", 300, 20)), line("Orders", 300, 300)]
    assert "try again" in (await told(LaidReading(wrong), Intent.ERROR, "en"))[0]


async def test_a_field_marked_wrong_without_a_word() -> None:
    page = [at("textbox", "手机号", (300, 100), "invalid", text="1381"), at("textbox", "姓名", (300, 300), text="王")]
    assert await told(LaidReading(page), Intent.ERROR) == ("'手机号'被标为有误。", ["手机号"])


async def test_of_several_errors_that_of_the_named_field() -> None:
    page = [
        at("textbox", "手机号", (300, 100), "invalid", text="1381"),
        line("手机号格式不正确", 300, 140),
        at("textbox", "邮箱", (300, 300), "invalid", text="x"),
        line("邮箱已被注册", 300, 340),
    ]
    text, _ = await told(LaidReading(page), Intent.ERROR, anchors=("邮箱",))
    assert "邮箱已被注册" in text and "手机号" not in text and "换一个" in text


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("两次输入的密码不一致", "一样"),
        ("验证码错误", "验证码"),
        ("用户名或密码错误", "账号和密码"),
        ("会话已过期", "重新登录"),
        ("您没有权限访问", "权限"),
        ("文件大小超过 10MB", "缩短或减小"),
    ],
)
def test_each_kind_of_error_asks_for_something(message: str, asks: str) -> None:
    assert asks in advice(message, "zh")
