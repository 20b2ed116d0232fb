"""JSON of the caller's shape: right facts, always valid, empty where the page does not say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import jsonschema
import pytest

from flashweb.core.errors import FlashWebError, InvalidRequest, UnsupportedField
from flashweb.core.json_schema import ResponseFormat, read_format, read_schema
from flashweb.engines.nano.execute import answer
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Intent, QueryProgram
from flashweb.engines.nano.structured.answering import as_json
from flashweb.engines.nano.structured.names import counted_in, part_in, role_in, what_in
from flashweb.engines.nano.understand import understand
from flashweb.engines.nano.wording import Said, wording
from tests.engines.nano.drawn import ORDER, DrawnReading, control
from tests.engines.nano.tabling.tables import ORDERS, parsed, table

TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
CONTROLS = [
    control("textbox", "手机号", top=40),
    control("checkbox", "记住我", "checked", top=140),
    control("button", "登录", top=200),
    control("button", "注册", "disabled", top=240),
]


def record(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def many(items: dict[str, Any], **limits: int) -> dict[str, Any]:
    return {"type": "array", "items": items, **limits}


async def filled(schema: dict[str, Any] | None, question: str, *readings: DrawnReading, **slots: Any) -> Any:
    """The answer in the schema's shape, checked against it."""
    pages = [Page(reading, number) for number, reading in enumerate(readings)]
    program = QueryProgram(question=question, language="zh", **slots) if slots else understand([question])

    async def tell() -> list[tuple[int, Said]]:
        return [piece async for piece in answer(program, pages, wording(program.language))]

    wanted = ResponseFormat("json_schema", read_schema(schema)) if schema else ResponseFormat("json_object")
    value = json.loads(await as_json(wanted, program, pages, tell))
    if schema:
        jsonschema.validate(value, schema)
    return value


def login() -> DrawnReading:
    return DrawnReading([], controls=CONTROLS)


async def test_elements_with_their_facts() -> None:
    schema = record(
        buttons=many(record(name=TEXT, disabled=FLAG, box=many(NUMBER, minItems=4, maxItems=4))), buttonCount=NUMBER
    )
    assert await filled(schema, "list the buttons", login()) == {
        "buttons": [
            {"name": "登录", "disabled": False, "box": [100, 200, 180, 232]},
            {"name": "注册", "disabled": True, "box": [100, 240, 180, 272]},
        ],
        "buttonCount": 2,
    }
    chinese = record(
        按钮=many(record(名称=TEXT, 禁用=FLAG, 位置=record(x=NUMBER, y=NUMBER, width=NUMBER))), 按钮数量=NUMBER
    )
    found = await filled(chinese, "有哪些按钮", login())
    assert (
        found["按钮"][1] == {"名称": "注册", "禁用": True, "位置": {"x": 100, "y": 240, "width": 80}}
        and found["按钮数量"] == 2
    )


async def test_any_elements_and_enumerated_roles() -> None:
    role = {"type": "string", "enum": ["button", "textbox", "checkbox", "other"]}
    found = await filled(record(elements=many(record(role=role, name=TEXT, state=many(TEXT)))), "what is here", login())
    assert [each["role"] for each in found["elements"]] == ["textbox", "checkbox", "button", "button"]
    assert found["elements"][1]["state"] == ["checked"]
    only = {"type": "string", "enum": ["link", "other"]}
    found = await filled(record(buttons=many(record(role=only))), "buttons", login())
    assert {each["role"] for each in found["buttons"]} == {"other"}, "what is none of the choices is the neutral one"


async def test_rows_of_a_table() -> None:
    schema = record(
        orders=many(record(order_number=TEXT, customer=TEXT, amount={"type": ["number", "null"]}, 状态=TEXT))
    )
    rows = (await filled(schema, "所有订单", parsed(table(ORDERS)), intent=Intent.TABLE))["orders"]
    assert [row["order_number"] for row in rows] == ["1042", "1043", "1044", "1045"]
    assert [row["amount"] for row in rows] == [1280, 96.5, 3004.2, None]
    assert rows[2]["状态"] == "已发货"
    shape = record(columns=many(TEXT), rows=many(many(TEXT)), row_count=NUMBER)
    whole = await filled(shape, "读表格", parsed(table(ORDERS)), intent=Intent.TABLE)
    assert whole["columns"] == ORDERS[0] and whole["rows"][0] == ORDERS[1] and whole["row_count"] == 4


async def test_one_row_one_column_one_value() -> None:
    one = await filled(
        record(客户=TEXT, 订单金额=TEXT), "1043", parsed(table(ORDERS)), intent=Intent.TABLE, anchors=("1043",)
    )
    assert one == {"客户": "李娜", "订单金额": "¥96.50"}
    column = await filled(record(客户=many(TEXT)), "所有客户", parsed(table(ORDERS)), intent=Intent.TABLE)
    assert column == {"客户": ["王小明", "李娜", "Ada Brook", "周杰"]}
    value = await filled(
        record(订单编号=TEXT, 发票号={"anyOf": [TEXT, {"type": "null"}]}), "订单号是多少", DrawnReading(ORDER)
    )
    assert value == {"订单编号": "20260418-7735", "发票号": None}


