"""The page's text in the prompt, and references in the answer led back, whatever pieces it comes in."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from flashweb.core.events import Event, GroundedElement, Grounding, TextDelta
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.screen import Box, Element, Screen
from flashweb.engines.prompting import (
    LEAD,
    Grounder,
    GroundingSettings,
    ReferenceFilter,
    estimate_tokens,
    led,
    page_text,
)
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.perception.settings import PerceptionSettings
from tests.media import pictures


def element(name: str, role: str = "button", top: float = 0) -> Element:
    return Element(role, name, name, Box(0, top, 80, top + 20))


KNOWN = {f"e{n}": GroundedElement(0, element(f"b{n}")) for n in range(20)}
pieces = st.lists(
    st.sampled_from(
        [" ", "[", "]", "e", "1", "12", "[e3]", " [e1, e2]", "[e99]", "e1]", "say", ",", "[[", " [e", "，e4]"]
    ),
    max_size=14,
)


def run(chunks: list[str]) -> tuple[str, list[tuple[int, str]]]:
    """The visible text, and each grounded element with the length of the text before it."""
    references, events = ReferenceFilter(KNOWN), list[Event]()
    for chunk in chunks:
        events += references.feed(chunk)
    events += references.finish()
    text, found = "", []
    for event in events:
        if isinstance(event, TextDelta):
            assert event.text
            text += event.text
        elif isinstance(event, Grounding):
            found += [(len(text), item.element.name) for item in event.elements]
    return text, found


@given(pieces, st.data())
def test_any_chunking_gives_the_same_answer(parts: list[str], data: st.DataObject) -> None:
    whole = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=10)))
    edges = [0, *cuts, len(whole)]
    chunks = [whole[a:b] for a, b in itertools.pairwise(edges)]
    assert run(chunks) == run([whole]) == run(list(whole))


def test_references_become_boxes_and_leave_the_text() -> None:
    assert run(["Click “Sign in” [e3], then [e1, e2]."]) == (
        "Click “Sign in”, then.",
        [(15, "b3"), (21, "b1"), (21, "b2")],
    )
    assert run(["It is [e99] or [x]."]) == ("It is [e99] or [x].", [])


@given(st.lists(st.text(max_size=30), max_size=60), st.integers(200, 900))
def test_the_page_stays_within_its_budget_and_cannot_form_control_words(names: list[str], budget: int) -> None:
    screen = Screen(800, 2000, tuple(element(name, top=20.0 * n) for n, name in enumerate(names)))
    text = page_text(screen, 7, budget, "elements")
    assert estimate_tokens(text) <= budget or len(text) <= 220
    assert not re.search(r"<[|/!\w]|\[/?INST\]", text)
    numbers = [int(number) for number in re.findall(r"^ *\[e(\d+)\]", text, re.MULTILINE)]
    assert numbers == sorted(numbers) and all(7 <= number < 7 + len(names) for number in numbers)


def test_ocr_is_text_alone() -> None:
    screen = Screen(800, 600, (element("Total <|user|> 12 [e4]", "text"),))
    assert page_text(screen, 0, 500, "ocr").splitlines()[1] == '[e0] "Total ‹|user|> 12 (e4]"'


def test_pictures_are_followed_by_the_same_words() -> None:
    ref = MediaRef("t", "a" * 64, 10, 10)
    request = Request("r", "t", "m", (Message("user", "Why?", (ref,)), Message("user", "And?")))
    assert [message.text for message in led(request).messages] == [LEAD + "Why?", "And?"]


async def test_a_real_page_is_told_between_marks_and_read_ahead_alike() -> None:
    media, parser = MediaStore(MediaSettings()), ScreenParser(PerceptionSettings(threads=1))
    media.start()
    try:
        ref = await media.add("t", pictures.page("KESTREL", 500, 140))
        grounder = Grounder(parser, media, GroundingSettings(timeout=60))
        request = Request("r", "t", "m", (Message("user", "What does it say?", (ref,)),))
        assert grounder.mode(can_read=True) == "off" and grounder.mode(can_read=False) == "elements"
        grounded = await grounder.ground(request, "elements")
        text = grounded.request.question
        assert text.startswith(await grounder.lead(ref, "elements")) and text.endswith(">>\n\nWhat does it say?")
        mark = re.search(r"<<(\w{16})\n", text)
        assert mark and f"\n{mark[1]}>>" in text and "KESTREL" in text
        names = {item.element.name for item in grounded.references.values()}
        assert any("KESTREL" in name for name in names)
        assert (await grounder.ground(request, "elements")).request == grounded.request
    finally:
        await parser.close()
        await media.close()
