"""Starts the real product as a process of its own and opens its page in a real Chromium."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.async_api import Page

from tests.api.running import FLASHWEB, free_port

START_DEADLINE = 60.0


@contextmanager
def product(engine: str, port: int | None = None, **settings: str) -> Iterator[str]:
    """A running server with its page; settings are FLASHWEB_ variables without the prefix."""
    port = port or free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FLASHWEB_")}
    environment |= {f"FLASHWEB_{key}": value for key, value in settings.items()}
    command = [str(FLASHWEB), "serve", "--engine", engine, "--port", str(port), "--log-level", "warning"]
    url = f"http://127.0.0.1:{port}/"
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            wait_for_page(url, process)
            yield url
        finally:
            process.terminate()
            output = process.communicate(timeout=30)[0].decode()
        assert process.returncode == 0, output
        assert "Traceback" not in output, output


def wait_for_page(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_DEADLINE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"no page at {url} within {START_DEADLINE:g} s")


async def open_page(page: Page, url: str) -> Page:
    """Loads the page and keeps what its script complains about and asks for, for `assert_quiet`."""
    page.problems = []  # type: ignore[attr-defined]
    page.foreign = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.problems.append(str(error)))  # type: ignore[attr-defined]
    page.on("request", lambda request: keep_foreign(page, request.url, url))
    await page.goto(url)
    await page.wait_for_selector(".fw-status[data-state=ready]")
    return page


def keep_foreign(page: Page, requested: str, url: str) -> None:
    if not requested.startswith((url, f"blob:{url}", "data:")):
        page.foreign.append(requested)  # type: ignore[attr-defined]


def assert_quiet(page: Page) -> None:
    assert page.problems == []  # type: ignore[attr-defined]
    assert page.foreign == []  # type: ignore[attr-defined]


async def add(page: Page, *files: dict[str, object] | str) -> None:
    before = await page.locator(".fw-thumb").count()
    await page.set_input_files(".fw-file", list(files))  # type: ignore[arg-type]
    await page.wait_for_function(
        "n => document.querySelectorAll('.fw-thumb.is-ready').length >= n", arg=before + len(files)
    )


async def ask(page: Page, question: str) -> None:
    await page.fill(".fw-question", question)
    await page.press(".fw-question", "Enter")


async def last_answer(page: Page) -> str:
    """Text of the last answer, once it is complete."""
    await page.wait_for_selector(".fw-turn:last-child:not(.is-streaming)")
    return await page.locator(".fw-turn:last-child .fw-answer").inner_text()


async def record_texts(page: Page) -> None:
    """From now on window.seen collects every different text that the last answer shows."""
    await page.evaluate(
        """() => {
          window.seen = [];
          new MutationObserver(() => {
            const text = [...document.querySelectorAll('.fw-turn:last-child .fw-answer')].at(-1)?.textContent ?? '';
            if (text && text !== window.seen.at(-1)) window.seen.push(text);
          }).observe(document.querySelector('.fw-turns'), { childList: true, subtree: true, characterData: true });
        }"""
    )


def picture_file(data: bytes, name: str = "login.png", mime: str = "image/png") -> dict[str, object]:
    return {"name": name, "mimeType": mime, "buffer": data}
