"""The yardstick for answers: right ones pass in any wording, wrong, evasive and verbose ones do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.answering import QUESTIONS, Judged, summarise
from benchmarks.questions.judging import Answer, PageText, Question, holds, in_language, judge, load, says_no
from flashweb.core.screen import Box
from tests.pages.render import SPLITS, rendered

PHONE = Box(100, 100, 300, 130)
PAGE = PageText(
    (
        ("客服热线 400-820-6688", PHONE),
        ("云帆物流平台", Box(100, 20, 260, 50)),
        ("Total $12.50", Box(100, 200, 220, 230)),
        *(
            (f"第 {number} 条：请按顺序填写各栏内容并核对", Box(0, 300 + 30 * number, 400, 325 + 30 * number))
            for number in range(20)
        ),
    )
)
RECITED = Answer("这里写着：" + "\n".join(line for line, _ in PAGE.lines), (PHONE,))


def asked(language: str = "zh", **parts: object) -> Question:
    return Question("page", language, "?", **{"kind": "phone", **parts})  # type: ignore[arg-type]


CALL = asked(answers=(("400-820-6688",), ("4008206688",)), boxes=("客服热线 400-820-6688",))
NO_FAX = asked(kind="absent", is_unanswerable=True, forbidden=("400-820-6688",))
NO_FAX_EN = asked("en", kind="absent", is_unanswerable=True, forbidden=("yes",))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (CALL, Answer("客服热线是“400-820-6688”。", (Box(98, 103, 305, 128),))),
        (CALL, Answer("电话：4008206688。", (PHONE,))),
        (CALL, Answer("没有直接写明；页面上的电话有“400-820-6688”。", (PHONE,))),
        (NO_FAX, Answer("页面上没有写传真号码。")),
        (NO_FAX_EN, Answer("The page doesn’t give a fax number.")),
        (NO_FAX_EN, Answer("I can't tell that from the text.")),
        (asked("en", kind="price", answers=(("$12.50",),)), Answer("It says “Total $12.50”.")),
        (asked(kind="cannot", is_unanswerable=True, answers=(("登录", "注册"),)), Answer("有“登录”和“注册”两个按钮。")),
        (asked(kind="read", answers=(("400-820-6688",),)), RECITED),
        (asked("en", kind="read", answers=(("400-820-6688",),)), RECITED),
        (asked("en", kind="value", answers=(("云帆",),)), Answer("It is '云帆物流 平台', isn't it?")),
    ],
)
def test_right_answers_pass(question: Question, answer: Answer) -> None:
    assert judge(question, answer, PAGE) is None


@pytest.mark.parametrize(
    ("question", "answer", "fault"),
    [
        (CALL, Answer(" \n"), "empty"),
        (CALL, Answer("客服热线是 400-820-6689。", (PHONE,)), "lacks the answer"),
        (CALL, Answer("客服热线是 1400-820-66880。", (PHONE,)), "lacks the answer"),
        (CALL, Answer("客服热线是 400-820-6688。", (Box(100, 200, 220, 230),)), "does not point at"),
        (CALL, Answer("客服热线是 400-820-6688。"), "does not point at"),
        (CALL, Answer("The hotline is 400-820-6688.", (PHONE,)), "language"),
        (CALL, RECITED, "recites the page"),
        (CALL, Answer("没有直接写明；页面上的电话有“400-820-6688”、“95177”。", (PHONE,)), "hedges"),
        (asked(kind="exists", answers=(("平台",),)), Answer("没有出现“平台”。"), "denies"),
        (NO_FAX, Answer("传真是 400-820-6688，没有别的。"), "holds"),
        (NO_FAX, Answer("传真是 021-555。"), "does not say"),
        (NO_FAX, Answer("相关文字：“没有更多内容”。"), "does not say"),
        (NO_FAX, Answer("'没有更多内容'在页面下方。"), "does not say"),
        (NO_FAX_EN, Answer("It says 'there isn't one' or 'no fax'."), "does not say"),
        (NO_FAX_EN, Answer("Yes, I see no other."), "holds"),
        (NO_FAX_EN, Answer("It is noted below: fax."), "does not say"),
        (NO_FAX_EN, Answer("页面上没有。"), "language"),
    ],
)
def test_wrong_answers_fail_for_the_right_reason(question: Question, answer: Answer, fault: str) -> None:
    assert (judge(question, answer, PAGE) or "").startswith(fault)


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("共 3 个", "3", True),
        ("共 13 个", "3", False),
        ("3.5 GB", "3", False),
        ("£3.00", "3", True),
        ("£3.005", "3", False),
        ("1,284 台", "284", False),
        ("G308 11:28", "G308", True),
        ("at 9:40, or later", "9:40", True),
        ("共12条，3个", "12", True),
        ("价格：¥89.90", "¥89.90", True),
        ("ＧＬ－0426", "gl-0426", True),
        ("St. Brendan’s Hospital", "St. Brendan's", True),
        ("Nothing known", "no", False),
        ("5 kilo-metres", "km", False),
    ],
)
def test_strings_match_whole_numbers_and_short_words(text: str, wanted: str, there: bool) -> None:
    assert holds(text, wanted) is there


@given(st.text("ab1, “", max_size=20), st.text("ab1, “", min_size=1, max_size=5))
def test_what_is_held_stays_held_between_other_words(text: str, wanted: str) -> None:
    assert holds(f"说 {wanted} 吗", wanted)
    assert holds(text, wanted) <= holds(f"说 {text} 吗", wanted)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_the_answers_own_words_deny(language: str) -> None:
    assert not says_no("“没有” “no”", language)
    assert says_no("没有 no", language)


def test_quoting_the_page_is_in_any_language() -> None:
    assert in_language("The hotline is 客服热线 400-820-6688.", "en", PAGE)
    assert in_language("“400-820-6688”", "en", PAGE)
    assert not in_language("热线是这个", "en", PAGE)
    assert not in_language("It is “云帆物流平台”.", "zh", PAGE)


@pytest.mark.parametrize("line", ['{"kind": "guess"}', '{"answers": []}', '{"answer": [["1"]]}'])
def test_malformed_questions_are_named(tmp_path: Path, line: str) -> None:
    whole = '{"page": "p", "language": "en", "question": "?", "kind": "read", "abstain": false, '
    path = tmp_path / "split.jsonl"
    path.write_text(whole + line.removeprefix("{"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"split\.jsonl:1"):
        load(path)


@pytest.mark.parametrize("split", SPLITS)
def test_no_question_holds_its_own_answer(split: str) -> None:
    """Otherwise an answer that only repeats it would pass."""
    for question in load(QUESTIONS / f"{split}.jsonl"):
        if question.kind not in {"exists", "about"}:
            assert not any(all(holds(question.question, part) for part in parts) for parts in question.answers), (
                question
            )


@pytest.mark.parametrize("split", SPLITS)
def test_every_question_is_about_a_page_of_its_split_and_points_at_its_lines(split: str) -> None:
    questions = load(QUESTIONS / f"{split}.jsonl")
    assert len({(q.page, q.history, q.question) for q in questions}) == len(questions) >= 130
    pages = {page.name: page for page in rendered()}
    for page in (pages[name] for name in {question.page for question in questions}):
        assert page.split == split
        texts = {line.text for line in page.lines}
        assert {box for question in questions if question.page == page.name for box in question.boxes} <= texts


def test_rows_count_each_kind_and_language_once() -> None:
    judged = [Judged(CALL, Answer("."), None), Judged(CALL, Answer("."), "empty"), Judged(NO_FAX_EN, Answer("."), None)]
    rows = {(row["kind"], row["language"]): (row["right"], row["questions"]) for row in summarise(judged)}
    assert rows["phone", "zh"] == rows["phone", "all"] == (1, 2)
    assert rows["all", "all"] == (2, 3)
    assert (rows["answerable", "all"], rows["not answerable", "all"]) == ((1, 2), (1, 1))
    assert ("phone", "en") not in rows
