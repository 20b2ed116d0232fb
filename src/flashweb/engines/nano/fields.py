"""What stands in a field that is called by its label: its value, its hint, or that it is empty."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import calls, calls_text
from flashweb.engines.nano.functions.surroundings import is_filled
from flashweb.engines.nano.functions.wording import say, spaced
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.selecting import TEXT_FIELDS, Placed, look
from flashweb.engines.nano.wording import Said, Wording, quote

SURE_OF_FIELD = 0.75


def field_called(phrase: str, among: Sequence[Placed]) -> Element | None:
    """The text field with that label; of several the one whose label is most like it."""
    fields = [each.element for each in among if each.element.role in TEXT_FIELDS]
    rated = [(max(calls_text(phrase, each.name.lstrip("*＊ ")), 0.9 * calls(phrase, each)), each) for each in fields]
    score, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= SURE_OF_FIELD else None


@spaced
async def tell_field(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """Nothing at all where no field is called so."""
    among = await look(page)
    for anchor in program.anchors:
        field = field_called(anchor, among)
        if field is not None:
            yield said_of(field, anchor, program)


def said_of(field: Element, anchor: str, program: QueryProgram) -> Said:
    """The field's content, told as what it is."""
    text = field.text.strip()
    name = quote(field.name.lstrip("*＊ ") or anchor)
    key = "field_empty" if not text else "field_holds" if is_filled(field) else "field_hint"
    return Said(say(program.language, key, name=name, value=quote(text)), (field,))
