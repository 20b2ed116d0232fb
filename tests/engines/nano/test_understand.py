"""Understanding, on questions written before the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flashweb.engines.nano.program import Attribute, Intent, QueryProgram
from flashweb.engines.nano.understand import understand
from tests.engines.nano.more_questions import LATER, MISSES, MORE
from tests.engines.nano.questions import CASES, FOLLOW_UPS

ALL = [*CASES, *MORE, *(case for case in LATER if case[0] not in MISSES)]


def mismatch(program: QueryProgram, expected: dict[str, Any]) -> dict[str, Any]:
    """The fields that differ; anchors are compared without regard to case."""
    got = {name: getattr(program, name) for name in expected}

    def fold(value: Any) -> Any:
        return (
            tuple(v.lower() for v in value)
            if isinstance(value, tuple) and all(isinstance(v, str) for v in value)
            else value
        )

    return {name: got[name] for name in expected if fold(got[name]) != fold(expected[name])}


@pytest.mark.parametrize(("question", "expected"), ALL, ids=[c[0] for c in ALL])
def test_question_becomes_program(question: str, expected: dict[str, Any]) -> None:
    assert mismatch(understand([question]), expected) == {}


@pytest.mark.parametrize(("turns", "expected"), FOLLOW_UPS, ids=[" / ".join(f[0]) for f in FOLLOW_UPS])
def test_follow_up_takes_what_it_leaves_out(turns: list[str], expected: dict[str, Any]) -> None:
    assert mismatch(understand(turns), expected) == {}


@pytest.mark.parametrize(("question", "expected"), [c for c in LATER if c[0] in MISSES])
@pytest.mark.xfail(strict=True, reason="not understood yet")
def test_known_misses(question: str, expected: dict[str, Any]) -> None:
    assert mismatch(understand([question]), expected) == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wht is teh titel of the secnd pictrue", "what is the title of the second picture"),
        ("wher is the logn buton", "where is the logn button"),
        ("sumarize teh page", "summarize the page"),
        ("登陆按纽在那里", "登录按钮在哪里"),
    ],
)
def test_misspelt_questions_mean_the_same(typed: str, meant: str) -> None:
    assert replace(understand([typed]), question="") == replace(understand([meant]), question="")


@pytest.mark.parametrize("name", ["guide_log.txt", "setting", "locate", "tile", "form"])
def test_names_are_not_corrected(name: str) -> None:
    assert name in "".join(understand([f"where is the text '{name}'"]).anchors)
    assert name in "".join(understand([f"how many times does {name} appear"]).anchors)


MIXED: list[tuple[str, dict[str, Any]]] = [
    ("Where is the 登录 button?", {"intent": Intent.LOCATE, "anchors": ("登录",), "role": "button"}),
    ("how many times does 北京 appear", {"intent": Intent.COUNT, "anchors": ("北京",)}),
    ("Submit按钮在哪", {"intent": Intent.LOCATE, "anchors": ("Submit",), "role": "button"}),
    ("price是多少", {"intent": Intent.VALUE, "label": "price"}),
    ("email在哪里", {"intent": Intent.LOCATE, "attribute": Attribute.EMAIL}),
    ("what is the 订单号", {"intent": Intent.VALUE, "label": "订单号"}),
    ("帮我find一下Checkout在哪", {"intent": Intent.LOCATE}),
    ("这个page是什么", {"intent": Intent.ABOUT}),
]


@pytest.mark.parametrize(("question", "expected"), MIXED)
def test_mixed_questions_are_answered_in_chinese(question: str, expected: dict[str, Any]) -> None:
    program = understand([question])
    assert program.language == "zh"
    assert mismatch(program, expected) == {}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("where is '登录'", "en"),
        ("“Login”在哪", "zh"),
        ("登录?", "zh"),
        ("1234", "en"),
        ("😀", "en"),
        ("where is “登录”？", "en"),
    ],
)
def test_language_is_that_of_the_words_outside_quotes(question: str, language: str) -> None:
    assert understand([question]).language == language


def test_a_question_without_letters_keeps_the_language_of_the_talk() -> None:
    assert understand(["订单号是多少", "？"]).language == "zh"
