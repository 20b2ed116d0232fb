# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Which elements a program is about: of a role, so called, in a part of the page, in a state, of a colour, in a place
of an order. What every answer about elements chooses by.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.engines.nano.calling import SURE, called, calls, calls_text
from flashweb.engines.nano.comparing.canvas import Canvas, colour_name, colours
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import QueryProgram, Region
from flashweb.engines.nano.wording import is_in

MEANT = {
    "textbox": frozenset({"textbox", "searchbox", "spinbutton"}),
    "menuitem": frozenset({"menuitem", "treeitem"}),
    "card": frozenset({"card", "article"}),
    "alert": frozenset({"alert", "status"}),
    "cell": frozenset({"cell", "rowheader"}),
    "navigation": frozenset({"navigation", "menu", "banner"}),
    "listitem": frozenset({"listitem", "option"}),
    "option": frozenset({"option", "radio"}),
    "field": frozenset({"textbox", "searchbox", "combobox", "spinbutton"}),
    "text": frozenset({"text", "paragraph", "heading"}),
}
"""Roles that people mean by a word; other words mean one role."""
INTERACTIVE = frozenset(
    {"button", "link", "textbox", "searchbox", "combobox", "spinbutton", "checkbox", "radio", "switch", "slider"}
    | {"tab", "menuitem", "option", "treeitem"}
)
PRESSED = frozenset({"button", "link", "tab", "menuitem", "option", "treeitem"})
TEXT_FIELDS = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})
TICKS = frozenset({"checkbox", "radio", "switch"})
FIELDS = TEXT_FIELDS | TICKS | {"slider"}
CONTAINERS = frozenset(
    {"row", "table", "listitem", "list", "card", "article", "alert", "dialog", "menu", "tablist", "tree"}
    | {"radiogroup", "form", "search", "navigation", "banner", "main", "complementary", "contentinfo"}
)
TOP_AND_LEFT = {"top": 0.0, "middle": 0.5, "bottom": 1.0, "left": 0.0, "center": 0.5, "right": 1.0}
SURE_BESIDE_EXACT = 0.8
"""Where something is called exactly so, what only sounds like it is not meant."""
MOST_COLOURED = 200
"""Elements whose colour is looked at for one question."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and what is around it, outermost first."""

    element: Element
    around: tuple[Element, ...] = ()

    def inside(self, container: Element) -> bool:
        """It stands in the container, by structure or by place."""
        return any(each is container for each in self.around) or holds(container.box, self.element.box)


def holds(outer: Box, inner: Box) -> bool:
    """The middle of the inner box lies in the outer one, which is larger."""
    x, y = inner.center
    return outer.left <= x <= outer.right and outer.top <= y <= outer.bottom and inner.area < outer.area


def placed(screen: Screen) -> list[Placed]:
    """Every element, in reading order."""

    def walk(element: Element, around: tuple[Element, ...]) -> Iterator[Placed]:
        yield Placed(element, around)
        for child in element.children:
            yield from walk(child, (*around, element))

    return [each for top in screen.elements for each in walk(top, ())]


def meant(role: str) -> frozenset[str]:
    """The roles that people mean by a word for one."""
    return MEANT.get(role, frozenset({role}))


def in_state(element: Element, state: str) -> bool:
    """Whether an ARIA state, "enabled" or "unchecked" holds; of what is not ticked, checked means chosen."""
    if state == "enabled":
        return "disabled" not in element.state
    if state == "unchecked":
        return not in_state(element, "checked")
    if state == "checked" and element.role not in TICKS:
        return bool(element.state & {"checked", "selected", "pressed"})
    if state == "selected":
        return bool(element.state & {"selected", "checked", "pressed"})
    return state in element.state


async def look(page: Page) -> list[Placed]:
    """All elements of the page, each with what is around it."""
    return placed(await page.screen(Need()))


