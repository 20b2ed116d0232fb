"""From the network's maps to elements, with maps made by hand; and at which scale a picture is looked at."""

from __future__ import annotations

import math

import numpy as np
import pytest

from flashweb.perception.elements import (
    CONTAINERS,
    MOST_KEPT,
    STATES,
    STRIDES,
    THINGS,
    Look,
    interpret,
    is_familiar,
    viewing_scale,
)

SIZE = (256, 192)
LIKELY, SURE = 3.0, 6.0
"""Logits of a cell that has found something, and of its role."""
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def maps(num_roles: int) -> tuple[Floats, ...]:
    """Three levels on which nothing is found."""
    channels = 1 + 4 + num_roles + len(STATES)
    levels = [np.zeros((1, channels, SIZE[1] // s, SIZE[0] // s), np.float32) for s in STRIDES]
    for level in levels:
        level[0, 0] = -8.0
        level[0, 5 + num_roles :] = -8.0
    return tuple(levels)


def put(level: Floats, cell: tuple[int, int], box: tuple[float, float, float, float], role: int, stride: int) -> None:
    """Makes a cell (column, row) find a box with a role."""
    x, y = (cell[0] + 0.5) * stride, (cell[1] + 0.5) * stride
    reach = (x - box[0], y - box[1], box[2] - x, box[3] - y)
    level[0, 0, cell[1], cell[0]] = LIKELY
    level[0, 1:5, cell[1], cell[0]] = [math.log(side / stride) for side in reach]
    level[0, 5 + role, cell[1], cell[0]] = SURE


def look(things: tuple[Floats, ...], containers: tuple[Floats, ...], zoom: float = 1.0) -> Look:
    return Look(np.zeros(SIZE[::-1], np.uint8), things, containers, (zoom, zoom))


def sides(found: object) -> list[float]:
    box = found.box  # type: ignore[attr-defined]
    return [box.left, box.top, box.right, box.bottom]


def test_a_cell_becomes_a_box_in_pixels_of_the_picture() -> None:
    things, containers = maps(len(THINGS)), maps(len(CONTAINERS))
    put(things[0], (5, 4), (20, 24, 68, 44), THINGS.index("button"), 8)
    (button,) = interpret(look(things, containers, zoom=2.0))
    assert button.role == "button"
    assert sides(button) == pytest.approx([40, 48, 136, 88], abs=0.1)
    assert 0.8 < button.confidence < 1


def test_of_several_cells_that_speak_of_one_thing_one_element_is_left() -> None:
    things, containers = maps(len(THINGS)), maps(len(CONTAINERS))
    for column in (4, 5, 6):
        put(things[0], (column, 4), (20 + column / 10, 24, 68, 44), THINGS.index("link"), 8)
    put(things[1], (2, 2), (21, 25, 67, 45), THINGS.index("link"), 16)
    assert [each.role for each in interpret(look(things, containers))] == ["link"]


def test_a_thing_and_the_container_right_around_it_both_stay() -> None:
    things, containers = maps(len(THINGS)), maps(len(CONTAINERS))
    put(things[0], (5, 4), (20, 24, 68, 44), THINGS.index("button"), 8)
    put(containers[0], (5, 4), (18, 22, 70, 46), CONTAINERS.index("cell"), 8)
    assert {each.role for each in interpret(look(things, containers))} == {"button", "cell"}


def test_who_hesitates_between_two_roles_is_less_sure() -> None:
    things, containers = maps(len(THINGS)), maps(len(CONTAINERS))
    put(things[0], (5, 4), (20, 24, 68, 44), THINGS.index("button"), 8)
    sure = interpret(look(things, containers))[0].confidence
    things[0][0, 5 + THINGS.index("link"), 4, 5] = SURE
    found = interpret(look(things, containers))
    assert all(each.confidence < 0.75 * sure for each in found)


def test_states_that_a_role_cannot_have_are_not_told() -> None:
    things, containers = maps(len(THINGS)), maps(len(CONTAINERS))
    for column, role in ((3, "checkbox"), (12, "button")):
        put(things[0], (column, 4), (column * 8 - 8, 24, column * 8 + 16, 44), THINGS.index(role), 8)
        for state in ("checked", "disabled"):
            things[0][0, 5 + len(THINGS) + STATES.index(state), 4, column] = SURE
    states = {each.role: each.state for each in interpret(look(things, containers))}
    assert states == {"checkbox": {"checked", "disabled"}, "button": {"disabled"}}


def test_boxes_end_where_the_picture_does_and_their_number_is_bounded() -> None:
    draw = np.random.default_rng(3)
    things = tuple(draw.normal(2, 3, level.shape).astype(np.float32) for level in maps(len(THINGS)))
    containers = tuple(draw.normal(2, 3, level.shape).astype(np.float32) for level in maps(len(CONTAINERS)))
    found = interpret(look(things, containers))
    assert 0 < len(found) <= 2 * MOST_KEPT
    for each in found:
        left, top, right, bottom = sides(each)
        assert 0 <= left <= right <= SIZE[0] and 0 <= top <= bottom <= SIZE[1]


def test_nothing_is_found_where_no_cell_is_sure() -> None:
    assert interpret(look(maps(len(THINGS)), maps(len(CONTAINERS)))) == ()


@pytest.mark.parametrize("density", [1.0, 1.5, 2.0, 3.0])
def test_the_height_of_the_text_tells_the_scale(density: float) -> None:
    heights = [13.0 * density] * 9 + [40.0 * density]
    assert viewing_scale((800, 600), heights) == pytest.approx(0.75 / density, rel=0.1)
    assert is_familiar(0.75, viewing_scale((800, 600), heights)) == (density < 1.4)


def test_huge_pictures_are_looked_at_small_whatever_their_text() -> None:
    assert 7680 * 4320 * viewing_scale((7680, 4320), [12.0]) ** 2 <= 2**21 + 1
    assert viewing_scale((1, 1), []) > 0


def test_a_field_seen_in_the_gap_between_two_others_is_an_echo() -> None:
    things, containers = maps(len(THINGS)), maps(len(CONTAINERS))
    for row, (top, bottom) in ((3, (16, 40)), (6, (40, 64)), (9, (64, 88))):
        put(things[0], (8, row), (20, top, 120, bottom), THINGS.index("textbox"), 8)
    things[0][0, 0, 6, 8] = 1.0
    found = interpret(look(things, containers))
    assert sorted(round(each.box.top) for each in found) == [16, 64]
