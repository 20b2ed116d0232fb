"""A browser for hand-made pages: they are few lines of HTML, and the truth of each is known by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest_asyncio

from training.screens.browser import browsing
from training.screens.kits import HERE, TRUTH_SCRIPTS

Truth = Callable[..., Awaitable[list[dict[str, Any]]]]
STYLE = "<style>*{margin:0;box-sizing:border-box;font:16px/20px 'Liberation Sans'}body{background:#fff}button,input{border:1px solid #888}</style>"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def truth_of() -> AsyncIterator[Truth]:
    """truth_of(html, hints=[], labels=[]): the elements found on an 800x600 page that holds this HTML."""
    async with browsing() as browser:
        context = await browser.new_context(viewport={"width": 800, "height": 600})
        page = await context.new_page()

        async def read(html: str, **options: object) -> list[dict[str, Any]]:
            await page.set_content(STYLE + html)
            for name in TRUTH_SCRIPTS:
                await page.add_script_tag(path=HERE / f"truth/{name}.js")
            found: dict[str, Any] = await page.evaluate("(options) => FW.truth(options)", options)
            return list(found["elements"])

        yield read
