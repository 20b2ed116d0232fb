"""The page on a window 390 pixels wide: nothing wider than the window, nothing out of reach of a finger."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.ui.running import add, ask, assert_quiet, last_answer, open_page, picture_file
from tests.ui.test_page import png

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMALL = """() => [...document.querySelectorAll('.fw button, .fw textarea')].filter((node) => node.offsetParent)
  .map((node) => [node.className || node.dataset.act, node.getBoundingClientRect()])
  .filter(([name, box]) => !name.includes('fw-box') && (box.height < 28 || box.width < 28)).map(([name]) => name)"""


async def test_ask_by_touch_in_chinese(phone: Page, echo_url: str) -> None:
    await open_page(phone, echo_url)
    assert await phone.inner_text(".fw-pick") == "选择图片"
    async with phone.expect_file_chooser() as chooser:
        await phone.tap(".fw-drop")
    await (await chooser.value).set_files([picture_file(png(1280, 800))])  # type: ignore[list-item]
    await phone.wait_for_selector(".fw-thumb.is-ready")
    await phone.fill(".fw-question", "这是什么 " * 40)
    await phone.tap(".fw-send")
    assert "这是什么" in await last_answer(phone)
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
    assert await phone.evaluate(SMALL) == []
    await phone.tap(".fw-chip")
    assert await phone.locator(".fw-box.is-hot").count() == 1
    assert_quiet(phone)


async def test_everything_can_be_reached_when_the_conversation_is_long(phone: Page, echo_url: str) -> None:
    await open_page(phone, echo_url)
    await add(phone, *(picture_file(png(1280, 800 + i), f"{i}.png") for i in range(5)))
    for number in range(3):
        await ask(phone, f"question {number}\n" + "line\n" * 12)
        await last_answer(phone)
    for selector in (
        ".fw-question",
        ".fw-send",
        "[data-act=new]",
        "[data-act=lang]",
        ".fw-remove >> nth=4",
        ".fw-more",
    ):
        if await phone.locator(selector).count():
            await phone.locator(selector).scroll_into_view_if_needed()
            await phone.locator(selector).click(trial=True)
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
