"""Pictures of small pages written inside tests, and where the browser itself says that their elements are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from playwright.async_api import Browser, async_playwright

from tests.pages.render import CHROMIUM_FLAGS, chromium

SIZE = (1280, 800)
DEADLINE = 60.0
LOGIN = """<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: #eef2f7; font: 16px "Noto Sans CJK SC", sans-serif; color: #1f2937 }
  main { position: absolute; left: 440px; top: 140px; width: 400px; padding: 36px; background: #fff; border-radius: 8px }
  h1 { font-size: 26px; margin: 0 0 28px } label { display: block; margin: 0 0 6px } button { font: inherit }
  input { font: inherit; width: 374px; padding: 10px 12px; margin-bottom: 20px; border: 1px solid #c3cad5;
          border-radius: 4px }
  button { width: 122px; padding: 11px 0; border: 1px solid #1a6fe0; border-radius: 4px; background: #fff;
           color: #1a6fe0; margin-right: 12px } #login { background: #1a6fe0; color: #fff }
  #forgot { margin: 0 }
</style><main><h1>欢迎回来</h1><label>用户名</label><input placeholder="请输入用户名"><label>密码</label>
<input placeholder="请输入密码"><div><button id="login">登录</button><button id="register">注册</button><button id="forgot">忘记密码</button>
</div></main>"""
"""The example of the project's goals: three buttons, and fields that are none."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A PNG, and left, top, right, bottom of every element that has an id, in pixels."""

    data: bytes
    boxes: dict[str, list[float]]


async def shoot(browser: Browser, html: str, size: tuple[int, int] = SIZE) -> Shot:
    """One page as a browser draws it."""
    page = await browser.new_page(viewport={"width": size[0], "height": size[1]})
    try:
        await page.set_content(html)
        boxes = await page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('[id]')].map((node) => {
              const { left, top, right, bottom } = node.getBoundingClientRect();
              return [node.id, [left, top, right, bottom]];
            }))"""
        )
        return Shot(await page.screenshot(), boxes)
    finally:
        await page.close()


async def shots(*pages: str, size: tuple[int, int] = SIZE) -> list[Shot]:
    """Several pages, in a browser of their own."""
    async with asyncio.timeout(DEADLINE), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        try:
            return [await shoot(browser, html, size) for html in pages]
        finally:
            await browser.close()


def overlap(found: list[float], true: list[float]) -> float:
    """Intersection over union."""
    width = min(found[2], true[2]) - max(found[0], true[0])
    height = min(found[3], true[3]) - max(found[1], true[1])
    shared = max(width, 0) * max(height, 0)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (found, true))
    return shared / (areas - shared)
