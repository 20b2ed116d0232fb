"""Regions, tiles: geometry without the network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from flashweb.perception.detection import find_regions, plan_tiles, reduced_size


def flood(mask: np.ndarray) -> set[tuple[int, int, int, int, int]]:
    """The same regions by the plainest method: left, top, right, bottom, area."""
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    found = set()
    while left:
        stack, region = [left.pop()], []
        while stack:
            y, x = stack.pop()
            region.append((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            stack += near
        ys, xs = [y for y, _ in region], [x for _, x in region]
        found.add((min(xs), min(ys), max(xs) + 1, max(ys) + 1, len(region)))
    return found


@given(arrays(np.uint8, st.tuples(st.integers(1, 24), st.integers(1, 24)), elements=st.sampled_from([0, 200])))
def test_regions_are_those_of_a_flood_fill(levels: np.ndarray) -> None:
    regions = find_regions(levels)
    found = zip(regions.left, regions.top, regions.right, regions.bottom, regions.area, strict=True)
    assert {tuple(int(value) for value in region) for region in found} == flood(levels > 76)
    assert np.allclose(regions.level, 200)


def test_a_long_snake_is_one_region() -> None:
    levels = np.zeros((401, 300), np.uint8)
    levels[::2] = 255
    levels[1::4, -1] = 255
    levels[3::4, 0] = 255
    assert len(find_regions(levels).area) == 1


@pytest.mark.parametrize("size", [(1, 1), (960, 600), (1, 5000), (2880, 1620), (960, 6000), (7000, 300)])
def test_tiles_cover_every_pixel_once_within_the_limit(size: tuple[int, int]) -> None:
    limit = 1280 * 1024
    seen = np.zeros(size[::-1], np.uint8)
    for tile in plan_tiles(size, limit):
        seen[tile.y.first : tile.y.last, tile.x.first : tile.x.last] += 1
        assert (tile.x.stop - tile.x.start) * (tile.y.stop - tile.y.start) <= 1.3 * limit
    assert (seen == 1).all()


def test_small_pictures_keep_their_size() -> None:
    assert reduced_size((320, 200), 0.75) == (320, 200)
    assert reduced_size((1280, 800), 0.75) == (960, 600)
