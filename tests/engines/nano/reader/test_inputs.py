"""What the reader is told of how lines stand together, of their forms and roles, and of shared words."""

from __future__ import annotations

import numpy as np

from flashweb.core.screen import Box, Cell, Element
from flashweb.engines.nano.reader.inputs import RELATIONS, ROLES, PageInputs, page_inputs
from flashweb.engines.nano.reader.words import overlaps

SIZE = (800, 600)


def line(text: str, left: float, top: float, height: float = 16) -> Element:
    return Element("text", text, text, Box(left, top, left + 10 * len(text), top + height))


def holds(inputs: PageInputs, relation: str, first: int, second: int) -> bool:
    return bool(inputs.relations[RELATIONS.index(relation), first, second])


PRICES = (
    line("Plans", 20, 10, 28),
    *(line("Name", 20, 60), line("Price", 200, 60)),
    *(line("Basic", 20, 90), line("$9", 200, 90)),
    *(line("Team", 20, 120), line("$29", 200, 120)),
)


def test_neighbours_rows_and_columns() -> None:
    inputs = page_inputs(PRICES, [], SIZE)
    assert holds(inputs, "left", 4, 3)
    assert holds(inputs, "right", 3, 4)
    assert not holds(inputs, "left", 3, 4)
    assert holds(inputs, "above", 4, 2)
    assert not holds(inputs, "above", 6, 2), "the nearest is above, not the first"
    assert holds(inputs, "below", 4, 6)
    assert holds(inputs, "row", 5, 6)
    assert not holds(inputs, "row", 4, 6)
    assert holds(inputs, "column", 2, 6)
    assert holds(inputs, "previous", 3, 2)
    apart = [relation != "near" for relation in RELATIONS]
    assert not inputs.relations[apart][:, range(7), range(7)].any(), "no line stands beside itself"


def test_larger_letters_above_are_the_heading() -> None:
    inputs = page_inputs(PRICES, [], SIZE)
    assert holds(inputs, "heading", 3, 0)
    assert holds(inputs, "headed", 0, 3)
    assert not holds(inputs, "heading", 6, 4)


def test_cells_know_the_head_of_their_column_and_row() -> None:
    cells = [Element("cell", "", "", Box(20 + 180 * c, 55 + 30 * r, 180 + 180 * c, 82 + 30 * r), cell=Cell(r, c))
             for r in range(3) for c in range(2)]  # fmt: skip
    table = Element("table", "", "", Box(10, 50, 500, 150), children=tuple(cells))
    inputs = page_inputs(PRICES, list(table.walk()), SIZE)
    assert holds(inputs, "over", 6, 2)
    assert holds(inputs, "begins", 6, 5)
    assert holds(inputs, "begun", 5, 6)
    assert not holds(inputs, "over", 6, 1)
    assert ROLES[inputs.roles[6]] == "cell"
    assert ROLES[inputs.roles[0]] == "text"


def test_what_stands_in_one_card_belongs_together() -> None:
    card = Element("card", "", "", Box(0, 80, 400, 110))
    inputs = page_inputs(PRICES, [card], SIZE)
    assert holds(inputs, "around", 3, 4)
    assert not holds(inputs, "around", 3, 6)


def test_a_page_without_elements_or_with_one_line() -> None:
    inputs = page_inputs(PRICES[:1], [], SIZE)
    assert inputs.relations.shape == (len(RELATIONS), 1, 1)
    assert np.isfinite(inputs.facts).all()


def test_shared_words_weigh_by_rarity() -> None:
    rows = overlaps("price of the team plan", ["team", "plan a", "plan b", "plan c", "other"])
    assert rows[0, 0] > rows[1, 0] > rows[4, 0] == 0
    assert rows[0, 4] == 1.0


def test_figures_and_whole_lines_in_a_question() -> None:
    rows = overlaps("订单 20415 现在什么状态", ["20415", "204150", "状态", "已发货"])
    assert rows[0, 2] == 1.0
    assert rows[1, 2] == 0.0
    assert rows[0, 3] == rows[2, 3] == 1.0
    assert not rows[3].any()
