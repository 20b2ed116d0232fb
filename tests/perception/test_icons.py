"""The shipped icon network on drawings of families that it never saw, and what every crop is reduced to.

`icons_held_out.png` holds drawings of Carbon (Apache-2.0), Iconoir (MIT), Ionicons (MIT) and Unicons (Apache-2.0),
every second function, 24 pixels each; `icons_held_out.txt` names them, row by row.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from flashweb.core.screen import Box
from flashweb.core.weights import verified
from flashweb.perception.icons import SIDE, IconClassifier, IconLabels, icon_name, ink
from flashweb.perception.models import WEIGHTS

HERE = Path(__file__).parent
CELL, DRAWN = 48, 24
FLOOR = 0.83


@pytest.fixture(scope="module")
def classifier() -> Iterator[IconClassifier]:
    import openvino as ov

    contents = verified(WEIGHTS, ("icons.xml", "icons.bin", "icons.json"))
    options = {"INFERENCE_NUM_THREADS": "1", "INFERENCE_PRECISION_HINT": "f32"}
    model = ov.Core().compile_model(WEIGHTS / "icons.xml", "CPU", options)
    yield IconClassifier(model, IconLabels.parse(contents["icons.json"]))


@pytest.fixture(scope="module")
def labels() -> IconLabels:
    return IconLabels.parse((WEIGHTS / "icons.json").read_bytes())


def sheet() -> tuple[np.ndarray, list[Box], list[str]]:
    pixels = np.asarray(Image.open(HERE / "icons_held_out.png").convert("RGB"))
    names = (HERE / "icons_held_out.txt").read_text().split()
    columns, start = pixels.shape[1] // CELL, (CELL - DRAWN) // 2
    corners = [(i % columns * CELL + start, i // columns * CELL + start) for i in range(len(names))]
    return pixels, [Box(x, y, x + DRAWN, y + DRAWN) for x, y in corners], names


def check_mark(paper: str, pen: str, size: int = 24) -> np.ndarray:
    picture = Image.new("RGB", (64, 64), paper)
    points = [(20 + size * x / 24, 20 + size * y / 24) for x, y in ((4, 12), (10, 18), (20, 6))]
    ImageDraw.Draw(picture).line(points, fill=pen, width=2)
    return np.asarray(picture)


TIGHT = Box(20, 20, 44, 44)


@pytest.mark.parametrize(
    "colours", [("white", "black"), ("#111827", "#ffffff"), ("#1677ff", "white"), ("#eeeeee", "#cc0000")]
)
def test_colours_do_not_matter(colours: tuple[str, str]) -> None:
    plain = ink(check_mark("white", "black"), TIGHT).astype(int)
    assert np.abs(ink(check_mark(*colours), TIGHT) - plain).mean() < 8


@pytest.mark.parametrize("box", [Box(14, 14, 50, 50), Box(19, 21, 45, 43), Box(4, 16, 60, 48)])
def test_room_around_an_icon_does_not_matter(box: Box) -> None:
    pixels = check_mark("white", "black")
    assert np.abs(ink(pixels, box).astype(int) - ink(pixels, TIGHT)).mean() < 20


def test_a_frame_around_a_wide_button_is_left_out() -> None:
    picture = Image.fromarray(check_mark("white", "black"))
    ImageDraw.Draw(picture).rounded_rectangle((2, 16, 61, 47), 4, outline="black")
    seen = ink(np.asarray(picture), Box(2, 16, 62, 48))
    assert np.abs(seen.astype(int) - ink(check_mark("white", "black"), TIGHT)).mean() < 20


@pytest.mark.parametrize(
    "box", [Box(-9, -9, 12, 12), Box(60, 60, 90, 90), Box(200, 200, 220, 220), Box(5, 5, 5, 5), Box(30, 30, 31, 60)]
)
def test_any_box_gives_a_picture_for_the_network(box: Box) -> None:
    seen = ink(check_mark("white", "black"), box)
    assert seen.shape == (SIDE, SIDE) and seen.dtype == np.uint8


def test_drawings_of_unseen_families_are_named(classifier: IconClassifier, labels: IconLabels) -> None:
    pixels, boxes, names = sheet()
    scores = classifier.scores(np.stack([ink(pixels, box) for box in boxes]))
    best = [labels.functions[index] for index in scores[:, :-1].argmax(1)]
    assert np.mean([got == name for got, name in zip(best, names, strict=True)]) >= FLOOR
    named = [(icon.function, name) for icon, name in zip(classifier.classify(pixels, boxes), names, strict=True)]
    sure = [got == name for got, name in named if got]
    assert len(sure) >= len(names) // 4
    assert np.mean(sure) >= 0.85


def test_each_icon_is_judged_by_itself(classifier: IconClassifier) -> None:
    pixels, boxes, _ = sheet()
    together = classifier.classify(pixels, boxes)
    alone = [classifier.classify(pixels, [box])[0] for box in boxes[::7]]
    assert [icon.function for icon in together[::7]] == [icon.function for icon in alone]
    assert [icon.confidence for icon in together[::7]] == pytest.approx([i.confidence for i in alone], abs=1e-3)


def test_an_inverted_page_has_the_same_icons(classifier: IconClassifier) -> None:
    pixels, boxes, _ = sheet()
    assert classifier.classify(255 - pixels, boxes) == classifier.classify(pixels, boxes)


def test_what_is_no_icon_is_not_named(classifier: IconClassifier) -> None:
    picture = Image.new("RGB", (400, 60), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((10, 20), "Mnbgh Rkwqy Dfjsg Zuvcp", fill="black", font_size=22)
    words = [Box(x, 20, x + 26, 46) for x in range(10, 230, 24)]
    blank = [Box(300, 10, 330, 40), Box(350, 10, 366, 26)]
    icons = classifier.classify(np.asarray(picture), [*words, *blank])
    assert sum(icon.function != "" for icon in icons) <= 2
    assert all(0 <= icon.confidence <= 1 for icon in icons)


def test_nothing_to_look_at(classifier: IconClassifier) -> None:
    assert classifier.classify(np.zeros((10, 10, 3), np.uint8), []) == []


def test_every_function_has_names_in_both_languages(labels: IconLabels, classifier: IconClassifier) -> None:
    assert 150 <= len(labels.functions) <= 180
    assert classifier.scores(np.zeros((1, SIDE, SIDE), np.uint8)).shape == (1, len(labels.functions) + 1)
    for function in labels.functions:
        assert icon_name(function, "zh") and icon_name(function, "en")
    assert (icon_name("search", "zh"), icon_name("cart", "en")) == ("搜索", "cart")
    assert icon_name("", "zh") == "" and icon_name("unheard-of", "en") == ""
