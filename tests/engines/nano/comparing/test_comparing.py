"""What changed between two pictures of a page, and above all what did not."""

from __future__ import annotations

import pytest

from flashweb.core.screen import Box
from tests.engines.nano.comparing.pictured import RED, SIZE, Picture, Thing, compared, draw, told

TITLE = Thing("heading", "Account settings", 40, 40, letters=26)
NAME = Thing("text", "Display name", 40, 100)
PLAN = Thing("text", "$19 a month", 360, 100)
NEWS = Thing("checkbox", "Send me news", 40, 150)
SAVE = Thing("button", "Save", 40, 220)
CANCEL = Thing("button", "Cancel", 140, 220)
HELP = Thing("link", "Help centre", 40, 300)
THINGS = (TITLE, NAME, PLAN, NEWS, SAVE, CANCEL, HELP)


def page(*things: Thing) -> Picture:
    return draw(things or THINGS)


def changed(old: Thing, *new: Thing) -> Picture:
    """The page with one thing replaced by others."""
    return draw([each for thing in THINGS for each in (new if thing is old else (thing,))])


def pushed(by: float) -> list[Thing]:
    return [thing.at(top=by) for thing in THINGS]


@pytest.mark.parametrize(("kind", "quality"), [("PNG", 0), ("JPEG", 85), ("JPEG", 55), ("WEBP", 80), ("WEBP", 60)])
def test_no_encoding_makes_a_difference(kind: str, quality: int) -> None:
    assert compared(page(), page().encoded(kind, quality)) == ()
    assert compared(page().encoded("JPEG", 70), page().encoded(kind, quality)) == ()


def test_what_is_read_otherwise_is_no_change_where_the_pixels_are_the_same() -> None:
    assert compared(page(), page().read_as(**{"Cancel": "Cance1", "Display name": "Dispiay nane"})) == ()


@pytest.mark.parametrize("name", [thing.name for thing in THINGS])
def test_what_the_detector_overlooks_is_neither_gone_nor_new(name: str) -> None:
    assert compared(page(), page().without(name)) == ()
    assert compared(page().without(name), page()) == ()


@pytest.mark.parametrize("thing", [SAVE, CANCEL, HELP, PLAN])
def test_what_goes_one_way_comes_the_other_way(thing: Thing) -> None:
    less = changed(thing)
    assert told(compared(page(), less)) == [("removed", None, thing.name)]
    assert told(compared(less, page())) == [("added", None, thing.name)]


def test_what_is_put_in_above_pushes_all_and_is_the_only_change() -> None:
    banner = Thing("text", "Maintenance tonight at eleven", 40, 12)
    second = draw([banner, *pushed(40)])
    assert told(compared(page(), second)) == [("added", None, banner.name)]
    assert told(compared(second, page())) == [("removed", None, banner.name)]


def test_what_goes_away_between_pulls_the_rest_up() -> None:
    second = draw([thing.at(top=-50 if thing.top > 200 else 0) for thing in THINGS if thing is not NEWS])
    assert told(compared(page(), second)) == [("removed", None, "Send me news")]


def test_scrolling_takes_nothing_away() -> None:
    rows = [Thing("text", f"Invoice number {4711 + 13 * n}", 40, 30 + 60 * n) for n in range(14)]
    views = [draw([row.at(top=-scroll) for row in rows if -20 < row.top - scroll < 480]) for scroll in (0, 180)]
    assert compared(views[0], views[1]) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PLAN, Thing("text", "$29 a month", 360, 100)),
        (SAVE, Thing("button", "Sure", 40, 220, width=66)),
        (TITLE, Thing("heading", "Billing details", 40, 40, letters=26)),
    ],
)
def test_another_text_is_told_with_both(old: Thing, new: Thing) -> None:
    (change,) = compared(page(), changed(old, new))
    assert (change.kind, change.aspect, change.detail) == ("changed", "text", (old.name, new.name))


def test_states() -> None:
    checked = Thing("checkbox", "Send me news", 40, 150, ("checked",))
    disabled = Thing("button", "Save", 40, 220, ("disabled",))
    (change,) = compared(page(), changed(NEWS, checked))
    assert (change.aspect, change.detail) == ("state", ("checked",))
    (back,) = compared(changed(NEWS, checked), page())
    assert back.detail == ("not checked",)
    (change,) = compared(page(), changed(SAVE, disabled))
    assert (change.aspect, change.detail) == ("state", ("disabled",))


def test_paler_is_disabled_even_where_the_detector_does_not_say_so() -> None:
    first, second = page(), changed(SAVE, Thing("button", "Save", 40, 220, ("disabled",)))
    blind = Picture(second.pixels_, first.elements, first.lines_)
    (change,) = compared(first, blind)
    assert (change.aspect, change.detail) == ("state", ("disabled",))


def test_colour_and_size() -> None:
    (change,) = compared(page(), changed(SAVE, Thing("button", "Save", 40, 220, colour=RED)))
    assert (change.aspect, change.detail) == ("colour", ("blue", "red"))
    (change,) = compared(page(), changed(TITLE, Thing("heading", "Account settings", 40, 30, letters=36)))
    assert (change.aspect, change.detail) == ("size", ("larger",))


def test_two_that_change_places_are_one_move() -> None:
    rows = [Thing("text", name, 40, 40 + 50 * n) for n, name in enumerate(("Apples", "Bananas", "Cherries", "Dates"))]
    other = [rows[0], rows[2].at(top=-50), rows[1].at(top=50), rows[3]]
    (change,) = compared(draw(rows), draw(other))
    assert (change.kind, change.element.name, change.detail) == ("moved", "Bananas", ("Cherries",))


def test_what_stands_somewhere_else_moved() -> None:
    (change,) = compared(page(), changed(HELP, HELP.at(left=420, top=100)))
    assert (change.kind, change.element.name) == ("moved", "Help centre")


def test_a_card_comes_as_one_with_its_parts() -> None:
    card = Box(360, 200, 600, 340)
    inside = [Thing("text", "Team plan", 380, 220), Thing("button", "Choose", 380, 270)]
    second = draw([*THINGS, *inside], SIZE, [card])
    (change,) = compared(page(), second)
    assert (change.kind, change.element.role) == ("added", "card")
    assert [part.name for part in change.parts] == ["Team plan", "Choose"]


def test_several_changes_come_by_importance() -> None:
    second = draw(
        [
            TITLE,
            NAME,
            Thing("text", "$29 a month", 360, 100),
            NEWS,
            CANCEL,
            HELP.at(),
            Thing("button", "Export", 360, 220),
        ]
    )
    assert [(kind, aspect) for kind, aspect, _ in told(compared(page(), second))] == [
        ("added", None),
        ("removed", None),
        ("changed", "text"),
    ]
