"""Normal forms and nearness."""

from __future__ import annotations

import pytest

from flashweb.evals.bleu import bleu
from flashweb.evals.counting import hanzi, stated
from flashweb.evals.text import Searchable, anls, normalise


def test_one_kind_of_quotes_and_stops() -> None:
    assert normalise("“登录”、‘注册’　和「找回」。") == normalise('"登录","注册" 和"找回".')


def test_anls_is_one_zero_or_between() -> None:
    assert anls("Sign in", "sign  in") == 1.0
    assert anls("abc", "xyz") == 0.0
    assert anls("Password", "Passw0rd") == pytest.approx(7 / 8)


def test_names_are_found_as_wholes() -> None:
    text = Searchable.of("请点击“登 录”，或在 Login 里输入 1,200 元")
    assert [text.folded[a:b] for a, b in text.find("登录")] == ["登 录"]
    assert not list(text.find("Log"))
    assert list(text.find("1200"))
    assert not list(text.find("200"))


def test_bleu_of_the_sample_tells_little() -> None:
    reference = ["页面包含'登录'、'注册'、'忘记密码'三个主要按钮。"]
    same, wrong, other = (
        bleu([(answer, reference)])
        for answer in (
            reference[0],
            "页面包含'登录'、'注册'、'找回密码'三个主要按钮。",
            "有三个按钮：登录、注册和忘记密码。",
        )
    )
    assert same and wrong and other
    assert same.score == pytest.approx(1.0)
    assert wrong.score > 0.75
    assert other.score < 0.3
    assert "tok:zh" in same.signature
    assert bleu([]) is None


def test_references_may_differ_in_number() -> None:
    scored = bleu([("one two three four", ["one two three four"]), ("a b c d", ["x", "a b c d", "y z"])])
    assert scored and scored.score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "number"),
    [("共有三个按钮", 3), ("There are five.", 5), ("2 个输入框和 3 个按钮，共 5 个", 5), ("十二个", 12)],
)
def test_counts_are_read(text: str, number: int) -> None:
    assert stated(text).says(number)


def test_ordinals_and_bullets_count_nothing() -> None:
    assert stated("第三行\n1. a\n2. b").numbers == ()
    assert (hanzi("二十"), hanzi("十一"), hanzi("百")) == (20, 11, None)
