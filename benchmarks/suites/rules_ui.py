"""Rules about controls: lists, numbers, states, what an icon is for."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.suites.drafts import Draft, are_distinct, named, others, targets
from benchmarks.suites.page import Node, Page
from benchmarks.suites.wordings import ICONS, STATE_WORDS

FIELDS = ("textbox", "combobox", "spinbutton", "searchbox")


def lists(page: Page) -> Iterator[Draft]:
    """All of a role, where all can be seen and told apart."""
    for role, low, high in (("button", 2, 7), ("tab", 2, 7), ("checkbox", 2, 8), ("radio", 2, 6), ("switch", 2, 6)):
        nodes = page.of_role(role)
        if role == "button":
            nodes = [node for node in nodes if node.text and node.text == node.name]
        is_whole = low <= len(nodes) <= high and _can_be_told(page, nodes) and not page.has_partial(role)
        if is_whole and not any(node.name.isdecimal() for node in nodes):
            yield _set(f"list_{role}", page, nodes)


def fields(page: Page) -> Iterator[Draft]:
    """Fields with labels; those that must be filled in."""
    nodes = [node for node in page.of_role(*FIELDS) if node.label]
    if 2 <= len(nodes) <= 8 and are_distinct(nodes) and not page.has_partial(*FIELDS):
        yield _set("list_fields", page, nodes)
        needed = [node for node in nodes if "required" in node.state]
        if 0 < len(needed) < len(nodes) and _are_starred(page):
            yield _set("required_fields", page, needed)


def _can_be_told(page: Page, nodes: list[Node]) -> bool:
    """All have names of their own that can be seen."""
    return are_distinct(nodes) and all(page.is_named_visibly(node) for node in nodes)


def _are_starred(page: Page) -> bool:
    """Fields that must be filled in show it by a star in the text, and no star means anything else."""
    texts = [text.strip() for text, _ in page.lines if "**" not in text]
    stars = sum(text.startswith("*") or text.endswith("*") for text in texts)
    return stars > 0 and stars == sum("required" in node.state for node in page.nodes)


def _set(rule: str, page: Page, nodes: list[Node]) -> Draft:
    truth = {"kind": "elements", "items": named(nodes), "others": others(page, nodes)}
    answer = [node.name for node in nodes]
    return Draft(rule, "ui", page, truth, {"n": str(len(nodes))}, answer, targets(page, nodes))


def counts(page: Page) -> Iterator[Draft]:
    """How many of a role."""
    for role in ("checkbox", "radio", "switch", "tab", "slider", "textbox", "card", "button"):
        nodes = page.of_role(role)
        if not 2 <= len(nodes) <= 12 or page.has_partial(role):
            continue
        if role == "button" and not all(node.text for node in nodes):
            continue
        items = named(nodes, role=False) if _can_be_told(page, nodes) else []
        truth = {"kind": "count", "number": len(nodes), "items": items}
        yield Draft(f"count_{role}", "ui", page, truth, {}, [str(len(nodes))], targets(page, nodes))


def states(page: Page) -> Iterator[Draft]:
    """Does a state hold of a named control."""
    asked = (
        ("checked", ("checkbox", "switch")),
        ("selected", ("tab", "radio")),
        ("disabled", ("button", "textbox", "combobox")),
        ("required", FIELDS),
    )
    for state, roles in asked:
        nodes = [node for node in page.of_role(*roles) if node.name and len(node.name) <= 30]
        holds = {"checked", "selected"} if state in {"checked", "selected"} else {state}
        some = [node for node in nodes if node.state & holds]
        if not some or not _can_be_told(page, nodes) or (state == "required" and not _are_starred(page)):
            continue
        for node in nodes:
            if state == "required" and node.label is None:
                continue
            truth = {"kind": "yes_no", "holds": bool(node.state & holds), "state": state}
            slots = {"name": node.name, "thing_zh": _thing(node, "zh"), "thing_en": _thing(node, "en")}
            rule = f"is_{state}_switch" if node.role == "switch" else f"is_{state}"
            words = STATE_WORDS["on" if node.role == "switch" else state]
            answer = [words[bool(node.state & holds)]["zh"], words[bool(node.state & holds)]["en"]]
            yield Draft(rule, "ui", page, truth, slots, answer, targets(page, [node]))


def _thing(node: Node, language: str) -> str:
    words = {
        "checkbox": ("复选框", "checkbox"),
        "switch": ("开关", "switch"),
        "tab": ("标签页", "tab"),
        "radio": ("选项", "option"),
        "button": ("按钮", "button"),
    }
    return words.get(node.role, ("一栏", "field"))[language == "en"]


def which(page: Page) -> Iterator[Draft]:
    """Which ones are in a state."""
    for rule, role, state in (
        ("which_tab", "tab", "selected"),
        ("which_checked", "checkbox", "checked"),
        ("which_on", "switch", "checked"),
        ("which_radio", "radio", "selected"),
    ):
        nodes = page.of_role(role)
        holds = {"checked", "selected"} if role in {"radio", "tab"} else {state}
        found = [node for node in nodes if node.state & holds]
        if len(nodes) < 2 or not found or not _can_be_told(page, nodes) or page.has_partial(role):
            continue
        if len(found) > 1 and role in {"tab", "radio"}:
            continue
        rest = [node.name for node in nodes if node not in found]
        truth = {"kind": "elements", "items": named(found), "others": rest}
        answer = [node.name for node in found]
        yield Draft(rule, "ui", page, truth, {"n": str(len(found))}, answer, targets(page, found))
    for found in ([node for node in page.of_role("button") if "disabled" in node.state and node.text],):
        if found and are_distinct(page.of_role("button")) and not page.has_partial("button"):
            truth = {"kind": "elements", "items": named(found), "others": others(page, found, "button")}
            answer = [node.name for node in found]
            yield Draft("which_disabled", "ui", page, truth, {"n": str(len(found))}, answer, targets(page, found))


def icons(page: Page) -> Iterator[Draft]:
    """What an icon button is for, where its icon is the only one of its kind."""
    for node in page.of_role("button"):
        known = ICONS.get(node.icon)
        if known is None or node.text or sum(other.icon == node.icon for other in page.nodes) > 2:
            continue
        inside = {other.id for other in page.below(node)}
        if any(other.icon == node.icon and other.id != node.id and other.id not in inside for other in page.nodes):
            continue
        looks_zh, looks_en, meanings = known
        truth = {"kind": "facts", "facts": [meanings]}
        slots = {"looks_zh": looks_zh, "looks_en": looks_en}
        yield Draft("icon_for", "ui", page, truth, slots, [meanings[0], meanings[-1]], targets(page, [node]))
