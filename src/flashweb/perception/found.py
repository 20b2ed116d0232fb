"""What the networks see in a picture, before anything is put together: boxes with roles, and what icons mean."""

from __future__ import annotations

from dataclasses import dataclass

from flashweb.core.screen import Box

UNLIKELY = -5.0
"""Log odds; states no likelier than that are not told."""


@dataclass(frozen=True, slots=True)
class Found:
    """One element or container; box in pixels of the original picture, confidence 0 to 1, states as in `Element`.

    odds: of states that a network does not rule out, the log odds that it is in them.
    """

    role: str
    box: Box
    confidence: float = 1.0
    state: frozenset[str] = frozenset()
    odds: tuple[tuple[str, float], ...] = ()

    def chance(self, state: str) -> float:
        """Log odds of the state; UNLIKELY of what nothing speaks for."""
        return next((odds for name, odds in self.odds if name == state), UNLIKELY)


@dataclass(frozen=True, slots=True)
class Icon:
    """The function of an icon, such as "search"; empty where unsure. confidence: 0 to 1."""

    function: str
    confidence: float = 1.0
