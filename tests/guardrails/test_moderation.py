"""Listed words never leave, whatever the spelling and wherever the text is cut; everything else leaves at once."""

from __future__ import annotations

import random

import pytest

from flashweb.core.events import Event, GroundedElement, Grounding, ReasoningDelta, TextDelta
from flashweb.core.screen import Box, Element
from flashweb.guardrails.lists import parse
from flashweb.guardrails.moderation import AnswerFilter, ReasoningFilter
from flashweb.guardrails.words import WordAutomaton, WordScanner
from tests.guardrails.variants import VARIANTS

LIST = """
台独
冰毒货源
传销大师
abcsix
kill yourself
assassin plan
[replaced] replace: [removed]
假币出售
[ended] stop
炸弹教程
[fine] allow
电台独家
assassin planet
"""
WORDS = ("台独", "冰毒货源", "传销大师", "abcsix", "kill yourself", "假币出售")
HARMLESS = (
    "登录按钮在右上角，", "价格是 128 元。", "The page has three buttons", ", class and assess", " 电台独家新闻",
    " skill yourselfie ", "一二三四五", "abc six", "\n", "冰", "货源充足", "传销", "师傅", " kill ", "your",
    " 2026-11-22 ", "…", "the assassin planet", "假",
)  # fmt: skip


@pytest.fixture(scope="module")
def automaton() -> WordAutomaton:
    return WordAutomaton(parse(LIST, "test"))


def filtered(automaton: WordAutomaton, pieces: list[str]) -> tuple[list[str], AnswerFilter]:
    """What left after each piece, and at the end."""
    answer = AnswerFilter(lambda: [WordScanner(automaton)])
    left = [
        "".join(event.text for event in answer.feed(TextDelta(piece)) if isinstance(event, TextDelta))
        for piece in pieces
    ]
    return [*left, "".join(event.text for event in answer.finish() if isinstance(event, TextDelta))], answer


def cut(text: str, rng: random.Random) -> list[str]:
    places = sorted(rng.sample(range(1, len(text)), min(rng.randint(0, 12), len(text) - 1)))
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


def test_nothing_escapes_over_10_000_random_cuts(automaton: WordAutomaton) -> None:
    rng = random.Random(1)
    for _ in range(10_000):
        word = rng.choice(WORDS)
        hidden = rng.choice(VARIANTS)(word, rng)
        before, after = rng.choice(HARMLESS), rng.choice(HARMLESS)
        text = f"{before}，{hidden}。{after}"
        pieces, answer = filtered(automaton, cut(text, rng))
        whole = "".join(pieces)
        head, tail = f"{before}，", f"。{after}"
        assert whole.startswith(head) and whole.endswith(tail), (before, hidden, after, whole)
        middle = whole[len(head) : len(whole) - len(tail)]
        assert middle == "[removed]" or set(middle) <= {"*", " ", "\u3000", "\t"}, (word, hidden, whole)
        assert sum(verdict.num for verdict in answer.verdicts()) == 1


def test_harmless_text_is_untouched(automaton: WordAutomaton) -> None:
    rng = random.Random(2)
    for _ in range(2_000):
        text = "，".join(rng.choices(HARMLESS, k=4))
        pieces, answer = filtered(automaton, cut(text, rng))
        assert "".join(pieces) == text
        assert answer.verdicts() == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The page has a table", "The page has a table"),
        ("登录按钮", "登录按钮"),
        ("按钮，台", "按钮，"),
        ("按钮，台灯", "按钮，台灯"),
        ("skill", "skill"),
        (" kill", " "),
        (" kill him", " kill him"),
        ("abcsi", ""),
        ("xabcsi", "xabcsi"),
        ("a b c s", ""),
        ("a bc s", "a bc s"),
    ],
)
def test_only_text_that_may_become_a_listed_word_waits(automaton: WordAutomaton, text: str, left: str) -> None:
    pieces, _ = filtered(automaton, [text])
    assert pieces == [left, text[len(left) :]]


def test_actions(automaton: WordAutomaton) -> None:
    def shown(text: str) -> str:
        return "".join(filtered(automaton, list(text))[0])

    assert shown("这里假幣 出售吗") == "这里[removed]吗"
    assert shown("一 台独 二") == "一 ** 二"
    assert shown("听电台独家新闻") == "听电台独家新闻"
    pieces, answer = filtered(automaton, list("看炸弹教程，然后台独"))
    assert "".join(pieces) == "看" and answer.is_stopped
    assert [(verdict.rule, verdict.done) for verdict in answer.verdicts()] == [("ended", "stop")]


def test_groundings_keep_their_place_and_their_texts_are_clean(automaton: WordAutomaton) -> None:
    def grounding(text: str) -> Grounding:
        return Grounding((GroundedElement(0, Element("text", text, text, Box(0, 0, 1, 1))),))

    answer = AnswerFilter(lambda: [WordScanner(automaton)])
    sent: list[Event] = []
    for event in (
        TextDelta("有台"),
        grounding("甲"),
        TextDelta("灯"),
        grounding("台独"),
        TextDelta("和台"),
        grounding("乙"),
        TextDelta("独。"),
    ):
        sent += answer.feed(event)
    sent += answer.finish()
    assert sent == [
        TextDelta("有"), TextDelta("台"), grounding("甲"), TextDelta("灯"), grounding("**"), TextDelta("和"),
        TextDelta("**"), grounding("乙"), TextDelta("。"),
    ]  # fmt: skip


def thought(automaton: WordAutomaton, *parts: list[str]) -> tuple[str, ReasoningFilter]:
    """What of a model's thoughts leaves; between two parts something else is said."""
    thoughts = ReasoningFilter(lambda: [WordScanner(automaton)])
    left: list[Event] = []
    for pieces in parts:
        for piece in pieces:
            left += thoughts.feed(ReasoningDelta(piece))
        left += thoughts.finish()
    assert all(isinstance(event, ReasoningDelta) for event in left)
    return "".join(event.text for event in left if isinstance(event, ReasoningDelta)), thoughts


@pytest.mark.parametrize("word", WORDS[:3])
def test_listed_words_do_not_leave_in_thoughts_either(automaton: WordAutomaton, word: str) -> None:
    for cut in range(1, len(word)):
        text, thoughts = thought(automaton, [f"先想想{word[:cut]}", f"{word[cut:]}，再说"])
        assert word not in text and text.startswith("先想想") and text.endswith("，再说")
        assert thoughts.verdicts() and not thoughts.is_stopped


def test_a_thought_ends_where_something_else_is_said(automaton: WordAutomaton) -> None:
    text, thoughts = thought(automaton, ["想到台"], ["独自一人"])
    assert text == "想到台独自一人" and not thoughts.verdicts()


def test_a_thought_that_must_stop_stops(automaton: WordAutomaton) -> None:
    text, thoughts = thought(automaton, ["这里有", "炸弹教程", "在此"])
    assert thoughts.is_stopped and "炸弹教程" not in text
