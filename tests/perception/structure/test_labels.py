"""Names of fields."""

from dataclasses import replace

import pytest

from flashweb.core.screen import Box, Element
from tests.perception.structure.screens import by_role, found, line, names, screen_of


def test_labels_above_left_and_right() -> None:
    screen = screen_of(
        [
            found("textbox", 100, 130, 400, 170),
            found("textbox", 250, 200, 400, 240),
            found("checkbox", 100, 260, 120, 280),
            found("radio", 100, 300, 120, 320),
            found("radio", 200, 300, 220, 320),
        ],
        [
            line("* Email:", 100, 104),
            line("li@mail.example", 110, 140),
            line("手机号 *", 150, 210),
            line("Remember me", 128, 260),
            line("Yes", 128, 300),
            line("No", 228, 300),
        ],
    )
    assert names(screen, "textbox") == ["Email", "手机号"]
    assert by_role(screen, "textbox")[0].text == "li@mail.example"
    assert names(screen, "checkbox") == ["Remember me"]
    assert names(screen, "radio") == ["Yes", "No"]
    assert not by_role(screen, "text")


def test_switch_of_a_settings_list_is_named_by_the_text_of_its_row() -> None:
    rows = [
        each
        for top in (100, 160)
        for each in (found("listitem", 50, top, 950, top + 50), found("switch", 880, top + 15, 920, top + 35))
    ]
    screen = screen_of(rows, [line("Dark mode", 70, 115), line("Sounds", 70, 175)])
    assert names(screen, "switch") == ["Dark mode", "Sounds"]
    assert names(screen, "listitem") == ["Dark mode", "Sounds"]


def test_a_description_under_a_setting_is_no_part_of_its_name() -> None:
    """Wrapped lines are about as long as the first; a description is much longer, wherever the switch's middle lies."""
    screen = screen_of(
        [found("listitem", 50, 100, 950, 160), found("switch", 880, 112, 920, 148)],
        [line("Weekly digest", 70, 114), line("A letter each Monday with what happened in your projects", 70, 132)],
    )
    assert names(screen, "switch") == ["Weekly digest"]


def test_hint_inside_names_a_field_without_label() -> None:
    screen = screen_of([found("searchbox", 300, 20, 600, 60)], [line("Greenfork", 150, 30), line("搜索商品", 310, 30)])
    assert names(screen, "searchbox") == ["搜索商品"]
    assert names(screen, "text") == ["Greenfork"]


def test_wrapped_label_is_read_on() -> None:
    screen = screen_of(
        [found("checkbox", 100, 100, 120, 120)],
        [line("I accept the terms of", 128, 100), line("service", 128, 122), line("Unrelated", 128, 220)],
    )
    assert names(screen, "checkbox") == ["I accept the terms of service"]


@pytest.mark.parametrize("role", ["switch", "combobox", "checkbox"])
def test_in_a_table_the_column_names_a_field_and_no_other_cell_does(role: str) -> None:
    cells = [
        each
        for row, top in enumerate((100, 150))
        for each in (
            found("columnheader" if row == 0 else "cell", 100, top, 300, top + 50),
            found("columnheader" if row == 0 else "cell", 300, top, 500, top + 50),
        )
    ]
    field = found(role, 460, 165, 480, 185)
    screen = screen_of(
        [found("table", 100, 100, 500, 200), *cells, field],
        [line("Name", 110, 115), line("Enabled", 310, 115), line("Amy Smith", 110, 165)],
    )
    assert names(screen, role) == ["Enabled"]
    assert names(screen, "cell")[0] == "Amy Smith"


def test_label_that_moved_up_inside_its_field() -> None:
    label = Element("text", "Reason *", "Reason *", Box(310, 104, 370, 118))
    screen = screen_of([found("textbox", 300, 100, 600, 150)], [label, line("Too small", 310, 122)])
    (field,) = by_role(screen, "textbox")
    assert (field.name, field.text) == ("Reason", "Too small")


def test_where_labels_have_stars_these_fields_are_the_required_ones() -> None:
    seen = (frozenset[str](), frozenset({"required"}), frozenset[str]())
    fields = [
        replace(found("textbox", 100, 130 + 70 * i, 400, 170 + 70 * i), state=state) for i, state in enumerate(seen)
    ]
    starred = [line(text, 100, 104 + 70 * i) for i, text in enumerate(("* Email", "Note", "手机号＊："))]
    required = ["required" in each.state for each in by_role(screen_of(fields, starred), "textbox")]
    assert required == [True, False, True]
    plain = [line(text, 100, 104 + 70 * i) for i, text in enumerate(("Email", "Note", "手机号"))]
    required = ["required" in each.state for each in by_role(screen_of(fields, plain), "textbox")]
    assert required == [False, True, False], "without stars, what was seen counts"


