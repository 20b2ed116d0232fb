"""What is known of acts and fields, in both languages."""

from __future__ import annotations

import string

import pytest

from flashweb.engines.nano.functions.acts import act_in, act_of_icon, acts
from flashweb.engines.nano.functions.purposes import purpose
from flashweb.engines.nano.functions.wording import SENTENCES
from flashweb.perception.icons import icon_name


def test_every_act_is_told_in_both_languages() -> None:
    assert len(acts()) >= 120
    assert len({act.key for act in acts()}) == len(acts())
    for act in acts():
        assert act.does["zh"] and act.does["en"], act.key
        assert bool(act.then["zh"]) == bool(act.then["en"]), act.key


def test_what_follows_is_worded_as_what_is_usual() -> None:
    hedges = ("通常", "可能", "可以", "才能", "之后")
    english = ("usually", "may", "can", "if", "then")
    for act in acts():
        assert not act.then["zh"] or any(word in act.then["zh"] for word in hedges), act.then["zh"]
        assert not act.then["en"] or any(word in act.then["en"] for word in english), act.then["en"]


def test_icons_of_acts_are_known_icons() -> None:
    for act in acts():
        for icon in act.icons:
            assert icon_name(icon, "en"), icon


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("登 录", "login", ""),
        ("新增用户", "create", "用户"),
        ("按价格筛选", "filter", "按价格"),
        ("Save changes", "save", ""),
        ("Delete project", "delete", "project"),
        ("取消订单", "cancelorder", ""),
        ("Logging", "", ""),
        ("Book", "book", ""),
    ],
)
def test_the_longest_name_in_a_text_is_its_act(text: str, key: str, rest: str) -> None:
    found = act_in(text)
    assert (found[0].key, found[1]) == (key, rest) if key and found else found is None


def test_an_icon_alone_does_what_its_act_does() -> None:
    assert act_of_icon("delete") is act_in("删除")[0]  # type: ignore[index]
    assert act_of_icon("leaf") is None


@pytest.mark.parametrize(
    ("label", "word"),
    [("确认密码", "一致"), ("密码", "账号的密码"), ("电子邮箱", "邮箱"), ("7天内自动登录", "下次"), ("企业代号", "")],
)
def test_what_fields_are_for(label: str, word: str) -> None:
    assert word in purpose(label, "zh") and bool(purpose(label, "zh")) == bool(word)


def test_both_languages_can_say_the_same() -> None:
    fields = {
        language: {
            key: {part for _, part, _, _ in string.Formatter().parse(text) if part} for key, text in texts.items()
        }
        for language, texts in SENTENCES.items()
    }
    assert fields["zh"].keys() == fields["en"].keys()
    for key, parts in fields["zh"].items():
        assert parts <= fields["en"][key] | {"role"}, key
