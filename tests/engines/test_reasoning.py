"""Thoughts and answer are told apart, whatever the chunks; only what stands at the beginning is a thought."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashweb.core.events import ReasoningDelta
from flashweb.engines.reasoning import ReasoningSplitter


def run(pieces: list[str], *, starts_thinking: bool = False) -> tuple[str, str]:
    """Thoughts and answer."""
    splitter = ReasoningSplitter(starts_thinking=starts_thinking)
    parts = [part for piece in pieces for part in splitter.feed(piece)] + list(splitter.finish())
    assert all(part.text for part in parts)
    thoughts = "".join(part.text for part in parts if isinstance(part, ReasoningDelta))
    return thoughts, "".join(part.text for part in parts if not isinstance(part, ReasoningDelta))


@pytest.mark.parametrize(
    ("text", "thoughts", "answer"),
    [
        ("<think>Hm.</think>\n\nYes.", "Hm.", "Yes."),
        ("\n <think>Hm.</think>Yes.", "Hm.", "Yes."),
        ("<think></think>Yes.", "", "Yes."),
        ("Yes.", "", "Yes."),
        ("<b>Yes</b>", "", "<b>Yes</b>"),
        ("The page says <think>a</think>.", "", "The page says <think>a</think>."),
        ("<think>a</think>The tag <think> and </think>.", "a", "The tag <think> and </think>."),
        ("<think>cut off", "cut off", ""),
        ("<think>cut</thi", "cut</thi", ""),
        ("<thi", "", "<thi"),
        ("<think>a < b</think>b > a", "a < b", "b > a"),
        ("", "", ""),
        ("  two", "", "  two"),
    ],
)
def test_what_is_thought_and_what_is_said(text: str, thoughts: str, answer: str) -> None:
    for size in (1, 2, 5, 100):
        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        assert run(pieces) == (thoughts, answer)


def test_a_template_that_opens_the_thought_itself() -> None:
    assert run(["Hm, </th", "ink>\nYes"], starts_thinking=True) == ("Hm, ", "Yes")


PARTS = st.sampled_from(["<think>", "</think>", "<", "thi", "nk>", "</", "\n", " ", "a", "登", "</think"])


@given(st.lists(PARTS, max_size=10), st.lists(st.integers(0, 60), max_size=12), st.booleans())
def test_any_chunking_gives_the_same(parts: list[str], places: list[int], starts_thinking: bool) -> None:
    text = "".join(parts)
    edges = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert run(pieces, starts_thinking=starts_thinking) == run([text], starts_thinking=starts_thinking)
