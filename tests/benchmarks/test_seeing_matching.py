"""The yardstick of seeing, on elements placed by hand: what is right, what is wrong, and what is neither."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.seeing.matching import match, overlaps
from benchmarks.seeing.page import ELEMENTS, INTERACTIVE, Seen, Truth

BUTTON = Truth("button", (10, 10, 90, 40), text="Save", name="Save")
LINK = Truth("link", (200, 10, 260, 30), text="Help", name="Help")
ITEM = Truth("listitem", (10, 100, 200, 140))
ITEM_LINK = Truth("link", (10, 100, 200, 138), parent=0)


def counts(truth: list[Truth], seen: list[Seen], roles: frozenset[str] = INTERACTIVE) -> tuple[int, int, int]:
    """Right, missed, spurious."""
    matching = match(truth, seen, roles)
    return len(matching.pairs), len(matching.missed), len(matching.spurious)


def found(element: Truth, shift: float = 0.0, role: str = "", confidence: float = 0.9) -> Seen:
    left, top, right, bottom = element.box
    return Seen(role or element.role, (left + shift, top, right + shift, bottom), confidence)


def test_overlap_is_intersection_over_union() -> None:
    shares = overlaps([(0, 0, 10, 10)], [(0, 0, 10, 10), (5, 0, 15, 10), (20, 20, 30, 30), (0, 0, 5, 10)])
    assert shares.tolist() == [[1.0, pytest.approx(1 / 3), 0.0, 0.5]]
    assert overlaps([], [(0, 0, 1, 1)]).shape == (0, 1)


def test_every_element_found_once_is_right() -> None:
    assert counts([BUTTON, LINK], [found(LINK), found(BUTTON)]) == (2, 0, 0)


def test_found_half_beside_it_is_missed_and_spurious() -> None:
    assert counts([BUTTON], [found(BUTTON, shift=20)]) == (1, 0, 0)
    assert counts([BUTTON], [found(BUTTON, shift=40)]) == (0, 1, 1)


def test_the_role_does_not_matter_for_being_found() -> None:
    assert counts([BUTTON], [found(BUTTON, role="link")]) == (1, 0, 0)
    assert counts([BUTTON], [found(BUTTON, role="img")]) == (0, 1, 0)


def test_the_same_found_twice_is_once_spurious_and_the_surer_one_counts() -> None:
    seen = [found(BUTTON, role="link", confidence=0.4), found(BUTTON, shift=3, confidence=0.8)]
    matching = match([BUTTON], seen, INTERACTIVE)
    assert matching.pairs == ((0, 1),) and matching.spurious == (0,)


def test_elements_seen_in_part_and_what_matches_only_them_are_left_out() -> None:
    partial = Truth("button", (10, 300, 90, 330), is_partial=True)
    assert counts([BUTTON, partial], [found(BUTTON)]) == (1, 0, 0)
    assert counts([BUTTON, partial], [found(BUTTON), found(partial, shift=2)]) == (1, 0, 0)
    assert counts([BUTTON, partial], [found(partial)]) == (0, 1, 0)


def test_wrapper_and_child_of_one_box_are_found_once_by_either_or_by_both() -> None:
    truth = [ITEM, ITEM_LINK]
    assert counts(truth, [found(ITEM)], ELEMENTS) == (1, 0, 0)
    assert counts(truth, [found(ITEM_LINK)], ELEMENTS) == (1, 0, 0)
    assert counts(truth, [found(ITEM), found(ITEM_LINK)], ELEMENTS) == (1, 0, 0)
    assert counts(truth, [found(ITEM), found(ITEM_LINK), found(ITEM, role="card")], ELEMENTS) == (1, 0, 1)
    assert counts(truth, [], ELEMENTS) == (0, 1, 0)
    assert match(truth, [found(ITEM_LINK)], ELEMENTS).pairs == ((1, 0),)


def test_a_child_clearly_smaller_than_its_wrapper_is_an_element_of_its_own() -> None:
    inner = Truth("link", (20, 110, 120, 130), parent=0)
    assert counts([ITEM, inner], [found(ITEM)], ELEMENTS) == (1, 1, 0)
    assert counts([ITEM, inner], [found(ITEM), found(inner)], ELEMENTS) == (2, 0, 0)


def test_a_wrapped_link_may_be_found_whole_or_line_by_line() -> None:
    parts = ((300.0, 10.0, 500.0, 30.0), (10.0, 32.0, 120.0, 52.0))
    link = Truth("link", (10, 10, 500, 52), parts=parts)
    assert counts([link], [Seen("link", link.box)]) == (1, 0, 0)
    assert counts([link], [Seen("link", part) for part in parts]) == (1, 0, 0)


def test_between_two_true_elements_the_one_of_the_found_role_is_meant() -> None:
    field = Truth("textbox", (10, 10, 110, 40))
    inside = Truth("button", (40, 10, 110, 40), parent=0)
    seen = [Seen("button", (26, 10, 110, 40), 0.9), Seen("textbox", (10, 10, 110, 40), 0.5)]
    assert set(match([field, inside], seen, INTERACTIVE).pairs) == {(1, 0), (0, 1)}


BOXES = st.tuples(*[st.integers(0, 60)] * 2, *[st.integers(8, 40)] * 2).map(
    lambda values: (float(values[0]), float(values[1]), float(values[0] + values[2]), float(values[1] + values[3]))
)


@given(st.lists(BOXES, max_size=8), st.lists(st.tuples(BOXES, st.floats(0, 1)), max_size=8))
def test_nothing_is_counted_twice(true: list[tuple[float, ...]], given_boxes: list[tuple[object, float]]) -> None:
    truth = [Truth("button", box) for box in true]
    seen = [Seen("button", box, sure) for box, sure in given_boxes]
    matching = match(truth, seen, INTERACTIVE)
    assert sorted([i for i, _ in matching.pairs] + list(matching.missed)) == list(range(len(truth)))
    assert sorted([i for _, i in matching.pairs] + list(matching.spurious)) == list(range(len(seen)))
    close = overlaps([t.box for t in truth], [s.box for s in seen])
    assert all(close[pair] >= 0.5 for pair in matching.pairs)
    assert np.isfinite(close).all()
