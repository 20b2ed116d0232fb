"""The Structure view and the API: what it shows of a real picture, and what it says of errors."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page

from tests.ui.running import add, assert_quiet, open_page, picture_file
from tests.ui.screens import answer_with, login_screen, open_structure
from tests.ui.test_answers import fits, login_page
from tests.ui.test_page import png
from tests.ui.test_phone import SMALL
from tests.ui.test_structure import SPOT, labels

pytestmark = pytest.mark.asyncio(loop_scope="session")


def refused(status: int, code: str, **more: object) -> dict[str, object]:
    return {"error": {"status": status, "code": code, "message": "words of the server", "param": None, **more}}


async def test_a_real_picture_is_taken_apart_and_its_boxes_lie_where_the_text_is(
    browser: Browser, page: Page, nano_url: str
) -> None:
    shot, truth = await login_page(browser)
    await open_page(page, nano_url)
    await add(page, picture_file(shot))
    await open_structure(page)
    await page.fill(".fw-filter", "help@example.com")
    await page.hover(".fw-row:not(.is-around) >> nth=-1")
    hot = await page.evaluate(SPOT, "hot")
    assert any(fits(hot, truth[key]) for key in ("mail", "mail-line")), (hot, truth)
    await page.fill(".fw-filter", "忘记密码")
    left, top, right, bottom = truth["forgot"]
    frame = await page.locator(".fw-picture").bounding_box()
    assert frame is not None
    scale = frame["width"] / 1280
    await page.mouse.move(frame["x"] + (left + right) / 2 * scale, frame["y"] + (top + bottom) / 2 * scale)
    assert "忘记密码" in (await labels(page, ".fw-row.is-hot"))[0]
    assert_quiet(page)


async def test_a_blank_picture_is_said_to_hold_nothing(page: Page, nano_url: str) -> None:
    await open_page(page, nano_url)
    await add(page, picture_file(png()))
    await page.click("[data-mode=structure]")
    await page.wait_for_selector(".fw-none")
    assert "Nothing found in this picture." in await page.inner_text(".fw-none")
    assert not await page.locator(".fw-find, .fw-legend").first.is_visible()


async def test_a_picture_that_the_server_has_lost_goes_up_again(page: Page, nano_url: str) -> None:
    await open_page(page, nano_url)
    async with page.expect_response("**/ui/files?*") as uploaded:
        await add(page, picture_file(png()))
    answer = await uploaded.value
    headers = {"authorization": answer.request.headers["authorization"]}
    gone = await page.request.delete(f"{nano_url}ui/files/{(await answer.json())['id']}", headers=headers)
    assert gone.status == 204
    async with page.expect_request("**/ui/files?*"):
        await page.click("[data-mode=structure]")
    await page.wait_for_selector(".fw-none")


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (429, refused(429, "overloaded", retry_after=3), "The server is busy. Try again in 3 s."),
        (504, refused(504, "deadline_exceeded"), "Taking the picture apart took too long."),
        (404, refused(404, "http_404"), "This server cannot take pictures apart."),
        (502, refused(0, "connection_refused"), "The server cannot be reached."),
    ],
)
async def test_an_error_says_what_to_do_and_can_be_tried_again(
    page: Page, echo_url: str, status: int, error: dict[str, object], words: str
) -> None:
    await open_page(page, echo_url)
    await answer_with(page, error, status=status)
    await add(page, picture_file(png(640, 400)))
    await page.click("[data-mode=structure]")
    await page.wait_for_selector(".fw-state .fw-notice")
    assert words in await page.inner_text(".fw-state .fw-notice")
    await page.unroute("**/ui/screens")
    await answer_with(page, login_screen())
    await page.click(".fw-state .fw-again")
    await page.wait_for_selector(".fw-row")
    assert not await page.locator(".fw-state").is_visible()


async def test_on_a_phone_by_touch_in_chinese(phone: Page, echo_url: str) -> None:
    await open_page(phone, echo_url)
    await answer_with(phone, login_screen())
    await add(phone, picture_file(png(640, 400)))
    await phone.tap("[data-mode=structure]")
    await phone.wait_for_selector(".fw-row")
    assert await phone.inner_text("[data-mode=structure]") == "结构"
    assert "链接" in await phone.inner_text(".fw-row[data-index='1']")
    assert "已选中" in await phone.inner_text(".fw-row[data-index='1']")
    frame = await phone.locator(".fw-picture").bounding_box()
    assert frame is not None
    await phone.touchscreen.tap(frame["x"] + frame["width"] / 2, frame["y"] + 160 / 400 * frame["height"])
    assert await labels(phone, ".fw-row[aria-selected=true]") == ["E-mail, 输入框, 必填"]
    assert await phone.locator(".fw-row[aria-selected=true]").is_visible()
    assert "ann@example.com" in await phone.inner_text(".fw-pinned")
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
    assert await phone.evaluate("document.documentElement.scrollHeight") == 844
    assert await phone.evaluate(SMALL) == []
    assert_quiet(phone)
