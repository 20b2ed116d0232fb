# ruff: noqa: E501 - questions and answers read better unbroken
"""How differences are told: answer first, in the question's language, boxes in the right picture."""

from __future__ import annotations

import pytest

from flashweb.core.request import MediaRef, Message
from flashweb.engines.nano.pictures import choose_compared
from tests.engines.nano.comparing.pictured import Thing, ask, draw

SAVE = Thing("button", "Save", 40, 220)
NEWS = Thing("checkbox", "Send me news", 40, 150)
PRICE = Thing("text", "$19 a month", 360, 100)
OLD = draw(
    [Thing("heading", "Account settings", 40, 40, letters=26), NEWS, PRICE, SAVE, Thing("link", "Help", 40, 300)]
)
NEW = draw(
    [
        Thing("heading", "Account settings", 40, 40, letters=26),
        Thing("checkbox", "Send me news", 40, 150, ("checked",)),
        Thing("text", "$29 a month", 360, 100),
        SAVE,
        Thing("button", "Export", 360, 220),
    ]
)


async def test_all_changes_in_chinese() -> None:
    text, pointed = await ask("两张图有什么区别？", OLD, NEW)
    assert text == (
        "两张图有 4 处不同：第二张多了'Export'按钮；第二张少了'Help'链接；'$19 a month'变成了'$29 a month'；"
        "'Send me news'复选框变为已勾选。"
    )
    assert pointed == [
        *((1, "Export"), (0, "Help"), (0, "$19 a month"), (1, "$29 a month"), (0, "Send me news"), (1, "Send me news")),
    ]


async def test_all_changes_in_english() -> None:
    text, _ = await ask("What changed between these screenshots?", OLD, NEW)
    assert text == (
        "The two pictures differ in 4 places: the second picture adds the 'Export' button; the second picture no longer "
        "has the 'Help' link; '$19 a month' became '$29 a month'; the 'Send me news' checkbox is now checked."
    )


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("新版多了什么", "Export", "Help"),
        ("第二张图少了什么", "Help", "Export"),
        ("what was removed?", "Help", "Export"),
        ("what's new in the second one", "Export", "Help"),
        ("what does the first one have that's not in the second", "Help", "Export"),
        ("哪些文字变了", "$29 a month", "Export"),
        ("哪些按钮变了", "Export", "Help"),
        ("list what became of 'Send me news', what changed?", "checked", "Export"),
    ],
)
async def test_only_what_is_asked_for(question: str, told: str, untold: str) -> None:
    text, _ = await ask(question, OLD, NEW)
    assert told in text and untold not in text


async def test_the_same() -> None:
    again = OLD.encoded("JPEG", 85)
    assert (await ask("这两张图一样吗", OLD, again))[0] == "一样，两张图没有区别，内容相同。"
    assert (await ask("are they identical?", OLD, again))[0] == "They are the same: the two pictures do not differ."
    assert (await ask("what changed?", OLD, OLD))[0] == "The two pictures do not differ."
    assert (await ask("一样吗", OLD, NEW))[0].startswith("不一样，两张图有 4 处不同：")


async def test_nothing_of_what_is_asked_for() -> None:
    assert (await ask("什么颜色变了", OLD, NEW))[0] == "两张图在这方面没有区别。"


async def test_one_picture_is_too_few() -> None:
    assert (await ask("有什么区别", OLD))[0].startswith("比较需要至少两张图片")
    assert (await ask("spot the difference", OLD))[0].startswith("Comparing needs at least two pictures")


async def test_three_pictures_are_compared_one_after_the_other() -> None:
    text, pointed = await ask("这三张图依次有什么变化", OLD, OLD, NEW)
    assert text.startswith("图 1 和图 2 没有区别，内容相同。\n图 2 和图 3 有 4 处不同：图 3 多了")
    assert (2, "Export") in pointed and (1, "Help") in pointed


@pytest.mark.parametrize(
    ("question", "text", "pointed"),
    [
        ("哪张图有Export按钮", "第二张图里有'Export'按钮。", [(1, "Export")]),
        ("which screenshot shows 'Help'?", "The first picture has 'Help'.", [(0, "Help")]),
        ("哪张图里有Save", "两张图里都有'Save'。", [(0, "Save"), (1, "Save")]),
        ("which picture has a 'Delete' button", "None of the pictures has the 'Delete' button.", []),
        ("哪张图没有'Help'", "第二张图里没有'Help'。", []),
    ],
)
async def test_which_picture(question: str, text: str, pointed: list[tuple[int, str]]) -> None:
    assert await ask(question, OLD, NEW) == (text, pointed)


def turns(*counts: int) -> list[Message]:
    """User turns with so many pictures each."""
    refs = [MediaRef("t", str(number), 10, 10) for number in range(sum(counts))]
    return [Message("user", "?", tuple(refs.pop(0) for _ in range(count))) for count in counts]


@pytest.mark.parametrize(
    ("named", "counts", "chosen"),
    [
        ((), (2,), [0, 1]),
        ((), (1, 1), [0, 1]),
        ((), (1, 1, 1), [1, 2]),
        ((), (2, 0), [0, 1]),
        ((), (1,), [0]),
        ((2,), (2,), [0, 1]),
        ((1,), (2,), [0, 1]),
        ((3,), (3,), [1, 2]),
        ((2, 1), (2,), [0, 1]),
        ((1, 3), (3,), [0, 2]),
        ((1, 7), (2,), [0]),
    ],
)
def test_which_pictures_are_compared(named: tuple[int, ...], counts: tuple[int, ...], chosen: list[int]) -> None:
    assert choose_compared(named, turns(*counts)) == chosen


@pytest.mark.parametrize("scale", [0.5, 1.5, 2.0])
async def test_another_scale_is_no_difference(scale: float) -> None:
    assert (await ask("一样吗", OLD, OLD.scaled(scale)))[0].startswith("一样")
    text, pointed = await ask("what changed?", OLD, NEW.scaled(scale))
    assert text.startswith("The two pictures differ in 4 places") and (1, "Export") in pointed
