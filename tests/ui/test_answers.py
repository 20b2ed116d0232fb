"""The main job in a real browser, end to end with the embedded model: a screenshot in, a grounded answer out."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Page

from tests.ui.running import add, ask, assert_quiet, last_answer, open_page, picture_file, record_texts

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOGIN = """<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: #eef2f7; font: 16px "Noto Sans CJK SC", sans-serif; color: #1f2937; }
  main { position: absolute; left: 440px; top: 120px; width: 400px; padding: 32px; background: #fff; }
  h1 { font-size: 26px; margin: 0 0 24px; } p { margin: 14px 0; } b { font-weight: 400; }
</style><main><h1>欢迎登录云账户</h1><p><span id="phone-line">客服电话：<b id="phone">400-820-5188</b></span></p>
<p><span id="mail-line">Support: <b id="mail">help@example.com</b></span></p>
<p id="forgot">忘记密码</p><p id="evil">MARKUP</p></main>"""


async def login_page(browser: Browser) -> tuple[bytes, dict[str, list[float]]]:
    """A screenshot of the page above, and where the browser itself says that each element is."""
    source = await browser.new_page(viewport={"width": 1280, "height": 800})
    await source.set_content(LOGIN)
    await source.evaluate("document.querySelector('#evil').textContent = '<img src=x onerror=hacked()>'")
    truth = await source.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('[id]')].map((node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          const { left, top, right, bottom } = range.getBoundingClientRect();
          return [node.id, [left, top, right, bottom]];
        }))"""
    )
    shot = await source.screenshot()
    await source.close()
    return shot, truth


async def drawn_boxes(page: Page) -> list[list[float]]:
    """Every box on the page, measured where it is drawn and scaled to pixels of the picture."""
    boxes: list[list[float]] = await page.evaluate(
        """() => {
          const picture = document.querySelector('.fw-picture');
          const frame = picture.getBoundingClientRect();
          const scale = picture.naturalWidth / frame.width;
          return [...document.querySelectorAll('.fw-box')].map((node) => {
            const box = node.getBoundingClientRect();
            return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]
              .map((edge) => edge * scale);
          });
        }"""
    )
    return boxes


def fits(box: list[float], truth: list[float], slack: float = 16) -> bool:
    """All four edges lie where the browser put them, but for the frame that keeps the text readable."""
    return all(abs(drawn - true) <= slack for drawn, true in zip(box, truth, strict=True))


QUESTIONS = [
    pytest.param("客服电话是多少？", r"400-820-5188", "phone", id="zh"),
    pytest.param("What is the e-mail address?", r"help@example\.com", "mail", id="en"),
    pytest.param("“忘记密码”在哪里？", r"忘记密码", "forgot", id="zh-where"),
]


@pytest.mark.parametrize(("question", "expected", "element"), QUESTIONS)
async def test_the_answer_streams_and_its_box_lies_over_the_text(
    browser: Browser, page: Page, nano_url: str, question: str, expected: str, element: str
) -> None:
    shot, truth = await login_page(browser)
    await open_page(page, nano_url)
    await add(page, picture_file(shot))
    await record_texts(page)
    await ask(page, question)
    answer = await last_answer(page)
    assert re.search(expected, answer), answer
    seen: list[str] = await page.evaluate("window.seen")
    assert len([text for text in seen if len(text) < len(answer)]) >= 2, seen
    boxes = await drawn_boxes(page)
    places = [truth[key] for key in (element, f"{element}-line") if key in truth]  # the value, or the line it is in
    assert any(fits(box, place) for box in boxes for place in places), (boxes, places)
    assert_quiet(page)


async def test_markup_inside_the_picture_stays_text(browser: Browser, page: Page, nano_url: str) -> None:
    shot, _ = await login_page(browser)
    await open_page(page, nano_url)
    await add(page, picture_file(shot))
    await ask(page, "图中写了什么？")
    assert "onerror" in await last_answer(page)
    assert await page.locator(".fw-turn img, .fw-boxes img").count() == 0
    assert_quiet(page)


async def test_an_example_picture_can_be_asked_at_once(page: Page, nano_url: str) -> None:
    await open_page(page, nano_url)
    assert await page.locator(".fw-example").count() >= 3
    await page.click(".fw-example >> nth=0")
    await page.wait_for_selector(".fw-thumb.is-ready")
    await page.click(".fw-suggestion >> nth=0")
    assert len(await last_answer(page)) > 10
    assert await page.locator(".fw-chip").count() >= 1
    assert_quiet(page)
