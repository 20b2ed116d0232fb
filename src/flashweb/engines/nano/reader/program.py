"""The program of a question as the rules have it, mended by what the trained reader heard."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from flashweb.engines.nano.program import Attribute, Gap, Intent, Pick, QueryProgram, Region
from flashweb.engines.nano.reader.model import Heard

SURE = 0.5
"""Likelihood from which the reader's intent counts."""
SURE_TO_DECLINE = 0.75
"""The same for intents that end in a refusal: to refuse what could be answered is worse than to look in vain."""
SURE_OF_MORE = 0.9
"""The same where the rules see a label whose value is wanted, and the reader something to be done with the page."""
NAMED = frozenset({Intent.VALUE, Intent.TITLE})
"""What the rules know by name, so that only a sure reader knows better."""
SURE_OF_STATE = 0.7
"""States are mostly named outright: where it is less sure, the question's words do."""
SURE_SLOT = 0.5
DECLINING = frozenset({Intent.OUTSIDE, Intent.CANNOT, Intent.HELP})
ABLE = {Gap.FUNCTION: Intent.FUNCTION, Gap.ICON: Intent.FUNCTION, Gap.CALCULATE: Intent.TABLE}
"""What the rules still hold for impossible."""
ABOUT_TEXT = frozenset({Intent.OPEN, Intent.VALUE})


def mended(program: QueryProgram, heard: Heard) -> QueryProgram:
    """Intent and slots from the reader where it is sure; what the rules alone know (pictures, quotes) stays."""
    if program.gap is Gap.LANGUAGE:
        return program
    if program.intent is Intent.CANNOT and program.gap is Gap.APPEARANCE and (program.anchors or program.role):
        program = replace(program, intent=Intent.DESCRIBE, gap=None)
    if program.intent is Intent.CANNOT and program.gap in ABLE:
        program = replace(program, intent=ABLE[program.gap], gap=None)
    intent, share = heard.slots["intent"]
    wanted = Intent(intent)
    needed = SURE_TO_DECLINE if wanted in DECLINING else SURE
    if program.intent in NAMED and wanted not in ABOUT_TEXT and not _slot(heard, "pick"):
        needed = max(needed, SURE_OF_MORE)
    if share < needed:
        return program
    if wanted in ABOUT_TEXT and program.intent in ABOUT_TEXT:
        wanted = program.intent
    things = _spans(heard, "thing")
    anchors = program.anchors if program.is_quoted or not things else things
    if wanted is program.intent and program.anchors:
        anchors = program.anchors
    return replace(
        program,
        intent=wanted,
        anchors=anchors,
        within=" ".join(_spans(heard, "within")) or program.within,
        field=" ".join(_spans(heard, "field")) or program.field,
        role=_slot(heard, "role") or program.role,
        state=_slot(heard, "state", SURE_OF_STATE) or program.state,
        colour=_slot(heard, "colour") or program.colour,
        order=_order(heard) or program.order,
        pick=Pick(pick) if (pick := _slot(heard, "pick")) else program.pick,
        attribute=_attribute(heard, program),
        gap=_gap(wanted, heard, program),
        region=_region(heard) or program.region,
        otherwise=program if program.intent in ABOUT_TEXT and wanted not in ABOUT_TEXT else None,
        leans=program.leans or (_slot(heard, "leans") == "yes" and bool(program.earlier)),
    )


def _spans(heard: Heard, kind: str) -> tuple[str, ...]:
    found = (_whole(heard.question, span.start, span.end) for span in heard.spans if span.kind == kind)
    return tuple(text for text in found if text)


def _whole(question: str, start: int, end: int) -> str:
    """The span without half a Latin word: what it begins or ends in the middle of belongs to it."""
    while start > 0 and question[start].isascii() and question[start].isalnum() and _goes_on(question[start - 1]):
        start -= 1
    while end < len(question) and _goes_on(question[end]) and _goes_on(question[end - 1]):
        end += 1
    return question[start:end].strip()


def _goes_on(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _slot(heard: Heard, name: str, least: float = SURE_SLOT) -> str:
    value, share = heard.slots[name]
    return value if share >= least else ""


def _attribute(heard: Heard, program: QueryProgram) -> Attribute | None:
    """A thing asked for by its label ("月销量") is no price, whatever its value looks like."""
    kind = _slot(heard, "attribute")
    return Attribute(kind) if kind and not program.label else program.attribute


def _order(heard: Heard) -> int | None:
    value = _slot(heard, "order")
    return None if not value else -1 if value == "last" else int(value)


def _gap(intent: Intent, heard: Heard, program: QueryProgram) -> Gap | None:
    if intent is not Intent.CANNOT:
        return None
    return Gap(gap) if (gap := _slot(heard, "gap")) else program.gap


def _region(heard: Heard) -> Region | None:
    vertical, horizontal = _slot(heard, "vertical"), _slot(heard, "horizontal")
    if not vertical and not horizontal:
        return None
    return Region(
        cast(Literal["top", "middle", "bottom"], vertical) or None,
        cast(Literal["left", "center", "right"], horizontal) or None,
    )
