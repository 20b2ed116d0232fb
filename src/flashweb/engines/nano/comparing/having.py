"""Whether a picture has what a question names: a text, an element of a role, one in a state."""

from __future__ import annotations

from flashweb.core.screen import Element, Need
from flashweb.engines.nano.matching import match, near
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.selecting import MEANT

MOST = 6


async def having(program: QueryProgram, page: Page) -> tuple[Element, ...]:
    """The elements that it has; of several names each must be there, of a role or a state one of them."""
    screen = await page.screen(Need())
    elements = list(screen.walk())
    lines = [line for _, line in await page.read_all()]
    roles = MEANT.get(program.role or "", frozenset({program.role} if program.role else ()))
    if not program.anchors:
        fit = [each for each in elements if not roles or each.role in roles]
        return tuple(each for each in fit if not program.state or _holds(each, program.state))[:MOST]
    found: list[Element] = []
    for anchor in program.anchors:
        named = [each for each in elements if each.role in roles and _is_called(each, anchor)]
        named = named or [each for each in (*lines, *elements) if _is_called(each, anchor)]
        named = [each for each in named if not program.state or _holds(each, program.state)]
        if not named:
            return ()
        found.append(min(named, key=lambda each: len(each.name or each.text)))
    return tuple(found[:MOST])


def _is_called(element: Element, anchor: str) -> bool:
    text = element.name or element.text
    return bool(text) and (bool(match(anchor, text)) or near(anchor, text))


def _holds(element: Element, state: str) -> bool:
    return "disabled" not in element.state if state == "enabled" else state in element.state
