"""Boxes in the stream: every bracket style, every chunking, and nothing taken for a box that is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashweb.core.events import Event, GroundedElement, Grounding, TextDelta
from flashweb.core.request import MediaRef
from flashweb.core.screen import Box
from flashweb.engines.boxes import BEGIN, END, BoxFilter

PICTURE = MediaRef("me", "aa", 2000, 1000)
SMALL = MediaRef("me", "bb", 500, 100)
STYLES = (
    "[[{}, {}, {}, {}]]", "[{},{},{},{}]", "(({}, {}, {}, {}))", "({} , {} , {} , {})", "<{},{},{},{}>",
    "{{{}, {}, {}, {}}}", "［{}，{}，{}，{}］", "【{}、{}、{}、{}】", "[[{}, {}], [{}, {}]]", "({},{}),({},{})",
    "<<{}, {}, {}, {}>>", "《{},{},{},{}》", "[ {} {} {} {} ]", "\n[[{}, {}, {}, {}]]\n", "（{}，{}，{}，{}）",
)  # fmt: skip


def run(pieces: list[str], images: tuple[MediaRef, ...] = (PICTURE,)) -> tuple[str, list[GroundedElement]]:
    boxes = BoxFilter(images)
    events: list[Event] = [event for piece in pieces for event in boxes.feed(piece)]
    events += boxes.finish()
    assert all(event.text for event in events if isinstance(event, TextDelta))
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    return text, [item for event in events if isinstance(event, Grounding) for item in event.elements]


def cut(text: str, places: list[int]) -> list[str]:
    edges = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_becomes_a_box_in_pixels(style: str) -> None:
    answer = f"It is at {BEGIN}{style.format(100, 200, 350, 400)}{END}."
    for size in (1, 2, 3, 7, len(answer)):
        text, found = run([answer[start : start + size] for start in range(0, len(answer), size)])
        assert text == "It is at [200, 200, 700, 400]."
        assert [(item.image, item.element.box) for item in found] == [(0, Box(200, 200, 700, 400))]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("answer", ["", "At {}", "At {} ok", "{}{}"])
def test_every_split_in_two_and_in_single_characters_is_the_same(style: str, answer: str) -> None:
    marked = BEGIN + style.format(0, 0, 1000, 1000) + END
    text = answer.format(*[marked] * answer.count("{}"))
    whole = run([text])
    assert run(list(text)) == whole
    for place in range(len(text)):
        assert run([text[:place], text[place:]]) == whole


def test_several_boxes_between_one_pair_of_markers() -> None:
    text, found = run([f"Two: {BEGIN}[[0,0,500,500],[500, 500, 1000, 1000]]{END}"])
    assert text == "Two: [0, 0, 1000, 500], [1000, 500, 2000, 1000]"
    assert [item.element.box for item in found] == [Box(0, 0, 1000, 500), Box(1000, 500, 2000, 1000)]


@pytest.mark.parametrize(
    "plain",
    [
        "登录", "128", "3.14", "1, 2, 3, 4", "[1, 2, 3]", "[[300, 200, 100, 400]]", "[[0, 0, 1280, 800]]", "",
        "(a) 12, 13", "[see 1,2,3,4]", "A", "[]", "x < 3 | y > 2", "<|end", "2026-11-23", "[1,2,3,4", "-5",
    ],
)  # fmt: skip
def test_plain_answers_between_markers_stay_as_they_are(plain: str) -> None:
    expected = "[2, 2, 6, 4]" if plain == "[1,2,3,4" else plain
    for pieces in ([f"{BEGIN}{plain}{END}"], list(f"{BEGIN}{plain}{END}")):
        text, found = run(pieces)
        assert text == expected and bool(found) == (plain == "[1,2,3,4")


def test_plain_answers_are_not_held_back() -> None:
    boxes = BoxFilter((PICTURE,))
    assert list(boxes.feed(BEGIN)) == []
    assert list(boxes.feed("The login")) == [TextDelta("The login")]
    assert list(boxes.feed(" button" + END)) == [TextDelta(" button")]


def test_a_box_that_the_end_cuts_is_told_if_it_is_whole() -> None:
    assert run([f"At {BEGIN}[[1, 2, 3, 4]]"]) == run([f"At {BEGIN}[[1, 2, 3, 4]]{END}"])
    assert run([f"At {BEGIN}[[1, 2, 3"]) == ("At [[1, 2, 3", [])


@pytest.mark.parametrize(
    ("words", "image"),
    [
        ("In image 2 it is ", 1), ("第二张图里是", 1), ("In picture 1: ", 0), ("图2中的按钮", 1), ("It is ", None),
        ("image 7: ", None), ("In image 1 and then in Image #2 ", 1), ("第1张", 0),
    ],
)  # fmt: skip
def test_with_several_pictures_words_must_say_which(words: str, image: int | None) -> None:
    text, found = run([f"{words}{BEGIN}[[0, 0, 500, 500]]{END}"], (PICTURE, SMALL))
    if image is None:
        assert found == [] and text == f"{words}[[0, 0, 500, 500]]", "no box is better than a wrong one"
    else:
        ref = (PICTURE, SMALL)[image]
        (item,) = found
        assert (item.image, item.element.box) == (image, Box(0, 0, ref.width / 2, ref.height / 2))


def test_without_a_picture_nothing_is_a_box() -> None:
    assert run([f"{BEGIN}[[1,2,3,4]]{END}"], ()) == ("[[1,2,3,4]]", [])


PARTS = st.sampled_from(
    [
        BEGIN,
        END,
        "[[1, 2, 30, 40]]",
        "(5,6,7,8)",
        "12",
        "[",
        "]",
        "<",
        "<|",
        "|>",
        "<|begin_of",
        "_box|>",
        "登录",
        " ",
        "a",
    ]
)


@given(st.lists(PARTS, max_size=12), st.lists(st.integers(0, 400), max_size=30))
def test_any_chunking_gives_the_same(parts: list[str], places: list[int]) -> None:
    text = "".join(parts)
    whole = run([text])
    assert run(cut(text, places)) == whole
    assert run(list(text)) == whole
    assert BEGIN not in whole[0] or BEGIN not in text.replace(END, "")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.lists(st.integers(0, 80), max_size=10))
def test_text_without_markers_passes_unchanged(text: str, places: list[int]) -> None:
    assert run(cut(text, places)) == (text, [])
