"""What an element does, and what happens next: from its role, name, icon and state, and from what it stands in."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import SURE, called, calls_text, own_name
from flashweb.engines.nano.functions.acts import Act, act_in
from flashweb.engines.nano.functions.purposes import purpose
from flashweb.engines.nano.functions.surroundings import act_of, beside, group_of, hands_in, is_filled, missing, owner
from flashweb.engines.nano.functions.wording import listed, names_of, role_word, say, spaced, what
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram
from flashweb.engines.nano.selecting import FIELDS, PRESSED, TEXT_FIELDS, TICKS, Placed, choose, look
from flashweb.engines.nano.wording import Said, Wording, quote

MOST_FIELDS = 6
"""Fields that one sentence names."""
MOST_EXPLAINED = 3
SURE_OF_TEXT = max(SURE, 0.65)
"""A line of text is what a phrase names only if it is clearly so."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an explanation may look at."""

    size: tuple[int, int]
    among: Sequence[Placed]
    language: Language


@spaced
async def tell_function(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Each element that the question means; where none is on the page, that it is not there."""
    among = await look(page)
    scene = Scene(page.size, among, program.language)
    chosen = await choose(program, page, among)
    for each in chosen[:MOST_EXPLAINED]:
        for said in explain(each, scene):
            yield said
    if chosen:
        return
    phrases = program.anchors or ((program.label,) if program.label else ())
    for phrase in phrases:
        line = await line_called(phrase, page)
        if line is None:
            yield Said(say(program.language, "absent", name=quote(phrase)), found=False)
        else:
            yield Said(say(program.language, "text", what=quote(line.name)), (line,))
    if not phrases:
        has_place = program.region or program.role or program.colour or program.order
        yield Said(say(program.language, "absent_place" if has_place else "which"), found=False)


async def line_called(phrase: str, page: Page) -> Element | None:
    """The line of text that the phrase calls best."""
    rated = [(calls_text(phrase, line.text), line) for _, line in await page.read_all()]
    score, line = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return line if score >= SURE_OF_TEXT else None


def explain(placed: Placed, scene: Scene) -> Iterator[Said]:
    """The sentences, the most important first."""
    element = placed.element
    if element.role in PRESSED or (element.role == "img" and element.icon) or is_named_act(element):
        yield from _pressed(placed, scene)
    elif element.role in FIELDS:
        yield from _field(element, scene)
    else:
        yield _still(element, scene)
    yield from _state(placed, scene)


def is_named_act(element: Element) -> bool:
    """A text that is nothing but the name of an act, such as "Cart (2)": most likely something to press."""
    found = act_in(element.name) if element.role in ("text", "paragraph") else None
    return found is not None and not re.search(r"[^\W\d_]", found[1])


def _pressed(placed: Placed, scene: Scene) -> Iterator[Said]:
    element, language = placed.element, scene.language
    act = act_of(element)
    title = what(element, scene.size, language)
    if act is None or (element.role == "tab" and not act.hands_in):
        yield Said(_by_role(element, title, language), (element,))
        return
    yield _does(placed, act, scene)
    if act.then[language]:
        yield Said(say(language, "then", then=_sentence(act.then[language], language)))
    twins = [each for each in scene.among if each.element.name == element.name and each.element.role == element.role]
    if len(twins) > 1 and element.name and not act.hands_in:
        yield Said(say(language, "several_such", number=len(twins)))
    elif not act.hands_in and (owned := owner(placed, scene.among)):
        kind, part, name = owned
        yield Said(say(language, kind, name=quote(name)), (part,))
    if act.is_final:
        yield Said(say(language, "warn"))


def _does(placed: Placed, act: Act, scene: Scene) -> Said:
    """The act itself, with the fields that it hands in."""
    element, language = placed.element, scene.language
    title, does = what(element, scene.size, language), act.does[language]
    field = beside(placed, scene.among)
    if act.key in ("search", "voice") and field is not None:
        return Said(say(language, "searches", what=title, field=what(field, scene.size, language)), (element, field))
    if act.key == "code" and field is not None and field.name:
        return Said(say(language, "code_to", what=title, does=does, field=quote(field.name)), (element, field))
    if hands_in(placed, scene.among) and act.key != "search":
        fields = [each for each in group_of(placed, scene.among) if each.role in TEXT_FIELDS and each.name]
        if fields:
            named = names_of(fields[:MOST_FIELDS], language) + (
                "等" if language == "zh" and len(fields) > MOST_FIELDS else ""
            )
            if act.key == "submit":
                does = "" if language == "zh" else "hands in the form"
            text = say(language, "hands_in", what=title, where=say(language, "above"), fields=named, does=does)
            return Said(text.replace("，。", "。"), (element, *fields[:MOST_FIELDS]))
    return Said(say(language, "does", what=title, does=does), (element,))


def _by_role(element: Element, title: str, language: Language) -> str:
    """Where no act is known: what elements of its role do."""
    name = called(element, language)
    if not name:
        return say(language, "unknown", what=title)
    if re.fullmatch(r"\d{1,3}", name) and element.role in ("button", "link"):
        return say(language, "page_number", what=title, name=name)
    if not own_name(element):
        return say(language, "icon", what=title, name=quote(name))
    keys = {"tab": "opens_tab", "option": "option", "button": "presses"}
    return say(language, keys.get(element.role, "opens"), what=title, name=quote(name))


def _field(element: Element, scene: Scene) -> Iterator[Said]:
    language, name = scene.language, element.name
    title, use = what(element, scene.size, language), purpose(name, scene.language) if name else ""
    if element.role in ("textbox", "searchbox", "spinbutton"):
        key = "field" if use else "field_plain" if name else "field_nameless"
        if element.role == "searchbox":
            key, use = "field", use or purpose("search", language)
        yield Said(say(language, key, what=title, purpose=use, name=quote(name)), (element,))
    elif element.role == "combobox":
        yield Said(
            say(language, "choose", what=title, name=quote(name) if name else role_word("option", language)), (element,)
        )
    elif element.role in ("checkbox", "radio"):
        key = "radio" if element.role == "radio" else "tick" if use else "tick_plain"
        yield Said(say(language, key, what=title, purpose=use, name=quote(name)), (element,))
    else:
        more = ("，" if language == "zh" else "; ") + use if use and element.role == "switch" else ""
        yield Said(say(language, element.role, what=title, name=quote(name), more=more), (element,))


def _still(element: Element, scene: Scene) -> Said:
    """What is only looked at."""
    language = scene.language
    title = what(element, scene.size, language)
    if element.role == "columnheader":
        return Said(say(language, "sort", what=title, name=quote(element.name)), (element,))
    keys = {
        "heading": "heading",
        "img": "picture",
        "progressbar": "progress",
        "text": "text",
        "paragraph": "text",
        "cell": "text",
    }
    if element.role in keys:
        return Said(say(language, keys[element.role], what=title), (element,))
    inside = [each for each in element.walk() if each is not element and each.name][:4]
    if not inside:
        return Said(say(language, "text", what=title), (element,))
    names = listed([quote(each.name) for each in inside], language)
    return Said(say(language, "container", what=title, names=names), (element, *inside))


def _state(placed: Placed, scene: Scene) -> Iterator[Said]:
    element, language = placed.element, scene.language
    if element.role in TICKS:
        pair = ("on", "off") if element.role == "switch" else ("checked", "unchecked")
        yield Said(
            say(
                language, pair[not is_filled(element)] if element.role != "radio" or is_filled(element) else "unchecked"
            )
        )
    elif element.role in TEXT_FIELDS and is_filled(element) and not re.fullmatch(r"[\W_]+", element.text):
        yield Said(say(language, "chosen" if element.role == "combobox" else "holds", value=quote(element.text)))
    if element.role in PRESSED:
        for state, key in (("selected", "is_open"), ("expanded", "expanded"), ("collapsed", "collapsed")):
            if state in element.state and (
                state != "selected" or element.role in ("tab", "link", "menuitem", "treeitem")
            ):
                yield Said(say(language, key))
    if "disabled" in element.state:
        yield Said(say(language, "disabled"))
        lacking = missing(group_of(placed, scene.among)) if element.role == "button" else []
        if lacking:
            yield Said(say(language, "missing", names=listed(todo(lacking, language), language)), tuple(lacking))
        elif element.role == "button":
            yield Said(say(language, "missing_unknown"))


def todo(lacking: Sequence[Element], language: Language) -> list[str]:
    """ "fill in 'X'", "tick 'Y'", "correct 'Z'"."""

    def key(element: Element) -> str:
        return "correct" if "invalid" in element.state else "tick_it" if element.role in TICKS else "fill"

    return [say(language, key(each), name=quote(each.name)) for each in lacking[:MOST_FIELDS]]


def _sentence(text: str, language: Language) -> str:
    return text[:1].upper() + text[1:] if language == "en" else text
