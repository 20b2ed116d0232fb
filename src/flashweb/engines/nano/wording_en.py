# ruff: noqa: E501 - patterns, word lists and sentences read better unbroken
"""Answers in English."""

from __future__ import annotations

from flashweb.core.screen import Box
from flashweb.engines.nano.program import Attribute, Gap
from flashweb.engines.nano.wording import place_of, quote

_KINDS = {
    Attribute.PHONE: ("phone number", "phone numbers"), Attribute.EMAIL: ("email address", "email addresses"),
    Attribute.URL: ("web address", "web addresses"), Attribute.PRICE: ("price", "prices"), Attribute.DATE: ("date", "dates"),
    Attribute.TIME: ("time", "times"), Attribute.DURATION: ("duration", "durations"), Attribute.PERCENT: ("percentage", "percentages"),
    Attribute.NUMBER: ("number", "numbers"), Attribute.ERROR: ("error message", "error messages"),
}  # fmt: skip
_ROLES = {
    "button": "button", "link": "link", "textbox": "input field", "searchbox": "search box", "combobox": "drop-down", "checkbox": "checkbox",
    "radio": "radio button", "switch": "switch", "slider": "slider", "tab": "tab", "menuitem": "menu item", "dialog": "dialog",
    "progressbar": "progress bar", "img": "icon", "table": "table",
}  # fmt: skip
_PLACES = (
    ("at the top left of the page", "at the top of the page", "at the top right of the page"),
    ("on the left of the page", "in the middle of the page", "on the right of the page"),
    ("at the bottom left of the page", "at the bottom of the page", "at the bottom right of the page"),
)
_GAPS = {
    Gap.STATE: "I do not see the control that you mean, so I cannot tell its state. ",
    Gap.APPEARANCE: "I can only read text so far and cannot tell yet colours, fonts or styles.",
    Gap.ICON: "I can only read text so far and cannot recognise icons yet.",
    Gap.FUNCTION: "I can only read text so far and cannot explain yet what a part of the page does.",
    Gap.COMPARE: "I cannot compare or spot differences yet, but I can read each picture's text.",
    Gap.CALCULATE: "I cannot calculate, sort or compare numbers yet, but I can read the ones on the page.",
    Gap.TRANSLATE: "I cannot translate yet, but I can read the text as it is.",
    Gap.ACTION: "I only see the screenshot and cannot act on the page.",
    Gap.PHOTO: "I can only read text so far and cannot recognise people or things in photos yet.",
    Gap.LANGUAGE: "I only understand questions in English and Chinese so far. 请用中文或英文提问。",
}
_STATES = {
    "checked": "checked", "selected": "selected", "disabled": "disabled", "enabled": "enabled", "expanded": "expanded", "collapsed": "collapsed",
    "unchecked": "not checked", "required": "marked as required", "invalid": "marked as wrong", "readonly": "read-only", "focused": "focused", "pressed": "pressed", "mixed": "partly checked",
}  # fmt: skip
_OPPOSITE = {
    "checked": "not checked", "selected": "not selected", "disabled": "enabled", "enabled": "disabled", "expanded": "not expanded", "collapsed": "not collapsed",
    "unchecked": "checked", "required": "not marked as required", "invalid": "not marked as wrong", "readonly": "not read-only", "focused": "not focused", "pressed": "not pressed", "mixed": "not partly checked",
}  # fmt: skip
_OF_SWITCHES = {"checked": ("on", "off"), "unchecked": ("off", "on")}


def _told(state: str, role: str) -> str:
    return _OF_SWITCHES[state][0] if role == "switch" and state in _OF_SWITCHES else _STATES[state]


