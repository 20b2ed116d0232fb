"""Menus of the page: which entry is the chosen one, by how the page draws it."""

from __future__ import annotations

import pytest

from flashweb.core.screen import Element
from flashweb.engines.nano.program import Intent, Region
from tests.engines.nano.functions.laid import Colours, LaidReading, around, at, told

NAMES = ("总览", "主机管理", "告警中心", "报表")
GREY, DARK = ("white", "#888888"), ("white", "#111111")
SIDE = Region(None, "left")


def side() -> Element:
    return around("navigation", "", *(at("link", name, (20, 100 + 50 * place)) for place, name in enumerate(NAMES)))


@pytest.mark.parametrize(
    "colours",
    [
        {name: GREY if name != "告警中心" else ("#d0e4ff", "#888888") for name in NAMES},
        {name: GREY if name != "告警中心" else DARK for name in NAMES},
        {name: ("#102030", "white") if name != "告警中心" else ("#1677ff", "white") for name in NAMES},
    ],
    ids=["ground", "letters", "dark"],
)
async def test_the_entry_that_is_drawn_unlike_the_others_is_the_chosen_one(colours: Colours) -> None:
    text, pointed = await told(
        LaidReading([side()], colours), Intent.STATE, role="navigation", state="selected", region=SIDE
    )
    assert text == "当前选中的是'告警中心'。" and pointed == ["告警中心"]


async def test_entries_that_look_alike_tell_nothing() -> None:
    colours = dict.fromkeys(NAMES, GREY)
    text, _ = await told(LaidReading([side()], colours), Intent.STATE, role="navigation", state="selected", region=SIDE)
    assert text == "左侧菜单里看不出哪一项是选中的。"


async def test_two_kinds_of_entries_tell_nothing() -> None:
    colours = {name: GREY if place % 2 else DARK for place, name in enumerate(NAMES)}
    text, _ = await told(LaidReading([side()], colours), Intent.STATE, role="navigation", state="selected", region=SIDE)
    assert text == "左侧菜单里看不出哪一项是选中的。"


async def test_a_bar_above_is_no_part_of_the_menu_at_the_side() -> None:
    bar = around(
        "navigation", "", *(at("link", name, (60 + 110 * n, 20)) for n, name in enumerate(("概览", "账户", "转账")))
    )
    text, pointed = await told(LaidReading([bar, side()]), Intent.UNDER, role="navigation", region=SIDE)
    assert text.startswith("左侧菜单有 4 项") and pointed == list(NAMES)
