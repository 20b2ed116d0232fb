"""A sure reader is believed where it points elsewhere; an unsure one changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashweb.core.screen import Element
from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.execute import answer
from flashweb.engines.nano.page import Lines, Page
from flashweb.engines.nano.program import Intent, QueryProgram
from flashweb.engines.nano.reconsidering import SURE
from flashweb.engines.nano.understand import understand
from flashweb.engines.nano.wording import wording
from flashweb.perception.runtime import Priority
from tests.engines.nano.drawn import SHOP, DrawnReading, control

DELIVERY = "Delivery takes 3 to 5 business days"


async def told(
    program: QueryProgram, reading: DrawnReading, points_at: str, margin: float
) -> tuple[str, list[Element]]:
    """What is said, and pointed at, where the reader points at a line."""

    async def pointer(lines: Lines) -> Answer | None:
        line = next(each for each in await lines.texts(Priority.LIVE) if each.text == points_at)
        return Answer(line.text, (line,), (), margin, 0.0, margin=margin)

    page = Page(reading, 0, pointer=pointer)
    pieces = [said async for _, said in answer(program, [page], wording(program.language))]
    return "".join(said.text for said in pieces), [element for said in pieces for element in said.elements]


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("did the parcel guy make a mistake?", Intent.ERROR),
        ("what changes when I order late?", Intent.CHANGES),
        ("will they bring it on the same day?", Intent.SAME),
        ("are there couriers on Sundays?", Intent.EXISTS),
    ],
)
async def test_a_sure_reader_is_believed(question: str, intent: Intent) -> None:
    program = replace(understand([question]), intent=intent, anchors=("couriers on Sundays",), gap=None, role=None)
    assert (await told(program, DrawnReading(SHOP), DELIVERY, SURE - 1))[0].find(DELIVERY) == -1
    text, elements = await told(program, DrawnReading(SHOP), DELIVERY, SURE + 1)
    assert DELIVERY in text and [each.text for each in elements] == [DELIVERY]


async def test_steps_give_way_to_a_sure_reader_but_not_where_both_mean_the_same_button() -> None:
    reading = DrawnReading([*SHOP, ("Track order", 110, 108, 16)], controls=[control("button", "Track order")])
    program = replace(understand(["How do I track my order?"]), intent=Intent.HOW, anchors=("track my order",))
    steps, _ = await told(program, reading, DELIVERY, SURE - 1)
    assert steps.startswith("Press the 'Track order' button")
    assert (await told(program, reading, "Track order", SURE + 1))[0] == steps
    assert DELIVERY in (await told(program, reading, DELIVERY, SURE + 1))[0]


async def test_questions_about_elements_and_quoted_names_are_the_rules_own() -> None:
    reading = DrawnReading(SHOP, controls=[control("button", "Choose Team")])
    for question in ("how many buttons are there?", 'how many times does "Solo" occur?'):
        text, _ = await told(understand([question]), reading, DELIVERY, SURE + 9)
        assert DELIVERY not in text
