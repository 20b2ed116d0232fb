"""The yardstick itself: joined and split lines are right, wrong and invented characters are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scoring import Score, TextLine, common_length, interval, normalise, score

NAME = TextLine("用户名", (10, 10, 70, 30))
VALUE = TextLine("Maria Keller", (80, 10, 200, 30))
BELOW = TextLine("Below, another line", (10, 33, 200, 53))
TRUTH = (NAME, VALUE, BELOW)


def test_a_perfect_reading_scores_one() -> None:
    result = score(TRUTH, (), TRUTH)
    assert (result.recall, result.precision, result.exact) == (1, 1, 1)
    assert result.misread == ()


def test_joining_and_splitting_lines_is_right() -> None:
    joined = TextLine("用户名Maria Keller", (10, 10, 200, 30))
    left, right = TextLine("Below,", (10, 33, 60, 53)), TextLine("another line", (65, 33, 200, 53))
    result = score(TRUTH, (), (right, joined, left))
    assert (result.recall, result.precision, result.exact) == (1, 1, 1)


def test_width_forms_and_spaces_do_not_count() -> None:
    result = score([TextLine("电话:400 118", (0, 0, 90, 20))], (), [TextLine("电话\uff1a4 00118", (0, 0, 90, 20))])
    assert result.exact_lines == 1


def test_missing_and_invented_characters_count() -> None:
    read = (TextLine("用户", NAME.box), VALUE, TextLine("xyz", (400, 400, 430, 420)))
    result = score(TRUTH, (), read)
    missing = 1 + len(normalise(BELOW.text))
    assert result.truth_characters - result.common_characters == missing
    assert result.read_characters - result.common_characters == 3
    assert result.exact_lines == 1
    assert ("", "xyz") in result.misread


def test_text_in_the_wrong_place_is_not_right() -> None:
    elsewhere = TextLine(NAME.text, (10, 300, 70, 320))
    result = score([NAME], (), [elsewhere])
    assert result.common_characters == 0
    assert result.read_characters == 3


@pytest.mark.parametrize("text", ["Dimmed", "D", "something else"])
def test_ignored_lines_count_neither_way(text: str) -> None:
    hidden = TextLine("Dimmed", (10, 80, 70, 100))
    result = score([NAME], [hidden], [NAME, TextLine(text, hidden.box)])
    assert (result.recall, result.precision, result.exact) == (1, 1, 1)


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_common_length_agrees_with_the_textbook(first: str, second: str) -> None:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, a in enumerate(first, 1):
        for j, b in enumerate(second, 1):
            table[i][j] = table[i - 1][j - 1] + 1 if a == b else max(table[i - 1][j], table[i][j - 1])
    assert common_length(first, second) == table[-1][-1]


def test_the_interval_holds_the_value() -> None:
    pages = [Score(100, 100, right, 1, 1, ()) for right in (90, 95, 99, 100, 80)]
    value, low, high = interval(pages, lambda page: (page.common_characters, page.truth_characters))
    assert value == pytest.approx(0.928)
    assert 0.8 <= low < value < high <= 1.0
