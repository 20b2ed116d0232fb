"""Small screens put together by hand: elements by role and box, lines by text and place."""

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.perception.found import Found, Icon
from flashweb.perception.structure import assemble

SIZE = (1000, 800)


def found(role: str, left: float, top: float, right: float, bottom: float, confidence: float = 0.9) -> Found:
    return Found(role, Box(left, top, right, bottom), confidence)


def line(text: str, left: float, top: float, width: float | None = None) -> Element:
    """One line, 20 px high."""
    return Element("text", text, text, Box(left, top, left + (width or 10 * len(text)), top + 20), 0.95)


def screen_of(elements: list[Found], lines: list[Element], icons: dict[int, Icon] | None = None) -> Screen:
    return assemble(SIZE, elements, lines, icons or {}, Need())


def by_role(screen: Screen, role: str) -> list[Element]:
    return [element for element in screen.walk() if element.role == role]


def names(screen: Screen, role: str) -> list[str]:
    return [element.name for element in by_role(screen, role)]
