"""Questions about tables: right cells, exact sums, honest gaps, whether the table was parsed or is only lines."""

from __future__ import annotations

import dataclasses
from itertools import permutations

import pytest

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.program import Intent, Pick
from tests.engines.nano.drawn import DrawnReading, ask
from tests.engines.nano.tabling.tables import FILES, ORDERS, lines_of, parsed, table, told


def orders() -> DrawnReading:
    return parsed(table(ORDERS))


def files() -> DrawnReading:
    return parsed(table(FILES))


@pytest.mark.parametrize("reading", [orders(), DrawnReading(lines_of(ORDERS))], ids=["parsed", "lines"])
@pytest.mark.parametrize(
    ("anchors", "field", "value"),
    [
        (("1042",), "订单金额", "¥1,280.00"),
        (("王小明",), "金额", "¥1,280.00"),
        (("王小明",), "status", "已发货"),
        (("ada brook",), "状态", "已发货"),
        (("订单1044",), "客户", "Ada Brook"),
        (("1043",), "order date", "2026-03-04"),
        (("合计",), "订单金额", "¥4,380.70"),
    ],
)
async def test_a_cell_by_any_name_of_its_row_and_column(
    reading: DrawnReading, anchors: tuple[str, ...], field: str, value: str
) -> None:
    text, pointed = await told(reading, f"{anchors[0]}的{field}", anchors=anchors, field=field)
    assert f"'{value}'。" in text and pointed == [value]


async def test_slots_that_the_reader_missed_are_found_in_the_question() -> None:
    assert await told(orders(), "1043的状态是什么") == ("'1043'的'状态'是'待付款'。", ["待付款"])
    assert (await told(files(), "what's the size of notes.txt?"))[0] == "The 'Size' of 'notes.txt' is '512 KB'."


async def test_rows_by_number_and_whole_rows() -> None:
    second, pointed = await told(orders(), "第二行是什么")
    assert second.startswith("'1043'这一行：订单号'1043'、客户'李娜'、订单金额'¥96.50'") and len(pointed) == 5
    assert (await told(orders(), "tell me about order 1043", anchors=("order 1043",)))[1] == pointed
    assert (await told(files(), "size in the last row", order=-1, field="Size"))[1] == ["3 MB"]
    assert (await told(files(), "row 7", order=7))[0] == "The table has only 3 rows, no row 7."


@pytest.mark.parametrize(
    ("question", "field", "pick", "answer", "pointed"),
    [
        (
            "哪个订单金额最大",
            "订单金额",
            Pick.LARGEST,
            "'1044'的'订单金额'最大，是'¥3,004.20'。",
            ["1044", "¥3,004.20"],
        ),
        ("谁的订单金额最小", "订单金额", Pick.SMALLEST, "'李娜'的'订单金额'最小，是'¥96.50'。", ["李娜", "¥96.50"]),
        ("最贵的是哪个", "", Pick.LARGEST, "'1044'的'订单金额'最大，是'¥3,004.20'。", ["1044", "¥3,004.20"]),
        ("最早的订单是哪个", "", Pick.SMALLEST, "'1045'的'下单时间'最小，是'2026-03-01'。", ["1045", "2026-03-01"]),
    ],
)
async def test_extremes(question: str, field: str, pick: Pick, answer: str, pointed: list[str]) -> None:
    assert await told(orders(), question, field=field, pick=pick) == (answer, pointed)


async def test_sizes_and_dates_are_compared_by_what_they_mean() -> None:
    assert (await told(files(), "which file is biggest", field="Size", pick=Pick.LARGEST))[1] == ["intro.mp4", "1.2 GB"]
    assert (await told(files(), "the oldest one", pick=Pick.SMALLEST))[1] == ["notes.txt", "Jan 12, 2026"]
    ordered, _ = await told(files(), "top two by size", field="size", pick=Pick.LARGEST)
    assert ordered == "The 2 largest by 'Size': 'intro.mp4' (1.2 GB), 'photo.png' (3 MB)."


