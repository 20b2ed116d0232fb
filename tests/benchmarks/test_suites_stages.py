"""What a screen is made of for each stage, and the programs that items stand for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.suites.stages.programs import program_of
from benchmarks.suites.stages.screens import Kept, with_true_both, with_true_elements, with_true_text, with_truth
from flashweb.core.screen import Box, Element, Screen
from flashweb.engines.nano.program import Intent, Pick
from flashweb.evals.items import Item
from flashweb.perception.found import Found

BUTTON, LABEL, LINE = [10, 10, 90, 40], [10, 60, 60, 80], [70, 55, 200, 85]
PAGE: dict[str, Any] = {
    "index": 1,
    "size": [400, 300],
    "elements": [
        {
            "id": 0,
            "parent": None,
            "role": "button",
            "name": "保存",
            "text": "保存",
            "box": BUTTON,
            "state": ["disabled"],
        },
        {
            "id": 1,
            "parent": None,
            "role": "textbox",
            "name": "姓名",
            "text": "王涛",
            "box": LINE,
            "state": [],
            "label": {"text": "姓名", "box": LABEL},
        },
    ],
    "lines": [
        {"text": "保存", "box": [30, 15, 70, 35]},
        {"text": "姓名", "box": LABEL},
        {"text": "王涛", "box": [75, 60, 110, 80]},
    ],
}


def kept() -> Kept:
    """Misread text, and no field found."""
    lines = tuple(
        Element("text", text, text, Box(*line["box"]))
        for text, line in zip(("保仔", "姓名", "王涛"), PAGE["lines"], strict=True)
    )
    return Kept((400, 300), Path("1.png"), lines, lines, Screen(400, 300), (Found("button", Box(*BUTTON)),))


def named(made: Kept) -> list[tuple[str, str, str]]:
    return [(each.role, each.name, each.text) for each in made.parsed.walk() if each.role != "text"]


def item(rule: str, question: str, truth: dict[str, Any], box: list[float]) -> Item:
    body = {"id": f"{rule}-001", "suite": "s", "category": "ui", "language": "zh", "images": ["1.png"]}
    return Item.model_validate(body | {"question": question, "truth": truth, "boxes": [{"any_of": [box]}]})


def test_one_stage_after_another_is_made_right() -> None:
    assert named(with_true_text(kept(), PAGE)) == [("button", "保存", "保存")]
    assert named(with_true_elements(kept(), PAGE)) == [("button", "保仔", "保仔"), ("textbox", "姓名", "王涛")]
    assert named(with_true_both(kept(), PAGE)) == named(with_truth(kept(), PAGE))
    assert next(each.state for each in with_truth(kept(), PAGE).parsed.walk()) == {"disabled"}


def test_a_rule_and_the_dom_tell_the_program() -> None:
    disabled = item("is_disabled", "保存按钮能点吗", {"kind": "yes_no", "holds": True, "state": "disabled"}, BUTTON)
    program = program_of(disabled, PAGE)
    assert program is not None
    assert (program.intent, program.anchors, program.state) == (Intent.STATE, ("保存",), "disabled")
    rows = program_of(item("count_rows", "几行", {"kind": "count", "number": 3}, BUTTON), PAGE)
    assert rows is not None and rows.pick is Pick.ROWS
    assert program_of(item("sentence", "念一下", {"kind": "value", "values": ["a"]}, BUTTON), PAGE) is None
