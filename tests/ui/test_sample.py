"""The example of the project's goals in a real browser: three buttons are named, and their boxes drawn over them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.async_api import Browser, Page

from flashweb.evals.scoring import judge
from tests.api.test_sample import NAMES, QUESTION, SAMPLE
from tests.pages.shots import LOGIN, overlap, shoot
from tests.ui.running import add, ask, assert_quiet, last_answer, open_page, picture_file, record_texts
from tests.ui.test_answers import drawn_boxes

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_buttons_of_a_login_page(browser: Browser, page: Page, nano_url: str) -> None:
    shot = await shoot(browser, LOGIN)
    await open_page(page, nano_url)
    await add(page, picture_file(shot.data))
    await record_texts(page)
    await ask(page, QUESTION)
    answer = await last_answer(page)
    assert judge(SAMPLE, answer).is_right, answer
    seen: list[str] = await page.evaluate("window.seen")
    assert all(later.startswith(earlier) for earlier, later in pairwise(seen)), seen
    boxes = await drawn_boxes(page)
    assert len(boxes) == len(NAMES)
    for key in NAMES:
        assert max(overlap(box, shot.boxes[key]) for box in boxes) >= 0.5, (key, boxes)
    assert_quiet(page)
