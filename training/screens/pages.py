"""A page to render: its description and everything about how it looks, all drawn from one seed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

Node = dict[str, Any]
Theme = Literal["light", "dark"]
Format = Literal["png", "jpeg", "webp"]


@dataclass(frozen=True, slots=True)
class Window:
    """width and height in CSS pixels; scale: device pixels for each of them."""

    width: int
    height: int
    scale: float


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page. tree: the kit-independent description; quality: of the picture file, None for PNG."""

    index: int
    kit: str
    archetype: str
    language: Literal["zh", "en"]
    theme: Theme
    window: Window
    tree: Node
    icon_family: str
    icons: dict[str, tuple[str, float, float]]
    format: Format = "png"
    quality: int | None = None
    font: str = ""
    font_size: int = 0
    scroll: int = 0
    looks: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)

    def payload(self) -> str:
        """What `FW.show` takes, as JSON."""
        return json.dumps(
            {
                "kit": self.kit,
                "lang": self.language,
                "theme": self.theme,
                "page": self.tree,
                "icons": self.icons,
                "font": self.font,
                "size": self.font_size,
                "scroll": self.scroll,
                "looks": self.looks,
                "variables": self.variables,
            },
            ensure_ascii=False,
        )
