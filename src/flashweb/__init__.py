"""FlashWeb: drop a web screenshot, ask in Chinese or English, read a streamed answer with boxes that prove it.

From Python: `screen = await parse_screen("shot.png")`. Names are loaded when they are first used, so that importing
the package, and `flashweb --help`, costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flashweb.core.screen import Box, Cell, Element, Need, Screen
    from flashweb.perception.outline import outline
    from flashweb.perception.reader import ScreenReader, parse_screen

__version__ = "0.1.0"
__all__ = ["Box", "Cell", "Element", "Need", "Screen", "ScreenReader", "__version__", "outline", "parse_screen"]

_HOMES = dict.fromkeys(("Box", "Cell", "Element", "Need", "Screen"), "flashweb.core.screen") | {
    "ScreenReader": "flashweb.perception.reader",
    "outline": "flashweb.perception.outline",
    "parse_screen": "flashweb.perception.reader",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"flashweb has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(home), name)
