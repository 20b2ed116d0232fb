"""From scores of lines to an answer."""

from __future__ import annotations

import numpy as np

from flashweb.core.screen import Box, Cell, Element
from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.reader.inputs import page_inputs
from flashweb.engines.nano.reader.model import Pointed
from flashweb.engines.nano.reader.pointing import answer_of

SIZE = (800, 600)


def line(text: str, left: float, top: float, width: float = 0) -> Element:
    return Element("text", text, text, Box(left, top, left + (width or 9 * len(text)), top + 16))


def found(
    lines: list[Element], scores: list[float], none: float, elements: list[Element] | None = None, asked: str = ""
) -> Answer | None:
    inputs = page_inputs(lines, elements or [], SIZE)
    shared = np.array([line.text in asked for line in lines], np.float32)
    return answer_of(lines, Pointed(np.array(scores, np.float32), none, shared), inputs)


LISTED = [line("Pool", 20, 10), line("7:00-22:00", 20, 60), line("Gym", 20, 110)]


def test_none_is_likelier() -> None:
    assert found(LISTED, [-3, 1, -3], none=1.5) is None
    assert found([], [], none=-1) is None


def test_one_line() -> None:
    answer = found(LISTED, [-3, 4, -3], none=0)
    assert answer
    assert (answer.text, answer.lines) == ("7:00-22:00", (LISTED[1],))


def test_the_sentence_that_runs_over_lines_not_its_neighbour() -> None:
    lines = [
        line("Parcels leave on the day they are ordered. Refunds are paid back", 20, 10, 560),
        line("within five working days. Call us when yours has not arrived.", 20, 30, 560),
    ]
    answer = found(lines, [2.0, 2.5], none=0)
    assert answer
    assert answer.text == "Refunds are paid back within five working days."
    assert answer.lines == tuple(lines)


def test_a_bullet_is_no_part_of_the_answer() -> None:
    answer = found([line("• Breakfast is included", 20, 10)], [3], none=0)
    assert answer
    assert answer.text == "Breakfast is included"


def test_several_equal_lines_of_a_column() -> None:
    lines = [line("Anna", 20, 10), line("Boris", 20, 60), line("Chen", 20, 110), line("Admin", 300, 10)]
    answer = found(lines, [3.0, -4, 2.9, 2.8], none=0)
    assert answer
    assert answer.lines == (lines[0], lines[2])


def test_a_cell_brings_its_heads() -> None:
    lines = [line("Room", 20, 10), line("Price", 200, 10), line("Suite", 20, 60), line("$90", 200, 60)]
    cells = [Element("cell", "", "", Box(10 + 180 * c, 5 + 50 * r, 180 + 180 * c, 40 + 50 * r), cell=Cell(r, c))
             for r in range(2) for c in range(2)]  # fmt: skip
    table = Element("table", "", "", Box(0, 0, 500, 100), children=tuple(cells))
    answer = found(lines, [-4, -4, -4, 3], 0, list(table.walk()), "Price of a night")
    assert answer
    assert answer.heads == (lines[2], lines[1])
    unspoken = found(lines, [-4, -4, -4, 3], 0, list(table.walk()), "what does it cost")
    assert unspoken
    assert unspoken.heads == ()
