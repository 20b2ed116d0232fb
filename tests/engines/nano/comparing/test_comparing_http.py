"""Comparing end to end: pages rendered by a browser, asked about over HTTP."""

from __future__ import annotations

import asyncio

import httpx
from playwright.async_api import async_playwright

from tests.api.asking import chat, data_uri, image_part, text_part
from tests.api.running import RunningServer
from tests.pages.render import CHROMIUM_FLAGS, chromium

PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ font: 16px sans-serif; margin: 32px; color: #222 }} button {{ font: inherit; padding: 10px 24px; border: 0;
border-radius: 4px; background: #1a6fe0; color: #fff; margin-right: 16px }} p {{ margin: 24px 0 }}
.banner {{ background: #fff3cd; padding: 14px; margin-bottom: 24px }}
</style>{banner}<h1>Order summary</h1><p>Total: {total}</p><p>Delivery on Friday to 12 Mill Lane</p>{buttons}"""
BANNER = '<div class="banner">Maintenance starts at eleven tonight</div>'


async def shots(*pages: str) -> list[bytes]:
    """Pictures of pages, as a browser draws them."""
    async with asyncio.timeout(60), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        page = await browser.new_page(viewport={"width": 900, "height": 560})
        pictures = []
        for html in pages:
            await page.set_content(html)
            pictures.append(await page.screenshot())
        await browser.close()
    return pictures


async def test_changes_between_rendered_pages(nano_server: RunningServer) -> None:
    old = PAGE.format(banner="", total="$41.50", buttons="<button>Pay now</button><button>Cancel</button>")
    new = PAGE.format(banner=BANNER, total="$47.20", buttons="<button>Pay now</button>")
    first, second = await shots(old, new)

    async def ask(question: str, *pictures: bytes) -> tuple[str, list[dict[str, object]]]:
        parts = [*(image_part(data_uri(picture)) for picture in pictures), text_part(question)]
        response = await http.post("/v1/chat/completions", json=chat(parts, model="nano"))
        assert response.status_code == 200, response.text
        message = response.json()["choices"][0]["message"]
        return message["content"], [annotation["element"] for annotation in message["annotations"]]

    async with httpx.AsyncClient(base_url=nano_server.url, timeout=60) as http:
        text, pointed = await ask("What changed between the two screenshots?", first, second)
        assert text.startswith("The two pictures differ in 3 places: ")
        for words in ("adds", "Maintenance starts at eleven tonight", "no longer has", "Cancel", "$41.50", "$47.20"):
            assert words in text
        where = {(element["image"], "Cancel" in str(element["name"])) for element in pointed}
        assert (0, True) in where and (1, True) not in where
        swapped, _ = await ask("两张图有什么区别？", second, first)
        assert swapped.startswith("两张图有 3 处不同：第二张多了'Cancel'按钮；第二张少了")
        assert (await ask("一样吗？", first, first))[0].startswith("一样")
        assert (await ask("Which picture has the Cancel button?", first, second))[0] == (
            "The first picture has the 'Cancel' button."
        )
