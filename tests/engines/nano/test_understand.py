"""Understanding, on questions written before the rules."""

from __future__ import annotations

from typing import Any

import pytest

from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.understand import understand
from tests.engines.nano.more_questions import MORE
from tests.engines.nano.questions import CASES, FOLLOW_UPS


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


@pytest.mark.parametrize(("question", "expected"), CASES + MORE, ids=[c[0] for c in CASES + MORE])
def test_question_becomes_program(question: str, expected: dict[str, Any]) -> None:
    assert mismatch(understand([question]), expected) == {}


@pytest.mark.parametrize(("turns", "expected"), FOLLOW_UPS, ids=[" / ".join(f[0]) for f in FOLLOW_UPS])
def test_follow_up_takes_what_it_leaves_out(turns: list[str], expected: dict[str, Any]) -> None:
    assert mismatch(understand(turns), expected) == {}
