"""Parsed screens on their way out: what a policy says of pictures and answers holds for the texts of a picture too.

Listed words and personal data are masked in every element, since nothing can be stopped half-way here. Orders to an AI
are flagged, painted over before the picture is parsed (redact), or refuse it (block); fence has no prompt to stand in
and tells only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from flashweb.core.events import Failed
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.screen import Screen
from flashweb.guardrails.base import ContentBlocked, Guarded, Verdict
from flashweb.guardrails.chain import GuardedWatch, Guardrails
from flashweb.guardrails.telling import told
from flashweb.perception.reader import Parsed

Parse = Callable[[MediaRef], Awaitable[Parsed]]


@dataclass(frozen=True, slots=True)
class Screened:
    """A screen as it may leave, and what guardrails did, None for nothing."""

    parsed: Parsed
    guarded: Guarded | None = None


def verdicts_of(end: Screened | Failed) -> tuple[Verdict, ...]:
    """What guardrails said of a screen, or of a picture that they refused."""
    if isinstance(end, Failed):
        return end.error.verdicts if isinstance(end.error, ContentBlocked) else ()
    return end.guarded.verdicts if end.guarded else ()


async def screened(guardrails: Guardrails | None, picture: MediaRef, policy: str | None, parse: Parse) -> Screened:
    """Parse a picture under the policy of that name; raises ContentBlocked, and what parsing raises."""
    if guardrails is None or not guardrails.settings.enabled:
        return Screened(await parse(picture))
    request = Request("", picture.tenant, "", (Message("user", "", (picture,)),))
    return await _ScreenWatch(guardrails, request, guardrails.settings.policy_of(policy)).look(parse)


class _ScreenWatch(GuardedWatch):
    """One picture under a policy."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return tuple(replace(verdict, place="picture") for verdict in super().verdicts)

    async def look(self, parse: Parse) -> Screened:
        (picture,) = self._request.images
        await self._check_pictures()
        (shown,) = self._request.images  # a covered copy, under redact
        parsed = await parse(shown)
        screen = await asyncio.to_thread(self._clean, parsed.screen)
        self._flag_pictures()
        parsed = replace(parsed, screen=screen, sha256=picture.sha256)
        if not self.verdicts:
            return Screened(parsed)
        words = "".join(element.text for element in screen.walk())
        return Screened(parsed, Guarded(self.verdicts, told(self.verdicts, words)))

    def _clean(self, screen: Screen) -> Screen:
        if self._filter is None:
            return screen
        return replace(screen, elements=tuple(map(self._filter.clean_element, screen.elements)))
