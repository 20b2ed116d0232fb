"""Pieces, limits and stop strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashweb.engines.nano.stream import Budget
from flashweb.engines.nano.tokens import count_image_tokens, count_tokens, cut, pieces


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("登录", 2), ("Sign in", 2), ("'登录'在", 5), ("v2.10", 3), ("你好, world!", 5), ("a_b", 3)],
)
def test_tokens(text: str, tokens: int) -> None:
    assert count_tokens(text) == tokens


def test_image_tokens_are_patches() -> None:
    assert count_image_tokens(1280, 800) == 46 * 29
    assert count_image_tokens(1, 1) == 1


@given(st.text())
def test_pieces_join_to_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(st.text(), st.integers(0, 20))
def test_cut_is_a_head_within_the_limit(text: str, limit: int) -> None:
    head = cut(text, limit)
    assert text.startswith(head) and count_tokens(head) <= limit


@given(st.lists(st.text("ab。登录 ")), st.text("ab。登", min_size=1, max_size=3))
def test_stop_string_never_appears_however_the_text_is_split(parts: list[str], stop: str) -> None:
    budget = Budget(10_000, (stop,))
    sent = "".join(piece for part in parts for piece in budget.take(part)) + "".join(budget.flush())
    assert sent == "".join(parts).split(stop)[0]


def test_tokens_run_out() -> None:
    budget = Budget(3, ())
    assert "".join(budget.take("登录在这里")) == "登录在" and budget.is_cut and budget.is_spent
    assert budget.take("more") == [] and budget.text == "登录在"
