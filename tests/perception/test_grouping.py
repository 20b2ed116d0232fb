"""Order and structure from boxes alone."""

from __future__ import annotations

from flashweb.core.screen import Box, Element
from flashweb.perception.grouping import prominent_first, reading_order, rows_of, with_structure


def box(left: float, top: float, width: float = 80, height: float = 16) -> Box:
    return Box(left, top, left + width, top + height)


def line(text: str, where: Box) -> Element:
    return Element("text", text, text, where)


def test_bar_then_sidebar_then_content() -> None:
    bar = [box(20 + 150 * i, 10) for i in range(4)]
    side = [box(20, 80 + 37 * i) for i in range(6)]
    content = [box(300, 85 + 24 * i, 600) for i in range(10)]
    boxes = [*content, *side, *bar]
    assert [boxes[i] for i in reading_order(boxes)] == [*bar, *side, *content]


def test_tables_are_read_row_by_row() -> None:
    rows = [[box(20 + 200 * column, 100 + 44 * row) for column in range(4)] for row in range(6)]
    boxes = [rows[row][column] for column in range(4) for row in range(6)]
    assert [boxes[i] for i in reading_order(boxes)] == [cell for row in rows for cell in row]


def test_cards_are_read_one_after_another() -> None:
    cards = [[box(20 + 300 * card, 100 + 22 * row, 200) for row in range(4)] for card in range(3)]
    boxes = [cards[card][row] for row in range(4) for card in range(3)]
    assert [boxes[i] for i in reading_order(boxes)] == [cell for card in cards for cell in card]


def test_label_and_value_share_a_row() -> None:
    boxes = [box(200, 51), box(20, 50), box(20, 90), box(200, 92, height=12)]
    assert rows_of(boxes) == [[1, 0], [2, 3]]


def test_two_thousand_lines_of_a_column_do_not_exhaust_the_stack() -> None:
    boxes = [box(10, 20.0 * i + i * i * 0.01) for i in range(2000)]
    assert reading_order(boxes) == list(range(2000))


def test_the_tallest_line_is_the_most_prominent() -> None:
    boxes = [box(10, 10), box(10, 60, height=36), box(10, 120), box(10, 160)]
    assert prominent_first(boxes, (400, 300))[0] == 1


def test_headings_paragraphs_and_single_lines() -> None:
    lines = [
        line("退款说明", box(20, 10, 200, 32)),
        line("Refunds are paid within seven", box(20, 70, 500)),
        line("working days.", box(20, 92, 120)),
        line("提交", box(20, 180, 40)),
    ]
    found = with_structure(lines)
    assert [(element.role, element.text) for element in found] == [
        ("heading", "退款说明"),
        ("paragraph", "Refunds are paid within seven working days."),
        ("text", "提交"),
    ]
    assert found[1].children == tuple(lines[1:3]) and found[1].box == lines[1].box.union(lines[2].box)
