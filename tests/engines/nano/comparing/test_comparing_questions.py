# ruff: noqa: E501 - questions and answers read better unbroken
"""Which questions compare pictures, in many wordings."""

from __future__ import annotations

import pytest

from flashweb.engines.nano.program import Intent
from flashweb.engines.nano.understand import understand

CHANGES = """
两张图有什么区别 | 哪里变了 | 新版多了什么 | 少了什么 | 前后有什么变化 | 对比一下这两张截图 | 找不同 | 改了哪些地方 | 第二张比第一张多了什么
什么东西不见了 | 哪些按钮变了 | 列出所有差异 | 哪些元素移动了位置 | diff一下 | 价格变成多少了
what changed | spot the difference | compare the two screenshots | what's new in the second one | which buttons were removed
what are the differences | how do these two differ | what has been added | list every change | what moved | what happened between the two
what does the second picture have that the first doesn't | did the price change
"""
SAME = """
一样吗 | 这两张图一样吗 | 两个页面是同一个吗 | 是不是一模一样 | 有没有区别，还是完全相同 | 没有变化吧
are these two the same | are they identical | is there any difference | do the two screenshots differ | same? | did anything change at all
"""
WHICH = """
哪张图有退款按钮 | 第几张图里有退款 | 退款在哪张图里
which screenshot shows the refund button | in which image do you see refund | which picture has a refund button
"""
OTHERS = """
怎么修改密码 | 现在的价格是多少 | 有哪些按钮 | 哪个套餐最便宜 | 密码上次修改时间 | 这张图里写了什么
how do I change my password | what is the total | which plan is the cheapest | when was it last changed | list the buttons
what is this screenshot about | change the language
"""


def questions(text: str) -> list[str]:
    return [question.strip() for line in text.strip().splitlines() for question in line.split("|")]


@pytest.mark.parametrize("question", questions(CHANGES))
def test_changes(question: str) -> None:
    assert understand([question]).intent is Intent.CHANGES


@pytest.mark.parametrize("question", questions(SAME))
def test_same(question: str) -> None:
    assert understand([question]).intent is Intent.SAME


@pytest.mark.parametrize("question", questions(WHICH))
def test_which_picture(question: str) -> None:
    program = understand([question])
    assert program.intent is Intent.WHICH_PICTURE
    assert program.anchors in (("退款",), ("refund",))


@pytest.mark.parametrize("question", questions(OTHERS))
def test_others(question: str) -> None:
    assert understand([question]).intent not in (Intent.CHANGES, Intent.SAME, Intent.WHICH_PICTURE)
