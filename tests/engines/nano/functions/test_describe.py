"""What an element is and looks like."""

from __future__ import annotations

from flashweb.engines.nano.program import Intent
from tests.engines.nano.functions.laid import LOGIN, SIGN_UP, LaidReading, at, told

ROW = [at("button", "取消", (500, 300)), at("button", "提交", (640, 300), "disabled"), at("link", "帮助", (780, 300))]
PAINTED = {"提交": ("#1e66f5", "white"), "帮助": ("white", "#d20f39")}


async def test_role_place_colour_state_and_neighbours() -> None:
    text, pointed = await told(LaidReading(ROW, PAINTED), Intent.DESCRIBE, anchors=("提交",))
    assert text == "'提交'是页面中间的一个蓝色按钮，不可用，大小约 100×36 像素，左边是'取消'按钮，右边是'帮助'链接。"
    assert pointed == ["提交", "取消", "帮助"]


async def test_by_colour_and_by_order() -> None:
    reading = LaidReading(ROW, PAINTED)
    assert (await told(reading, Intent.DESCRIBE, role="button", colour="blue"))[1][0] == "提交"
    assert (await told(reading, Intent.DESCRIBE, role="button", order=1))[1][0] == "取消"
    assert (await told(reading, Intent.DESCRIBE, role="button", order=-1))[1][0] == "提交"
    assert (await told(reading, Intent.DESCRIBE, role="link", colour="red"))[1][0] == "帮助"
    assert (await told(reading, Intent.DESCRIBE, role="button", colour="green"))[1] == []


async def test_a_field_with_what_it_holds_or_hints_at() -> None:
    text, _ = await told(LaidReading(SIGN_UP), Intent.DESCRIBE, "en", anchors=("Email",))
    assert "a white input field" in text and "holding 'ada@example.com'" in text and "required" in text
    text, _ = await told(LaidReading(SIGN_UP), Intent.DESCRIBE, "en", anchors=("Country",))
    assert "with the hint 'Please select'" in text


async def test_what_stands_between_two() -> None:
    question = "取消和帮助中间是什么"
    text, pointed = await told(LaidReading(ROW), Intent.DESCRIBE, anchors=("取消", "帮助"), question=question)
    assert text == "'取消'和'帮助'之间是'提交'。" and pointed == ["提交"]


async def test_what_is_not_there() -> None:
    assert await told(LaidReading(LOGIN), Intent.DESCRIBE, anchors=("轮播图",)) == (
        "没有，页面上没有出现'轮播图'。",
        [],
    )
