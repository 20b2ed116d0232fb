"""Which elements there are and in what state: answers from the parsed screen rather than from its text alone."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator

from flashweb.core.screen import Element, Need
from flashweb.engines.nano.matching import fold, match
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Gap, Language, QueryProgram
from flashweb.engines.nano.wording import Said, Wording, is_in
from flashweb.perception.icons import icon_name

MEANT = {
    "textbox": frozenset({"textbox", "searchbox", "spinbutton"}),
    "combobox": frozenset({"combobox"}),
    "menuitem": frozenset({"menuitem", "treeitem"}),
    "img": frozenset({"img"}),
}
"""Roles that people mean by a word; other words mean one role."""
INTERACTIVE = frozenset(
    {"button", "link", "textbox", "searchbox", "combobox", "spinbutton", "checkbox", "radio", "switch", "slider"}
    | {"tab", "menuitem", "option", "treeitem"}
)
TICKS = frozenset({"checkbox", "radio", "switch"})
MOST = 40
"""Elements named in one answer; all are counted."""
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("disabled", re.compile(r"禁用|置灰|灰(?:色|的|掉)|不(?:可用|能[点按用])|disabled|gr[ae]yed", re.IGNORECASE)),
    ("enabled", re.compile(r"可用|启用|能[点按用]|可以[点按用]|可点击?|enabled|clickable|\bactive\b", re.IGNORECASE)),
    ("selected", re.compile(r"选中|当前|激活|高亮|selected|current", re.IGNORECASE)),
    ("expanded", re.compile(r"展开|打开|expanded|\bopen(?:ed)?\b", re.IGNORECASE)),
    ("collapsed", re.compile(r"收起|折叠|收缩|collapsed", re.IGNORECASE)),
    ("checked", re.compile(r"勾|打[了上]?[钩对]|开着|开启|关着|关闭|check|tick|\bo(?:n|ff)\b|toggle", re.IGNORECASE)),
)


async def tell_elements(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The elements of a role, in reading order, and how many."""
    role = program.role or "button"
    roles = _meant(role)
    screen = await page.screen(Need(roles=roles | {"img"}, tree=role != "img"))
    found = [each for each in screen.walk() if each.role in roles and is_in(each.box, page.size, program.region)]
    named = [(name, each) for each in found if (name := _called(each, program.language))]
    if role == "img":
        found = [each for _, each in named]
    if not found:
        yield Said(words.no_elements(role))
        return
    shown = named[:MOST]
    yield Said(words.elements(role, len(found), nameless=len(found) - len(named)))
    for position, (name, each) in enumerate(shown):
        yield Said(words.value_next(name) if position else words.element_first(name), (each,))
    yield Said((words.more if len(named) > MOST else "") + words.end)
    if not shown:
        yield Said("", tuple(found))


async def tell_state(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Whether a named element is checked, enabled and so on; which of a role are, where none is named."""
    state = next((state for state, pattern in _STATES if pattern.search(program.question)), "checked")
    screen = await page.screen(Need())
    elements = [each for each in screen.walk() if each.role in INTERACTIVE]
    if not program.anchors:
        roles = _meant(program.role) if program.role else INTERACTIVE
        held = [each for each in elements if each.role in roles and _holds(each, state) and each.name]
        if state == "enabled" or not held:
            yield Said(words.none_in_state(state, program.role))
            return
        for position, each in enumerate(held[:MOST]):
            yield Said(words.value_next(each.name) if position else words.in_state(state, each.name), (each,))
        yield Said(words.end)
        return
    for anchor in program.anchors:
        element = _named(anchor, elements, program.role, state)
        if element is None:
            yield Said(words.cannot(Gap.STATE, program.role) + words.absent(anchor))
        else:
            yield Said(words.state(element.name, state, element.role, holds=_holds(element, state)), (element,))


def _meant(role: str) -> frozenset[str]:
    return MEANT.get(role, frozenset({role}))


def _called(element: Element, language: Language) -> str:
    return element.name or icon_name(element.icon, language)


def _holds(element: Element, state: str) -> bool:
    if state == "enabled":
        return "disabled" not in element.state
    if state == "checked" and element.role not in TICKS:
        return bool(element.state & {"checked", "selected", "pressed"})
    return state in element.state


def _named(anchor: str, elements: list[Element], role: str | None, state: str) -> Element | None:
    """The element that is called so: of the role asked for, or one that can have the state, rather than any."""
    roles = _meant(role) if role else frozenset()
    likely = [each for each in elements if each.name and (match(anchor, each.name) or _is_nearly(each.name, anchor))]

    def fitness(element: Element) -> tuple[bool, bool, int]:
        return element.role in roles, state == "checked" and element.role in TICKS, -len(element.name)

    return max(likely, key=fitness, default=None)


def _is_nearly(name: str, anchor: str) -> bool:
    """Whether the anchor is the name and a single letter that the question's wording left over."""
    packed, wanted = fold(name).packed, fold(anchor).packed
    return packed in wanted and len(wanted) == len(packed) + 1
