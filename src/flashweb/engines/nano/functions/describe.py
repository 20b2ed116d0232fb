"""What an element is and looks like: role, place, colour, state, what it holds, what stands beside it."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import called
from flashweb.engines.nano.comparing.canvas import Canvas
from flashweb.engines.nano.functions.function import line_called
from flashweb.engines.nano.functions.surroundings import is_filled, owner
from flashweb.engines.nano.functions.wording import COLOURS, STATES, listed, place_word, role_word, say, spaced
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram
from flashweb.engines.nano.selecting import INTERACTIVE, TEXT_FIELDS, Placed, choose, look, seen_colours
from flashweb.engines.nano.wording import Said, Wording, quote
from flashweb.perception.icons import icon_name

_BETWEEN = re.compile(r"中间|之间|between", re.IGNORECASE)
MOST = 4
FAR = 12.0
"""Line heights up to which something stands beside an element."""


@spaced
async def tell_describe(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """One sentence for each element that is meant."""
    language = program.language
    among = await look(page)
    chosen = await choose(program, page, among)
    if len(chosen) == 2 and _BETWEEN.search(program.question):
        for said in _between(chosen[0].element, chosen[1].element, among, language):
            yield said
        return
    canvas = Canvas(await page.pixels())
    for each in chosen[:MOST]:
        for said in _portrait(each, among, page.size, (canvas, language)):
            yield said
    if chosen:
        return
    phrases = program.anchors or ((program.label,) if program.label else ())
    for phrase in phrases:
        line = await line_called(phrase, page)
        if line is None:
            yield Said(words.absent(phrase), found=False)
            continue
        colour = _colour(canvas, line, language)
        text = say(
            language, "is_text", what=quote(line.name), place=place_word(line.box, page.size, language), colour=colour
        )
        yield Said(text + say(language, "end"), (line,))
    if not phrases:
        yield Said(say(language, "absent_place" if program.role or program.region else "which"), found=False)


def _portrait(
    placed: Placed, among: Sequence[Placed], size: tuple[int, int], how: tuple[Canvas, Language]
) -> Iterator[Said]:
    element, (canvas, language) = placed.element, how
    role, place = role_word(element.role, language), place_word(element.box, size, language)
    name = (
        quote(called(element, language))
        if called(element, language)
        else say(language, "nameless", place=place, role=role)
    )
    text = say(language, "is", what=name, place=place, colour=_colour(canvas, element, language), role=role)
    yield Said(text, (element,))
    if element.role in TEXT_FIELDS and element.text and element.text != element.name:
        yield Said(say(language, "value" if is_filled(element) else "hint", value=quote(element.text)))
    if element.icon and element.name and (icon := icon_name(element.icon, language)):
        yield Said(say(language, "icon_with", icon=quote(icon) if language == "zh" else icon))
    if told := _states(element, language):
        yield Said(say(language, "state", states=say(language, "comma").join(told)))
    yield Said(_size(element, among, language))
    near = list(_neighbours(placed, among, language))
    if near:
        joined = (
            "，".join(text for text, _ in near) if language == "zh" else listed([text for text, _ in near], language)
        )
        yield Said(say(language, "neighbours", parts=joined), tuple(each for _, each in near))
    yield Said(say(language, "end"))
    owned = owner(placed, among)
    if owned and owned[0] in ("row", "card", "dialog"):
        key = "dialog" if owned[0] == "dialog" else "how_row" if owned[0] == "row" else ""
        if key:
            yield Said(say(language, key, name=quote(owned[2])), (owned[1],))


def _colour(canvas: Canvas, element: Element, language: Language) -> str:
    seen = seen_colours(canvas, element)
    if not seen:
        return ""
    return COLOURS.get(seen[0], "") if language == "zh" else seen[0] + " "


def _states(element: Element, language: Language) -> list[str]:
    states = sorted(element.state & STATES.keys())
    if element.role in ("checkbox", "radio", "switch") and not element.state & {"checked", "mixed"}:
        states.append("unchecked")
    if element.role == "button" and "disabled" not in states:
        states.append("enabled")
    return [STATES[state][language == "en"] for state in states]


def _size(element: Element, among: Sequence[Placed], language: Language) -> str:
    """Largest or smallest of its kind, where there are three and it is so clearly; else in pixels."""
    areas = [
        each.element.box.area for each in among if each.element.role == element.role and each.element is not element
    ]
    role = role_word(element.role, language)
    if len(areas) >= 2 and element.box.area > 1.15 * max(areas):
        return say(language, "largest", role=role)
    if len(areas) >= 2 and element.box.area < 0.85 * min(areas):
        return say(language, "smallest", role=role)
    return say(language, "size", width=round(element.box.width), height=round(element.box.height))


def _neighbours(placed: Placed, among: Sequence[Placed], language: Language) -> Iterator[tuple[str, Element]]:
    """The nearest named things to the left and right; above and below where there is none."""
    found = {side: _nearest(placed.element, among, side) for side in ("left_of", "right_of", "over_it", "under_it")}
    level = [(side, found[side]) for side in ("left_of", "right_of")]
    column = [(side, found[side]) for side in ("over_it", "under_it")]
    sides = level if any(each for _, each in level) else column
    for side, each in sides:
        if each is not None:
            kind = "" if each.role in ("text", "paragraph") else role_word(each.role, language)
            shown = (
                quote(called(each, language)) + kind
                if language == "zh"
                else f"{quote(called(each, language))} {kind}".strip()
            )
            yield say(language, side, name=shown), each


def _nearest(element: Element, among: Sequence[Placed], side: str) -> Element | None:
    box = element.box
    roles = INTERACTIVE | {"img", "text", "heading"}
    reach = FAR * min(max(box.height, 12), 40)

    def gap(other: Element) -> float | None:
        level = min(box.bottom, other.box.bottom) - max(box.top, other.box.top) > 0.4 * min(
            box.height, other.box.height
        )
        column = min(box.right, other.box.right) - max(box.left, other.box.left) > 0
        gaps = {
            "left_of": box.left - other.box.right, "right_of": other.box.left - box.right,
            "over_it": box.top - other.box.bottom, "under_it": other.box.top - box.bottom,
        }  # fmt: skip
        fits = level if side in ("left_of", "right_of") else column
        return gaps[side] if fits and -3 <= gaps[side] <= reach else None

    rated = [
        (distance, each.element)
        for each in among
        if each.element is not element
        and each.element.role in roles
        and each.element.name != element.name
        and each.element.name
        and (distance := gap(each.element)) is not None
    ]
    return min(rated, key=lambda pair: pair[0], default=(0.0, None))[1]


def _between(first: Element, second: Element, among: Sequence[Placed], language: Language) -> Iterator[Said]:
    """What stands on the line, or in the column, from one to the other."""
    around = first.box.union(second.box)
    inner = [
        each.element
        for each in among
        if each.element not in (first, second)
        and each.element.role in INTERACTIVE | {"img", "text", "heading"}
        and called(each.element, language)
        and around.left <= each.element.box.center[0] <= around.right
        and around.top <= each.element.box.center[1] <= around.bottom
    ]
    names = {"first": quote(called(first, language)), "second": quote(called(second, language))}
    if not inner:
        yield Said(say(language, "between_none", **names), (first, second))
        return
    name = listed([quote(called(each, language)) for each in inner[:MOST]], language)
    yield Said(say(language, "between", name=name, **names), tuple(inner[:MOST]))
