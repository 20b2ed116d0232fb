"""Screens of stored pictures, whatever engine answers questions: one reader for all who need one.

An engine that reads pictures itself has started the parser by the time that the service is ready; behind any other
engine it is loaded when the first screen is asked for, so that a server that parses nothing pays nothing.
"""

from __future__ import annotations

from functools import partial

from flashweb.core.request import MediaRef
from flashweb.core.screen import Need
from flashweb.guardrails.chain import Guardrails
from flashweb.guardrails.screening import Screened, screened
from flashweb.media.store import MediaStore, key_of
from flashweb.perception.need import check_need
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reader import Parsed, parse_reading

__all__ = ["Parsed", "Screens"]


class Screens:
    """Has the parser started where no engine did, and sees to its end."""

    def __init__(self, parser: ScreenParser, media: MediaStore) -> None:
        self._parser = parser
        self._media = media
        media.on_remove(parser.forget)

    async def screened(
        self, picture: MediaRef, need: Need, guardrails: Guardrails | None, policy: str | None
    ) -> Screened:
        """The picture's screen as the policy of that name lets it out; raises InvalidRequest for an unknown need."""
        check_need(need)
        return await screened(guardrails, picture, policy, lambda shown: self.parse(shown, need))

    async def parse(self, picture: MediaRef, need: Need) -> Parsed:
        """The picture's screen; cancelling gives up what nobody else waits for."""
        await self._parser.ready()
        size = (picture.width, picture.height)
        reading = self._parser.open(key_of(picture), size, partial(self._media.pixels, picture))
        return await parse_reading(reading, picture.sha256, need)

    async def close(self) -> None:
        """Stop the inference threads; harmless when an engine did so already."""
        await self._parser.close()