async def test_sums_are_exact_leave_totals_out_and_say_what_was_not_counted() -> None:
    text, pointed = await told(orders(), "订单金额加起来多少", field="订单金额", pick=Pick.SUM)
    assert text == "'订单金额'合计'¥4,380.70'（可见的 3 行）。没有计入：1 格不是数值：'—'。"
    assert pointed == ["¥1,280.00", "¥96.50", "¥3,004.20", "—"]
    mean, _ = await told(orders(), "平均金额", field="订单金额", pick=Pick.AVERAGE)
    assert mean.startswith("'订单金额'平均约'¥1,460.23'（可见的 3 行）")


async def test_the_sum_does_not_depend_on_the_order_of_the_rows() -> None:
    found = set()
    for rows in permutations(ORDERS[1:5]):
        reading = parsed(table([ORDERS[0], *rows]))
        found.add((await told(reading, "订单金额合计", field="订单金额", pick=Pick.SUM))[0])
    assert len(found) == 1


async def test_currencies_are_not_added_up() -> None:
    rows = [["Item", "Price"], ["Tea", "$4.00"], ["Coffee", "€3.00"], ["Milk", "$1.50"]]
    text, _ = await told(parsed(table(rows)), "sum of price", field="Price", pick=Pick.SUM)
    assert "different units" in text and "'$5.50' (2 visible rows)" in text and "'€3.00' (1 visible row)" in text


async def test_ties_are_all_named() -> None:
    rows = [["Name", "Score"], ["Ann", "9"], ["Bo", "7"], ["Cy", "9"]]
    text, pointed = await told(parsed(table(rows)), "who has the highest score", field="score", pick=Pick.LARGEST)
    assert text == "'Ann', 'Cy' share the largest 'Score', '9'." and pointed == ["Ann", "9", "Cy", "9"]


async def test_rows_columns_and_order() -> None:
    assert (await told(orders(), "有几行", pick=Pick.ROWS))[0] == "表格里能看到 4 行数据（不含表头）。"
    assert (await told(files(), "what columns", pick=Pick.COLUMNS))[0] == (
        "The table has 4 columns: 'Name', 'Size', 'Modified', 'Owner'."
    )
    newest = [ORDERS[0], *ORDERS[1:5]]
    newest[1:] = [[row[4][-2:] + "x", *row[1:]] for row in newest[1:]]
    text, pointed = await told(parsed(table(newest)), "按什么排序", pick=Pick.ORDER)
    assert text.startswith("从数据看，按'") and "降序排列" in text and len(pointed) == 1
    assert (await told(files(), "is it sorted by size", field="Size", pick=Pick.ORDER))[0].startswith("No, ")


async def test_an_arrow_in_the_head_shows_the_order() -> None:
    grid = table(FILES)
    head = grid.children[0].children[3]
    arrow = dataclasses.replace(head, children=(Element("img", "", "", head.box, icon="arrow-down"),))
    row = dataclasses.replace(grid.children[0], children=(*grid.children[0].children[:3], arrow))
    shown = dataclasses.replace(grid, children=(row, *grid.children[1:]))
    plain, with_arrow = parsed(grid), parsed(shown)
    question = "which column is it sorted by"
    assert "'Name'" in (await told(plain, question, pick=Pick.ORDER))[0]
    assert "'Name'" in (await told(with_arrow, question, pick=Pick.ORDER))[0], "values speak against the arrow"


