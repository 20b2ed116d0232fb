from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from flashweb.bench.workload import MAX_SHIFT, NUM_TINTS, Picture, Workload, load_pictures, vary
from flashweb.core.errors import ConfigurationError, InvalidImage


def pixels(picture: Picture) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture.data)).convert("RGB"))


def test_every_picture_below_the_folder_is_found_and_nothing_else(shots: Path) -> None:
    assert {picture.name for picture in load_pictures(shots)} == {"a.png", "b.jpg", "more/c.webp"}
    assert load_pictures(shots, 1) == load_pictures(shots, 1)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_pictures_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigurationError, match=name):
        load_pictures(tmp_path / name)


def test_a_new_picture_differs_in_bytes_and_in_every_line_of_text_but_not_in_size(shots: Path) -> None:
    picture = next(picture for picture in load_pictures(shots) if picture.name == "a.png")
    first, second = vary(picture, 1), vary(picture, 2)
    assert len({picture.data, first.data, second.data}) == 3
    assert pixels(first).shape == pixels(second).shape == pixels(picture).shape
    text_rows = slice(60 + MAX_SHIFT, 70)
    assert (pixels(first)[text_rows] != pixels(second)[text_rows]).any(axis=-1).all()


def test_the_page_stays_legible_and_its_flat_areas_flat(shots: Path) -> None:
    picture = next(picture for picture in load_pictures(shots) if picture.name == "a.png")
    for number in range(0, NUM_TINTS, 1009):
        new = pixels(vary(picture, number)).astype(int)
        assert len(np.unique(new[:40].reshape(-1, 3), axis=0)) == 1
        assert (np.ptp(new, axis=(0, 1)) >= 0.8 * np.ptp(pixels(picture).astype(int), axis=(0, 1))).all()


def test_tints_do_not_repeat_so_no_cache_of_lines_can_know_them() -> None:
    dot = io.BytesIO()
    Image.new("RGB", (1, 1), "white").save(dot, "PNG")
    seen = {pixels(vary(Picture("dot", dot.getvalue()), number)).tobytes() for number in range(3000, 4000)}
    assert len(seen) == 1000


def test_dealing_repeats_the_folder_or_never_repeats(shots: Path) -> None:
    pictures = load_pictures(shots)
    assert [p.data for p in Workload(pictures, is_new=False, seed=0).deal(4)] == [
        p.data for p in (*pictures, pictures[0])
    ]
    workload = Workload(pictures, is_new=True, seed=5)
    dealt = [*workload.deal(4), *workload.deal(4)]
    assert len({picture.data for picture in dealt}) == 8
    assert [p.data for p in Workload(pictures, is_new=True, seed=5).deal(8)] == [p.data for p in dealt]


def test_a_damaged_picture_is_named() -> None:
    with pytest.raises(InvalidImage, match=r"broken\.png"):
        vary(Picture("broken.png", b"\x89PNG\r\n\x1a\nrubbish"), 1)
