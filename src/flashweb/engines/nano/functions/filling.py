"""What a form wants: its fields in order with what they hold, and what to press at the end."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.functions.surroundings import act_of, is_agreement, is_filled
from flashweb.engines.nano.functions.wording import place_word, say, spaced, what
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram
from flashweb.engines.nano.selecting import FIELDS, PRESSED, TICKS, Placed, container_called, holds, look
from flashweb.engines.nano.wording import Said, Wording, quote

_ASIDE = frozenset({"navigation", "banner", "contentinfo", "table", "row", "search"})
MOST = 30


@spaced
async def tell_fill(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The fields of the form, required ones alone where the program wants these, then its button."""
    language = program.language
    among = await look(page)
    phrase = program.within or next(iter(program.anchors), "")
    around = container_called(phrase, among) if phrase else None
    fields = form_fields(among, around)
    if not fields:
        yield Said(say(language, "fill_none"), found=False)
        return
    wanted, key = fields, "fill_first"
    if program.state == "required":
        marked = [each for each in fields if "required" in each.state]
        wanted, key = (marked, "fill_required") if marked else (fields, "fill_none_required")
    ticks = [each for each in wanted if each.role == "checkbox" and each.name]
    if len(ticks) < len(wanted):
        wanted = [each for each in wanted if not any(each is tick for tick in ticks)]
    else:
        ticks = []
    named = [each for each in wanted if each.name]
    yield Said(say(language, key, number=len(wanted), are="is" if len(wanted) == 1 else "are"))
    for position, each in enumerate(named[:MOST]):
        yield Said((say(language, "comma") if position else "") + quote(each.name) + _standing(each, language), (each,))
    if len(named) < len(wanted):
        nameless = say(language, "fill_nameless", number=len(wanted) - len(named))
        yield Said(
            (say(language, "comma") if named else "") + nameless, tuple(each for each in wanted if not each.name)
        )
    for must in (True, False):
        some = [each for each in ticks if ("required" in each.state or is_agreement(each.name)) is must]
        for position, each in enumerate(some):
            joint = say(language, "comma") if position else say(language, "also_tick" if must else "optional_tick")
            yield Said(joint + quote(each.name) + _standing(each, language), (each,))
    yield Said(say(language, "end"))
    for said in _then(fields, among, page.size, language):
        yield said


def form_fields(among: Sequence[Placed], around: Element | None) -> list[Element]:
    """The fields to fill in: in that part of the page; else in the dialog that is open; else all but those to search
    with and those of bars and tables. Of radio buttons the group counts once, by what is chosen."""
    fields = [each for each in among if each.element.role in FIELDS]
    if around is None:
        dialogs = [each.element for each in among if each.element.role == "dialog"]
        around = next((each for each in dialogs if any(field.inside(each) for field in fields)), None)
    if around is not None:
        inside = [each.element for each in fields if each.inside(around)]
        if inside:
            return _in_order(inside)
    free = [each for each in fields if not any(outer.role in _ASIDE for outer in each.around)]
    kept = [each.element for each in free if each.element.role != "searchbox"]
    return _in_order(kept)


def _in_order(fields: Sequence[Element]) -> list[Element]:
    return sorted(fields, key=lambda each: (round(each.box.center[1] / 14), each.box.left))


def _standing(field: Element, language: Language) -> str:
    """In brackets: required, and what it holds."""
    parts = [say(language, "required")] if "required" in field.state else []
    if "invalid" in field.state:
        parts.append(say(language, "invalid"))
    parts.append(_held(field, language))
    return say(language, "part", parts=say(language, "part_sep").join(parts))


def _held(field: Element, language: Language) -> str:
    if field.role in TICKS:
        return say(language, "is_checked" if is_filled(field) else "is_unchecked")
    if not is_filled(field):
        return say(language, "not_chosen" if field.role in ("combobox", "slider") else "empty")
    if not re.search(r"\w", field.text):
        return say(language, "filled_dots")
    return say(language, "is_chosen" if field.role == "combobox" else "filled_with", value=quote(field.text))


def _then(
    fields: Sequence[Element], among: Sequence[Placed], size: tuple[int, int], language: Language
) -> Iterator[Said]:
    """The button that hands the form in: the nearest below the last of the fields."""
    last = fields[-1].box
    buttons = [each.element for each in among if each.element.role in PRESSED and _hands_in(each.element)]
    below = [
        each for each in buttons if each.box.center[1] >= last.top and not any(holds(f.box, each.box) for f in fields)
    ]
    if below:
        button = min(below, key=lambda each: abs(each.box.top - last.bottom) + 0.2 * abs(each.box.left - last.left))
        place = place_word(button.box, size, language)
        yield Said(say(language, "fill_then", place=place, what=what(button, size, language)), (button,))


def _hands_in(element: Element) -> bool:
    act = act_of(element)
    return act is not None and (act.hands_in or act.key == "next") and act.key not in ("search", "comment", "reply")
