"""The Structure view: the tree and the picture light each other up. The page is real, the screens are hand-made."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import CDPSession, Page

from tests.ui.running import add, assert_quiet, open_page, picture_file
from tests.ui.screens import answer_with, crowd, element, login_screen, open_structure, screen
from tests.ui.test_page import png

pytestmark = pytest.mark.asyncio(loop_scope="session")

NUM_HOVERS = 30

SPOT = """kind => {
  const picture = document.querySelector('.fw-picture');
  const frame = picture.getBoundingClientRect();
  const node = document.querySelector('.fw-spot.is-' + kind);
  if (node.hidden) return null;
  const box = node.getBoundingClientRect();
  const scale = picture.naturalWidth / frame.width;
  return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]
    .map((edge) => Math.round(edge * scale));
}"""


async def opened(page: Page, url: str) -> Page:
    """The Structure view of the login screen."""
    await open_page(page, url)
    await answer_with(page, login_screen())
    await add(page, picture_file(png(640, 400)))
    await open_structure(page)
    return page


async def labels(page: Page, selector: str = ".fw-row") -> list[str]:
    """Accessible names of rows, from top to bottom."""
    found: list[str] = await page.eval_on_selector_all(
        selector, "nodes => nodes.map((node) => node.getAttribute('aria-label'))"
    )
    return found


async def point_at(page: Page, x: float, y: float) -> None:
    """Moves the mouse to a pixel of the picture."""
    frame = await page.locator(".fw-picture").bounding_box()
    assert frame is not None
    await page.mouse.move(frame["x"] + x * frame["width"] / 640, frame["y"] + y * frame["height"] / 400)


async def current(page: Page) -> str:
    """The row that the tree names as current."""
    name: str = await page.evaluate(
        """() => document.getElementById(document.querySelector('.fw-tree').getAttribute('aria-activedescendant'))
          .getAttribute('aria-label')"""
    )
    return name


async def test_a_picture_is_parsed_once_and_only_when_the_view_opens(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    assert not await page.locator(".fw-modes").is_visible()
    asked = await answer_with(page, login_screen())
    async with page.expect_response("**/ui/files?*") as uploaded:
        await add(page, picture_file(png()))
    await page.wait_for_timeout(200)
    assert asked == []
    await open_structure(page)
    assert asked == [{"file": (await (await uploaded.value).json())["id"]}]
    await page.click("[data-mode=ask]")
    assert await page.locator(".fw-question").is_visible()
    await open_structure(page)
    assert len(asked) == 1
    assert await page.inner_text(".fw-sum") == "11 elements"
    assert await page.inner_text(".fw-took") == "Parsed in 212 ms"
    assert_quiet(page)


async def test_a_row_lights_up_its_box_and_the_picture_lights_up_the_smallest_element(
    page: Page, echo_url: str
) -> None:
    await opened(page, echo_url)
    await page.hover(".fw-row[data-index='5']")
    assert await page.evaluate(SPOT, "hot") == [180, 140, 460, 180]
    await point_at(page, 290, 260)
    assert await labels(page, ".fw-row.is-hot") == ["Sign in, button"]
    await point_at(page, 200, 260)
    assert await labels(page, ".fw-row.is-hot") == ["img, login"]
    assert await page.evaluate(SPOT, "hot") == [190, 250, 210, 270]
    await point_at(page, 600, 200)
    assert await page.locator(".fw-row.is-hot").count() == 0
    assert await page.evaluate(SPOT, "hot") is None
    assert_quiet(page)


async def test_what_lies_in_a_closed_row_lights_that_row_up_until_it_is_pinned(page: Page, echo_url: str) -> None:
    await opened(page, echo_url)
    await page.click(".fw-row[data-index='3'] .fw-twist")
    assert "button" not in str(await labels(page))
    assert await page.inner_text(".fw-row[data-index='3'] .fw-hidden") == "+5"
    await point_at(page, 290, 260)
    assert await labels(page, ".fw-row.is-hot") == ["Sign in, form"]
    await page.mouse.down()
    await page.mouse.up()
    assert await labels(page, ".fw-row[aria-selected=true]") == ["Sign in, button"]


async def test_a_click_pins_an_element_and_tells_all_about_it(page: Page, echo_url: str) -> None:
    await opened(page, echo_url)
    await page.click(".fw-row[data-index='5']")
    facts = await page.inner_text(".fw-pinned dl")
    assert facts.split("\n") == [
        *("Name", "E-mail", "Text", "ann@example.com", "State", "required"),
        *("Box", "x 180, y 140 · 280 × 40 px", "Confidence", "97 %"),
    ]
    await page.hover(".fw-row[data-index='1']")
    assert await page.evaluate(SPOT, "pinned") == [180, 140, 460, 180]
    assert await page.inner_text(".fw-pinned dl") == facts
    await page.click(".fw-step >> nth=0")
    assert await labels(page, ".fw-row[aria-selected=true]") == ["Sign in, form"]
    await point_at(page, 290, 360)
    await page.mouse.down()
    await page.mouse.up()
    assert "row 2, column 1 · spans 1 × 2" in await page.inner_text(".fw-pinned dl")
    await page.keyboard.press("Escape")
    assert not await page.locator(".fw-pinned").is_visible()
    assert await page.evaluate(SPOT, "pinned") is None


async def test_keys_walk_the_tree_as_aria_says(page: Page, echo_url: str) -> None:
    await opened(page, echo_url)
    await page.focus(".fw-filter")
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.className") == "fw-tree":
            break
    walk = [
        ("ArrowDown", "Home, link, selected"), ("ArrowLeft", "banner"), ("ArrowLeft", "banner"),
        ("ArrowDown", "Sign in, form"), ("ArrowUp", "banner"), ("ArrowRight", "banner"),
        ("ArrowRight", "Home, link, selected"), ("End", "Paris, cell"), ("ArrowDown", "Paris, cell"),
        ("Home", "banner"), ("w", "Welcome back, heading"), ("PageDown", "Paris, cell"),
    ]  # fmt: skip
    for key, expected in walk:
        await page.keyboard.press(key)
        assert await current(page) == expected, key
    await page.keyboard.press("w")
    assert await page.evaluate(SPOT, "hot") == [180, 90, 400, 120]
    await page.keyboard.press("Enter")
    assert await page.evaluate(SPOT, "pinned") == [180, 90, 400, 120]
    await page.keyboard.press("ArrowDown")
    assert await labels(page, ".fw-row[aria-selected=true]") == ["E-mail, textbox, required"]
    row = page.locator(".fw-row[aria-selected=true]")
    assert [await row.get_attribute(f"aria-{name}") for name in ("level", "posinset", "setsize")] == ["2", "2", "4"]


async def test_the_filter_and_the_roles_leave_what_matches_and_what_is_around_it(page: Page, echo_url: str) -> None:
    await opened(page, echo_url)
    await page.fill(".fw-filter", "sign button")
    assert await labels(page) == ["Sign in, form", "Sign in, button"]
    assert await labels(page, ".fw-row.is-around") == ["Sign in, form"]
    assert await page.inner_text(".fw-sum") == "1 of 11"
    assert await page.locator(".fw-map path").count() == 1
    await point_at(page, 200, 260)
    assert await labels(page, ".fw-row.is-hot") == ["Sign in, button"]
    await page.fill(".fw-filter", "zzz")
    assert "No element matches" in await page.inner_text(".fw-none")
    await page.click(".fw-none button")
    assert len(await labels(page)) == 11
    counts = {
        await chip.get_attribute("data-role"): await chip.inner_text()
        for chip in await page.locator("[data-role]").all()
    }
    assert counts["link"].split() == ["link", "2"]
    await page.click("[data-role=link]")
    assert await labels(page) == ["banner", "Home, link, selected", "Help, link"]
    assert await page.get_attribute("[data-role=link]", "aria-pressed") == "true"
    assert "M20 10H80V30H20z" in (await page.get_attribute(".fw-map path", "d") or "")


async def test_copies_as_json_and_as_an_outline(page: Page, echo_url: str) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await opened(page, echo_url)
    await page.click("[data-copy=json]")
    await page.wait_for_selector(".fw-copy.is-done")
    assert json.loads(await page.evaluate("navigator.clipboard.readText()")) == login_screen()
    await page.fill(".fw-filter", "remember")
    await page.click("[data-copy=outline]")
    await page.wait_for_selector("[data-copy=outline].is-done")
    assert (await page.evaluate("navigator.clipboard.readText()")).split("\n") == [
        "screen 640x400",
        '[3] form "Sign in" @ 160,80 320x240',
        '  [6] checkbox "Remember me" (checked) @ 180,200 20x20',
    ]


async def test_every_picture_has_its_own_tree(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    other = screen(300, 200, element("heading", "Second", [10, 10, 90, 30]))
    asked = await answer_with(page, other, login_screen())
    await add(page, picture_file(png(640, 400), "a.png"), picture_file(png(300, 200, "#aa3333"), "b.png"))
    await open_structure(page)
    assert await labels(page) == ["Second, heading"]
    await page.click(".fw-thumb >> nth=0 >> .fw-show")
    await page.wait_for_selector(".fw-row >> nth=10")
    await page.click(".fw-row[data-index='5']")
    await page.click(".fw-thumb >> nth=1 >> .fw-show")
    assert await labels(page) == ["Second, heading"]
    assert not await page.locator(".fw-pinned").is_visible()
    await page.click(".fw-thumb >> nth=0 >> .fw-show")
    assert "ann@example.com" in await page.inner_text(".fw-pinned")
    assert len(asked) == 2
    await page.click("[data-act=new]")
    assert not await page.locator(".fw-parts, .fw-legend").first.is_visible()
    assert await page.locator(".fw-intro").is_visible()
    assert_quiet(page)


async def test_markup_in_names_stays_text(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    evil = '"><img src=x onerror="window.hacked=1"><svg/onload=hacked=1>{{constructor}}${hacked=1}'
    await answer_with(page, screen(640, 400, element("button", evil, [1, 1, 99, 99], icon=evil, state=[evil])))
    await add(page, picture_file(png(640, 400)))
    await open_structure(page)
    await page.click(".fw-row")
    assert await page.inner_text(".fw-row .fw-label") == evil
    assert await page.evaluate("window.hacked") is None
    assert await page.locator(".fw-parts img, .fw-map img").count() == 0


async def busy_seconds(session: CDPSession) -> float:
    """What the page's main thread has worked so far."""
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


async def test_fifteen_hundred_elements_stay_smooth(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await answer_with(page, crowd(50, 29))
    await add(page, picture_file(png(1280, 800)))
    await open_structure(page)
    assert await page.inner_text(".fw-sum") == "1500 elements"
    assert await page.locator(".fw-row").count() < 60
    frame = await page.locator(".fw-picture").bounding_box()
    assert frame is not None
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})  # the page's CPU time, whatever else runs
    before = await busy_seconds(session)
    for step in range(NUM_HOVERS):
        across, down = (step * 7 % NUM_HOVERS + 0.3) / NUM_HOVERS, (step * 11 % NUM_HOVERS + 0.3) / NUM_HOVERS
        await page.mouse.move(frame["x"] + frame["width"] * across, frame["y"] + frame["height"] * down)
        await page.evaluate("() => new Promise(requestAnimationFrame)")
    spent = (await busy_seconds(session) - before) / NUM_HOVERS
    assert spent < 0.016, f"{1000 * spent:.1f} ms of the page's CPU time for each hover"
    assert await page.locator(".fw-row.is-hot").count() == 1
    await page.focus(".fw-tree")
    await page.keyboard.press("End")
    assert await current(page) == "49-28, button"
    assert await page.locator(".fw-row").count() < 60
