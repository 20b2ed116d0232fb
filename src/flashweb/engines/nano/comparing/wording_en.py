# ruff: noqa: E501 - word lists and sentences read better unbroken
"""Differences told in English."""

from __future__ import annotations

from flashweb.core.screen import Element
from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.comparing.wording import Between, called, others, shown
from flashweb.perception.icons import icon_name

_ROLES = {
    "button": "button", "link": "link", "textbox": "field", "searchbox": "search box", "combobox": "drop-down", "spinbutton": "number field",
    "checkbox": "checkbox", "radio": "radio button", "switch": "switch", "slider": "slider", "tab": "tab", "menuitem": "menu item",
    "option": "option", "treeitem": "tree item", "dialog": "dialog", "progressbar": "progress bar", "img": "picture", "table": "table",
    "row": "row", "card": "card", "article": "card", "listitem": "list item", "list": "list", "alert": "message", "status": "message",
    "heading": "heading", "menu": "menu", "form": "form",
}  # fmt: skip
_STATES = {
    "checked": ("checked", "unchecked"), "mixed": ("partly checked", "no longer partly checked"), "disabled": ("disabled", "enabled"),
    "selected": ("selected", "no longer selected"), "expanded": ("expanded", "no longer expanded"),
    "collapsed": ("collapsed", "no longer collapsed"), "pressed": ("pressed", "no longer pressed"),
    "invalid": ("marked as wrong", "no longer marked as wrong"),
}  # fmt: skip
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


class EnglishChanges:
    """See `wording.ChangeWording`."""

    end = "."
    next = "; "

    def _pair(self, between: Between) -> str:
        return "The two pictures" if between.is_all else f"Pictures {between.first} and {between.second}"

    def _picture(self, number: int, between: Between) -> str:
        return f"the {_ORDINALS[number]} picture" if between.is_all else f"picture {number}"

    def none(self, between: Between, *, of_asked: bool) -> str:
        return f"{self._pair(between)} do not differ{' in that' if of_asked else ''}."

    def count(self, between: Between, number: int) -> str:
        places = "one place" if number == 1 else f"{number} places"
        return f"{self._pair(between)} differ in {places}: "

    def same(self, between: Between, number: int) -> str:
        if not number:
            return f"They are the same: {_low(self.none(between, of_asked=False))}"
        return f"They are not the same: {_low(self.count(between, number))}"

    def change(self, change: Change, between: Between) -> tuple[str, str]:
        after = self._picture(between.second, between)
        if change.kind == "added":
            return "", f"{after} adds {self._whole(change)}"
        if change.kind == "removed":
            return f"{after} no longer has {self._whole(change)}", ""
        if change.kind == "moved":
            other = f" swapped places with {shown(change.detail[0])}" if change.detail else " moved"
            return self._element(change.before), other
        if change.aspect == "text":
            return self._texts(change)
        return self._element(change.before or change.after), self._look(change)

    def _texts(self, change: Change) -> tuple[str, str]:
        before, after = change.detail
        if not before:
            return self._element(change.before), f" now says {shown(after)}"
        if not after:
            return f"the text {shown(before)}", " is gone"
        kind = _ROLES.get(change.element.role, "")
        return (f"the {kind} " if kind else "") + shown(before), f" became {shown(after)}"

    def _look(self, change: Change) -> str:
        if change.aspect == "state":
            told = " and ".join(_STATES[s.removeprefix("not ")][s.startswith("not ")] for s in change.detail)
            return f" is now {told}" if told else " has its tick changed"
        if change.aspect == "colour":
            one, other = change.detail
            return f" went from {one} to {other}" if one != other else f" has another shade of {one}"
        if change.aspect == "size":
            return " has another size: larger" if change.detail == ("larger",) else " has another size: smaller"
        return " has another style"

    def _element(self, element: Element | None) -> str:
        assert element is not None
        name = element.name if element.role != "img" else ""
        return self.thing(name or icon_name(element.icon, "en"), element.role)

    def _whole(self, change: Change) -> str:
        name = called(change, "en")
        inside = others(change, name)
        thing = self.thing(name, change.element.role)
        return thing + (f" (with {', '.join(shown(text) for text in inside)})" if inside else "")

    def thing(self, name: str, role: str | None) -> str:
        kind = _ROLES.get(role or "", "")
        if not name:
            return f"{'an' if (kind or 'e')[0] in 'aeiou' else 'a'} {kind or 'element'}"
        if not kind:
            return shown(name)
        return f"the {kind} {shown(name)}" if kind in ("row", "message", "heading") else f"the {shown(name)} {kind}"

    def more(self, number: int) -> str:
        return f"; and {number} more"

    def one_picture(self) -> str:
        return (
            "Comparing needs at least two pictures and there is only one: please add the screenshot to compare it with."
        )

    def in_pictures(self, what: str, numbers: list[int], total: int) -> str:
        if len(numbers) == total > 1:
            return f"{'Both' if total == 2 else f'All {total}'} pictures have {what}"
        named = " and ".join(f"{'T' if not at else 't'}he {_ORDINALS[n]} picture" for at, n in enumerate(numbers))
        return f"{named} {'has' if len(numbers) == 1 else 'have'} {what}"

    def in_none(self, what: str) -> str:
        return f"None of the pictures has {what}."

    def lacking(self, what: str, numbers: list[int]) -> str:
        named = " and ".join(f"{'T' if not at else 't'}he {_ORDINALS[n]} picture" for at, n in enumerate(numbers))
        return f"{named} {'does' if len(numbers) == 1 else 'do'} not have {what}"

    def which_of_what(self) -> str:
        return "Please say what to look for, for example: which picture has the 'Export' button?"


def _low(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
