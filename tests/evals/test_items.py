"""Items are refused when they are not well formed; the shipped suites are what they are said to be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from flashweb.core.errors import ConfigurationError
from flashweb.evals.items import Unanswerable, YesNo, dump, load
from flashweb.evals.suites import FOLDER, NAMES, Suite, find

LINE = (
    '{"id":"a","suite":"s","category":"text","language":"en","images":["a.png"],"question":"?",'
    '"truth":{"kind":"value","values":["1"]}}'
)


@pytest.fixture(scope="module", params=NAMES)
def suite(request: pytest.FixtureRequest) -> Suite:
    return find(request.param)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (LINE.replace('"question"', '"qestion"'), "line 1: qestion"),
        (LINE.replace('"values"', '"value"'), "truth.value"),
        (LINE.replace('"text"', '"texts"'), "category"),
        ("{", "line 1"),
        ("", "holds no items"),
    ],
)
def test_a_bad_line_is_named(line: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line)
    with pytest.raises(ConfigurationError, match=told):
        load(tmp_path / "a.jsonl")


def test_a_missing_suite_picture_or_second_id_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="web50, dom300, unanswerable"):
        find("web51")
    path = tmp_path / "mine.jsonl"
    path.write_text(LINE)
    with pytest.raises(ConfigurationError, match="no picture"):
        find(str(path))
    path.write_text(f"{LINE}\n{LINE}")
    with pytest.raises(ConfigurationError, match="more than one item has the id a"):
        find(str(path))


def test_items_survive_writing(suite: Suite, tmp_path: Path) -> None:
    path = tmp_path / "copy.jsonl"
    path.write_text(dump(suite.items), encoding="utf-8")
    assert tuple(load(path)) == suite.items


def test_boxes_lie_in_their_pictures(suite: Suite) -> None:
    sizes = {}
    for picture in {path for item in suite.items for path in suite.pictures(item)}:
        with Image.open(picture) as image:
            sizes[picture] = image.size
    for item in suite.items:
        assert item.suite == suite.name
        for target in item.boxes:
            width, height = sizes[suite.pictures(item)[target.image]]
            for left, top, right, bottom in target.any_of:
                assert -2 <= left < right <= width + 2, item.id
                assert -2 <= top < bottom <= height + 2, item.id


def test_references_are_right_answers() -> None:
    """The best check of items and scorer at once: what is given as an answer must be judged right."""
    from flashweb.evals.scoring import judge

    faults = [
        (item.id, text, judge(item, text).reason)
        for name in NAMES
        for item in find(name).items
        for text in item.references
        if not judge(item, text).is_right
    ]
    assert faults == []


def test_web50_has_twelve_or_thirteen_of_each_kind() -> None:
    items = find("web50").items
    assert len(items) == 50
    assert set(Counter(item.category for item in items).values()) == {12, 13}
    assert min(Counter(item.language for item in items).values()) >= 20
    assert all(len(item.references) >= 2 for item in items)


def test_dom300_asks_in_both_languages_of_all_kinds() -> None:
    items = find("dom300").items
    assert len(items) >= 300
    for category in ("text", "ui", "layout"):
        languages = Counter(item.language for item in items if item.category == category)
        assert min(languages.values()) >= 25
    claims = Counter(item.truth.holds for item in items if isinstance(item.truth, YesNo))
    assert min(claims.values()) > 0.35 * claims.total()


def test_every_unanswerable_question_has_a_twin() -> None:
    items = {item.id: item for item in find("unanswerable").items}
    cannot = [item for item in items.values() if isinstance(item.truth, Unanswerable)]
    assert len(cannot) >= 60
    for item in cannot:
        twin = items[item.twin]
        assert twin.images == item.images
        assert not isinstance(twin.truth, Unanswerable)


def test_the_package_stays_small() -> None:
    used = {path for suite in map(find, NAMES) for item in suite.items for path in suite.pictures(item)}
    pictures = set((FOLDER / "pictures").iterdir())
    assert pictures == used
    assert sum(path.stat().st_size for path in pictures) < 12e6
