"""Understanding, on questions written before the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flashweb.engines.nano.program import QueryProgram
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
