"""The general way to an answer, on screens laid out by hand: rows, columns, cards, sentences, and honest silence."""

from __future__ import annotations

import pytest

from flashweb.engines.nano.asked import terms_of
from flashweb.engines.nano.kinds import Kind, kind_of
from flashweb.engines.nano.program import Intent
from flashweb.engines.nano.whole import whole_intent
from tests.engines.nano.drawn import DrawnReading, ask

FLEET = [
    (text, left, top, 16)
    for top, row in enumerate(
        [
            ("Vessel", "Captain", "Port", "Cargo"),
            ("Aurora", "Nadia Petrov", "Tromsø", "412 t"),
            ("Bluefin", "Tomas Varga", "Split", "96 t"),
            ("Cormorant", "Ines Duarte", "Faro", "230 t"),
        ]
    )
    for left, text in zip((40, 300, 560, 800), row, strict=True)
]
SHIPS = [(text, left, 100 + 40 * top, height) for text, left, top, height in FLEET]
NOTICE = [
    ("停水通知", 60, 40, 32),
    ("因管道检修，5月12日8:00至18:00停水，请提前储水。", 60, 110, 18),
    ("负责人：周立", 60, 160, 18),
    ("咨询电话：0571-88231100", 60, 200, 18),
]


@pytest.mark.parametrize(
    ("lines", "question", "answer", "others"),
    [
        (SHIPS, "who is the captain of Bluefin?", "Tomas Varga", ["Petrov", "Duarte"]),
        (SHIPS, "Cormorant 的货物多少", "230 t", ["96 t", "412 t"]),
        (SHIPS, "which vessel is in Split?", "Bluefin", ["Aurora", "Cormorant"]),
        (NOTICE, "谁负责", "周立", []),
        (NOTICE, "怎么联系", "0571-88231100", []),
        (NOTICE, "when is the water off? 停水什么时候", "5月12日", []),
    ],
)
async def test_answers_lie_where_words_cross(
    lines: list[tuple[str, float, float, float]], question: str, answer: str, others: list[str]
) -> None:
    text, _ = await ask(DrawnReading(lines), question)
    assert answer in text
    assert not [other for other in others if other in text]


@pytest.mark.parametrize("question", ["who is the captain of Dolphin?", "how much is the insurance?", "保险费多少钱"])
async def test_what_no_line_covers_is_not_answered(question: str) -> None:
    text, _ = await ask(DrawnReading(SHIPS), question)
    assert any(phrase in text for phrase in ("could not find", "found nothing", "没有"))


async def test_a_follow_up_keeps_the_property_and_changes_the_thing() -> None:
    assert "Faro" in (await ask(DrawnReading(SHIPS), "which port is Aurora in?", "and Cormorant?"))[0]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("几点开门", Kind.CLOCK),
        ("票价多少钱", Kind.PRICE),
        ("how long does it take", Kind.DURATION),
        ("who signed it", Kind.PERSON),
        ("怎么联系你们", Kind.CONTACT),
        ("which one is late", Kind.WHICH),
    ],
)
def test_the_kind_of_answer_is_in_the_wording(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind


def test_chinese_is_cut_by_what_the_page_says() -> None:
    assert [term.names[0] for term in terms_of("请问顾晓岚的工位在几楼", "顾晓岚\n工位")][:2] == ["顾晓岚", "工位"]


@pytest.mark.parametrize(
    ("question", "is_chinese", "intent"),
    [
        ("what's this popup telling me", False, Intent.ABOUT),
        ("copy out the text of the letter", False, Intent.READ),
        ("这封信大概讲了什么", True, Intent.ABOUT),
        ("把公告原文念一遍", True, Intent.READ),
        ("这封信是谁写的", True, None),
        ("what does the captain say", False, None),
    ],
)
def test_the_whole_page_is_meant_only_where_nothing_else_is_named(
    question: str, is_chinese: bool, intent: Intent | None
) -> None:
    assert whole_intent(question, is_chinese=is_chinese) is intent
