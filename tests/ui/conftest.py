from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.api.running import free_port
from tests.pages.render import chromium
from tests.ui.running import product


@pytest.fixture(scope="session")
def echo_url() -> Iterator[str]:
    """The product with the engine that says back what it was asked, a word every 40 ms."""
    with product("echo", ECHO__INTERVAL="0.04") as url:
        yield url


@pytest.fixture(scope="session")
def narrow_url() -> Iterator[str]:
    """Room for one answer at a time, a word every 40 ms, and files that live for a second."""
    narrow = {"MEDIA__FILE_TTL": "1", "SERVING__MAX_RUNNING": "1", "SERVING__MAX_WAITING": "0"}
    with product("echo", ECHO__INTERVAL="0.04", **narrow) as url:
        yield url


@pytest.fixture(scope="session")
def nano_url() -> Iterator[str]:
    with product("nano") as url:
        yield url


@pytest.fixture
def spare_port() -> int:
    return free_port()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    context.set_default_timeout(15_000)
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", has_touch=True)
    context.set_default_timeout(15_000)
    yield await context.new_page()
    await context.close()
