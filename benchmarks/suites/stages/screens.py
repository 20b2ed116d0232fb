"""One picture as answering sees it: as it was read, or with parts of the reading replaced by the DOM's truth."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flashweb.core.screen import Box, Cell, Element, Need, Screen
from flashweb.perception.found import Found, Icon
from flashweb.perception.reading import Reading
from flashweb.perception.runtime import Priority
from flashweb.perception.structure import assemble
from flashweb.perception.structure.draft import LABELLED, NAMED_BY_CONTENT

Record = Mapping[str, Any]
"""A page of a data set (training/screens/README.md)."""
EVERYTHING = Need()


@dataclass(eq=False)
class Kept:
    """Implements `engines.nano.page.Lines` from memory. whole: the lines as recognised; parts: cut at elements.

    Compared and hashed by identity, so that the trained reader keeps one page for each.
    """

    size: tuple[int, int]
    picture: Path
    whole: tuple[Element, ...]
    parts: tuple[Element, ...]
    parsed: Screen
    found: tuple[Found, ...] = field(default=(), repr=False)
    icons: Mapping[int, Icon] = field(default_factory=dict, repr=False)

    async def boxes(self, priority: Priority) -> tuple[Box, ...]:
        return tuple(line.box for line in self.whole)

    async def lines(self, order: Sequence[int] | None, priority: Priority) -> AsyncIterator[tuple[int, Element]]:
        for index in range(len(self.whole)) if order is None else order:
            yield index, self.whole[index]

    async def screen(self, priority: Priority, need: Need) -> Screen:
        return self.parsed

    async def texts(self, priority: Priority) -> list[Element]:
        return list(self.parts)

    async def pixels(self) -> NDArray[np.uint8]:
        with Image.open(self.picture) as picture:
            return np.asarray(picture.convert("RGB"))


async def keep(reading: Reading, picture: Path) -> Kept:
    """All that a reading tells of its picture."""
    screen = await reading.screen(Priority.LIVE, EVERYTHING)
    found = await reading.found(Priority.LIVE)
    by_place = {(each.role, each.box): each.icon for each in screen.walk() if each.icon}
    icons = {i: Icon(icon) for i, each in enumerate(found) if (icon := by_place.get((each.role, each.box), ""))}
    lines = [line async for _, line in reading.lines(None, Priority.LIVE)]
    parts = await reading.texts(Priority.LIVE)
    return Kept(reading.size, picture, tuple(lines), tuple(parts), screen, found, icons)


def with_true_text(kept: Kept, page: Record) -> Kept:
    """Elements as they were found, lines as they stand in the DOM."""
    lines = _lines(page)
    screen = assemble(kept.size, kept.found, lines, kept.icons, EVERYTHING)
    return replace(kept, whole=tuple(lines), parts=tuple(lines), parsed=screen)


def with_true_elements(kept: Kept, page: Record, lines: Sequence[Element] | None = None) -> Kept:
    """The DOM's elements and icons, put together by the product with the lines as they were read, or with these."""
    elements = [each for each in page["elements"] if not each.get("partial")]
    found = [Found(each["role"], Box(*each["box"]), 1.0, frozenset(each["state"])) for each in elements]
    icons = {i: Icon(each["icon"]) for i, each in enumerate(elements) if each.get("icon")}
    parts = kept.parts if lines is None else tuple(lines)
    whole = kept.whole if lines is None else tuple(lines)
    return replace(kept, whole=whole, parts=parts, parsed=assemble(kept.size, found, parts, icons, EVERYTHING))


def with_true_both(kept: Kept, page: Record) -> Kept:
    """The DOM's elements and lines, put together by the product."""
    return with_true_elements(kept, page, _lines(page))


def with_truth(kept: Kept, page: Record) -> Kept:
    """The DOM's own tree, names, labels and tables."""
    lines = tuple(_lines(page))
    return replace(kept, whole=lines, parts=lines, parsed=Screen(*kept.size, tuple(_tree(page, lines))))


def _lines(page: Record) -> list[Element]:
    return [Element("text", line["text"], line["text"], Box(*line["box"])) for line in page["lines"]]


def _tree(page: Record, lines: Sequence[Element]) -> Iterator[Element]:
    """Elements below their parents; lines that no element speaks stand in the smallest part of the page around them."""
    below: dict[int | None, list[Record]] = {}
    for each in page["elements"]:
        below.setdefault(each["parent"], []).append(each)
    texts: dict[int | None, list[Element]] = {}
    labels = [Box(*each["label"]["box"]) for each in page["elements"] if each.get("label")]
    for line in lines:
        around = [each for each in page["elements"] if _holds(Box(*each["box"]), line.box)]
        inner = min(around, key=lambda each: Box(*each["box"]).area, default=None)
        if any(_holds(label, line.box) for label in labels):
            continue
        if inner is None or inner["role"] not in LABELLED | NAMED_BY_CONTENT:
            texts.setdefault(inner["id"] if inner else None, []).append(line)

    def build(each: Record) -> Element:
        children = (*(build(child) for child in below.get(each["id"], ())), *texts.get(each["id"], ()))
        cell = each.get("cell")
        at = Cell(cell["row"], cell["col"], cell["rowspan"], cell["colspan"]) if cell else None
        name, text = (" ".join(each[key].split()) for key in ("name", "text"))
        state, icon = frozenset(each["state"]), each.get("icon") or ""
        return Element(each["role"], name, text, Box(*each["box"]), 1.0, state, _in_order(children), icon, at)

    yield from _in_order((*(build(each) for each in below.get(None, ())), *texts.get(None, ())))


def _in_order(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The DOM's order, plain lines at their height."""
    if all(each.role == "text" for each in elements) or not any(each.role == "text" for each in elements):
        return tuple(elements)
    return tuple(sorted(elements, key=lambda each: (round(each.box.center[1] / 8), each.box.left)))


def _holds(box: Box, other: Box) -> bool:
    across, down = other.center
    return box.left <= across < box.right and box.top <= down < box.bottom
