"""Pages drawn by hand with both their pixels and their elements, so that exactly what is meant differs."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.engines.nano.comparing.align import align
from flashweb.engines.nano.comparing.canvas import Canvas
from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.comparing.changes import changes_between
from flashweb.engines.nano.comparing.scale import resized, scaled
from flashweb.engines.nano.comparing.units import take_apart
from flashweb.engines.nano.execute import answer
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.understand import understand
from flashweb.engines.nano.wording import wording
from flashweb.perception.runtime import Priority

SIZE = (640, 480)
BLUE, RED, WHITE, BLACK, GREY = (30, 90, 220), (210, 40, 40), (255, 255, 255), (30, 30, 30), (190, 190, 190)
FILLED = frozenset({"button"})
BARE = frozenset({"text", "heading", "link"})


@dataclass(frozen=True)
class Thing:
    """One element and how it is drawn: role, name, left, top; fill of buttons, ink of texts, height of letters."""

    role: str
    name: str
    left: float
    top: float
    state: tuple[str, ...] = ()
    colour: tuple[int, int, int] = BLUE
    letters: int = 16
    width: int = 0

    def at(self, left: float = 0, top: float = 0) -> Thing:
        return replace(self, left=self.left + left, top=self.top + top)


@dataclass(frozen=True)
class Picture:
    """Serves as a reading: pixels, elements, lines of text."""

    pixels_: NDArray[np.uint8]
    elements: tuple[Element, ...]
    lines_: tuple[Element, ...]

    @property
    def size(self) -> tuple[int, int]:
        return self.pixels_.shape[1], self.pixels_.shape[0]

    async def boxes(self, priority: Priority) -> tuple[Box, ...]:
        return tuple(line.box for line in self.lines_)

    async def lines(self, order: Sequence[int] | None, priority: Priority) -> AsyncIterator[tuple[int, Element]]:
        for index in range(len(self.lines_)) if order is None else order:
            yield index, self.lines_[index]

    async def texts(self, priority: Priority) -> list[Element]:
        return list(self.lines_)

    async def screen(self, priority: Priority, need: Need) -> Screen:
        return Screen(*self.size, self.elements)

    async def pixels(self) -> NDArray[np.uint8]:
        return self.pixels_

    def encoded(self, kind: str, quality: int) -> Picture:
        """The same picture after an encoder had it."""
        file = io.BytesIO()
        Image.fromarray(self.pixels_).save(file, kind, quality=quality)
        return replace(self, pixels_=np.asarray(Image.open(file).convert("RGB")))

    def scaled(self, scale: float) -> Picture:
        """The same page in another size."""
        elements = tuple(scaled(each, scale) for each in self.elements)
        lines = tuple(scaled(line, scale) for line in self.lines_)
        return Picture(resized(self.pixels_, scale), elements, lines)

    def read_as(self, **names: str) -> Picture:
        """The same pixels, read otherwise: old name -> new name."""
        elements = tuple(_renamed(each, names) for each in self.elements)
        return replace(self, elements=elements, lines_=tuple(_renamed(line, names) for line in self.lines_))

    def without(self, name: str) -> Picture:
        """The same pixels, in which an element and its text were not found."""
        elements = tuple(each for each in self.elements if each.name != name)
        return replace(self, elements=elements, lines_=tuple(line for line in self.lines_ if line.name != name))


def _renamed(element: Element, names: dict[str, str]) -> Element:
    name = names.get(element.name, element.name)
    return replace(element, name=name, text=name)


def draw(things: Iterable[Thing], size: tuple[int, int] = SIZE, cards: Sequence[Box] = ()) -> Picture:
    """A page with these things; cards are drawn and known as such."""
    image = Image.new("RGB", size, WHITE)
    pen = ImageDraw.Draw(image)
    for card in cards:
        pen.rectangle((card.left, card.top, card.right - 1, card.bottom - 1), outline=GREY, fill=(248, 248, 250))
    elements: list[Element] = []
    lines: list[Element] = []
    for thing in things:
        element, line = _draw(pen, thing)
        elements.append(element)
        lines += [line] if line else []
    elements += [Element("card", "", "", card) for card in cards]
    inside = [(element.box, element) for element in elements]
    elements = [
        replace(each, children=tuple(e for box, e in inside if e is not each and _in(box, each.box)))
        if each.role == "card"
        else each
        for each in elements
        if each.role == "card" or not any(_in(each.box, card) for card in cards)
    ]
    return Picture(np.asarray(image), tuple(elements), tuple(lines))


def _in(box: Box, of: Box) -> bool:
    return of.left <= box.left and of.top <= box.top and of.right >= box.right and of.bottom >= box.bottom


def _draw(pen: ImageDraw.ImageDraw, thing: Thing) -> tuple[Element, Element | None]:
    font = ImageFont.load_default(thing.letters)
    left, top, state = thing.left, thing.top, frozenset(thing.state)
    if thing.role == "checkbox":
        box = Box(left, top, left + 18, top + 18)
        pen.rectangle((left, top, left + 17, top + 17), outline=BLACK, fill=BLUE if "checked" in state else WHITE)
        if "checked" in state:
            pen.line((left + 4, top + 9, left + 8, top + 13, left + 14, top + 4), fill=WHITE, width=2)
        text = _write(pen, thing.name, (left + 28, top), font, BLACK)
        return Element("checkbox", thing.name, "", box, state=state), text
    if thing.role in BARE:
        line = _write(pen, thing.name, (left, top), font, thing.colour if thing.colour != BLUE else BLACK)
        return replace(line, role=thing.role), line
    width = thing.width or pen.textlength(thing.name, font) + 32
    box = Box(left, top, left + width, top + 2 * thing.letters + 2)
    pale = "disabled" in state
    fill = WHITE if thing.role not in FILLED else (225, 230, 240) if pale else thing.colour
    pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=fill, outline=GREY)
    ink = BLACK if thing.role not in FILLED else (190, 195, 205) if pale else WHITE
    line = _write(pen, thing.name, (left + 16, top + thing.letters // 2), font, ink)
    return Element(thing.role, thing.name, thing.name, box, state=state), line


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    at: tuple[float, float],
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    ink: tuple[int, int, int],
) -> Element:
    pen.text(at, text, fill=ink, font=font)
    return Element("text", text, text, Box(*(float(side) for side in pen.textbbox(at, text, font=font))))


def compared(first: Picture, second: Picture) -> tuple[Change, ...]:
    """What changed from one to the other."""
    parts = [take_apart(Screen(*each.size, each.elements), each.lines_) for each in (first, second)]
    canvases = Canvas(first.pixels_), Canvas(second.pixels_)
    return changes_between(parts[0], parts[1], align(parts[0], parts[1], *canvases), canvases)


def told(changes: Iterable[Change]) -> list[tuple[str, str | None, str]]:
    """Kind, aspect and name of each change."""
    return [(change.kind, change.aspect, change.element.name) for change in changes]


async def ask(question: str, *pictures: Picture) -> tuple[str, list[tuple[int, str]]]:
    """The answer about some pictures, and what it points at: number of the picture, name."""
    program = understand([question])
    pages = [Page(picture, number) for number, picture in enumerate(pictures)]
    text, pointed = "", []
    async for number, said in answer(program, pages, wording(program.language)):
        text += said.text
        pointed += [(number, element.name) for element in said.elements]
    return text, pointed
