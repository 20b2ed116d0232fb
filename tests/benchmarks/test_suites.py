"""The rules that make dom300: what they ask of a small page, and what they leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.suites.drafts import Draft
from benchmarks.suites.make import RULES
from benchmarks.suites.page import Page
from benchmarks.suites.rules_text import pairs
from benchmarks.suites.wordings import WORDINGS

CELLS = (("商品", "单价"), ("键盘", "¥30"), ("鼠标", "¥12"), ("耳机", "¥99"))


def element(number: int, role: str, name: str, **more: Any) -> dict[str, Any]:
    box = [10, 10 + 40 * number, 200, 40 + 40 * number]
    return {"id": number, "parent": None, "role": role, "name": name, "text": name, "box": box, "state": [], **more}


def page_of(*elements: dict[str, Any]) -> Page:
    lines = [{"text": one["name"], "box": one["box"]} for one in elements if one["name"]]
    body = {"index": 1, "kit": "none", "language": "zh", "size": [1280, 800], "elements": elements, "lines": lines}
    return Page.of(Path("a.png"), body)


def drafts(page: Page) -> dict[str, list[Draft]]:
    found: dict[str, list[Draft]] = {}
    for draft in (draft for rule in RULES for draft in rule(page)):
        found.setdefault(draft.rule, []).append(draft)
    return found


def table() -> Page:
    cells = []
    for row, texts in enumerate(CELLS):
        for column, text in enumerate(texts):
            place = {"table": 0, "row": row, "col": column, "header": row == 0}
            box = [200 * column, 40 * row, 200 * column + 190, 40 * row + 38]
            role = "cell" if row else "columnheader"
            cells.append(element(1 + 2 * row + column, role, text, cell=place, box=box, parent=0))
    return page_of(element(0, "table", "", box=[0, 0, 400, 160]), *cells)


def test_tables_are_asked_for_cells_extremes_and_size() -> None:
    found = drafts(table())
    assert found["count_rows"][0].truth["number"] == 3
    assert {draft.truth["cells"][0]["value"] for draft in found["look_up"]} == {"¥30", "¥12", "¥99"}
    assert found["largest"][0].truth["values"] == ["耳机"]
    assert found["smallest"][0].truth["values"] == ["鼠标"]
    assert found["smallest"][0].truth["distractors"] == ["键盘", "耳机"]


def test_states_are_asked_of_what_can_be_told_apart() -> None:
    boxes = [element(0, "checkbox", "邮件", state=["checked"]), element(1, "checkbox", "短信")]
    found = drafts(page_of(*boxes))
    assert [draft.truth["holds"] for draft in found["is_checked"]] == [True, False]
    assert [item["name"] for item in found["which_checked"][0].truth["items"]] == ["邮件"]
    same = drafts(page_of(boxes[0], element(1, "checkbox", "邮件")))
    assert "is_checked" not in same
    assert same["count_checkbox"][0].truth["number"] == 2


def test_what_is_half_covered_is_not_counted() -> None:
    buttons = [element(0, "button", "登录"), element(1, "button", "注册"), element(2, "button", "帮助", partial=True)]
    assert "count_button" in drafts(page_of(*buttons[:2]))
    assert not {"count_button", "list_button"} & drafts(page_of(*buttons)).keys()


def test_required_fields_need_stars_that_can_be_seen() -> None:
    fields = [
        element(n, "textbox", name, state=state, label={"box": [0, 0, 9, 9]})
        for n, (name, state) in enumerate((("姓名", ["required"]), ("电话", [])))
    ]
    assert "required_fields" not in drafts(page_of(*fields))
    star = element(2, "text", "* 姓名")
    assert [i["name"] for i in drafts(page_of(*fields, star))["required_fields"][0].truth["items"]] == ["姓名"]


def test_pairs_ask_for_what_one_page_has() -> None:
    first, second = page_of(element(0, "button", "导出")), page_of(element(0, "button", "打印"))
    found = [draft for draft in pairs(first, second) if draft.rule == "which_has_button"]
    assert [(draft.slots["name"], draft.truth["values"][0]) for draft in found] == [
        ("导出", "第一张"),
        ("打印", "第二张"),
    ]


@pytest.mark.parametrize("rule", sorted(WORDINGS))
def test_every_rule_has_words_in_both_languages(rule: str) -> None:
    words = WORDINGS[rule]
    assert set(words) == {"zh", "en", "answer_zh", "answer_en"}
    assert all(len(ways) >= 2 and len(set(ways)) == len(ways) for ways in words.values())
