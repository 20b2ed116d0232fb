"""Every setting of the page by its effect."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.async_api import Page
from pydantic import ValidationError

from flashweb.ui.settings import UiSettings
from tests.ui.running import add, ask, last_answer, open_page, picture_file, product
from tests.ui.test_page import png

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_page_can_stand_in_front_of_a_remote_server(page: Page, echo_url: str) -> None:
    with product("echo", UI__API_URL=echo_url, UI__TITLE="Our <Screens>", UI__ANSWER_TIMEOUT="0.5") as url:
        await open_page(page, url)
        assert await page.inner_text(".fw-title") == "Our <Screens>"
        await add(page, picture_file(png()))
        await ask(page, "near")
        assert re.fullmatch(r"\[320x200 \w+\] near", await last_answer(page))
        async with httpx.AsyncClient() as client:
            own = (await client.get(url + "metrics")).text
        assert re.search(r'^flashweb_http_responses_total\{route="/ui/ask"', own, re.MULTILINE)
        assert 'route="/v1/chat/completions"' not in own
        await ask(page, "word " * 100)  # 4 s at the remote server
        await last_answer(page)
        assert "The answer took too long." in await page.inner_text(".fw-turn:last-child .fw-notice")


async def test_the_model_asked_for_is_the_one_that_is_set(page: Page, echo_url: str) -> None:
    with product("echo", UI__API_URL=echo_url, UI__MODEL="other") as url:
        await open_page(page, url)
        await add(page, picture_file(png()))
        await ask(page, "hello")
        await last_answer(page)
        assert "does not offer this model" in await page.inner_text(".fw-turn .fw-notice")


async def test_unknown_and_bad_settings_are_refused() -> None:
    for bad in ({"colour": "red"}, {"api_url": "ftp://example.com"}, {"answer_timeout": 0}, {"title": ""}):
        with pytest.raises(ValidationError):
            UiSettings.model_validate(bad)
