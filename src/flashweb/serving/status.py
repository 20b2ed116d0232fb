"""What health probes are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """Where the service is in its life; only READY accepts requests.

    UNAVAILABLE: it was ready, and will be again by itself: the engine has lost what it needs to answer.
    """

    STARTING = "starting"
    READY = "ready"
    UNAVAILABLE = "unavailable"
    DRAINING = "draining"
    CLOSED = "closed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """What health probes report; fraction of start-up done, 0 to 1."""

    state: State
    step: str
    fraction: float
