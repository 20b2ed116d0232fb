"""What is in a part of the page, and which part something is in."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import SURE, called, calls
from flashweb.engines.nano.functions.function import line_called
from flashweb.engines.nano.functions.surroundings import head
from flashweb.engines.nano.functions.wording import place_word, role_word, say, spaced, what
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram
from flashweb.engines.nano.selecting import CONTAINERS, PRESSED, Placed, choose, container_called, holds, look, meant
from flashweb.engines.nano.wording import Said, Wording, quote

MOST = 30
_WHICH = re.compile(
    r"哪|什么(?:卡片|弹窗|区域|板块|部分)里|叫什么|属于|\bwhich\b|\bwhat\b.*\bis .* in\b|belong", re.IGNORECASE
)
_PARTS = frozenset(
    {"card", "article", "dialog", "form", "navigation", "menu", "row", "listitem", "table", "alert", "search"}
)


@spaced
async def tell_under(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The contents in reading order; for "which card has X", that card."""
    among = await look(page)
    if program.anchors and not program.within and program.role in CONTAINERS and _WHICH.search(program.question):
        async for said in _which(program, page, among):
            yield said
        return
    phrase = program.within or next(iter(program.anchors), "")
    if not phrase:
        chosen = await choose(program, page, among)
        around = chosen[0].element if chosen else None
    else:
        around = container_called(phrase, among)
    opener = None if around is not None and around.role != "listitem" else _opener(phrase, among)
    if opener is not None and (around is None or not _contents(around, program.language)):
        for said in _opened(opener, among, page.size, program):
            yield said
    elif around is not None:
        for said in _tell(around, _contents(around, program.language), page.size, program):
            yield said
    elif (heading := await line_called(phrase, page) if phrase else None) is not None:
        for said in _below(heading, among, page.size, program):
            yield said
    else:
        yield Said(
            say(
                program.language,
                "under_none",
                name=quote(phrase) if phrase else role_word(program.role or "", program.language),
            ),
            found=False,
        )


def _opener(phrase: str, among: Sequence[Placed]) -> Placed | None:
    """A heading, tab, menu item or the like that is called so."""
    roles = PRESSED | {"heading", "combobox"}
    rated = [(calls(phrase, each.element), each) for each in among if each.element.role in roles and phrase]
    score, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= SURE else None


def _contents(around: Element, language: Language) -> list[Element]:
    """What is named in it, without what only repeats the name of its parent."""
    found: list[Element] = []

    def walk(element: Element) -> None:
        for child in element.children:
            name = called(child, language)
            is_whole = child.role not in CONTAINERS or not any(called(each, language) for each in child.children)
            if name and is_whole:
                found.append(child)
            else:
                walk(child)

    walk(around)
    return found


def _opened(opener: Placed, among: Sequence[Placed], size: tuple[int, int], program: QueryProgram) -> Iterator[Said]:
    """What an element that opens something shows: a menu right by it, or what is below a heading or a chosen tab."""
    element, language = opener.element, program.language
    menus = [
        each.element
        for each in among
        if each.element.role in ("menu", "tree", "dialog") and _hangs(each.element, element)
    ]
    if menus:
        yield from _tell(element, _contents(menus[0], language), size, program)
    elif element.role == "heading" or (
        element.role in ("tab", "treeitem", "menuitem") and element.state & {"selected", "expanded"}
    ):
        yield from _below(element, among, size, program)
    else:
        yield Said(say(language, "under_closed", what=what(element, size, language)), (element,))


def _hangs(menu: Element, opener: Element) -> bool:
    near = -8 <= menu.box.top - opener.box.bottom <= 24 and min(menu.box.right, opener.box.right) > max(
        menu.box.left, opener.box.left
    )
    aside = -8 <= menu.box.left - opener.box.right <= 24 and menu.box.top <= opener.box.center[1] <= menu.box.bottom
    return (near or aside) and menu is not opener


