"""Tables laid out by hand, as the parser gives them, and as nothing but lines; and questions about them asked."""

from __future__ import annotations

from collections.abc import Sequence

from flashweb.core.screen import Box, Cell, Element
from flashweb.engines.nano.execute import answer
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, Language, QueryProgram
from flashweb.engines.nano.wording import wording
from tests.engines.nano.drawn import DrawnReading, Line

WIDTH, HEIGHT = 150.0, 40.0

ORDERS = [
    ["订单号", "客户", "订单金额", "状态", "下单时间"],
    ["1042", "王小明", "¥1,280.00", "已发货", "2026-03-05"],
    ["1043", "李娜", "¥96.50", "待付款", "2026-03-04"],
    ["1044", "Ada Brook", "¥3,004.20", "已发货", "2026-03-02"],
    ["1045", "周杰", "—", "已取消", "2026-03-01"],
    ["合计", "", "¥4,380.70", "", ""],
]
FILES = [
    ["Name", "Size", "Modified", "Owner"],
    ["intro.mp4", "1.2 GB", "Mar 5, 2026", "Ada"],
    ["notes.txt", "512 KB", "Jan 12, 2026", "Ben"],
    ["photo.png", "3 MB", "Feb 28, 2026", "Ada"],
]


def table(rows: Sequence[Sequence[str]], *, heads: int = 1, left: float = 40, top: float = 100) -> Element:
    """A parsed table; the first rows are heads."""
    parts = []
    for r, row in enumerate(rows):
        cells = []
        for c, text in enumerate(row):
            box = Box(left + c * WIDTH, top + r * HEIGHT, left + (c + 1) * WIDTH, top + (r + 1) * HEIGHT)
            cells.append(Element("columnheader" if r < heads else "cell", text, text, box, cell=Cell(r, c)))
        parts.append(Element("row", "", "", cells[0].box.union(cells[-1].box), children=tuple(cells)))
    return Element("table", "", "", parts[0].box.union(parts[-1].box), children=tuple(parts))


def lines_of(rows: Sequence[Sequence[str]], left: float = 40, top: float = 100) -> list[Line]:
    """The texts of a table as lines alone."""
    return [
        (text, left + c * WIDTH, top + r * HEIGHT, 16.0)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def parsed(*tables: Element, extra: Sequence[Line] = ()) -> DrawnReading:
    """A page with parsed tables, whose texts are lines too."""
    lines = [
        (each.text, each.box.left + 8, each.box.top + 12, 16.0)
        for part in tables
        for each in part.walk()
        if each.cell and each.text
    ]
    return DrawnReading([*lines, *extra], controls=tables)


async def told(
    reading: DrawnReading, question: str, *, intent: Intent = Intent.TABLE, **slots: object
) -> tuple[str, list[str]]:
    """The answer to a program, and the texts that it points at."""
    language: Language = "zh" if any(letter > "\u3000" for letter in question) else "en"
    program = QueryProgram(intent, language, question=question, **slots)  # type: ignore[arg-type]
    text, pointed = "", []
    async for _, said in answer(program, [Page(reading, 0)], wording(language)):
        text += said.text
        pointed += [element.text for element in said.elements]
    return text, pointed
