"""What a program becomes before it runs; the programs are those of the rules, as without a trained reader."""

from __future__ import annotations

from typing import Any

import pytest

from flashweb.engines.nano.program import Intent, Pick, QueryProgram, Region
from flashweb.engines.nano.settling import settled
from flashweb.engines.nano.settling.phrases import is_empty
from flashweb.engines.nano.understand import understand


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("数一下页面上的按钮", {"intent": Intent.ELEMENTS, "role": "button", "anchors": ()}),
        ("What is the number of radio buttons here?", {"intent": Intent.ELEMENTS, "role": "radio", "anchors": ()}),
        ("Which buttons are on this page?", {"intent": Intent.ELEMENTS, "role": "button", "state": None}),
        ("Which tabs are on the page", {"intent": Intent.ELEMENTS, "role": "tab", "state": None}),
        ("form fields?", {"intent": Intent.ELEMENTS, "role": "field"}),
        ("What tabs can I switch between?", {"intent": Intent.ELEMENTS, "role": "tab"}),
        ("单选的选项都有哪些", {"intent": Intent.ELEMENTS, "role": "radio", "state": None}),
        ("选的是哪个单选项", {"intent": Intent.STATE, "role": "radio", "state": "selected"}),
        ("开着的开关是哪些", {"intent": Intent.STATE, "role": "switch", "state": "checked", "anchors": ()}),
        ("“童锁”开着吗？", {"intent": Intent.STATE, "state": "checked", "anchors": ("童锁",)}),
        ("童锁现在是开还是关", {"intent": Intent.STATE, "state": "checked", "anchors": ("童锁",)}),
        ("哪些输入项是必填的？", {"intent": Intent.STATE, "role": "field", "state": "required"}),
        ("设备名称可以不填吗，还是必填？", {"intent": Intent.STATE, "state": "required", "anchors": ("设备名称",)}),
        ("左侧菜单有哪些项？", {"intent": Intent.UNDER, "role": "navigation", "region": Region(None, "left")}),
        ("top menu items?", {"intent": Intent.UNDER, "role": "navigation", "region": Region("top")}),
        ("Which page of the top menu are we on?", {"intent": Intent.STATE, "role": "navigation", "state": "selected"}),
        ("弹窗的标题是什么？", {"intent": Intent.TITLE, "role": "dialog"}),
        ("“收据”里面有什么按钮可以按", {"intent": Intent.ELEMENTS, "role": "button", "within": "收据"}),
        ("看看姓名里写了什么", {"intent": Intent.VALUE, "role": "field", "anchors": ("姓名",)}),
        ("What has been entered under Town?", {"intent": Intent.VALUE, "role": "field", "anchors": ("Town",)}),
        ("What is the placeholder of the Date field?", {"intent": Intent.VALUE, "role": "field", "anchors": ("Date",)}),
        ("value of Amount?", {"intent": Intent.VALUE, "role": "field", "anchors": ("Amount",)}),
        ("发票下面有什么按钮", {"intent": Intent.ELEMENTS, "role": "button", "within": "发票"}),
        ("“Paid”卡片上的按钮是哪几个？", {"intent": Intent.ELEMENTS, "role": "button", "within": "Paid"}),
        ("buttons in the Quotation section?", {"intent": Intent.ELEMENTS, "role": "button", "within": "Quotation"}),
        ("念一下“订单已”开头的那行文字", {"intent": Intent.READ, "anchors": ("订单已",)}),
        ("表格的列标题是什么", {"intent": Intent.TABLE, "pick": Pick.COLUMNS}),
        ("how many data rows", {"intent": Intent.TABLE, "pick": Pick.ROWS}),
        ("which percentage can be seen", {"intent": Intent.VALUE, "attribute": "percent", "anchors": ()}),
    ],
)
def test_what_is_meant_is_what_is_run(question: str, wanted: dict[str, Any]) -> None:
    program = settled(understand([question]))
    assert {name: getattr(program, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "question",
    [
        "登录在哪",
        "怎么搜索",
        "价格是多少",
        "第二行写了什么",
        "右上角写了什么",
        "How much is the Pro plan?",
        "标题是什么",
        "用户名是什么",
        "What is this page about?",
        "how many times does Total appear",
        "导航栏怎么收起来",
    ],
)
def test_what_is_clear_already_stays(question: str) -> None:
    program = understand([question])
    made = settled(program)
    assert (made.intent, made.role, made.anchors) == (program.intent, program.role, program.anchors)


def test_words_of_asking_are_no_names() -> None:
    assert all(map(is_empty, ("数量", "文本的数量", "列出顶栏的导航", "number", "item top navigation", "这里的")))
    assert not any(map(is_empty, ("姓名", "首页", "Text Ada", "Orders", "订单的数量")))


def test_a_name_made_of_such_words_stays_where_it_is_asked_about() -> None:
    program = QueryProgram(Intent.STATE, "en", anchors=("Text me",), state="checked", question="is Text me checked?")
    assert settled(program).anchors == ("Text me",)


@pytest.mark.parametrize(
    ("intent", "question", "name"),
    [
        (Intent.FILL, "What is filled in for From?", "From"),
        (Intent.TITLE, "实例名称写的是什么？", "实例名称"),
        (Intent.TITLE, "What is the Display name?", "Display name"),
    ],
)
def test_a_field_that_is_named_is_asked_for_whatever_the_reader_heard(intent: Intent, question: str, name: str) -> None:
    made = settled(QueryProgram(intent, "zh", question=question))
    assert (made.intent, made.role, made.anchors) == (Intent.VALUE, "field", (name,))


@pytest.mark.parametrize(("intent", "question"), [(Intent.FILL, "注册要填什么"), (Intent.TITLE, "What is the title?")])
def test_forms_and_titles_stay_what_they_are(intent: Intent, question: str) -> None:
    assert settled(QueryProgram(intent, "zh", question=question)).intent is intent


def test_rows_are_counted_though_the_reader_heard_columns() -> None:
    heard = QueryProgram(Intent.TABLE, "zh", pick=Pick.COLUMNS, question="表里一共多少条记录？")
    assert settled(heard).pick is Pick.ROWS
    assert settled(QueryProgram(Intent.TABLE, "zh", pick=Pick.COLUMNS, question="表格有几列？")).pick is Pick.COLUMNS


def test_no_way_of_doing_something_is_asked_for_where_nothing_is_named() -> None:
    heard = QueryProgram(Intent.HOW, "zh", role="button", state="disabled", question="有没有点不了的按钮，是哪个？")
    made = settled(heard)
    assert (made.intent, made.role, made.state) == (Intent.ELEMENTS, "button", "disabled")