def test_a_title_with_its_description_stands_level_with_a_switch_as_a_whole() -> None:
    """Rows as settings have them, without boxes around: the switch is at the middle of both lines."""
    screen = screen_of(
        [found("switch", 880, top, 920, top + 20) for top in (110, 170)],
        [
            *(line("Email notifications", 70, 100), line("We write when somebody answers you or names you", 70, 124)),
            *(line("Sounds", 70, 160), line("A short one for each message, two for calls", 70, 184)),
        ],
    )
    assert names(screen, "switch") == ["Email notifications", "Sounds"]


def test_the_switch_of_a_list_item_is_named_by_its_first_line() -> None:
    lines = [
        ("Desktop alerts", 110),
        ("Shown above other windows on all of your", 130),
        ("screens while you work", 150),
    ]
    item, switch = found("listitem", 50, 100, 950, 176), found("switch", 880, 128, 920, 148)
    assert names(screen_of([item, switch], [line(text, 70, top) for text, top in lines]), "switch") == [
        "Desktop alerts"
    ]


def test_switches_of_single_lines_keep_their_own() -> None:
    tops = (100, 122, 144)
    screen = screen_of(
        [found("switch", 880, top, 920, top + 16) for top in tops], [line(f"Row {t}", 70, t) for t in tops]
    )
    assert names(screen, "switch") == ["Row 100", "Row 122", "Row 144"]


def test_what_stands_right_of_a_tick_is_its_label_whoever_owns_it() -> None:
    group, ticks = found("radiogroup", 118, 96, 600, 124), [found("radio", x, 100, x + 18, 118) for x in (100, 300)]
    screen = screen_of([group, *ticks], [line("Automatic", 126, 101), line("Cooling", 326, 101)])
    assert names(screen, "radio") == ["Automatic", "Cooling"]


@pytest.mark.parametrize("drawing", ["口", "V"])
def test_the_drawing_of_a_tick_is_not_its_name(drawing: str) -> None:
    screen = screen_of(
        [found("checkbox", 100, 100, 120, 120)], [line(drawing, 103, 102), line("Remember me", 128, 102)]
    )
    assert names(screen, "checkbox") == ["Remember me"]


def test_a_letter_on_a_button_to_choose_a_size_is_its_name() -> None:
    screen = screen_of([found("radio", 100, 100, 140, 140)], [line("M", 115, 112)])
    assert names(screen, "radio") == ["M"]


@pytest.mark.parametrize("around", ["heading", "alert", "listitem", "card"])
def test_close_above_a_field_stands_its_label_whatever_was_seen_around_it(around: str) -> None:
    screen = screen_of(
        [found(around, 90, 96, 600, 126), found("textbox", 100, 130, 400, 170)],
        [line("Date", 100, 104), line("5/18/2026", 110, 140)],
    )
    assert names(screen, "textbox") == ["Date"]


def test_a_title_above_a_field_stays_a_title() -> None:
    title = replace(line("Find a room", 100, 84), box=Box(100, 84, 340, 120))
    screen = screen_of(
        [found("heading", 100, 80, 400, 124), found("searchbox", 100, 130, 400, 170)], [title, line("City", 110, 140)]
    )
    assert names(screen, "heading") == ["Find a room"]
    assert names(screen, "searchbox") == ["City"]


def test_rings_and_knobs_read_as_letters_name_nothing() -> None:
    screen = screen_of(
        [found("radio", 100, 100, 120, 120), found("radio", 200, 100, 220, 120), found("switch", 100, 180, 140, 202)],
        [line(") White", 118, 101), line("Sizes (M)", 226, 101), line("Child lock", 100, 156), line("0", 104, 181)],
    )
    assert names(screen, "radio") == ["White", "Sizes (M)"]
    assert names(screen, "switch") == ["Child lock"]


def test_a_switch_is_named_by_the_line_above_it_whichever_form_was_seen_around_that() -> None:
    screen = screen_of(
        [
            found("form", 0, 0, 900, 600),
            found("form", 20, 132, 500, 580),
            found("switch", 420, 140, 460, 160),
        ],
        [line("Away mode", 420, 114), line("Address", 40, 114)],
    )
    assert names(screen, "switch") == ["Away mode"]


def test_a_label_may_be_higher_than_the_figures_below_it() -> None:
    """Figures have nothing below the line; the list item around the label was never there."""
    screen = screen_of(
        [found("listitem", 80, 70, 900, 126), found("textbox", 100, 130, 600, 160)],
        [
            replace(line("*开始日期", 100, 104), box=Box(100, 104, 170, 118)),
            replace(line("2027-02-27", 110, 140), box=Box(110, 140, 180, 151)),
        ],
    )
    assert names(screen, "textbox") == ["开始日期"]