class English:
    """See `wording.Wording`."""

    end = "."
    more = " and more"

    def picture(self, number: int) -> str:
        return f"Picture {number}: "

    def kind(self, attribute: Attribute) -> str:
        return _KINDS[attribute][0]

    def page_kind(self, kind: str) -> str:
        return f" From its text, this is {kind}."

    def located(self, text: str, box: Box, size: tuple[int, int], inside: str | None) -> str:
        place = _place(box, size)
        return f"{quote(text)} is {place}" if inside is None else f"{quote(text)} appears {place}, in {quote(inside)}"

    def located_next(self, box: Box, size: tuple[int, int], inside: str | None) -> str:
        place = _place(box, size)
        return f", and {place}" if inside is None else f", and {place}, in {quote(inside)}"

    def exists(self, text: str, box: Box, size: tuple[int, int], inside: str | None) -> str:
        place = _place(box, size)
        return f"Yes, {quote(text)} is {place}." if inside is None else f"Yes, {place} it says {quote(inside)}."

    def exists_as(self, text: str, instead: str, box: Box, size: tuple[int, int]) -> str:
        return f"Not as {quote(text)}, but {quote(instead)} is {_place(box, size)}."

    def absent(self, text: str) -> str:
        return f"No, {quote(text)} does not appear on the page."

    def absent_kind(self, attribute: Attribute) -> str:
        return f"No, I found no {_KINDS[attribute][0]} on the page."

    def counted(self, text: str, number: int) -> str:
        times = "once" if number == 1 else "twice" if number == 2 else f"{number} times"
        return f"{quote(text)} appears {times}" if number else f"0 times: {quote(text)} does not appear on the page"

    def counted_kind(self, attribute: Attribute, values: list[str]) -> str:
        one, many = _KINDS[attribute]
        listed = ", ".join(quote(v) for v in values)
        return (
            f"{len(values)} {one if len(values) == 1 else many}: {listed}"
            if values
            else f"I found no {one} on the page"
        )

    def value(self, label: str, value: str, *, is_on_screen: bool) -> str:
        return f"{quote(label)} is {quote(value)}" if is_on_screen else f"The {label} is {quote(value)}"

    def belongs(self, of: list[str], value: str) -> str:
        return f"For {' and '.join(quote(text) for text in of)} it is {quote(value)}"

    def value_of_kind(self, attribute: Attribute, of: str, value: str) -> str:
        kind = _KINDS[attribute][0]
        return f"The {kind} for {quote(of)} is {quote(value)}" if of else f"The {kind} is {quote(value)}"

    def value_next(self, value: str) -> str:
        return f", {quote(value)}"

    def not_stated(self, attribute: Attribute, value: str) -> str:
        return f"The page does not say exactly that; the {_KINDS[attribute][1]} on it: {quote(value)}"

    def no_value(self, label: str) -> str:
        return f"I could not find {quote(label)} on the page."

    def says(self, text: str) -> str:
        return f"The page says: {quote(text)}"

    def points(self, text: str, box: Box, size: tuple[int, int]) -> str:
        return f"See {quote(text)} {_place(box, size)}."

    def unanswered(self) -> str:
        return "I can read the text of this page, but found nothing in it that answers this."

    def title(self, text: str) -> str:
        return f"The title is {quote(text)}."

    def prominent(self, text: str) -> str:
        return f"No title stands out; the most prominent text is {quote(text)}"

    def about(self, title: str) -> str:
        return f"The page is titled {quote(title)}"

    def about_more(self, text: str) -> str:
        return f" and shows {quote(text)}"

    def no_text(self) -> str:
        return "I found no text in this picture."

    def no_such_lines(self, available: int) -> str:
        return f"The page has only {available} line{'s' if available != 1 else ''} of text."

    def nothing_there(self, anchor: str) -> str:
        return (
            f"There is no text there beside {quote(anchor)}."
            if anchor
            else "There is no text in that part of the page."
        )

    def cannot(self, gap: Gap, role: str | None) -> str:
        return _GAPS[gap]

    def still_there(self, text: str, box: Box, size: tuple[int, int]) -> str:
        return f" The text {quote(text)} is {_place(box, size)}."

    def element_first(self, name: str) -> str:
        return f": {quote(name)}"

    def state(self, name: str, state: str, role: str, *, holds: bool) -> str:
        told = _told(state, role) if holds else _OPPOSITE[state]
        if role == "switch" and state in _OF_SWITCHES:
            told = _OF_SWITCHES[state][not holds]
        return f"{'Yes' if holds else 'No'}, the {quote(name)} {_ROLES.get(role, '')} is {told}."

    def in_state(self, state: str, name: str, role: str) -> str:
        return f"{_told(state, role).capitalize()}: {quote(name)}"

    def none_in_state(self, state: str, role: str | None) -> str:
        if role == "switch" and state in _OF_SWITCHES:
            return f"I see no switch that is {_OF_SWITCHES[state][0]}."
        return f"I see no {_STATES[state]} {_ROLES.get(role or '', 'control')}."

    def outside(self) -> str:
        return "I am a small model that reads web screenshots and only answer questions about them: their text, buttons, forms and tables, and what changed between them; a larger model can be attached for this."

    def help(self) -> str:
        return (
            "I read web screenshots: ask me what is written, which buttons there are, where one is, what it does or whether "
            "it is enabled, what has to be filled in, what a table says, what changed between two screenshots, or for "
            "phone numbers, emails, prices and dates."
        )

    def no_picture(self) -> str:
        return "There is no picture yet: please attach a web screenshot (png, jpg or webp) and ask again."

    def no_such_picture(self, available: int) -> str:
        return (
            f"There {'is' if available == 1 else 'are'} only {available} picture{'s' if available != 1 else ''} here."
        )


def _place(box: Box, size: tuple[int, int]) -> str:
    column, row = place_of(box, size)
    return _PLACES[row][column]