def _below(head_line: Element, among: Sequence[Placed], size: tuple[int, int], program: QueryProgram) -> Iterator[Said]:
    """What stands below a heading, up to the next one in its column."""
    box = head_line.box
    under = [each for each in among if each.element.box.top >= box.bottom - 2 and _shares(each.element, head_line)]
    heads = [
        each.element.box.top
        for each in under
        if each.element.role == "heading" and each.element.box.height >= 0.85 * box.height
    ]
    stop = min(heads, default=float("inf"))
    names = [
        each.element for each in under if each.element.box.center[1] < stop and called(each.element, program.language)
    ]
    if wanted := _wanted(program):
        beside = [
            each.element for each in among if each.element is not head_line and _is_level(each.element, head_line)
        ]
        named = [each for each in beside if each.role in PRESSED and called(each, program.language)]
        names = [each for each in (*named, *names) if each.role in wanted]
    leaves = [
        each
        for each in names
        if each.role not in CONTAINERS
        and not any(holds(o.box, each.box) and o.role in PRESSED for o in names if o is not each)
    ]
    yield from _tell(head_line, leaves, size, program)


def _wanted(program: QueryProgram) -> frozenset[str] | None:
    """The roles that are asked for in the part; a container's is that of the part itself."""
    return meant(program.role) if program.role and program.role not in CONTAINERS else None


def _is_level(element: Element, head_line: Element) -> bool:
    """It stands to the right in the heading's own row, where the tools of what follows stand."""
    box, row = element.box, head_line.box
    return box.left >= row.right and row.top - row.height < box.center[1] < row.bottom + row.height


def _shares(element: Element, head_line: Element) -> bool:
    """It is in the heading's column: it begins about where the heading does, or spans it."""
    box, other = head_line.box, element.box
    width = max(box.width, 260.0)
    return min(other.right, box.left + width) - max(other.left, box.left - 12) > 0


def _tell(around: Element, inside: Sequence[Element], size: tuple[int, int], program: QueryProgram) -> Iterator[Said]:
    language = program.language
    wanted = _wanted(program)
    if wanted and any(each.role in wanted for each in inside):
        inside = [each for each in inside if each.role in wanted]
    name = head(around) if around.role in CONTAINERS else ""
    title = (
        quote(name) + role_word(around.role, "zh")
        if name and language == "zh"
        else f"the {quote(name)} {role_word(around.role, 'en')}"
        if name
        else what(around, size, language)
    )
    shown = [each for each in inside if not (around.role in CONTAINERS and called(each, language) == name)]
    if not shown:
        yield Said(say(language, "under_empty", what=title), (around,), found=False)
        return
    yield Said(say(language, "under_in" if around.role in CONTAINERS else "under_first", what=title), (around,))
    for position, each in enumerate(shown[:MOST]):
        yield Said((say(language, "comma") if position else "") + quote(called(each, language)), (each,))
    yield Said((say(language, "more", number=len(shown)) if len(shown) > MOST else "") + say(language, "end"))


async def _which(program: QueryProgram, page: Page, among: Sequence[Placed]) -> AsyncGenerator[Said, None]:
    """The parts of the role that hold what is named."""
    language, roles = program.language, meant(program.role or "card")
    for anchor in program.anchors:
        parts = [each.element for each in among if each.element.role in roles]
        holding = [
            part for part in parts if any(calls(anchor, each) >= SURE for each in list(part.walk())[1:] if each.name)
        ]
        smallest = [
            part for part in holding if not any(other is not part and holds(part.box, other.box) for other in holding)
        ]
        line = None if smallest else await line_called(anchor, page)
        if line is not None:
            around = sorted((part for part in parts if holds(part.box, line.box)), key=lambda part: part.box.area)
            smallest = around[:1]
        for part in smallest[:MOST]:
            name = head(part)
            where = (
                f"{quote(name)}{role_word(part.role, 'zh')}"
                if language == "zh"
                else f"the {quote(name)} {role_word(part.role, 'en')}"
            )
            yield Said(
                say(language, "has", name=quote(anchor), what=where if name else what(part, page.size, language)),
                (part,),
            )
        if not smallest and line is not None:
            place, role = place_word(line.box, page.size, language), role_word(program.role or "card", language)
            yield Said(say(language, "loose", name=quote(line.text), place=place, role=role), (line,))
        elif not smallest:
            yield Said(
                say(language, "has_none", role=role_word(program.role or "card", language), name=quote(anchor)),
                found=False,
            )
