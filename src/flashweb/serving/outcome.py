"""How a request ended, for whoever keeps a record of it."""

from __future__ import annotations

from dataclasses import dataclass

from flashweb.core.events import Terminal, Timings
from flashweb.core.request import Request
from flashweb.guardrails.base import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """policy: name of the guardrail policy, None for the default. text: the answer as it left.

    terminal: None where the request was refused before it was accepted. reasoning: as much of it as was shown.
    """

    request: Request
    policy: str | None
    verdicts: tuple[Verdict, ...]
    text: str
    terminal: Terminal | None
    timings: Timings
    reasoning: str = ""
