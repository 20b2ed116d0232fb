"""What every big model wants done before and after it: pictures fitted, the page's text added, places led back.

`PreparedEngine` stands around any engine and is one itself, so that engines need to know of neither. The same picture
is always prepared alike, so that what was read ahead at upload is the prefix of the question that follows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from flashweb.core.errors import FlashWebError
from flashweb.core.events import Event, Finished, GroundedElement, Grounding, TextDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.engines.base import Capabilities, Engine, Progress
from flashweb.engines.checkpoints import known
from flashweb.engines.fitting import Fitter, Piece
from flashweb.engines.prompting import LEAD, Grounded, Grounder, ReferenceFilter, led

logger = logging.getLogger(__name__)

TELLING = 2.0
"""Seconds that an answer's end may wait for what is to be told about its pictures."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One request as it is sent. pieces: of each of its pictures; shown: the picture and piece behind each one sent."""

    grounded: Grounded
    pieces: Sequence[Sequence[Piece]]

    @property
    def shown(self) -> list[tuple[int, Piece]]:
        return [(number, piece) for number, pieces in enumerate(self.pieces) for piece in pieces]


class PreparedEngine:
    """Implements `Engine` around another one. Nothing of a request is kept on it.

    model: the folder or id of what runs there; None to go by what the engine calls it once it has started.
    fitter: made by the composition root; does nothing about pictures of a model that the catalogue does not know.
    """

    def __init__(self, engine: Engine, grounder: Grounder, fitter: Fitter, model: str | None = None) -> None:
        self._engine = engine
        self._grounder = grounder
        self._fitter = fitter
        self._model = model
        self._mode = grounder.mode(can_read=True)

    @property
    def capabilities(self) -> Capabilities:
        """The engine's own; a picture that may be cut counts for all its tiles."""
        able = self._engine.capabilities
        most = max(1, able.max_images // self._fitter.most_pieces)
        return replace(able, max_images=most, grounding=able.grounding or self._mode != "off")

    async def start(self, progress: Progress) -> None:
        await self._engine.start(progress)
        found = known(self._model or self._engine.capabilities.model)
        self._mode = self._grounder.mode(can_read=found is None or found.family.can_read)
        self._fitter.follow(found.rule if found else None)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        pieces = [piece for image in images for piece in await self._fitter.pieces(image)]
        if self._mode == "off":
            text = LEAD + text
        elif len(images) == 1:
            text = await self._grounder.lead(images[0], self._mode) + text
        await self._engine.prefill(tuple(piece.ref for piece in pieces), system, text)

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        prepared = await self._prepare(request)
        sent = _with_pieces(prepared)
        telling = asyncio.create_task(self._told(request.images, prepared), name=f"tell {request.id}")
        references = ReferenceFilter(prepared.grounded.references)
        try:
            with self._fitter.hold(sent.images):
                async with aclosing(self._engine.generate(sent)) as events:  # type: ignore[type-var]
                    async for event in events:
                        for passed in _referred(event, references):
                            yield passed
                        if isinstance(event, Usage):
                            yield replace(event, notes=(*event.notes, *await telling))
                        elif not isinstance(event, TextDelta):
                            yield _led_back(event, prepared, request.images)
            for last in references.finish():
                yield last
        except Exception:  # whatever it is, what was said before it goes out before it
            for last in references.finish():
                yield last
            raise
        finally:
            telling.cancel()

    async def _prepare(self, request: Request) -> _Prepared:
        if self._mode == "off" or not request.images:
            grounded = Grounded(led(request), {})
        else:
            grounded = await self._grounder.ground(request, self._mode)
        return _Prepared(grounded, [await self._fitter.pieces(image) for image in request.images])

    async def _told(self, images: Sequence[MediaRef], prepared: _Prepared) -> tuple[str, ...]:
        """What was done to the pictures; nothing that takes too long to find out."""
        notes: list[str] = list(prepared.grounded.notes)
        try:
            async with asyncio.timeout(TELLING):
                for number, (image, pieces) in enumerate(zip(images, prepared.pieces, strict=True), 1):
                    note = await self._fitter.told(number, image, pieces)
                    notes += [note] if note else []
        except (TimeoutError, FlashWebError):
            pass
        except Exception:  # a worker's boundary: an answer that is whole is not lost for a note about its pictures
            logger.exception("what was done to the pictures cannot be told")
        return tuple(notes)

    async def close(self) -> None:
        await self._engine.close()

    def stats(self) -> Mapping[str, float]:
        return self._engine.stats()


def _referred(event: Event, references: ReferenceFilter) -> Iterator[Event]:
    """What goes out of the text before an event, or instead of it."""
    if isinstance(event, TextDelta):
        yield from references.feed(event.text)
    elif isinstance(event, Usage | Finished):
        yield from references.finish()


def _with_pieces(prepared: _Prepared) -> Request:
    """The grounded request with the pieces in the place of its pictures."""
    pieces = iter(prepared.pieces)

    def fitted(message: Message) -> Message:
        return replace(message, images=tuple(piece.ref for _ in message.images for piece in next(pieces)))

    request = prepared.grounded.request
    return replace(request, messages=tuple(fitted(message) for message in request.messages))


def _led_back(event: Event, prepared: _Prepared, images: Sequence[MediaRef]) -> Event:
    """The event with places in pieces told as places in the pictures that were asked about."""
    if not isinstance(event, Grounding):
        return event
    shown = prepared.shown

    def back(item: GroundedElement) -> GroundedElement:
        number, piece = shown[item.image]
        return GroundedElement(number, piece.place(item.element, images[number]))

    return Grounding(tuple(back(item) for item in event.elements))