async def test_yes_no_counts_and_words() -> None:
    assert await filled(record(checked=FLAG), "记住我勾选了吗", login()) == {"checked": True}
    assert await filled(record(exists=FLAG), "有没有“订单详情”", DrawnReading(ORDER)) == {"exists": True}
    assert await filled(record(exists=FLAG), "有没有“购物车”", DrawnReading(ORDER)) == {"exists": False}
    assert await filled(record(count=NUMBER), "有几个按钮", login()) == {"count": 2}
    said = await filled(record(answer=TEXT), "有几个按钮", login())
    assert said == {"answer": "页面上有 2 个按钮：'登录'、'注册'。"}


async def test_the_form_without_a_schema() -> None:
    found = await filled(None, "有哪些按钮", login())
    assert found["answer"].startswith("页面上有 2 个按钮")
    assert found["elements"][0] == {
        "image": 0, "role": "button", "name": "登录", "text": "登录", "box": [100, 200, 180, 232], "state": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "schema",
    [
        record(
            nothing=TEXT,
            amount={"type": "number", "minimum": 3},
            level={"enum": ["high", "low"]},
            tags=many(TEXT, minItems=2),
        ),
        record(inner=record(deep=record(x=NUMBER, y={"const": 7}))),
        {"type": "array", "items": record(name=TEXT)},
        {"type": "string"},
        {"type": ["integer", "null"]},
        {"anyOf": [record(a=many(record(b=FLAG))), {"type": "null"}]},
        {},
        {"type": "object"},
        record(weight={"type": "integer", "maximum": -2}, either={"anyOf": [NUMBER, FLAG]}),
    ],
    ids=range(9),
)
@pytest.mark.parametrize(
    "readings",
    [(), (DrawnReading([]),), (login(),), (parsed(table(ORDERS)),), (DrawnReading(ORDER),)],
    ids=["none", "blank", "login", "table", "order"],
)
async def test_whatever_is_asked_the_answer_validates(schema: dict[str, Any], readings: Sequence[DrawnReading]) -> None:
    await filled(schema, "这是什么", *readings, intent=Intent.ABOUT)


@pytest.mark.parametrize(
    ("schema", "error", "named"),
    [
        ({"type": "string", "pattern": "^a"}, UnsupportedField, "pattern"),
        ({"oneOf": [TEXT]}, UnsupportedField, "oneOf"),
        ({"type": "object", "additionalProperties": TEXT}, UnsupportedField, "additionalProperties"),
        ({"type": "object", "required": ["x"]}, InvalidRequest, "'x'"),
        ({"type": "thing"}, InvalidRequest, "'thing'"),
        ({"$ref": "#/$defs/a"}, InvalidRequest, "points at nothing"),
        (
            {"$defs": {"a": {"type": "array", "items": {"$ref": "#/$defs/a"}}}, "$ref": "#/$defs/a"},
            InvalidRequest,
            "hold itself",
        ),
        ({"description": "x" * 40_000}, InvalidRequest, "32,768"),
        (record(**{f"p{n}": TEXT for n in range(500)}), InvalidRequest, "too large"),
        ({"properties": []}, InvalidRequest, "properties"),
        ({"items": 3}, InvalidRequest, "object"),
        ({"type": "object", "required": 3}, InvalidRequest, "lists"),
    ],
)
def test_what_cannot_be_promised_is_refused_by_name(
    schema: dict[str, Any], error: type[FlashWebError], named: str
) -> None:
    with pytest.raises(error, match=named) as refused:
        read_schema(schema)
    assert refused.value.param == "response_format"


def test_formats() -> None:
    assert read_format({"type": "text"}) is None
    assert read_format({"type": "json_object"}) == ResponseFormat("json_object")
    for wrong in ({"type": "xml"}, {}, {"type": "json_schema"}, {"type": "json_schema", "json_schema": {"schema": 3}}):
        with pytest.raises(InvalidRequest):
            read_format(wrong)


def test_names_are_understood_however_they_are_spelt() -> None:
    assert [role_in(name) for name in ("buttons", "input_fields", "下拉框", "price")] == [
        "button",
        "textbox",
        "combobox",
        "",
    ]
    assert [part_in(name) for name in ("isChecked", "boundingBox", "bounding_box", "状态")] == [
        "checked",
        "box",
        "box",
        "state",
    ]
    assert [what_in(name) for name in ("rowCount", "变化", "page_title")] == ["row count", "changes", "title"]
    assert [counted_in(name) for name in ("num_buttons", "number_of_links", "按钮数量", "buttonCount")] == [
        "buttons",
        "links",
        "按钮",
        "button",
    ]
