"""Screens laid out by hand: exact lines at exact places, served the way a reading serves them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import numpy as np
from numpy.typing import NDArray

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.engines.nano.execute import answer
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.understand import understand
from flashweb.engines.nano.wording import wording
from flashweb.perception.grouping import reading_order
from flashweb.perception.runtime import Priority

Line = tuple[str, float, float, float]
"""Text, left, top, height in pixels."""


class DrawnReading:
    """Lines known from the start; `asked` records in which order they were wanted. controls: what `screen` holds."""

    def __init__(
        self, lines: Sequence[Line], size: tuple[int, int] = (1280, 800), controls: Sequence[Element] = ()
    ) -> None:
        self.size = size
        self.controls = tuple(controls)
        self.asked: list[int] = []
        elements = [Element("text", text, text, _box(text, left, top, height)) for text, left, top, height in lines]
        self._elements = [elements[i] for i in reading_order([e.box for e in elements])]

    async def boxes(self, priority: Priority) -> tuple[Box, ...]:
        return tuple(element.box for element in self._elements)

    async def lines(self, order: Sequence[int] | None, priority: Priority) -> AsyncIterator[tuple[int, Element]]:
        for index in range(len(self._elements)) if order is None else order:
            self.asked.append(index)
            yield index, self._elements[index]

    async def texts(self, priority: Priority) -> list[Element]:
        return list(self._elements)

    async def pixels(self) -> NDArray[np.uint8]:
        return np.full((self.size[1], self.size[0], 3), 255, np.uint8)

    async def screen(self, priority: Priority, need: Need) -> Screen:
        wanted = [each for each in self.controls if need.roles is None or each.role in need.roles]
        return Screen(*self.size, tuple(wanted))


def control(role: str, name: str, *state: str, left: float = 100, top: float = 100, icon: str = "") -> Element:
    """A control of the usual size."""
    return Element(role, name, name, Box(left, top, left + 80, top + 32), state=frozenset(state), icon=icon)


def _box(text: str, left: float, top: float, height: float) -> Box:
    width = sum(height if ord(c) > 0x2E80 else 0.55 * height for c in text)
    return Box(left, top, left + width, top + height)


async def ask(reading: DrawnReading, *turns: str) -> tuple[str, list[str]]:
    """The answer to the last of the turns, and the texts of the elements it points at."""
    program = understand(turns)
    text, pointed = "", []
    async for _, said in answer(program, [Page(reading, 0)], wording(program.language)):
        text += said.text
        pointed += [element.text for element in said.elements]
    return text, pointed


ORDER = [
    ("订单详情", 60, 40, 32),
    ("订单编号：20260418-7735", 60, 100, 18),
    ("下单时间：2026-04-18 14:07", 60, 130, 18),
    ("收货人", 60, 180, 18),
    ("郑凯文", 200, 180, 18),
    ("联系电话", 60, 210, 18),
    ("139 0571 8823", 200, 210, 18),
    ("收货地址", 60, 240, 18),
    ("杭州市滨江区江南大道588号", 200, 240, 18),
    ("商品", 60, 300, 18),
    ("单价", 500, 300, 18),
    ("数量", 700, 300, 18),
    ("龙井茶 250g", 60, 340, 18),
    ("¥128.00", 500, 340, 18),
    ("2", 700, 340, 18),
    ("紫砂杯", 60, 380, 18),
    ("¥45.50", 500, 380, 18),
    ("1", 700, 380, 18),
    ("合计", 900, 440, 18),
    ("¥301.50", 1000, 440, 24),
    ("退款将在 3-5 个工作日内原路退回", 60, 520, 18),
    ("申请退款", 900, 520, 18),
    ("客服邮箱：help@chaye.example.com", 60, 760, 14),
]
SHOP = [
    ("Harbour Books", 60, 30, 36),
    ("Home", 60, 90, 16),
    ("Cart", 1180, 30, 16),
    ("Sign in", 1080, 30, 16),
    ("Solo", 100, 200, 22),
    ("$9 per month", 100, 240, 30),
    ("Team", 500, 200, 22),
    ("$29 per month", 500, 240, 30),
    ("Phone support, 24/7", 500, 300, 16),
    ("Shipping address", 100, 400, 20),
    ("Ada Brook", 100, 430, 16),
    ("12 Mill Lane", 100, 452, 16),
    ("Leeds LS1", 100, 474, 16),
    ("Order number", 100, 560, 16),
    ("HB-20481", 300, 560, 16),
    ("Delivery takes 3 to 5 business days", 100, 620, 16),
    ("Returns are free within 30 days", 100, 650, 16),
    ("Questions? Call +1 (555) 014-2277 or write to hello@harbour.example.com", 60, 770, 14),
]
