"""Which of several: rows and cards by what a question says of them, in its own words or the other language's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.program import Intent
from flashweb.engines.nano.tabling.conditions import condition_in
from flashweb.engines.nano.tabling.numerals import with_figures
from flashweb.engines.nano.tabling.statuses import said_of
from tests.engines.nano.drawn import DrawnReading
from tests.engines.nano.tabling.tables import ORDERS, parsed, table, told

TASKS = [
    ["Task", "Owner", "Status", "Cost"],
    ["Menu", "Ada", "Pending", "$120"],
    ["Logo", "Ben", "Cancelled", "$40"],
    ["Site", "Ada", "Pending", "$2,400"],
    ["Shop", "Cy", "Shipped", "$900"],
]
PLANS = {
    "Basic": ["$9 / month", "3 seats", "Email support"],
    "Team": ["Popular", "$29 / month", "20 seats", "SSO login"],
    "Business": ["$99 / month", "100 seats", "SSO login", "Phone support"],
}


def tasks() -> DrawnReading:
    return parsed(table(TASKS))


def plans() -> DrawnReading:
    """Cards side by side: a heading and its lines."""
    cards = []
    for number, (name, texts) in enumerate(PLANS.items()):
        left = 40.0 + 300 * number
        heading = Element("heading", name, name, Box(left + 8, 100, left + 120, 128))
        lines = [
            Element("text", text, text, Box(left + 8, 150 + 30 * row, left + 160, 166 + 30 * row))
            for row, text in enumerate(texts)
        ]
        cards.append(Element("card", name, "", Box(left, 90, left + 260, 330), children=(heading, *lines)))
    texts = [each for card in cards for each in card.walk() if each.text]
    return DrawnReading(
        [(each.text, each.box.left, each.box.top, each.box.height) for each in texts], controls=tuple(cards)
    )


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which tasks are still pending?", ["Menu", "Site"]),
        ("哪些任务还是待处理的", ["Menu", "Site"]),
        ("which tasks are not pending?", ["Logo", "Shop"]),
        ("How many tasks were called off?", ["Logo"]),
        ("哪个任务取消了", ["Logo"]),
        ("what has been sent out already?", ["Shop"]),
        ("Which tasks belong to Ada?", ["Menu", "Site"]),
        ("Which of Ada's tasks cost more than five hundred?", ["Site"]),
        ("哪些任务不到一百美元", ["Logo"]),
    ],
)
async def test_rows_by_what_their_cells_say(question: str, names: Sequence[str]) -> None:
    text, pointed = await told(tasks(), question, intent=Intent.OPEN)
    assert [name for name in ("Menu", "Logo", "Site", "Shop") if f"'{name}'" in text] == list(names)
    assert set(names) <= set(pointed)


async def test_how_many_comes_first_and_the_state_is_named() -> None:
    assert (await told(tasks(), "how many tasks are pending?", intent=Intent.COUNT))[0] == (
        "2: 'Menu', 'Site' (Status: 'Pending')."
    )
    assert (await told(parsed(table(ORDERS)), "哪些订单已经发货了", intent=Intent.OPEN))[0] == (
        "'1042'、'1044'（'状态'是'已发货'）。"
    )


async def test_a_row_that_is_named_is_no_question_about_several() -> None:
    assert "Cancelled" in (await told(tasks(), "what is the status of Logo?", intent=Intent.TABLE))[0]


@pytest.mark.parametrize(
    ("question", "anchors", "names"),
    [
        ("Which plan is marked popular?", (), ["Team"]),
        ("哪个套餐最热门的标记", (), ["Team"]),
        ("Which plans include SSO?", ("SSO",), ["Team", "Business"]),
        ("Which plan comes with phone support?", ("phone support",), ["Business"]),
    ],
)
async def test_cards_by_a_mark_or_a_line(question: str, anchors: tuple[str, ...], names: Sequence[str]) -> None:
    text, _ = await told(plans(), question, intent=Intent.OPEN, anchors=anchors)
    assert [name for name in PLANS if f"'{name}'" in text] == list(names)


@pytest.mark.parametrize(
    ("value", "question", "is_denied"),
    [
        ("已发货", "哪些已经发货了", False),
        ("待付款", "还没付款的订单", False),
        ("审核中", "正在审核的有哪些", False),
        ("Shipped", "orders that have not been shipped", True),
        ("逾期", "which invoices are overdue", False),
    ],
)
def test_a_state_is_said_in_many_ways(value: str, question: str, is_denied: bool) -> None:
    saying = said_of(value, question)
    assert saying is not None and saying.is_denied is is_denied


def test_a_state_is_not_said_by_its_opposite() -> None:
    assert said_of("已发货", "哪些还没发货") is None
    assert said_of("Paid", "which are unpaid") is None


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("超过两千三百的", "超过2300的"),
        ("不到一万二", "不到12000"),
        ("一百零五元以内", "105元以内"),
        ("over two hundred and fifty dollars", "over 250 dollars"),
        ("at least a dozen", "at least 12"),
        ("哪一个", "哪一个"),
        ("the one over there", "the one over there"),
    ],
)
def test_numbers_of_conditions_in_words(question: str, figures: str) -> None:
    assert with_figures(question) == figures
    assert (condition_in(question) is None) == (question == figures)


async def test_a_value_that_its_form_gives_away_is_no_row() -> None:
    people = [
        ["Item", "Kind", "Action"],
        ["Work", "Email", "Change"],
        ["Home", "Email", "Remove"],
        ["Mobile", "Phone", "Add"],
    ]
    reading = parsed(table(people), extra=[("anna@corp.example", 40, 400, 16)])
    text, pointed = await told(reading, "What e-mail address is shown?", intent=Intent.VALUE, attribute="email")
    assert pointed == ["anna@corp.example"] and "anna@corp.example" in text
