"""response_format over HTTP with the real openai client: pydantic models, streams, limits, clear refusals."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import openai
import pytest
from PIL import Image, ImageDraw, ImageFont
from pydantic import BaseModel, Field

from tests.api.asking import data_uri, image_part, text_part
from tests.api.running import RunningServer

ROWS = [
    ["Order", "Customer", "Amount", "Status"],
    ["A-1042", "Ada Brook", "$1,280.00", "Shipped"],
    ["A-1043", "Ben Stone", "$96.50", "Pending"],
    ["A-1044", "Cleo Marsh", "$310.00", "Shipped"],
]
PATTERN = {"type": "string", "pattern": "a"}


class Order(BaseModel):
    order: str
    customer: str
    amount: float | None = Field(description="amount")
    status: str


class Orders(BaseModel):
    orders: list[Order]
    row_count: int


class Difference(BaseModel):
    kind: str
    description: str


class Differences(BaseModel):
    changes: list[Difference]
    same: bool


@pytest.fixture
def client(nano_server: RunningServer) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{nano_server.url}/v1", api_key="sk-test", max_retries=0, timeout=60) as client:
        yield client


def picture_of(rows: list[list[str]]) -> dict[str, object]:
    """A table as a page shows it."""
    image = Image.new("RGB", (900, 420), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype("NotoSansCJK-Regular.ttc", 20)
    for r, row in enumerate(rows):
        if r == 0:
            draw.rectangle((30, 40, 870, 90), fill=(240, 242, 245))
        draw.line((30, 90 + 50 * r, 870, 90 + 50 * r), fill=(200, 204, 210))
        for c, text in enumerate(row):
            draw.text((48 + 210 * c, 54 + 50 * r), text, fill=(20, 20, 20), font=font)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return image_part(data_uri(buffer.getvalue()))


def asking(*parts: dict[str, object]) -> list[dict[str, object]]:
    return [{"role": "user", "content": list(parts)}]


def test_a_table_as_a_pydantic_model(client: openai.OpenAI) -> None:
    messages = asking(picture_of(ROWS), text_part("list all orders in the table"))
    answer = client.chat.completions.parse(model="nano", messages=messages, response_format=Orders)
    found = answer.choices[0].message.parsed
    assert found is not None and answer.choices[0].finish_reason == "stop"
    assert found.row_count == 3 and [each.customer for each in found.orders] == ["Ada Brook", "Ben Stone", "Cleo Marsh"]
    assert [each.amount for each in found.orders] == [1280, 96.5, 310]
    assert [each.status for each in found.orders] == ["Shipped", "Pending", "Shipped"]


def test_changes_as_a_pydantic_model(client: openai.OpenAI) -> None:
    other = [ROWS[0], ROWS[1], [*ROWS[2][:3], "Refunded"], ROWS[3]]
    question = text_part("what changed between the two?")
    messages = asking(picture_of(ROWS), picture_of(other), question)
    found = client.chat.completions.parse(model="nano", messages=messages, response_format=Differences)
    differences = found.choices[0].message.parsed
    assert differences is not None and not differences.same
    assert any("Refunded" in each.description for each in differences.changes)
    messages = asking(picture_of(ROWS), picture_of(ROWS), question)
    found = client.chat.completions.parse(model="nano", messages=messages, response_format=Differences)
    assert found.choices[0].message.parsed == Differences(changes=[], same=True)


def test_a_stream_is_the_same_json_in_pieces(client: openai.OpenAI) -> None:
    messages = asking(picture_of(ROWS), text_part("what is the status of A-1043?"))
    whole = client.chat.completions.create(model="nano", messages=messages, response_format={"type": "json_object"})
    content = whole.choices[0].message.content
    form = json.loads(content or "")
    assert set(form) == {"answer", "elements"} and "Pending" in form["answer"]
    assert all(set(each) == {"image", "role", "name", "text", "box", "state"} for each in form["elements"])
    stream = client.chat.completions.create(
        model="nano", messages=messages, response_format={"type": "json_object"}, stream=True
    )
    pieces = [chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices]
    assert "".join(pieces) == content and len(pieces) > 5


def test_a_cut_answer_says_so(client: openai.OpenAI) -> None:
    messages = asking(picture_of(ROWS), text_part("what does it say?"))
    short = client.chat.completions.create(
        model="nano", messages=messages, response_format={"type": "json_object"}, max_tokens=6
    )
    assert short.choices[0].finish_reason == "length"
    with pytest.raises(openai.LengthFinishReasonError):
        client.chat.completions.parse(model="nano", messages=messages, response_format=Orders, max_tokens=6)


@pytest.mark.parametrize(
    ("given", "code", "named"),
    [
        ({"type": "json_schema", "json_schema": {"name": "x", "schema": PATTERN}}, "unsupported_field", "'pattern'"),
        ({"type": "json_schema", "json_schema": {"name": "x"}}, "invalid_request", "json_schema"),
        ({"type": "yaml"}, "invalid_request", "json_object"),
    ],
)  # fmt: skip
def test_what_cannot_be_promised_is_refused(client: openai.OpenAI, given: object, code: str, named: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(model="nano", messages=asking(text_part("hi")), response_format=given)  # type: ignore[call-overload]
    assert (refused.value.code, refused.value.param) == (code, "response_format") and named in refused.value.message


def test_plain_text_stays_plain_text(client: openai.OpenAI) -> None:
    messages = asking(picture_of(ROWS), text_part("what is the status of A-1043?"))
    answer = client.chat.completions.create(model="nano", messages=messages, response_format={"type": "text"})
    assert "Pending" in (answer.choices[0].message.content or "") and "{" not in (
        answer.choices[0].message.content or ""
    )
