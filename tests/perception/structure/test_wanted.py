"""What has to be read for a need."""

from flashweb.core.screen import Need
from flashweb.perception.structure import icons_wanted, lines_needed
from tests.perception.structure.screens import found, line

FOUND = [
    found("button", 100, 100, 200, 140),
    found("textbox", 300, 200, 600, 240),
    found("img", 110, 110, 130, 130),
    found("button", 700, 100, 740, 140),
    found("card", 50, 50, 950, 600),
    found("img", 300, 300, 800, 580),
    found("link", 300, 640, 700, 660),
]
LINES = [
    line("Save", 140, 110).box,
    line("Email", 300, 175).box,
    line("a@b.example", 310, 210).box,
    line("Far away", 100, 500).box,
]


def test_buttons_need_the_lines_in_them_alone() -> None:
    assert lines_needed(FOUND, LINES, Need(roles=frozenset({"button"}))) == [0]


def test_fields_need_their_labels_too() -> None:
    needed = lines_needed(FOUND, LINES, Need(roles=frozenset({"textbox"})))
    assert {1, 2} <= set(needed) and 3 not in needed


def test_all_roles_need_all_lines_and_no_text_needs_none() -> None:
    assert lines_needed(FOUND, LINES, Need()) == [0, 1, 2, 3]
    assert lines_needed(FOUND, LINES, Need(text=False)) == []


def test_small_pictures_and_bare_buttons_may_be_icons() -> None:
    assert icons_wanted(FOUND, LINES, Need()) == [2, 3]
    assert icons_wanted(FOUND, LINES, Need(icons=False)) == []
    assert icons_wanted(FOUND, LINES, Need(roles=frozenset({"button"}))) == [2, 3]
    assert icons_wanted(FOUND, LINES, Need(roles=frozenset({"tab"}))) == []


def test_the_label_of_a_switch_may_stand_at_the_other_end_of_its_row() -> None:
    row, switch = found("listitem", 240, 90, 950, 150), found("switch", 890, 110, 930, 130)
    lines = [line("Menu", 20, 112).box, line("Weekly digest", 250, 98).box, line("Each Monday", 250, 124).box]
    assert lines_needed([row, switch], lines, Need(roles=frozenset({"switch"}))) == [1, 2]
    assert lines_needed([switch], lines, Need(roles=frozenset({"switch"}))) == [0, 1, 2]
