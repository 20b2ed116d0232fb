"""Rate limits: what one caller may ask in a minute and side by side.

A caller is a key, or an address (IPv6: its /64, since one home has 2^64 of them) where there is no key. Windows slide:
the last minute's count fades out as this one's grows, so that no burst of twice the allowance fits around the turn of
a minute. Where the counts are kept is a Counters: in memory, or in a Redis that several servers share.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from typing import Protocol

from flashweb.access.keys import Allowance, Key
from flashweb.access.settings import LimitSettings
from flashweb.core.errors import InvalidRequest, RateLimited

WINDOW = 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Count:
    """How a caller stands in one window. wait: seconds until the window turns, or until what did not fit would."""

    is_within: bool
    remaining: int
    wait: float


class Counters(Protocol):
    """Where counts are kept. Every call ends within a deadline."""

    async def spend(self, name: str, limit: int, cost: int) -> Count:
        """Take cost out of name's allowance of limit a minute, or nothing where it does not fit."""

    async def enter(self, name: str, limit: int, lease: str) -> bool:
        """Count one more at once, under the name of a lease; False where limit are already."""

    def leave(self, name: str, lease: str) -> None:
        """Count one less; returns at once."""

    def stats(self) -> dict[str, float]:
        """For the metrics."""

    async def close(self) -> None:
        """Release what is held."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose allowance is used: a name for counting, a word for messages, and how much."""

    name: str
    who: str
    allowance: Allowance


@dataclass(slots=True)
class Standing:
    """One allowance of this request as the response's headers tell it: of requests, or of pictures."""

    what: str
    limit: int
    count: Count


class Permit:
    """One request's leave to go on; take_pictures asks for more, release gives its place back."""

    def __init__(self, counting: tuple[Counters, Subject] | None) -> None:
        self._counting = counting
        self._lease = ""
        self.standings: list[Standing] = []

    @classmethod
    def unlimited(cls) -> Permit:
        """For what costs next to nothing, and for the exempt."""
        return cls(None)

    async def enter(self) -> None:
        """Count the request; raises RateLimited."""
        if self._counting is None:
            return
        counters, subject = self._counting
        await self._spend("requests", subject.allowance.requests, 1)
        limit = subject.allowance.concurrent
        if not limit:
            return
        lease = secrets.token_hex(8)
        if not await counters.enter(subject.name, limit, lease):
            raise RateLimited(
                f"{subject.who} has {limit} requests running, as many as allowed at once; wait for one to end.",
                retry_after=1.0,
            )
        self._lease = lease

    async def take_pictures(self, num: int) -> None:
        """Count pictures that come with the request; raises RateLimited."""
        if self._counting is not None and num:
            await self._spend("pictures", self._counting[1].allowance.pictures, num)

    def release(self) -> None:
        """The request ended."""
        if self._lease and self._counting is not None:
            counters, subject = self._counting
            counters.leave(subject.name, self._lease)
        self._lease = ""

    async def _spend(self, what: str, limit: int | None, cost: int) -> None:
        if not limit or self._counting is None:
            return
        counters, subject = self._counting
        count = await counters.spend(f"{what}:{subject.name}", limit, cost)
        self.standings.append(Standing(what, limit, count))
        if count.is_within:
            return
        if cost > limit:
            raise InvalidRequest(f"{subject.who} may send {limit} {what} a minute, and these are {cost}; send fewer.")
        raise RateLimited(
            f"{subject.who} used up its {limit} {what} a minute; try again after the time in Retry-After.",
            retry_after=count.wait,
        )


class Limiter:
    """Makes permits."""

    def __init__(self, counters: Counters, settings: LimitSettings) -> None:
        self._counters = counters
        self._settings = settings
        self._exempt = [ipaddress.ip_network(text, strict=False) for text in settings.exempt]
        self._for_key = Allowance(settings.key_requests, settings.key_pictures, settings.key_concurrent)
        self._for_address = Allowance(settings.address_requests, settings.address_pictures, settings.address_concurrent)

    def for_key(self, key: Key) -> Permit:
        """A permit on a key's own allowance."""
        subject = Subject(f"key:{key.limited_as}", "This key", key.allowance.filled(self._for_key))
        return Permit((self._counters, subject))

    def for_address(self, address: str) -> Permit:
        """A permit on the allowance of an address; without a bound for the exempt ones."""
        name = self._name(address)
        return Permit((self._counters, Subject(name, "Your address", self._for_address)) if name else None)

    async def log_in(self, address: str) -> None:
        """Count a try to log in; raises RateLimited."""
        name, limit = self._name(address) or "address:local", self._settings.logins
        count = await self._counters.spend(f"logins:{name}", limit, 1)
        if not count.is_within:
            raise RateLimited(
                f"Your address tried to log in {limit} times within a minute; wait {count.wait:.0f} s.",
                retry_after=count.wait,
            )

    def _name(self, address: str) -> str | None:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return "address:unknown"
        if any(parsed in network for network in self._exempt):
            return None
        if parsed.version == 6:
            return f"address:{ipaddress.ip_network((parsed, 64), strict=False)}"
        return f"address:{parsed}"
