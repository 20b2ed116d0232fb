"""What the reader learns to say about a question: the label sets, and a question with its labels.

The sets' orders are part of the trained network: append, never reorder. None is always a further value of a slot.
"""

from __future__ import annotations

from dataclasses import dataclass

from flashweb.engines.nano.program import Attribute, Gap, Intent, Language, Pick

INTENTS = tuple(intent.value for intent in Intent if intent not in (Intent.VALUE, Intent.LAYOUT))
ROLES = (
    *("button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "slider", "tab"),
    *("menuitem", "option", "img", "heading", "table", "row", "cell", "columnheader", "listitem", "dialog"),
    *("alert", "navigation", "form", "progressbar", "card", "text"),
)
STATES = (
    *("checked", "unchecked", "disabled", "enabled", "selected", "expanded", "collapsed"),
    *("required", "invalid", "readonly", "focused"),
)
VERTICAL = ("top", "middle", "bottom")
HORIZONTAL = ("left", "center", "right")
COLOURS = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "brown", "grey", "black", "white")
ORDER = ("1", "2", "3", "4", "5", "6", "last")
PICKS = tuple(pick.value for pick in Pick)
ATTRIBUTES = tuple(attribute.value for attribute in Attribute)
GAPS = tuple(gap.value for gap in Gap)
SPANS = ("thing", "within", "field")

SLOTS: dict[str, tuple[str, ...]] = {
    "role": ROLES,
    "state": STATES,
    "vertical": VERTICAL,
    "horizontal": HORIZONTAL,
    "colour": COLOURS,
    "order": ORDER,
    "pick": PICKS,
    "attribute": ATTRIBUTES,
    "gap": GAPS,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with the program it asks for.

    spans: (one of SPANS, start, end), character offsets into `question`, in its order; thing: the element, text or
    task that is asked about; within: the part of the page to look in; field: the column or property wanted.
    skeleton: the id of the wording. earlier: the questions before this one, oldest first.
    leans: it cannot be understood without them.
    """

    question: str
    language: Language
    intent: str
    role: str | None = None
    state: str | None = None
    vertical: str | None = None
    horizontal: str | None = None
    colour: str | None = None
    order: str | None = None
    pick: str | None = None
    attribute: str | None = None
    gap: str | None = None
    spans: tuple[tuple[str, int, int], ...] = ()
    skeleton: str = ""
    earlier: tuple[str, ...] = ()
    leans: bool = False
