"""Menus of the page: which there are, by place, what they hold, and which of it is chosen.

A menu is what the page marks as one; else links in a row at the top or in a column at a side.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.calling import called, own_name
from flashweb.engines.nano.functions.standing_out import FEWEST, standing_out
from flashweb.engines.nano.functions.wording import say, spaced
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram, Region
from flashweb.engines.nano.selecting import Placed, in_state, look
from flashweb.engines.nano.wording import Said, Wording, quote

_ITEMS = frozenset({"link", "menuitem", "treeitem", "tab", "option", "listitem"})
_BARS = frozenset({"navigation", "menu", "tablist", "tree", "list"})
_TOP, _SIDE = 0.22, 0.34
"""Shares of the page's height and width that a menu at its edge stands in."""
MOST = 30


def bar_items(among: Sequence[Placed], size: tuple[int, int], region: Region | None) -> list[Element]:
    """The items of the menu there, in order; of several the longest. Without a place: at the top or at the left."""
    items = [each for each in among if each.element.role in _ITEMS and own_name(each.element)]
    items = [each for each in items if not any(outer.role in _ITEMS - {"listitem"} for outer in each.around)]
    best: list[Element] = []
    for place in _places(region):
        if len(best) > 2:
            break
        there = [each for each in items if _is_at(each.element.box, size, place)]
        if place in ("left", "right"):
            there = [each for each in there if not _is_in_row(each.element, there)]
        groups = [*_marked(there, place), *_aligned(there, place)]
        found = max(groups, key=lambda group: _worth(group, place), default=[])
        if _worth(found, place) > _worth(best, place):
            best = found
    return _named_once(best)


def _places(region: Region | None) -> tuple[str, ...]:
    if region is None:
        return ("top", "left")
    return (region.vertical or region.horizontal or "top",)


def _is_at(box: Box, size: tuple[int, int], place: str) -> bool:
    x, y = box.center
    width, height = size
    inside = {"top": y < _TOP * height, "bottom": y > (1 - _TOP) * height, "left": x < _SIDE * width}
    return inside.get(place, x > (1 - _SIDE) * width)


def _is_in_row(item: Element, there: Sequence[Placed]) -> bool:
    """Several others stand level with it: it belongs to a bar across the page, which begins above the side's menu."""
    box = item.box
    level = (each.element.box for each in there if abs(each.element.box.center[1] - box.center[1]) < 0.5 * box.height)
    return len({round(each.left / box.height) for each in level if each.left > box.right or each.right < box.left}) > 1


def _marked(items: Sequence[Placed], place: str) -> Iterator[list[Element]]:
    """By the innermost menu around them."""
    groups: dict[int, list[Element]] = {}
    for each in items:
        around = [outer for outer in each.around if outer.role in _BARS - {"list"}]
        if around:
            groups.setdefault(id(around[0]), []).append(each.element)
    yield from (group for group in groups.values() if _runs(group, place))


def _aligned(items: Sequence[Placed], place: str) -> Iterator[list[Element]]:
    """By the row that they stand in; at a side by the column."""
    rest = [each.element for each in items]
    while rest:
        first = rest[0]
        if place in ("top", "bottom"):
            group = [each for each in rest if abs(each.box.center[1] - first.box.center[1]) < 0.6 * first.box.height]
        else:
            group = [each for each in rest if min(each.box.right, first.box.right) > max(each.box.left, first.box.left)]
        rest = [each for each in rest if not any(each is one for one in group)]
        if len(group) > 2:
            yield group


def _runs(group: Sequence[Element], place: str) -> bool:
    """From left to right at the top, from top to bottom at a side."""
    across = max(each.box.center[0] for each in group) - min(each.box.center[0] for each in group)
    down = max(each.box.center[1] for each in group) - min(each.box.center[1] for each in group)
    return len(group) == 1 or (across > down) == (place in ("top", "bottom"))


def _worth(group: Sequence[Element], place: str) -> float:
    if not group:
        return 0.0
    menu = sum(each.role != "listitem" for each in group)
    return menu + 0.3 * len(group)


def _named_once(items: Sequence[Element]) -> list[Element]:
    """A list item and the link in it are one."""
    found: dict[str, Element] = {}
    for each in items:
        if each.name not in found or found[each.name].role == "listitem":
            found[each.name] = each
    return list(found.values())


def _title(region: Region | None, language: Language) -> str:
    place = (region.vertical or region.horizontal) if region else None
    return say(language, f"bar_{place or 'any'}")


@spaced
async def tell_bar(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The names of the menu's items."""
    language = program.language
    items = bar_items(await look(page), page.size, program.region)
    if not items:
        yield Said(say(language, "bar_none", bar=_title(program.region, language)), found=False)
        return
    yield Said(say(language, "bar_holds", bar=_title(program.region, language), number=len(items)))
    for position, each in enumerate(items[:MOST]):
        yield Said((say(language, "comma") if position else "") + quote(called(each, language)), (each,))
    yield Said(say(language, "end"))


@spaced
async def tell_current(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Which item of the menu is the chosen one."""
    language = program.language
    among = await look(page)
    items = bar_items(among, page.size, program.region)
    seen = [each for each in items if in_state(each, "selected") or "focused" in each.state]
    chosen = await _unlike(items, page) or seen
    if not chosen:
        text = say(language, "bar_no_current" if items else "bar_none", bar=_title(program.region, language))
        yield Said(text, tuple(items))
        return
    for position, each in enumerate(chosen):
        name = quote(called(each, language))
        joint = say(language, "comma") + name if position else say(language, "bar_current", name=name)
        yield Said(joint, (each,))
    yield Said(say(language, "end"))


async def _unlike(items: Sequence[Element], page: Page) -> list[Element]:
    """The one that looks unlike its neighbours, if there is one."""
    if len(items) < FEWEST:
        return []
    lines = [line for _, line in await page.read_all()]
    found = await asyncio.to_thread(standing_out, items, lines, await page.pixels())
    return [found] if found else []
