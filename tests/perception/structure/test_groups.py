"""Containers that their members give away."""

from flashweb.core.screen import Box
from tests.perception.structure.screens import SIZE, by_role, found, line, names, screen_of

LINKS = [found("link", 300 + 90 * i, 15, 370 + 90 * i, 45) for i in range(4)]
ITEMS = [found("listitem", 100, 200 + 60 * i, 500, 250 + 60 * i) for i in range(4)]


def test_items_below_each_other_are_a_list() -> None:
    (group,) = by_role(screen_of(ITEMS, []), "list")
    assert group.box == Box(100, 200, 500, 430)
    assert [child.role for child in group.children] == ["listitem"] * 4


def test_a_list_that_was_found_stays_and_parts_of_it_go() -> None:
    whole = found("list", 95, 195, 505, 440)
    assert [each.box for each in by_role(screen_of([whole, *ITEMS], []), "list")] == [whole.box]
    part = found("list", 100, 200, 500, 310)
    assert [each.box for each in by_role(screen_of([part, *ITEMS], []), "list")] == [Box(100, 200, 500, 430)]


def test_items_far_from_each_other_are_no_list() -> None:
    assert not by_role(screen_of([ITEMS[0], ITEMS[3]], []), "list")


def test_links_in_the_banner_and_at_the_side_are_navigations() -> None:
    side = [found("link", 20, 100 + 40 * i, 160, 130 + 40 * i) for i in range(5)]
    bars = [found("banner", 0, 0, 1000, 60), found("complementary", 0, 60, 200, 800)]
    screen = screen_of([*bars, *LINKS, *side], [])
    assert [each.box for each in by_role(screen, "navigation")] == [Box(300, 15, 640, 45), Box(20, 100, 180, 290)]
    assert [child.role for child in by_role(screen, "navigation")[0].children] == ["link"] * 4
    assert not by_role(screen_of(LINKS, []), "navigation")


def test_tabs_side_by_side_are_a_tablist() -> None:
    tabs = [found("tab", 100 + 90 * i, 100, 180 + 90 * i, 140) for i in range(3)]
    (tablist,) = by_role(screen_of(tabs, []), "tablist")
    assert len(tablist.children) == 3


def test_the_foot_is_the_band_with_the_words_of_one() -> None:
    links = [line("Terms", 100, 750), line("Privacy", 200, 750)]
    (foot,) = by_role(
        screen_of([], [line("Welcome", 100, 100), *links, line("© 2026 Tidewell", 800, 750)]), "contentinfo"
    )
    assert (foot.box.left, foot.box.right, foot.box.bottom) == (0, *SIZE)
    assert 700 <= foot.box.top < 750
    assert names(screen_of([], [line("Welcome", 100, 100), *links]), "contentinfo") == []
    assert names(screen_of([], [line("© 2026 Tidewell", 100, 100), line("Welcome", 100, 130)]), "contentinfo") == []