async def select(program: QueryProgram, page: Page, among: Sequence[Placed], roles: frozenset[str]) -> list[Placed]:
    """The elements of these roles that fit everything the program says but names, in reading order.

    order picks one; of several corners' elements none is preferred: see `nearest_to`.
    """
    found = [each for each in among if each.element.role in roles]
    if program.within:
        around = container_called(program.within, among)
        if around is None:
            return []
        found = [each for each in found if each.inside(around) and each.element is not around]
    found = [each for each in found if is_in(each.element.box, page.size, program.region)]
    if program.state:
        found = [each for each in found if in_state(each.element, program.state)]
    if program.colour:
        found = await of_colour(program.colour, page, found)
    return ordered(found, program.order)


def ordered(found: list[Placed], order: int | None) -> list[Placed]:
    """The one in that place, from 1, negative from the end; all without one, none beyond the last."""
    if not order:
        return found
    place = order - 1 if order > 0 else len(found) + order
    return [found[place]] if 0 <= place < len(found) else []


def named(phrase: str, among: Sequence[Placed], roles: frozenset[str]) -> list[Placed]:
    """Those that the phrase calls, the best first; of equals those of the roles, then what can be pressed or filled."""
    rated = [(calls(phrase, each.element), each) for each in among]
    likely = [(score, each) for score, each in rated if score >= SURE]

    def worth(pair: tuple[float, Placed]) -> tuple[float, float]:
        score, each = pair
        of_role = 0.3 if each.element.role in roles else 0.0
        is_used = 0.1 if each.element.role in INTERACTIVE | {"img"} else 0.0
        return score + of_role + is_used - (0.2 if each.element.role in CONTAINERS else 0.0), -each.element.box.area

    return [each for _, each in sorted(likely, key=worth, reverse=True)]


def container_called(phrase: str, among: Sequence[Placed]) -> Element | None:
    """The part of the page that is called so: by its own name, by a heading in it, or by its role's word."""
    best: tuple[float, float, Element] | None = None
    wanted = fold(phrase).packed
    is_there = bool(wanted) and any(fold(each.element.name).packed == wanted for each in among)
    least = SURE_BESIDE_EXACT if is_there else SURE
    for each in among:
        element = each.element
        if element.role not in CONTAINERS:
            continue
        score = max(
            calls(phrase, element) if element.name else 0.0, _by_heading(phrase, element), _by_word(phrase, element)
        )
        if score >= least and (best is None or (score, -element.box.area) > best[:2]):
            best = (score, -element.box.area, element)
    return best[2] if best else None


_WORDS = {
    "navigation": ("导航", "导航栏", "顶部导航", "侧边导航", "navigation", "nav", "navbar", "nav bar", "sidebar", "侧边栏"),
    "banner": ("页头", "顶栏", "顶部导航", "顶部", "header", "top bar", "top navigation"),
    "contentinfo": ("页脚", "底部", "footer"), "complementary": ("侧边栏", "侧栏", "sidebar", "side bar", "左侧菜单"),
    "dialog": ("弹窗", "对话框", "弹出框", "dialog", "popup", "pop-up", "modal"), "form": ("表单", "form"),
    "table": ("表格", "table"), "menu": ("菜单", "menu"), "alert": ("提示", "警告", "alert"), "search": ("搜索区", "search area"),
    "tablist": ("选项卡", "标签页", "tabs"), "main": ("正文", "主体", "main content", "content"), "card": ("卡片", "card"),
}  # fmt: skip


def _by_word(phrase: str, element: Element) -> float:
    return 0.9 if phrase.strip().casefold() in _WORDS.get(element.role, ()) else 0.0


def _by_heading(phrase: str, element: Element) -> float:
    """A container is called like the first heading in it; a small one also like a text at its top."""
    inside = list(element.walk())[1:8]
    heads = [each for each in inside if each.role == "heading"][:2]
    texts = [each for each in inside if each.name][:3]
    by_head = 0.95 * max((calls(phrase, head) for head in heads), default=0.0)
    by_text = 0.9 * max((calls_text(phrase, each.name) for each in texts), default=0.0)
    return max(by_head, by_text if by_text > 0.8 or not heads else 0.0)


