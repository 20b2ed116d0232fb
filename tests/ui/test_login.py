"""The page behind a lock, and under its security headers, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.async_api import ConsoleMessage, Page

from flashweb.access.keys import DEFAULT_SCOPES, Key, new_token
from flashweb.access.settings import KEY_FILE
from flashweb.access.store import KeyStore
from tests.ui.running import add, ask, last_answer, picture_file, product
from tests.ui.test_page import png

START_SECONDS = 120.0
pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyStore]:
    store = KeyStore(tmp_path_factory.mktemp("locked") / KEY_FILE)
    yield store
    store.close()


@pytest.fixture(scope="module")
def token(keys: KeyStore) -> str:
    key_id, token, digest = new_token()
    keys.add(Key(key_id, digest, "key", "the team", "team", DEFAULT_SCOPES, time.time()))
    return token


@pytest.fixture(scope="module")
def locked_url(keys: KeyStore, token: str) -> Iterator[str]:
    password = {"ACCESS__PASSWORD": "open sesame"}
    with product("echo", DATA_DIRECTORY=str(keys.path.parent), **password) as url:
        with httpx.Client(base_url=url, timeout=20) as http:
            assert http.post("ui/login", data={"key": token}).status_code == 303
            deadline = time.monotonic() + START_SECONDS
            while http.get("").status_code != 200:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        yield url


async def log_in(page: Page, secret: str) -> None:
    await page.fill("#key", secret)
    await page.press("#key", "Enter")


def listen(page: Page) -> list[str]:
    """From now on, what the browser complains about."""
    complaints: list[str] = []
    page.set_default_timeout(60_000)

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 503" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


async def test_a_visitor_logs_in_asks_and_logs_out(page: Page, locked_url: str, token: str) -> None:
    await page.goto(locked_url)
    assert page.url.endswith("/ui/login")
    await log_in(page, token[:-2] + "zz")
    assert "neither a valid key" in await page.inner_text("[role=alert]")
    assert "密钥" in await page.inner_text("[role=alert]")
    complaints = listen(page)
    await log_in(page, token)
    await page.wait_for_selector(".fw-status[data-state=ready]")
    await add(page, picture_file(png()))
    await ask(page, "who am I")
    assert "who am I" in await last_answer(page)
    await page.goto(locked_url + "docs")
    await page.wait_for_selector(".opblock")
    assert complaints == [], "nothing on the pages is held up by their security headers"
    (cookie,) = await page.context.cookies()
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and cookie["name"] == "flashweb_session"
    await page.goto(locked_url)
    await page.click(".fw-leave")
    await page.wait_for_url("**/ui/login")
    async with httpx.AsyncClient(cookies={"flashweb_session": cookie["value"]}) as http:
        assert (await http.get(locked_url + "ui/session")).status_code == 401, "the session itself has ended"


async def test_a_session_that_ends_leads_back_to_the_log_in(page: Page, locked_url: str, keys: KeyStore) -> None:
    await page.goto(locked_url)
    await log_in(page, "open sesame")
    await page.wait_for_selector(".fw-status[data-state=ready]", timeout=60_000)
    (cookie,) = await page.context.cookies()
    keys.revoke(cookie["value"].split("_")[1])
    await page.wait_for_timeout(700)
    await page.set_input_files(".fw-file", [picture_file(png())])  # type: ignore[list-item]
    await page.wait_for_url("**/ui/login")


async def test_visitors_with_the_password_see_their_own_pictures_alone(locked_url: str) -> None:
    headers = {"Authorization": "Bearer " + "0" * 48}  # the page's own token counts for nothing here
    async with httpx.AsyncClient(base_url=locked_url) as one, httpx.AsyncClient(base_url=locked_url) as two:
        for http in (one, two):
            assert (await http.post("ui/login", data={"key": "open sesame"})).status_code == 303
        file_id = (await one.post("ui/files", content=png(), headers=headers)).json()["id"]
        question = {"model": "echo", "turns": [{"role": "user", "text": "mine?", "files": [file_id]}]}
        assert "mine?" in (await one.post("ui/ask", json=question, headers=headers)).text
        assert "not_found" in (await two.post("ui/ask", json=question, headers=headers)).text
        for site in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://evil.test"},
        ):
            for path in ("ui/ask", "ui/logout", "ui/login"):
                refused = await one.post(path, json=question, headers=headers | site)
                assert refused.status_code == 403 and "another site" in refused.text
        assert (await one.get("ui/session")).json() == {"name": "password"}
        assert (await one.get("v1/models")).status_code == 401, "the API never looks at the cookie"
