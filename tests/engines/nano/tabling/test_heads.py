"""Where a table begins, and which columns it has."""

from __future__ import annotations

import dataclasses

import pytest

from flashweb.core.screen import Cell
from flashweb.engines.nano.program import Pick
from tests.engines.nano.tabling.tables import parsed, table, told


@pytest.mark.parametrize("heads", [0, 1])
async def test_what_stands_over_a_table_is_none_of_its_rows(heads: int) -> None:
    bill = [
        ["From", "", "Bill to", ""],
        ["Crescent Labs", "", "Atlas & Co.", ""],
        ["Item", "Qty", "Unit price", "Amount"],
        ["Toothbrush", "49", "$2.00", "$98.00"],
        ["Monitor", "3", "$300.00", "$900.00"],
    ]
    reading = parsed(table(bill, heads=heads))
    columns, _ = await told(reading, "What columns does the table have?", pick=Pick.COLUMNS)
    assert columns == "The table has 4 columns: 'Item', 'Qty', 'Unit price', 'Amount'."
    assert (await told(reading, "Which item has the largest Qty?", field="Qty", pick=Pick.LARGEST))[1] == [
        "Toothbrush",
        "49",
    ]


async def test_a_cell_that_reaches_over_makes_no_column_of_its_own() -> None:
    made = table([["Item", "", "Amount"], ["Lamp", "", "$9.00"], ["Desk", "", "$80.00"]])
    head, first, last = made.children
    wide = dataclasses.replace(first.children[2], cell=Cell(1, 1, 1, 2))
    first = dataclasses.replace(first, children=(first.children[0], wide))
    reading = parsed(dataclasses.replace(made, children=(head, first, last)))
    assert (await told(reading, "What columns does the table have?", pick=Pick.COLUMNS))[0] == (
        "The table has 2 columns: 'Item', 'Amount'."
    )
    assert (await told(reading, "the Amount of Lamp?", anchors=("Lamp",), field="Amount"))[1] == ["$9.00"]
