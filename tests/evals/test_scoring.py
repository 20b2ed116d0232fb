"""The scorer against answers marked by hand, and the rules one by one."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.suites.agreement import load_marked
from flashweb.evals.items import Item
from flashweb.evals.scoring import is_refusal, judge

LOGIN = {
    "kind": "elements",
    "items": [{"name": name, "role": "button"} for name in ("登录", "注册", "忘记密码")],
    "others": ["首页", "用户名"],
}


def right(truth: dict[str, Any], answer: str, question: str = "?") -> bool:
    return judge(item(truth, question), answer).is_right


def item(truth: dict[str, Any], question: str = "?") -> Item:
    body = {"id": "a", "suite": "s", "category": "ui", "language": "zh", "images": ["a.png"]}
    return Item.model_validate({**body, "question": question, "truth": truth})


def test_it_agrees_with_people() -> None:
    marked = load_marked()
    assert len(marked) >= 200
    assert sum(one.is_right for one in marked) > 0.4 * len(marked)
    assert sum(one.is_right for one in marked) < 0.6 * len(marked)
    for language in ("zh", "en"):
        part = [one for one in marked if one.item.language == language]
        assert len(part) >= 80
        assert sum(one.agrees for one in part) / len(part) >= 0.96


def test_one_wrong_name_in_a_sentence_that_bleu_likes_is_wrong() -> None:
    assert right(LOGIN, "页面包含'登录'、'注册'、'忘记密码'三个主要按钮。")
    assert not right(LOGIN, "页面包含'登录'、'注册'、'首页'三个主要按钮。")
    assert not right(LOGIN, "页面包含'登录'、'注册'、'忘记密码'、'提交'四个主要按钮。")


@pytest.mark.parametrize(
    ("value", "answer", "expected"),
    [
        ("8 characters or more", "It must have 6 characters or more.", False),
        ("8 characters or more", "It must have 8 charcters or more.", True),
        ("2,400", "It is 2400.", True),
        ("24", "It is 240.", False),
        ("Pro", "You need the Product page.", False),
        ("active", "The account is inactive.", False),
    ],
)
def test_a_value_is_there_whole_and_with_its_numbers(value: str, answer: str, expected: bool) -> None:
    assert right({"kind": "value", "values": [value]}, answer) is expected


def test_states_go_with_their_names() -> None:
    items = [{"name": "短信", "state": ["checked"]}, {"name": "邮件", "state": ["unchecked"]}]
    truth = {"kind": "elements", "items": items}
    assert right(truth, "“短信”已勾选，“邮件”没有勾选。")
    assert not right(truth, "“短信”没有勾选，“邮件”已勾选。")


def test_changes_are_tuples_of_kind_and_name() -> None:
    truth = {"kind": "changes", "changes": [{"type": "added", "name": "Export"}, {"type": "removed", "name": "Help"}]}
    assert right(truth, '"Export" was added and "Help" was removed.')
    assert not right(truth, '"Help" was added and "Export" was removed.')
    assert not right(truth, "They are identical.")
    assert right({"kind": "changes", "changes": []}, "They are identical.")
    assert not right({"kind": "changes", "changes": []}, 'The button "Save" was removed.')


def test_values_of_rows_are_not_swapped() -> None:
    cells = [{"row": "East", "column": "Sales", "value": "12"}, {"row": "West", "column": "Sales", "value": "34"}]
    truth = {"kind": "cells", "cells": cells}
    assert right(truth, "East: 12, West: 34")
    assert not right(truth, "East: 34, West: 12")


def test_declining_is_right_only_where_nothing_is_to_be_told() -> None:
    cannot = item({"kind": "unanswerable", "tempting": ["¥10"]})
    assert judge(cannot, "页面上没有写运费。").is_right
    assert not judge(cannot, "页面上没有写运费，应该是 ¥10。").is_right
    assert not is_refusal(cannot, "页面上没有写运费。")
    assert is_refusal(item({"kind": "value", "values": ["99"]}), "页面上没有写价格。")
    assert not judge(cannot, "  ").is_right
