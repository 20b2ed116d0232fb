# ruff: noqa: E501 - patterns and word lists read better unbroken
"""What stands around an element: the fields that a button hands in, the row, card or dialog that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import own_name
from flashweb.engines.nano.functions.acts import Act, act_in, act_of_icon
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.selecting import FIELDS, TEXT_FIELDS, TICKS, Placed, holds

_GROUPS = frozenset({"form", "dialog", "card", "article", "search", "main"})
_TITLED = frozenset({"row", "card", "article", "listitem", "dialog", "alert"})
_ASIDE = frozenset({"navigation", "banner", "contentinfo", "table", "row", "menu"})
_HINT = re.compile(
    r"^\s*(?:请|输入|填写|选择|搜索|搜一搜|可选|选填|点击|例如|如[:：]|至少|不少于|再次|再输|全部$)|^(?:.{0,8}\d\s?位.{0,8})$"
    r"|^\s*(?:please|enter|type|choose|select|search|e\.?g\.?|your\b|optional|add |write|pick|re-?enter|repeat|example|find|find\b|mm\W|dd\W|yyyy|at least|any\b)"
    r"|(?:…|\.\.\.)\s*$|^\s*[-—]+\s*(?:请选择|select).*$|^(?:you@|name@|user@|john@|jane@)\S*$",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_DOTS = re.compile(r"^[\s•●·∙⚫⬤*.oO。]+$")
SYMBOLS = {
    "×": "close", "x": "close", "✕": "close", "✖": "close", "+": "increase", "＋": "increase", "-": "decrease", "−": "decrease",
    "—": "decrease", "<": "previous", "‹": "previous", "«": "previous", ">": "next", "›": "next", "»": "next", "?": "help",
    "？": "help", "...": "more", "…": "more", "⋮": "more", "≡": "menu", "☰": "menu",
}  # fmt: skip
"""What buttons mean that are called by a sign alone: keys of acts."""


def act_of(element: Element) -> Act | None:
    """What pressing the element does, by its name, a sign that stands for it, or its icon."""
    name = own_name(element)
    sign = name.strip().casefold()
    if sign in SYMBOLS:
        found = act_in(
            {"close": "close", "increase": "increase", "decrease": "decrease"}.get(SYMBOLS[sign], SYMBOLS[sign])
        )
        return found[0] if found else None
    if name and (named := act_in(name)):
        return named[0]
    return act_of_icon(element.icon) if element.icon and not name else None


def hands_in(placed: Placed, among: Sequence[Placed]) -> bool:
    """Pressing it hands in the fields around it. Of buttons to sign in and to sign up, that stand together, the second
    only leads to the other form."""
    act = act_of(placed.element)
    if act is None or not act.hands_in or placed.element.role != "button":
        return False
    fields = group_of(placed, among)
    rivals = [
        each
        for each in among
        if each.element.role == "button"
        and each.element.box.top < placed.element.box.top
        and (other := act_of(each.element)) is not None
        and {other.key, act.key} == {"login", "register"}
    ]
    return not any(group_of(rival, among) == fields for rival in rivals if fields)


def is_filled(field: Element) -> bool:
    """Something was entered or chosen there; what only says what to enter does not count."""
    text = field.text.strip()
    if field.role in TICKS:
        return "checked" in field.state
    if not text or _HINT.search(text):
        return False
    if _DOTS.match(text):
        return True
    return field.role == "combobox" or fold(text).packed != fold(field.name).packed


def group_of(placed: Placed, among: Sequence[Placed]) -> list[Element]:
    """The fields that belong together with an element, in reading order: of the smallest form, dialog or card around
    both, else those above it in its column or right beside it."""
    fields = [each for each in among if each.element.role in FIELDS and each.element is not placed.element]
    for around in sorted(_groups(placed, among), key=lambda group: group.box.area):
        inside = [each.element for each in fields if each.inside(around)]
        if inside:
            return _in_order(inside)
    over = [each.element for each in fields if _leads_to(each, placed)]
    return _in_order(over)


def _groups(placed: Placed, among: Sequence[Placed]) -> list[Element]:
    near = [
        each.element for each in among if each.element.role in _GROUPS and holds(each.element.box, placed.element.box)
    ]
    return [*near, *(each for each in placed.around if each.role in _GROUPS and each not in near)]


def _leads_to(field: Placed, placed: Placed) -> bool:
    if any(outer.role in _ASIDE for outer in field.around) or field.element.role == "searchbox":
        return False
    box, button = field.element.box, placed.element.box
    over = min(box.right, button.right) - max(box.left, button.left) > 0
    return over and box.bottom <= button.top + 4 and button.top - box.bottom < 12 * max(box.height, 20)


def _in_order(fields: Sequence[Element]) -> list[Element]:
    return sorted(fields, key=lambda each: (round(each.box.center[1] / 14), each.box.left))


def beside(placed: Placed, among: Sequence[Placed]) -> Element | None:
    """The text field that a button belongs to: it touches or holds the button, on the same line."""
    box = placed.element.box

    def gap(field: Element) -> float:
        return max(field.box.left - box.right, box.left - field.box.right, 0.0)

    level = [
        each.element
        for each in among
        if each.element.role in TEXT_FIELDS
        and each.element is not placed.element
        and each.element.box.top <= box.center[1] <= each.element.box.bottom
    ]
    near = [field for field in level if gap(field) <= 2 * box.height]
    return min(near, key=gap, default=None)


def missing(fields: Sequence[Element]) -> list[Element]:
    """What may still have to be done before a button works: wrong fields, empty ones, an unticked agreement."""
    wrong = [each for each in fields if "invalid" in each.state]
    empty = [each for each in fields if each.role in TEXT_FIELDS and not is_filled(each) and each.name]
    required = [each for each in empty if "required" in each.state]
    ticks = [each for each in fields if each.role == "checkbox" and not is_filled(each) and is_agreement(each.name)]
    found = {id(each): each for each in (*wrong, *(required or empty), *ticks)}
    return list(found.values())


def is_agreement(name: str) -> bool:
    """Ticking it means to agree to terms."""
    return bool(re.search(r"同意|协议|条款|agree|accept|terms|privacy", name, re.IGNORECASE))


def owner(placed: Placed, among: Sequence[Placed]) -> tuple[str, Element, str] | None:
    """What a button in a row, card, list item or dialog is about: the kind, that part, and what it is called."""
    around = [each.element for each in among if holds(each.element.box, placed.element.box)]
    inner = sorted({id(each): each for each in (*placed.around, *around)}.values(), key=lambda each: each.box.area)
    for each in inner:
        if each.role in ("row", "card", "article", "dialog", "listitem") and (name := head(each, placed.element)):
            return ("card" if each.role == "article" else each.role), each, name
    return None


def head(container: Element, but: Element | None = None) -> str:
    """What a part of the page is called: its first heading or cell with words; else its own short name."""
    inside = [each for each in container.walk() if each is not container and each is not but]
    headings = [each.name for each in inside if each.role == "heading" and re.search(r"[^\W\d_]", each.name)]
    cells = [each.name for each in inside if each.role in ("cell", "rowheader") and re.search(r"[^\W\d_]", each.name)]
    texts = [each.name for each in inside if each.role in ("text", "link") and each.name]
    texts = texts if container.role in _TITLED else []
    names = headings or (cells if container.role == "row" else []) or texts or [container.name]
    found = next((name for name in names if name and (but is None or name != but.name)), "")
    return found if (2 if _HAN.search(found) else 4) <= len(found) <= 40 else ""
