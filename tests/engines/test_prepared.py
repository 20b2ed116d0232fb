"""What is done around an engine: tiles, padding, notes, references, and the way back to the picture asked about.

The engine inside is real and small: it says what it was sent, and points at the middle of each picture.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import numpy as np
import pytest

from flashweb.core.errors import UpstreamError
from flashweb.core.events import Event, Finished, GroundedElement, Grounding, TextDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.screen import Box, Element
from flashweb.engines.base import Capabilities, Progress
from flashweb.engines.fitting import Fitter
from flashweb.engines.image_budget import ImageBudgetSettings
from flashweb.engines.prepared import PreparedEngine
from flashweb.engines.prompting import LEAD, MISSING, Grounder, GroundingSettings
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reading import Reading
from flashweb.perception.settings import PerceptionSettings
from tests.media import pictures


class Teller:
    """Implements `Engine`: says its question in pieces of three letters, then points, or fails where told so."""

    capabilities = Capabilities("teller", 8, 50_000, True, 4)

    def __init__(self) -> None:
        self.sent: list[Request] = []
        self.prefilled: list[tuple[tuple[MediaRef, ...], str]] = []

    async def start(self, progress: Progress) -> None:
        progress("ready", 1.0)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        self.prefilled.append((images, text))

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        self.sent.append(request)
        said = request.question.rpartition("SAY ")[2]
        for start in range(0, len(said), 3):
            yield TextDelta(said[start : start + 3])
        if request.question.endswith("BREAK"):
            raise UpstreamError("The model's server failed on this request; try again.")
        if request.question.endswith("CRASH"):
            raise RuntimeError("a fault of the engine's own")
        if request.question.endswith("CEASE"):
            return
        for number, image in enumerate(request.images):
            x, y = image.width / 2, image.height / 2
            yield Grounding((GroundedElement(number, Element("img", "", "", Box(x - 4, y - 4, x + 4, y + 4))),))
        yield Usage(1, 1)
        yield Finished()

    async def close(self) -> None:
        return None

    def stats(self) -> Mapping[str, float]:
        return {}


@asynccontextmanager
async def prepared(
    model: str, parsing: type[ScreenParser] = ScreenParser, *, mode: str = "off", **budget: object
) -> AsyncIterator[tuple[PreparedEngine, Teller, MediaStore]]:
    media, parser, inner = MediaStore(MediaSettings()), parsing(PerceptionSettings(threads=1)), Teller()
    media.start()
    grounder = Grounder(parser, media, GroundingSettings.model_validate({"mode": mode, "timeout": 60}))
    fitter = Fitter(parser, media, ImageBudgetSettings.model_validate({"legible_height": 0} | budget))
    engine = PreparedEngine(inner, grounder, fitter, model)
    await engine.start(lambda step, done: None)
    try:
        yield engine, inner, media
    finally:
        await parser.close()
        await media.close()


async def ask(engine: PreparedEngine, question: str, *images: MediaRef) -> list[Event]:
    request = Request("r", "t", "teller", (Message("user", question, images),))
    async with asyncio.timeout(60):
        return [event async for event in engine.generate(request)]


def places(events: list[Event]) -> list[tuple[int, tuple[float, float]]]:
    found = [item for event in events if isinstance(event, Grounding) for item in event.elements]
    return [(item.image, item.element.box.center) for item in found]


async def test_a_tall_page_is_cut_and_places_are_led_back() -> None:
    async with prepared("zai-org/GLM-4.6V-Flash", max_tokens=600, tiles=4) as (engine, inner, media):
        ref = await media.add("t", pictures.page("KESTREL", 600, 2400))
        events = await ask(engine, "SAY it", ref)
        tiles = inner.sent[0].images
        assert 2 <= len(tiles) <= 4 and engine.capabilities.max_images == 2
        centres = [centre for _, centre in places(events)]
        assert [image for image, _ in places(events)] == [0] * len(tiles)
        assert [y for _, y in centres] == sorted(y for _, y in centres)
        assert all(abs(x - 300) < 1 for x, _ in centres) and 0 < centres[0][1] < 1200 < centres[-1][1] < 2400
        usage = next(event for event in events if isinstance(event, Usage))
        assert any(f"cut into {len(tiles)} tiles" in note for note in usage.notes)
        await engine.prefill((ref,))
        assert inner.prefilled == [(tiles, LEAD)], "what is read ahead is what is asked"
        media.remove(ref)
        assert not any(tile in media for tile in tiles)


async def test_llava_gets_a_square_with_the_whole_page_in_it() -> None:
    async with prepared("llava-hf/llava-1.5-7b-hf") as (engine, inner, media):
        ref = await media.add("t", pictures.page("KESTREL", 640, 320))
        events = await ask(engine, "SAY it", ref)
        (sent,) = inner.sent[0].images
        assert (sent.width, sent.height) == (336, 336)
        pixels = await media.pixels(sent)
        assert np.all(pixels[0] == (122, 116, 104)) and np.all(pixels[-1] == (122, 116, 104))
        ((image, centre),) = places(events)
        assert image == 0 and centre == pytest.approx((320, 160), abs=1)


async def test_unknown_models_get_pictures_as_they_are() -> None:
    async with prepared("somebody/unknown", tiles=4, max_tokens=100) as (engine, inner, media):
        ref = await media.add("t", pictures.page("KESTREL", 640, 2000))
        events = await ask(engine, "SAY it", ref)
        assert inner.sent[0].images == (ref,) and inner.sent[0].question == LEAD + "SAY it"
        assert next(event for event in events if isinstance(event, Usage)).notes == ()


async def test_references_in_the_answer_become_elements_of_the_page() -> None:
    async with prepared("somebody/unknown", mode="ocr") as (engine, inner, media):
        ref = await media.add("t", pictures.page("KESTREL", 500, 140))
        events = await ask(engine, "SAY It is here [e0], not there [e77].", ref)
        text = "".join(event.text for event in events if isinstance(event, TextDelta))
        assert text == "It is here, not there [e77]." and "KESTREL" in inner.sent[0].question
        first = next(event for event in events if isinstance(event, Grounding))
        assert "KESTREL" in first.elements[0].element.name
        await engine.prefill((ref,))
        assert inner.sent[0].question == inner.prefilled[0][1] + "SAY It is here [e0], not there [e77]."


@pytest.mark.parametrize(("end", "error"), [("BREAK", UpstreamError), ("CRASH", RuntimeError)])
async def test_what_is_held_back_goes_out_before_a_failure(end: str, error: type[Exception]) -> None:
    async with prepared("somebody/unknown") as (engine, _, _):
        said = []
        with pytest.raises(error):
            async for event in engine.generate(Request("r", "t", "teller", (Message("user", f"SAY see [e7{end}"),))):
                assert isinstance(event, TextDelta)
                said.append(event.text)
        assert "".join(said) == f"see [e7{end}"


async def test_what_is_held_back_goes_out_where_an_engine_just_ceases() -> None:
    async with prepared("somebody/unknown") as (engine, _, _):
        events = await ask(engine, "SAY see [e7CEASE")
        assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "see [e7CEASE"


class Unreadable(ScreenParser):
    """A reader with a fault of its own."""

    def open(self, *_: object) -> Reading:
        raise RuntimeError("the inference device is gone")


async def test_an_answer_is_whole_though_its_pictures_cannot_be_read(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the notes on pictures nor the page's text are worth an answer."""
    shrinking = {"max_tokens": 300, "legible_height": 8}
    async with prepared("zai-org/GLM-4.6V-Flash", Unreadable, mode="ocr", **shrinking) as (engine, inner, media):
        ref = await media.add("t", pictures.page("KESTREL", 1600, 900))
        events = await ask(engine, "SAY it", ref)
        assert isinstance(events[-1], Finished) and inner.sent[0].question == "SAY it"
        usage = next(event for event in events if isinstance(event, Usage))
        assert usage.notes == (MISSING,)
    assert caplog.text.count("the inference device is gone") >= 2


async def test_leaving_in_the_middle_leaves_no_work_behind() -> None:
    async with prepared("zai-org/GLM-4.6V-Flash", max_tokens=300, legible_height=8) as (engine, _, media):
        ref = await media.add("t", pictures.page("KESTREL", 1600, 900))
        events = engine.generate(Request("r", "t", "teller", (Message("user", "SAY it goes on", (ref,)),)))
        await anext(events)
        await events.aclose()
        await asyncio.sleep(0)
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "tell r"]
