"""Pages laid out and painted by hand: elements with their children and colours, served as a reading serves them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.engines.nano.execute import answer
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, Language, QueryProgram
from flashweb.engines.nano.wording import wording
from flashweb.perception.grouping import reading_order
from flashweb.perception.runtime import Priority

Colours = dict[str, tuple[str, str]]
"""By an element's text: what it is painted on, and in what its text is written."""
SIZE = (1200, 800)


class LaidReading:
    """The screen as given; its lines are the texts of elements without children."""

    def __init__(self, elements: Sequence[Element], colours: Colours | None = None) -> None:
        self.size = SIZE
        self._elements = tuple(elements)
        self._colours = colours or {}
        leaves = [each for top in elements for each in top.walk() if each.text and not each.children]
        lines = [Element("text", each.text, each.text, each.box) for each in leaves]
        self._lines = [lines[place] for place in reading_order([line.box for line in lines])]

    async def boxes(self, priority: Priority) -> tuple[Box, ...]:
        return tuple(line.box for line in self._lines)

    async def lines(self, order: Sequence[int] | None, priority: Priority) -> AsyncIterator[tuple[int, Element]]:
        for index in range(len(self._lines)) if order is None else order:
            yield index, self._lines[index]

    async def texts(self, priority: Priority) -> list[Element]:
        return list(self._lines)

    async def screen(self, priority: Priority, need: Need) -> Screen:
        return Screen(*self.size, self._elements)

    async def pixels(self) -> NDArray[np.uint8]:
        picture = Image.new("RGB", self.size, "white")
        brush = ImageDraw.Draw(picture)
        for each in (inner for top in self._elements for inner in top.walk()):
            ground, ink = self._colours.get(each.text or each.icon, ("white", "black"))
            if each.children:
                continue
            box = each.box
            brush.rectangle((box.left, box.top, box.right, box.bottom), fill=ground)
            brush.text((box.left + 6, box.center[1] - 5), "Text " * int(box.width / 40), fill=ink)
        return np.asarray(picture)


def at(
    role: str, name: str, place: tuple[float, float], *state: str, icon: str = "", text: str | None = None
) -> Element:
    """A control of the usual size at (left, top); fields hold their text, others say their name."""
    left, top = place
    is_tick = role in ("checkbox", "radio", "switch")
    width = 24 if is_tick or (icon and not name) else 300 if "box" in role else 100
    shown = text if text is not None else "" if "box" in role or is_tick else name
    box = Box(left, top, left + width, top + (24 if is_tick or icon else 36))
    return Element(role, name, shown, box, state=frozenset(state), icon=icon)


def around(role: str, name: str, *inside: Element, state: tuple[str, ...] = ()) -> Element:
    """A container a little larger than what stands in it."""
    box = inside[0].box
    for each in inside:
        box = box.union(each.box)
    grown = Box(box.left - 12, box.top - 12, box.right + 12, box.bottom + 12)
    return Element(role, name, "", grown, state=frozenset(state), children=tuple(inside))


async def told(
    reading: LaidReading, intent: Intent, language: Language = "zh", **slots: object
) -> tuple[str, list[str]]:
    """The answer to a program, and the names (or icons) of the elements it points at."""
    program = replace(QueryProgram(intent, language), **slots)  # type: ignore[arg-type]
    text, pointed = "", []
    async for _, said in answer(program, [Page(reading, 0)], wording(language)):
        text += said.text
        pointed += [each.name or each.icon for each in said.elements]
    return text, pointed


LOGIN = [
    at("link", "首页", (40, 20)),
    at("searchbox", "搜索商品", (600, 20), text="搜索商品"),
    at("button", "", (910, 26), icon="search"),
    at("button", "", (1150, 20), icon="settings"),
    around(
        "form", "",
        at("heading", "用户登录", (400, 200)),
        at("textbox", "用户名", (400, 260), "required"),
        at("textbox", "密码", (400, 320), "required"),
        at("checkbox", "记住我", (400, 380), "checked"),
        at("button", "登录", (400, 430)),
        at("button", "注册", (520, 480)),
        at("link", "忘记密码", (400, 480)),
    ),
]  # fmt: skip
TOO_SHORT = "Password is too short, use at least 8 characters"
SIGN_UP = [
    at("heading", "Create your account", (300, 60)),
    around(
        "form", "",
        at("textbox", "Email", (300, 120), "required", text="ada@example.com"),
        at("textbox", "Password", (300, 190), "required", "invalid", text="•••"),
        Element("text", TOO_SHORT, TOO_SHORT, Box(300, 230, 640, 246)),
        at("combobox", "Country", (300, 270), text="Please select"),
        at("checkbox", "I agree to the terms", (300, 330)),
        at("button", "Sign up", (300, 380), "disabled"),
        at("button", "Cancel", (420, 380)),
    ),
]  # fmt: skip
