"""Lines cut where elements end, on pictures drawn here."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.structure.cuts import cut_lines

LINE = Box(10, 10, 210, 30)


def picture(*blocks: tuple[int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """White, with black bars from left to right where words are."""
    image = Image.new("RGB", (240, 40), "white")
    for left, right in blocks:
        ImageDraw.Draw(image).rectangle([left, 18, right - 1, 22], fill="black")
    return np.asarray(image)


def found(role: str, left: float, right: float) -> Found:
    return Found(role, Box(left, 6, right, 34))


def spans(parts: tuple[Box, ...]) -> list[tuple[float, float]]:
    return [(part.left, part.right) for part in parts]


def test_a_row_of_links_read_as_one_line_is_parted() -> None:
    pixels = picture((10, 60), (80, 130), (150, 210))
    links = [found("link", 8, 63), found("link", 77, 133), found("link", 147, 212)]
    assert spans(cut_lines(pixels, [LINE], links)[0]) == [(10, 60), (80, 130), (150, 210)]


def test_an_icon_before_a_word_is_left_out() -> None:
    pixels = picture((10, 28), (36, 210))
    assert spans(cut_lines(pixels, [LINE], [found("img", 9, 29), found("link", 6, 214)])[0]) == [(36, 210)]
    assert spans(cut_lines(pixels, [LINE], [found("radio", 9, 29)])[0]) == [(36, 210)]


def test_a_line_that_is_all_of_its_element_stays_whole() -> None:
    pixels = picture((10, 100), (110, 210))
    assert cut_lines(pixels, [LINE], [found("button", 4, 216)]) == [()]
    assert cut_lines(pixels, [LINE], []) == [()]


def test_words_are_not_cut_where_there_is_no_gap() -> None:
    assert cut_lines(picture((10, 210)), [LINE], [found("link", 10, 100)]) == [()]


def test_a_picture_that_is_no_icon_cuts_nothing() -> None:
    pixels = picture((10, 100), (110, 210))
    assert cut_lines(pixels, [LINE], [Found("img", Box(0, 0, 240, 40))]) == [()]


def test_a_first_letter_taken_for_an_icon_stays_a_letter() -> None:
    pixels = picture((10, 28), (30, 210))
    assert cut_lines(pixels, [LINE], [found("img", 9, 29)]) == [()]
    assert spans(cut_lines(pixels, [LINE], [found("radio", 9, 29)])[0]) == [(30, 210)]
