"""Words shared by all guardrails: what was found, what was done about it, and how both are told.

A guardrail never raises for what it finds: it returns verdicts, and the policy's action says what follows. Only
`block` becomes an error, so that a caller reads an honest status instead of half an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flashweb.core.errors import InvalidRequest
from flashweb.core.events import Event
from flashweb.core.screen import Box

Action = Literal["allow", "flag", "fence", "redact", "block"]
"""What a policy does about prompt injection; allow does not even look."""

Done = Literal["flag", "fence", "redact", "block", "mask", "replace", "stop"]
"""What was done. mask, replace and stop are said of answers, the others of what was asked or shown."""

Kind = Literal["prompt_injection", "moderation", "personal_data", "picture_moderation"]
Place = Literal["question", "earlier", "picture", "answer"]
"""Where it was found; earlier: in a question before the newest, of which was told when it was asked."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that a guardrail found, and what was done.

    rule: which of its rules, or the category of a word list. score: 0 to 1, how sure it is. image: which of the
    request's pictures, from 0, and box: where in it, both None outside pictures. num: how often it was found.
    """

    kind: Kind
    place: Place
    done: Done
    rule: str
    score: float = 1.0
    image: int | None = None
    box: Box | None = None
    num: int = 1

    def facts(self) -> dict[str, object]:
        """For bodies and logs: everything but what was found, with the box as left, top, right, bottom."""
        facts: dict[str, object] = {"kind": self.kind, "place": self.place, "done": self.done, "rule": self.rule}
        facts |= {"score": round(self.score, 3), "num": self.num}
        if self.image is not None:
            facts["image"] = self.image
        if self.box is not None:
            facts["box"] = [round(side, 1) for side in (self.box.left, self.box.top, self.box.right, self.box.bottom)]
        return facts


@dataclass(frozen=True, slots=True)
class Guarded:
    """An event beside those of core: verdicts on the request, never the last event. message is for people."""

    verdicts: tuple[Verdict, ...]
    message: str


Told = Event | Guarded
"""What a guarded answer is made of."""


class ContentBlocked(InvalidRequest):
    """A policy forbids this request; the message says which part of it, and what to change."""

    code = "content_filter"

    def __init__(self, message: str, verdicts: tuple[Verdict, ...], param: str = "messages") -> None:
        super().__init__(message, param=param)
        self.verdicts = verdicts
