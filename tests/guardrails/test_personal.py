"""Personal data is found by shape and checksum, however it is cut."""

from __future__ import annotations

import json
import logging
import random

import pytest

from flashweb.core.events import TextDelta
from flashweb.guardrails.moderation import AnswerFilter
from flashweb.guardrails.personal import PersonalDataFilter, PersonalScanner, find_personal, without_personal
from flashweb.telemetry.logging import JsonFormatter

PERSONAL = {
    "mobile": ("13812345678", "138 1234 5678", "+86-139-8765-4321", "１３８１２３４５６７８"),
    "id_card": ("11010519491231002X", "110105 19491231 002x", "440524188001010014"),
    "bank_card": ("4111111111111111", "6222 0212 3456 7894", "4111-1111-1111-1111"),
    "email": ("a.b+c@mail.example.com", "zhang_san@qq.com"),
}
NOT_PERSONAL = (
    "订单号 2026112213812345", "价格 12800.00 元", "110105194912310021", "4111111111111112", "版本 1.2.3.4", "a@b",
    "12345678901", "电话 400-800-1234", "时间 2026-11-22 20:15:30", "@someone", "第 0000000000000000 号",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
def test_each_kind_is_found_whole(kind: str, text: str) -> None:
    (match,) = find_personal(f"联系 {text}，谢谢")
    assert (match.start, match.end, match.category.name) == (3, 3 + len(text), kind)


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_other_numbers_stay(text: str) -> None:
    assert without_personal(text) is text


def test_nothing_escapes_over_random_cuts() -> None:
    rng = random.Random(3)
    items = [text for texts in PERSONAL.values() for text in texts]
    for _ in range(2_000):
        item = rng.choice(items)
        text = f"{rng.choice(NOT_PERSONAL)}，号码是 {item}。{rng.choice(NOT_PERSONAL)}"
        places = sorted(rng.sample(range(1, len(text)), 6))
        answer = AnswerFilter(lambda: [PersonalScanner()])
        left = ""
        for start, end in zip([0, *places], [*places, len(text)], strict=True):
            left += "".join(event.text for event in answer.feed(TextDelta(text[start:end])))  # type: ignore[union-attr]
        left += "".join(event.text for event in answer.finish())  # type: ignore[union-attr]
        head, tail = text.split(item)
        assert left.startswith(head) and left.endswith(tail), left
        assert not any(char.isalnum() for char in left[len(head) : len(left) - len(tail)]), left


@pytest.mark.parametrize(
    ("text", "left"),
    [("价格是", "价格是"), ("call 138", "call "), ("一共 3 个，", "一共 3 个，"), ("it is ", "it is ")],
)
def test_only_what_may_become_personal_waits(text: str, left: str) -> None:
    answer = AnswerFilter(lambda: [PersonalScanner()])
    assert "".join(event.text for event in answer.feed(TextDelta(text))) == left  # type: ignore[union-attr]


def test_logs_lose_it() -> None:
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "asked by %s", ("13812345678",), None)
    record.question = "mail a@example.com please"
    assert PersonalDataFilter().filter(record)
    entry = json.loads(JsonFormatter().format(record))
    assert entry["message"] == "asked by ***********" and entry["question"] == "mail *@*******.*** please"
