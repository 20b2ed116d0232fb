"""The outcome of judging one answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """is_right: semantic agreement. share: of the truth that was met, 0 to 1 (an F1 where sets are compared)."""

    is_right: bool
    share: float
    reason: str = ""


RIGHT = Verdict(True, 1.0)


def wrong(reason: str, share: float = 0.0) -> Verdict:
    """A wrong answer, with what is wrong in a few words."""
    return Verdict(False, share, reason)


def f1(right: int, wanted: int, told: int) -> float:
    """Of sets: twice what is right over what is wanted and what is told."""
    return 2 * right / (wanted + told) if wanted + told else 1.0
