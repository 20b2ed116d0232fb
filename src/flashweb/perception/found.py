"""What the networks see in a picture, before anything is put together: boxes with roles, and what icons mean."""

from __future__ import annotations

from dataclasses import dataclass

from flashweb.core.screen import Box


@dataclass(frozen=True, slots=True)
class Found:
    """One element or container; box in pixels of the original picture, confidence 0 to 1, states as in `Element`."""

    role: str
    box: Box
    confidence: float = 1.0
    state: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Icon:
    """The function of an icon, such as "search"; empty where unsure. confidence: 0 to 1."""

    function: str
    confidence: float = 1.0
