"""What stands in what."""

from flashweb.core.screen import Need
from flashweb.perception.found import Icon
from flashweb.perception.structure import assemble
from tests.perception.structure.screens import SIZE, by_role, found, line, names, screen_of


def test_smallest_box_around_is_the_parent_even_if_it_is_a_little_off() -> None:
    screen = screen_of(
        [found("button", 398, 118, 482, 142), found("card", 200, 100, 480, 300), found("main", 100, 50, 900, 700)], []
    )
    (main,) = screen.elements
    (card,) = main.children
    assert [child.role for child in card.children] == ["button"]


def test_equal_boxes_nest_by_role() -> None:
    box = (50, 50, 150, 90)
    screen = screen_of([found("link", *box), found("listitem", *box), found("list", *box)], [line("Home", 60, 60)])
    assert [element.role for element in screen.walk()] == ["list", "listitem", "link"]
    assert names(screen, "link") == ["Home"]


def test_one_widget_found_twice_is_one() -> None:
    screen = screen_of(
        [
            found("button", 50, 50, 150, 90, 0.6),
            found("button", 51, 49, 151, 91, 0.9),
            found("link", 52, 50, 150, 90, 0.5),
        ],
        [],
    )
    assert [(element.role, element.confidence) for element in screen.walk()] == [("button", 0.9)]


def test_of_equally_sure_widgets_the_more_specific_role_stays() -> None:
    box = (50, 50, 150, 90)
    assert [e.role for e in screen_of([found("link", *box), found("tab", *box)], []).walk()] == ["tab"]


def test_dialog_stands_over_the_page_with_what_is_in_it() -> None:
    screen = screen_of(
        [
            found("main", 0, 0, 1000, 800),
            found("card", 200, 250, 700, 450),
            found("dialog", 250, 200, 750, 600),
            found("button", 600, 550, 700, 580),
            found("textbox", 300, 320, 650, 350),
        ],
        [line("Delete", 620, 555), line("Reason", 300, 295)],
    )
    (dialog,) = by_role(screen, "dialog")
    assert [child.role for child in dialog.children] == ["textbox", "button"]
    assert names(screen, "textbox") == ["Reason"]
    (main,) = screen.elements
    assert [child.role for child in main.children] == ["card", "dialog"]


def test_buttons_carry_the_icon_inside_them() -> None:
    elements = [found("button", 50, 50, 90, 90), found("img", 60, 60, 80, 80)]
    (button,) = screen_of(elements, [], {1: Icon("search")}).elements
    assert (button.icon, button.name) == ("search", "")


def test_plain_text_is_text_and_paragraphs_where_it_stands() -> None:
    screen = screen_of(
        [found("card", 100, 100, 600, 300), found("button", 120, 220, 220, 260)],
        [
            line("Orders are delivered within three days and", 120, 110, 430),
            line("can be returned for a month", 120, 134, 300),
            line("Buy", 150, 230),
            line("Footer", 100, 700),
        ],
    )
    card, footer = screen.elements
    assert [child.role for child in card.children] == ["paragraph", "button"]
    assert card.children[0].text.startswith("Orders are delivered within three days and can be")
    assert (footer.role, footer.name) == ("text", "Footer")


def test_only_roles_that_are_needed_flat_or_below_each_other() -> None:
    elements = [found("card", 100, 100, 600, 300), found("button", 120, 220, 220, 260), found("main", 0, 0, 900, 700)]
    lines = [line("Buy", 150, 230), line("Footer", 100, 720)]
    flat = assemble(SIZE, elements, lines, {}, Need(roles=frozenset({"button"}), tree=False))
    assert [(element.role, element.name) for element in flat.elements] == [("button", "Buy")]
    (main,) = assemble(SIZE, elements, lines, {}, Need(roles=frozenset({"main", "button"}))).elements
    assert [child.name for child in main.children] == ["Buy"]