@pytest.mark.parametrize(
    ("question", "slots", "number", "named"),
    [
        ("订单金额大于100的有几个", {}, 2, ["1042", "1044"]),
        ("订单金额不超过1280的有几个", {}, 2, ["1042", "1043"]),
        ("状态是已发货的有几个", {"anchors": ("已发货",)}, 2, ["1042", "1044"]),
        ("how many are 待付款", {"anchors": ("待付款",)}, 1, ["1043"]),
        ("how many orders before 2026-03-03", {}, 2, ["1044", "1045"]),
    ],
)
async def test_rows_that_meet_a_condition_are_counted(
    question: str, slots: dict[str, object], number: int, named: list[str]
) -> None:
    for intent in (Intent.COUNT, Intent.TABLE):
        text, _ = await told(orders(), question, intent=intent, **slots)
        assert str(number) in text.split("行")[0].split("row")[0]
        assert all(f"'{name}'" in text for name in named), text
        assert all(f"'{row[0]}'" not in text for row in ORDERS[1:5] if row[0] not in named)


async def test_a_text_outside_tables_is_counted_as_before() -> None:
    text, _ = await told(
        DrawnReading([("退款", 10, 10, 16), ("退款说明", 10, 50, 16)]),
        "退款有几个",
        intent=Intent.COUNT,
        anchors=("退款",),
    )
    assert text == "'退款'出现了 2 次。"


async def test_columns_are_listed() -> None:
    text, pointed = await told(orders(), "所有客户名", field="客户名")
    assert "'王小明'、'李娜'、'Ada Brook'、'周杰'" in text and pointed[1:] == ["王小明", "李娜", "Ada Brook", "周杰"]
    assert (await told(files(), "how many different owners", field="Owner"))[0] == (
        "'Owner' has 2 different values: 'Ada', 'Ben'."
    )


async def test_what_is_not_there_is_said_to_be_missing_with_what_is() -> None:
    row, _ = await told(orders(), "9999的状态", anchors=("9999",), field="状态")
    assert row.startswith("表格里没有'9999'这一行") and "'1042'" in row
    column, _ = await told(files(), "the price of notes.txt", anchors=("notes.txt",), field="price")
    assert column.startswith("The table has no column 'price'") and "'Owner'" in column
    several = [["Name", "Length", "Weight"], ["a", "3", "4"], ["b", "5", "1"]]
    asked, _ = await told(parsed(table(several)), "which is the top one", pick=Pick.LARGEST)
    assert asked == "Please say by which column; these can be added up or compared: 'Length', 'Weight'."
    assert (await told(DrawnReading([("Hello", 10, 10, 16)]), "几行", pick=Pick.ROWS))[0] == "页面上没有找到表格。"


async def test_heads_over_heads_and_merged_cells() -> None:
    rows = [["Region", "2025", "2025"], ["", "Q1", "Q2"], ["North", "10", "12"], ["South", "8", "9"]]
    grid = table(rows, heads=2)
    text, _ = await told(parsed(grid), "North in Q2", anchors=("North",), field="2025 Q2")
    assert text == "The '2025 Q2' of 'North' is '12'."


async def test_of_two_tables_the_one_that_has_it_is_meant() -> None:
    both = parsed(table(ORDERS), table(FILES, top=500), extra=[("Shared files", 40, 470, 18)])
    assert (await told(both, "notes.txt size", anchors=("notes.txt",), field="size"))[1] == ["512 KB"]
    assert (await told(both, "how many rows in Shared files", within="Shared files", pick=Pick.ROWS))[0].startswith(
        "I see 3 "
    )


def card(name: str, price: str, stock: str, left: float) -> Element:
    texts = [(name, 22.0, "heading"), (price, 18.0, "text"), (f"库存：{stock}", 14.0, "text")]
    parts, top = [], 100.0
    for text, height, role in texts:
        parts.append(Element(role, text, text, Box(left, top, left + 120, top + height)))
        top += height + 10
    return Element("card", name, "", Box(left, 90, left + 180, 260), children=tuple(parts))


