"""Elements chosen by role, place, order, colour, state and section: what lists, counts, places and states tell of."""

from __future__ import annotations

from typing import Any

import pytest

from flashweb.engines.nano.program import Intent, Region
from tests.engines.nano.functions.laid import LaidReading, around, at, told

PAGE = [
    around("navigation", "", at("link", "Home", (20, 10)), at("link", "Docs", (150, 10))),
    at("link", "Imprint", (20, 740)),
    around(
        "form", "",
        at("heading", "Notifications", (300, 100)),
        at("checkbox", "Email me", (300, 150), "checked"),
        at("checkbox", "Text me", (300, 190)),
        at("switch", "Weekly summary", (300, 230), "checked"),
    ),
    around("form", "", at("heading", "Privacy", (700, 100)), at("checkbox", "Show my name", (700, 150), "checked")),
    at("button", "Save", (300, 400)), at("button", "Reset", (450, 400)), at("button", "Delete", (600, 400), "disabled"),
    at("button", "", (1150, 10), icon="bell"),
]  # fmt: skip
PAINT = {"Save": ("#2563eb", "white"), "Delete": ("#dc2626", "white")}


def page() -> LaidReading:
    return LaidReading(PAGE, PAINT)


async def test_listed_inside_a_section() -> None:
    text, pointed = await told(page(), Intent.ELEMENTS, "en", role="link", within="navigation")
    assert text == "There are 2 links in 'navigation': 'Home', 'Docs'." and pointed == ["Home", "Docs"]
    text, pointed = await told(page(), Intent.ELEMENTS, "en", role="checkbox", within="Notifications")
    assert pointed == ["Email me", "Text me"]
    assert (await told(page(), Intent.ELEMENTS, role="link", within="回收站"))[0] == "没有看到'回收站'这一部分。"


async def test_counted_by_colour_and_state() -> None:
    text, pointed = await told(page(), Intent.COUNT, role="button", colour="blue")
    assert text == "页面上有 1 个蓝色按钮：'Save'。" and pointed == ["Save"]
    text, _ = await told(page(), Intent.COUNT, "en", role="button", state="disabled")
    assert text == "There is 1 disabled button on the page: 'Delete'."
    assert (await told(page(), Intent.COUNT, role="button", colour="green"))[0] == "页面上没有找到绿色按钮。"


async def test_which_are_ticked_in_a_section() -> None:
    slots = {"role": "checkbox", "state": "checked"}
    assert (await told(page(), Intent.STATE, "en", within="Notifications", **slots))[1] == ["Email me"]
    assert (await told(page(), Intent.STATE, "en", **slots))[1] == ["Email me", "Show my name"]
    assert (await told(page(), Intent.STATE, "en", role="checkbox", state="unchecked"))[1] == ["Text me"]


@pytest.mark.parametrize(
    ("slots", "answer"),
    [
        ({"anchors": ("Text me",), "state": "checked"}, "没有，'Text me'复选框未勾选。"),
        ({"anchors": ("Text me",), "state": "unchecked"}, "是的，'Text me'复选框未勾选。"),
        ({"role": "checkbox", "order": 1, "state": "checked"}, "是的，'Email me'复选框已勾选。"),
        ({"anchors": ("Delete",), "state": "enabled"}, "没有，'Delete'按钮不可用。"),
    ],
)
async def test_the_state_of_one(slots: dict[str, Any], answer: str) -> None:
    assert (await told(page(), Intent.STATE, **slots))[0] == answer


@pytest.mark.parametrize(
    ("slots", "pointed"),
    [
        ({"anchors": ("Save",), "role": "button"}, ["Save"]),
        ({"role": "button", "order": 2}, ["Reset"]),
        ({"role": "button", "order": 9}, []),
        ({"role": "img", "region": Region("top", "right")}, ["bell"]),
        ({"anchors": ("notifications",), "role": "img"}, ["bell"]),
        ({"role": "link", "region": Region("bottom", None)}, ["Imprint"]),
        ({"role": "button", "colour": "red"}, ["Delete"]),
    ],
)
async def test_where_it_is(slots: dict[str, Any], pointed: list[str]) -> None:
    assert (await told(page(), Intent.LOCATE, **slots))[1] == pointed


async def test_whether_there_is_one_of_a_role() -> None:
    assert (await told(page(), Intent.EXISTS, role="switch"))[0] == "有，页面左上角有'Weekly summary'开关。"
    assert (await told(page(), Intent.EXISTS, role="slider"))[0] == "页面上没有找到滑块。"
