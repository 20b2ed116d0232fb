"""Which elements there are, how many, where, and in what state: answers from the parsed screen."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import replace

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import SURE, called, calls_text
from flashweb.engines.nano.functions.function import line_called, todo
from flashweb.engines.nano.functions.surroundings import group_of, missing
from flashweb.engines.nano.functions.under import tell_under
from flashweb.engines.nano.functions.wording import (
    COLOURS,
    STATES,
    listed,
    place_word,
    role_word,
    roles_word,
    say,
    spaced,
    what,
)
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.nesting import cards_apart
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Gap, QueryProgram
from flashweb.engines.nano.selecting import (
    FIELDS,
    INTERACTIVE,
    TICKS,
    Placed,
    choose,
    container_called,
    in_state,
    look,
    meant,
    named,
    select,
)
from flashweb.engines.nano.settling.menus import DIALOG
from flashweb.engines.nano.wording import Said, Wording, quote
from flashweb.perception.structure.text import is_starred, label_text

MOST = 40
"""Elements named in one answer; all are counted."""
LONGEST_LABEL = 30
"""Letters of a starred line that may be a field's label."""
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("required", re.compile(r"必填|必须填|required|mandatory", re.IGNORECASE)),
    ("disabled", re.compile(r"禁用|置灰|灰(?:色|的|掉)|不(?:可用|能[点按用])|disabled|gr[ae]yed", re.IGNORECASE)),
    ("enabled", re.compile(r"可用|启用|能[点按用]|可以[点按用]|可点击?|enabled|clickable|\bactive\b", re.IGNORECASE)),
    ("selected", re.compile(r"选中|当前|激活|高亮|selected|current", re.IGNORECASE)),
    ("expanded", re.compile(r"展开|打开|expanded|\bopen(?:ed)?\b", re.IGNORECASE)),
    ("collapsed", re.compile(r"收起|折叠|收缩|collapsed", re.IGNORECASE)),
    ("checked", re.compile(r"勾|打[了上]?[钩对]|开着|开启|关着|关闭|check|tick|\bo(?:n|ff)\b|toggle", re.IGNORECASE)),
)
_WITH_TEXT = re.compile(
    r"(?:带|有|含|写了|写着)(?:有)?(?:文字|字|文本)的|文字按钮|[(（]带字|\btext buttons?\b|"
    r"\bhave words\b|\bwith (?:a )?(?:text|words?|labels?)\b|"
    r"\blabell?ed\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"为什么|为啥|为何|怎么.*(?:点不|不能)|\bwhy\b", re.IGNORECASE)
_CHOSEN_STATES = frozenset({"selected", "checked", "pressed"})
_CHOSEN_ROLES = frozenset({"tab", "radio", "option", "menuitem", "treeitem", "link", "checkbox", "listitem", "row"})


@spaced
async def tell_elements(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The elements that fit, in reading order, and how many."""
    role, language = program.role or ("" if program.within else "button"), program.language
    among = await look(page)
    if program.within and container_called(program.within, among) is None:
        async for said in tell_under(program, page, words):
            yield said
        return
    roles = meant(role) if role else INTERACTIVE
    fitting = await select(program, page, among, roles)
    if program.anchors and not program.within:
        about = {id(each.element) for anchor in program.anchors for each in named(anchor, fitting, roles)}
        fitting = [each for each in fitting if id(each.element) in about] or fitting
    found, aside = _of_kind([each.element for each in fitting], role, program.question)
    shown = [(name, each) for each in found if (name := called(each, language))]
    if role == "img":
        found = [each for _, each in shown]
    if not found:
        yield Said(_none_fit(program, role))
        return
    nameless = len(found) - len(shown)
    yield Said(_counted(program, role, len(found), nameless))
    for position, (name, each) in enumerate(shown[:MOST]):
        yield Said(words.value_next(name) if position else words.element_first(name), (each,))
    more = words.more if len(shown) > MOST else ""
    if aside:
        besides = say(language, "also_search", number=len(aside), role=roles_word("searchbox", len(aside), language))
        more += say(language, "comma") + besides
    yield Said(more + words.end)
    if not shown:
        yield Said("", tuple(found))


def _of_kind(found: list[Element], role: str, question: str) -> tuple[list[Element], list[Element]]:
    """What is told, and what is only mentioned: boxes to search with are no fields of a form. Of buttons with text no
    others."""
    if role == "button" and _WITH_TEXT.search(question):
        return [each for each in found if len(re.findall(r"\w", each.text)) > 1], []
    if role == "card":
        return cards_apart(found), []
    if role not in ("textbox", "field"):
        return found, []
    told = [each for each in found if each.role != "searchbox"]
    return (told, [each for each in found if each.role == "searchbox"]) if told else (found, [])


def _counted(program: QueryProgram, role: str, number: int, nameless: int) -> str:
    """ "'通知'里有 2 个已勾选的复选框"."""
    language = program.language
    where = _where(program)
    key = "some_nameless" if 0 < nameless < number else "some_all_nameless" if nameless else "some"
    kind = _adjective(program) + roles_word(role, number, language)
    are = "is" if number == 1 else "are"
    return say(language, key, where=where, number=number, kind=kind, are=are, nameless=nameless)


def _none_fit(program: QueryProgram, role: str) -> str:
    language = program.language
    return say(language, "none_fit", where=_where(program), kind=_adjective(program) + roles_word(role, 1, language))


def _where(program: QueryProgram) -> str:
    """In the part that is called so, on the page; the word for a dialog is no name."""
    language, within = program.language, program.within
    if not within:
        return say(language, "on_page")
    if DIALOG.fullmatch(within):
        return say(language, "inside", name=role_word("dialog", language) if language == "zh" else "the dialog")
    return say(language, "inside", name=quote(within))


def _adjective(program: QueryProgram) -> str:
    """Colour and state, before the role's word."""
    is_english = program.language == "en"
    state = STATES[program.state][is_english] if program.state in STATES else ""
    colour = (program.colour if is_english else COLOURS.get(program.colour, "")) if program.colour else ""
    if is_english:
        return "".join(f"{word} " for word in (state, colour) if word)
    return (f"{state}的" if state else "") + (colour or "")


@spaced
async def tell_state(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Whether a named element is checked, enabled and so on; which of a role are, where none is named."""
    state = program.state or next((state for state, found in _STATES if found.search(program.question)), "checked")
    state = state if state in STATES else "checked"
    among = await look(page)
    if not program.anchors and not program.order and not (program.region and program.role):
        async for said in _those_in(state, program, page, (among, words)):
            yield said
        return
    usable = [each for each in among if each.element.role in INTERACTIVE or each.element.role == program.role]
    found = {anchor: _meant_by(anchor, usable, program, state) for anchor in program.anchors}
    if not program.anchors:
        found = {"": next(iter(await choose(program, page, among)), None)}
    for anchor, named_so in found.items():
        line = await line_called(anchor, page) if anchor else None
        placed = named_so if named_so and _fits_better(named_so, anchor, line) else _beside(line, among)
        if placed is None and state == "required" and line is not None and _is_label(line, anchor):
            yield Said(words.state(label_text(line.text), state, "", holds=is_starred(line.text)), (line,))
            continue
        if placed is None:
            absent = words.absent(anchor) if anchor and line is None else ""
            yield Said(words.cannot(Gap.STATE, program.role) + absent, found=False)
            continue
        element = placed.element
        name = called(element, program.language) or what(element, page.size, program.language)
        told = "checked" if state == "enabled" and element.role == "switch" else state
        yield Said(words.state(name, told, element.role, holds=_holds(element, told)), (element,))
        if "disabled" in element.state and _WHY.search(program.question):
            for said in _why(placed, among, program):
                yield said


async def _those_in(
    state: str, program: QueryProgram, page: Page, how: tuple[Sequence[Placed], Wording]
) -> AsyncGenerator[Said, None]:
    among, words = how
    if program.within and container_called(program.within, among) is None:
        yield Said(say(program.language, "under_none", name=quote(program.within)))
        return
    roles = meant(program.role) if program.role else _usual(state)
    fitting = await select(program, page, among, roles) if program.state else None
    if fitting is None:
        fitting = [each for each in among if each.element.role in roles and _holds(each.element, state)]
    if state == "required" and not fitting:
        fitting = [each for each in among if each.element.role in roles and _holds(each.element, state)]
    held = [each.element for each in fitting if called(each.element, program.language)]
    if not held and state in _CHOSEN_STATES and program.role in (None, "button"):  # filters are mostly ticks
        ticks = (each.element for each in among if each.element.role in TICKS)
        held = [each for each in ticks if in_state(each, "checked") and called(each, program.language)]
    if state == "required" and not program.within and (held or program.role == "field"):
        held = sorted([*held, *await _starred(page, among)], key=lambda each: (each.box.top, each.box.left))
    if (state == "enabled" and not program.role) or not held:
        yield Said(words.none_in_state(state, program.role), found=state != "required")
        return
    for position, each in enumerate(held[:MOST]):
        name = called(each, program.language)
        yield Said(words.value_next(name) if position else words.in_state(state, name, each.role), (each,))
    yield Said(words.end)


async def _starred(page: Page, among: Sequence[Placed]) -> list[Element]:
    """Labels with a star whose field was not seen."""
    named = {fold(each.element.name).packed for each in among if each.element.role in FIELDS}
    lines = [line for _, line in await page.read_all() if is_starred(line.text)]
    labels = [replace(line, name=label_text(line.text)) for line in lines if len(line.text) <= LONGEST_LABEL]
    return [each for each in labels if fold(each.name).packed not in named]


def _usual(state: str) -> frozenset[str]:
    """The roles that are asked about where none is named."""
    return {"unchecked": TICKS, "checked": TICKS, "selected": _CHOSEN_ROLES}.get(state, INTERACTIVE)


def _holds(element: Element, state: str) -> bool:
    return in_state(element, state) or (state == "required" and element.name.startswith(("*", "＊")))


def _meant_by(anchor: str, usable: Sequence[Placed], program: QueryProgram, state: str) -> Placed | None:
    """The one that is called so: of the role asked for, or one that can have the state, rather than any."""
    roles = meant(program.role) if program.role else TICKS if state in ("checked", "unchecked") else frozenset()
    likely = named(anchor, usable, roles) or [each for each in usable if _is_nearly(each.element.name, anchor)]
    return next(iter(likely), None)


def _is_label(line: Element, anchor: str) -> bool:
    return fold(label_text(line.text)).packed == fold(anchor).packed


def _fits_better(placed: Placed, anchor: str, line: Element | None) -> bool:
    """What only does the same in other words is not meant where a label is called just so."""
    return line is None or not _is_label(line, anchor) or calls_text(anchor, label_text(placed.element.name)) >= SURE


def _beside(line: Element | None, among: Sequence[Placed]) -> Placed | None:
    """A tick without a name, right beside the line that is called so."""
    if line is None:
        return None
    ticks = [each for each in among if each.element.role in TICKS and not each.element.name]
    level = [each for each in ticks if abs(each.element.box.center[1] - line.box.center[1]) < line.box.height]
    return min(level, key=lambda each: abs(each.element.box.center[0] - line.box.center[0]), default=None)


def _is_nearly(name: str, anchor: str) -> bool:
    """Whether the anchor is the name and a single letter that the question's wording left over."""
    packed, wanted = fold(name).packed, fold(anchor).packed
    return bool(packed) and packed in wanted and len(wanted) == len(packed) + 1


def _why(placed: Placed, among: Sequence[Placed], program: QueryProgram) -> Iterator[Said]:
    lacking = missing(group_of(placed, among))
    if lacking:
        names = listed(todo(lacking, program.language), program.language)
        yield Said(say(program.language, "missing", names=names), tuple(lacking))
    else:
        yield Said(say(program.language, "missing_unknown"))


@spaced
async def tell_place(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Where the elements are that the question means surely; nothing where text has to be looked for."""
    chosen = await choose(program, page, await look(page))
    for position, each in enumerate(chosen):
        element = each.element
        name = called(element, program.language)
        if not name:
            yield Said(what(element, page.size, program.language), (element,))
        elif position and name == called(chosen[position - 1].element, program.language):
            yield Said(words.located_next(element.box, page.size, None), (element,))
        else:
            joint = say(program.language, "semi") if position else ""
            yield Said(joint + words.located(name, element.box, page.size, None), (element,))
    if chosen:
        yield Said(words.end)


@spaced
async def tell_presence(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Whether there is an element of the role, and where the first is."""
    found = [each.element for each in await select(program, page, await look(page), meant(program.role or "button"))]
    if not found:
        yield Said(_none_fit(program, program.role or "button"), found=False)
        return
    shown = what(found[0], page.size, program.language)
    place = place_word(found[0].box, page.size, program.language) if found[0].name else ""
    yield Said(
        say(program.language, "there_is" if place else "there_is_nameless", what=shown, place=place), tuple(found)
    )