async def test_cards_are_rows() -> None:
    cards = [
        card("青瓷茶壶", "¥168.00", "12", 40),
        card("竹编篮", "¥59.00", "3", 240),
        card("木梳", "¥36.00", "40", 440),
    ]
    page = Element("main", "", "", Box(0, 0, 800, 600), children=tuple(cards))
    lines = [(e.text, e.box.left, e.box.top, e.box.height) for each in cards for e in each.children]
    reading = DrawnReading(lines, controls=[page])
    assert (await told(reading, "最贵的是哪个", pick=Pick.LARGEST))[0] == "'青瓷茶壶'的'价格'最大，是'¥168.00'。"
    assert (await told(reading, "竹编篮的库存", anchors=("竹编篮",), field="库存"))[0] == "'竹编篮'的'库存'是'3'。"
    assert (await told(reading, "价格低于100的有几个", intent=Intent.COUNT))[0].startswith("有 2 行")


async def test_a_plain_question_reaches_the_table() -> None:
    text, _ = await ask(orders(), "状态是已发货的有几个？")
    assert "2" in text


PLANS = [
    ["Feature", "Basic", "Pro", "Team"],
    ["Price", "$9", "$29", "$79"],
    ["Seats", "1", "3", "20"],
    ["Phone support", "No", "Yes", "Yes"],
]


async def test_heads_at_the_left() -> None:
    plans = parsed(table(PLANS))
    assert (await told(plans, "Pro price", anchors=("Pro",), field="price"))[0] == "The 'Price' of 'Pro' is '$29'."
    dearest, pointed = await told(plans, "which plan has the highest price", field="price", pick=Pick.LARGEST)
    assert dearest == "'Team' has the largest 'Price', '$79'." and pointed == ["Team", "$79"]
    labels = [["运费", "包邮"], ["支付方式", "支付宝"], ["快递公司", "顺丰"], ["数量", "2"]]
    text, pointed = await told(parsed(table(labels, heads=0)), "支付方式是什么", field="支付方式")
    assert text == "'支付方式'是'支付宝'。" and pointed == ["支付宝"]


async def test_what_stands_below_a_table_is_not_its_row() -> None:
    rows = [*ORDERS[:4], ["", "退款说明", "", "联系我们", ""], ["", "七天无理由", "", "", ""]]
    assert (await told(parsed(table(rows)), "有几行", pick=Pick.ROWS))[0] == "表格里能看到 3 行数据（不含表头）。"
    paged = [*ORDERS[:5], ["共 184 条，第 1/31 页", "", "", "", ""]]
    assert (await told(parsed(table(paged)), "有几行", pick=Pick.ROWS))[0] == "表格里能看到 4 行数据（不含表头）。"


async def test_things_that_a_column_holds_are_counted() -> None:
    assert (await told(orders(), "有几个客户", intent=Intent.COUNT, anchors=("客户",)))[0].startswith("'客户'有 4 种：")
    assert (await told(files(), "how many owners?", intent=Intent.COUNT, anchors=("owners",)))[0].startswith(
        "'Owner' has 2 "
    )
    phones, _ = await told(orders(), "how many phones", intent=Intent.COUNT, anchors=("phones",))
    assert phones == "0 times: 'phones' does not appear on the page."


STOCK = [
    ["Dish", "Stock", "Updated"],
    ["Ramen", "59", "2024-06-10"],
    ["Pad thai", "7", "2024-10-07"],
    ["Falafel", "22", "2023-01-22"],
]


@pytest.mark.parametrize(
    ("question", "field", "pick", "pointed"),
    [
        ("Which Updated has the largest Stock?", "Updated Stock", Pick.LARGEST, ["2024-06-10", "59"]),
        ("Stock最低的是哪个Updated？", "Stock Updated", Pick.SMALLEST, ["2024-10-07", "7"]),
        ("按Stock比，最少的Updated是哪个", "Stock Updated", Pick.SMALLEST, ["2024-10-07", "7"]),
        ("哪一行的Stock最大？请说出它的Dish", "Dish", None, ["Ramen", "59"]),
    ],
)
async def test_what_is_compared_stands_by_the_word_for_most(
    question: str, field: str, pick: Pick | None, pointed: list[str]
) -> None:
    assert (await told(parsed(table(STOCK)), question, field=field, pick=pick))[1] == pointed
