"""What an item asks for, as a query program: by the rule that made it, with names from the DOM.

Where a rule's program cannot be told from the item, there is none, and the stage "program" stays untested for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flashweb.engines.nano.program import Attribute, Intent, Pick, QueryProgram, Region
from flashweb.evals.items import Cells, Children, Item

Fields = Mapping[str, Any]
_LISTED = {f"{verb}_{role}": role for verb in ("list", "count") for role in (
    "button", "tab", "checkbox", "radio", "switch", "slider", "textbox", "card")}  # fmt: skip
_BY_RULE: Mapping[str, Fields] = {
    **{rule: {"intent": Intent.ELEMENTS, "role": role} for rule, role in _LISTED.items()},
    "list_fields": {"intent": Intent.ELEMENTS, "role": "field"},
    "required_fields": {"intent": Intent.STATE, "state": "required"},
    "which_tab": {"intent": Intent.STATE, "role": "tab", "state": "selected"},
    "which_checked": {"intent": Intent.STATE, "role": "checkbox", "state": "checked"},
    "which_on": {"intent": Intent.STATE, "role": "switch", "state": "checked"},
    "which_radio": {"intent": Intent.STATE, "role": "radio", "state": "selected"},
    "which_disabled": {"intent": Intent.STATE, "role": "button", "state": "disabled"},
    "count_rows": {"intent": Intent.TABLE, "pick": Pick.ROWS},
    "column_names": {"intent": Intent.TABLE, "pick": Pick.COLUMNS},
    "menu_top": {"intent": Intent.UNDER, "role": "navigation", "region": Region("top")},
    "menu_side": {"intent": Intent.UNDER, "role": "navigation", "region": Region(None, "left")},
    "current_top": {"intent": Intent.STATE, "role": "menuitem", "state": "selected", "region": Region("top")},
    "current_side": {"intent": Intent.STATE, "role": "menuitem", "state": "selected", "region": Region(None, "left")},
    "dialog_buttons": {"intent": Intent.ELEMENTS, "role": "button", "within": "dialog"},
    "dialog_title": {"intent": Intent.TITLE, "role": "dialog"},
    "title": {"intent": Intent.TITLE},
    **{f"only_{kind}": {"intent": Intent.VALUE, "attribute": Attribute(kind)} for kind in (
        "email", "date", "price", "percent")},
}  # fmt: skip
_OF_NAMED: Mapping[str, Fields] = {
    "is_checked": {"intent": Intent.STATE, "state": "checked"},
    "is_checked_switch": {"intent": Intent.STATE, "state": "checked", "role": "switch"},
    "is_selected": {"intent": Intent.STATE, "state": "selected"},
    "is_disabled": {"intent": Intent.STATE, "state": "disabled"},
    "is_required": {"intent": Intent.STATE, "state": "required"},
    "icon_for": {"intent": Intent.FUNCTION},
    "content": {"intent": Intent.VALUE},
    "hint": {"intent": Intent.VALUE},
}
_MEASURES = {"largest": Pick.LARGEST, "smallest": Pick.SMALLEST}


def rule_of(item: Item) -> str:
    """The rule that made an item; its id is the rule's name and a number."""
    return item.id.rsplit("-", 1)[0]


def program_of(item: Item, page: Mapping[str, Any]) -> QueryProgram | None:
    """The program that the question should have become; None where it cannot be told."""
    rule, truth = rule_of(item), item.truth
    bare = QueryProgram(Intent.OPEN, item.language, question=item.question)
    if rule in _BY_RULE:
        return replace(bare, **_BY_RULE[rule])
    if rule in _OF_NAMED and (element := _meant(item, page)) is not None:
        name = (element["name"] if element["text"] or rule != "icon_for" else element.get("icon")) or ""
        return replace(bare, **_OF_NAMED[rule], anchors=(name,), label=name)
    if rule == "look_up" and isinstance(truth, Cells):
        cell = truth.cells[0]
        return replace(bare, intent=Intent.TABLE, anchors=(cell.row,), field=cell.column)
    if rule in _MEASURES and (column := _column_in(item.question, page)):
        return replace(bare, intent=Intent.TABLE, pick=_MEASURES[rule], field=column)
    if rule == "card_buttons" and isinstance(truth, Children):
        return replace(bare, intent=Intent.ELEMENTS, role="button", within=truth.parent)
    return None


def _meant(item: Item, page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The element that an item points at first; its own box comes first in every target."""
    if not item.boxes:
        return None
    box = item.boxes[0].any_of[0]
    found: Mapping[str, Any] | None = next((each for each in page["elements"] if tuple(each["box"]) == box), None)
    return found


def _column_in(question: str, page: Mapping[str, Any]) -> str:
    """The longest column head that the question names."""
    heads = [each["name"] for each in page["elements"] if each["role"] == "columnheader" and each["name"]]
    return max((head for head in heads if head in question), key=len, default="")