def nearest_to(region: Region, size: tuple[int, int], found: Sequence[Placed]) -> list[Placed]:
    """Sorted by how near they are to the part of the page: "the icon at the top right" is the outermost one."""
    x = TOP_AND_LEFT.get(region.horizontal or "")
    y = TOP_AND_LEFT.get(region.vertical or "")

    def far(each: Placed) -> float:
        across, down = each.element.box.center
        dx = 0.0 if x is None else across / max(size[0], 1) - x
        dy = 0.0 if y is None else down / max(size[1], 1) - y
        return math.hypot(dx, dy)

    return sorted(found, key=far)


async def of_colour(colour: str, page: Page, found: Sequence[Placed]) -> list[Placed]:
    """Those that a person would call so: by their ground where it has a colour of its own, else by what is on it."""
    canvas = Canvas(await page.pixels())
    return [each for each in found[:MOST_COLOURED] if colour in seen_colours(canvas, each.element)]


def seen_colours(canvas: Canvas, element: Element) -> list[str]:
    """English words for its colour, light and dark left out; the first is what it is called, if it has any."""
    seen = colours(canvas.crop(_inner(element.box)))
    if seen is None:
        return []
    ground, ink = (colour_name(each).split()[-1] for each in (seen.ground, seen.ink))
    around = colours(canvas.crop(_outer(element.box, canvas.size)))
    behind = colour_name(around.ground).split()[-1] if around else "white"
    if element.role in TEXT_FIELDS or (ground not in ("white", "black", "grey") or ground != behind):
        return [ground]
    return [ink] if ink not in (ground, "white") else [ground]


def _inner(box: Box) -> Box:
    """Without the frame."""
    cut = min(2.0, box.width / 6, box.height / 6)
    return Box(box.left + cut, box.top + cut, box.right - cut, box.bottom - cut)


def _outer(box: Box, size: tuple[int, int]) -> Box:
    """A strip right above it, or below where there is none above."""
    top = box.top - 8 if box.top >= 8 else min(box.bottom + 2, size[1] - 6)
    return Box(box.left, top, box.right, top + 6)


async def choose(program: QueryProgram, page: Page, among: Sequence[Placed]) -> list[Placed]:
    """What a question about single elements means: the named ones, the best of each name; else those that fit."""
    roles = meant(program.role) if program.role else INTERACTIVE | {"img"}
    if program.anchors:
        anywhere = frozenset(each.element.role for each in among)
        fitting = await select(replace(program, order=None), page, among, anywhere)
        preferred = meant(program.role) if program.role else frozenset[str]()
        called_so = [named(anchor, fitting, preferred) or named(anchor, among, preferred) for anchor in program.anchors]
        return [each for likely in called_so for each in _one(likely, program.order)]
    if not (program.role or program.region or program.colour or program.order or program.within or program.state):
        return []
    found = await select(program, page, among, roles)
    if program.role == "img" and not found:
        found = await select(program, page, [each for each in among if each.element.icon], INTERACTIVE)
    if program.region and not program.order:
        nearest = nearest_to(program.region, page.size, _without_inner(found))
        return [*(each for each in nearest if called(each.element, program.language)), *nearest][:1]
    return found[:1] if program.colour or program.order or program.within else found


def _one(likely: list[Placed], order: int | None) -> list[Placed]:
    """The best; where several are called the same, the one in the order of reading."""
    same = [each for each in likely if each.element.name == likely[0].element.name]
    in_order = sorted(same, key=lambda each: (each.element.box.top, each.element.box.left))
    return (ordered(in_order, order) if order and len(same) > 1 else []) or likely[:1]


def _without_inner(found: Sequence[Placed]) -> list[Placed]:
    """An icon in a button is the button."""
    chosen = {id(each.element) for each in found}
    return [each for each in found if not any(id(outer) in chosen for outer in each.around)]
