"""Which server gets a request: one picture always the same one, as long as that is not overloaded; else the least busy.

Rendezvous hashing (Thaler and Ravishankar 1998) orders the servers for each picture: a server that leaves moves its
own pictures only. Bounded loads (Mirrokni, Thorup and Zadimoghaddam 2018) keep a popular picture from drowning its
server: beyond twice the average, the next in order takes over.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import Protocol, TypeVar

EXCESS = 2.0
SLACK = 4
"""A server is overloaded above EXCESS times the average of requests running, and never below SLACK."""


class Place(Protocol):
    """Where a request may go."""

    @property
    def name(self) -> str: ...

    @property
    def num_running(self) -> int: ...


P = TypeVar("P", bound=Place)


def choose(places: Sequence[P], picture: str | None) -> P:
    """One of the places, of which there is at least one; picture: the hash of the request's first picture."""
    if picture is None:
        fewest = min(place.num_running for place in places)
        return random.choice([place for place in places if place.num_running == fewest])
    total = sum(place.num_running for place in places) + 1
    bound = max(SLACK, EXCESS * total / len(places))
    free = [place for place in places if place.num_running < bound]
    return max(free or places, key=lambda place: _weight(place.name, picture))


def _weight(name: str, picture: str) -> bytes:
    return hashlib.blake2b(f"{name} {picture}".encode(), digest_size=8).digest()
