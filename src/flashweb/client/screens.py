"""The wire's screens as core's own, for those who work on elements rather than on JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flashweb.client.errors import ApiError
from flashweb.core.screen import Box, Cell, Element, Screen


def screen_of(body: Mapping[str, Any]) -> Screen:
    """The screen that `FlashWebClient.screen` returned; raises ApiError when it is not one."""
    try:
        elements = tuple(_element(raw) for raw in body["elements"])
        return Screen(int(body["width"]), int(body["height"]), elements)
    except (KeyError, TypeError, ValueError) as error:
        raise ApiError(200, "bad_answer", f"The answer is no screen ({error!r}); check the URL.") from error


def _element(raw: Mapping[str, Any]) -> Element:
    cell = raw.get("cell")
    return Element(
        str(raw["role"]),
        str(raw["name"]),
        str(raw.get("text", "")),
        Box(*(float(side) for side in raw["box"])),
        float(raw["confidence"]),
        frozenset(raw.get("state", ())),
        tuple(_element(child) for child in raw.get("children", ())),
        str(raw.get("icon", "")),
        Cell(**cell) if cell else None,
    )
