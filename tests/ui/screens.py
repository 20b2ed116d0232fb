"""Screens for the Structure view: what POST /v1/screens would say, built by hand so that every place is known."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from playwright.async_api import Page, Route

Json = dict[str, Any]


def element(role: str, name: str, box: list[float], *children: Json, **more: Any) -> Json:
    """An element of the wire format, without its id."""
    plain = {"text": name, "confidence": 0.97, "state": [], "icon": ""}
    return {"role": role, "name": name, "box": box, **plain, **more, "children": list(children)}


def screen(width: int, height: int, *elements: Json) -> Json:
    """The whole answer, ids in reading order."""
    ids = count()

    def number(item: Json) -> None:
        item["id"] = next(ids)
        for child in item["children"]:
            number(child)

    for item in elements:
        number(item)
    usage = {"num_elements": next(ids), "num_lines": 9}
    timings = {"parse_ms": 212.4}
    return {
        "object": "screen", "id": "0" * 64, "width": width, "height": height, "elements": list(elements),
        "usage": usage, "timings": timings,
    }  # fmt: skip


def login_screen() -> Json:
    """A page of 640 x 400 with eleven elements."""
    cell = {"row": 1, "column": 0, "row_span": 1, "column_span": 2}
    return screen(
        640,
        400,
        element(
            "banner", "", [0, 0, 640, 40],
            element("link", "Home", [20, 10, 80, 30], state=["selected"]),
            element("link", "Help", [100, 10, 160, 30]),
        ),
        element(
            "form", "Sign in", [160, 80, 480, 320],
            element("heading", "Welcome back", [180, 90, 400, 120]),
            element("textbox", "E-mail", [180, 140, 460, 180], state=["required"], text="ann@example.com"),
            element("checkbox", "Remember me", [180, 200, 200, 220], state=["checked"], confidence=0.41),
            element(
                "button", "Sign in", [180, 240, 300, 280],
                element("img", "", [190, 250, 210, 270], icon="login", text=""),
            ),
        ),
        element("table", "Sessions", [160, 330, 480, 390], element("cell", "Paris", [170, 350, 300, 380], cell=cell)),
    )  # fmt: skip


def crowd(rows: int, columns: int) -> Json:
    """rows list items of columns buttons each, on a page of 1280 x 800."""
    height, width = 800 / rows, 1280 / columns
    items = [
        element(
            "listitem", "", [0, row * height, 1280, (row + 1) * height],
            *(
                element("button", f"{row}-{column}", [column * width + 1, row * height + 1, (column + 1) * width - 1,
                                                      (row + 1) * height - 1])
                for column in range(columns)
            ),
        )
        for row in range(rows)
    ]  # fmt: skip
    return screen(1280, 800, *items)


async def answer_with(page: Page, *bodies: Json, status: int = 200) -> list[Json]:
    """From now on /ui/screens answers with these, one after another, the last for ever; returns what it was asked."""
    asked: list[Json] = []

    async def answer(route: Route) -> None:
        body = bodies[min(len(asked), len(bodies) - 1)]
        asked.append(json.loads(route.request.post_data or ""))
        await route.fulfill(status=status, json=body)

    await page.route("**/ui/screens", answer)
    return asked


async def open_structure(page: Page) -> None:
    await page.click("[data-mode=structure]")
    await page.wait_for_selector(".fw-row")
