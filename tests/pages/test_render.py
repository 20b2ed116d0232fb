"""The truth must hold what a person sees on the page, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.pages.render import SPLITS, RenderedPage, render_in_thread, rendered, sources

STACK = "position:absolute;left:20px;width:300px;height:30px;font:16px 'Liberation Sans'"
HAND_MADE = f"""<!doctype html><html lang="en" data-viewport="640x480" data-scale="2"><meta charset="utf-8">
<style>body{{margin:0;background:#fff}}</style>
<div style="{STACK};top:0">Plain sentence</div>
<div style="{STACK};top:40px">Covered by a box</div><div style="{STACK};top:40px;background:#ccc"></div>
<div style="{STACK};top:80px;background:#cfc"></div><div style="{STACK};top:80px">Above its box</div>
<div style="{STACK};top:120px;width:0;overflow:hidden;white-space:nowrap">Clipped away</div>
<div style="{STACK};top:150px;opacity:0">Opacity nought</div>
<div style="{STACK};top:150px;color:transparent">Colour transparent</div>
<div style="{STACK};top:150px;display:none">Display none</div>
<div style="{STACK};top:150px;visibility:hidden">Visibility hidden</div>
<div style="{STACK};top:900px">Below the fold</div>
<div style="{STACK};top:180px;width:80px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis">Shortened by dots</div>
<div style="{STACK};top:220px;width:100px">Wrapped into two lines</div>
<div style="{STACK};top:280px;text-transform:uppercase">one <b>bold</b> row</div>
<div style="{STACK};top:310px">Dimmed</div><div style="{STACK};top:310px;background:#0008;pointer-events:none"></div>
<input style="{STACK};top:350px" value="Typed value"><input style="{STACK};top:390px" placeholder="Hint of a field">
<input style="{STACK};top:430px" type="password" value="hunter2">
<select style="{STACK};top:350px;left:340px;width:200px"><option>First</option><option selected>Chosen</option></select>
<textarea style="{STACK};top:390px;left:340px;width:120px;height:60px">Area that wraps too</textarea>
<button style="{STACK};left:340px;top:0;width:120px">Press me</button>
"""


@pytest.fixture(scope="module")
def hand_made(tmp_path_factory: pytest.TempPathFactory) -> RenderedPage:
    folder = tmp_path_factory.mktemp("hand_made")
    source = folder / "hand_made.html"
    source.write_text(HAND_MADE, encoding="utf-8")
    return render_in_thread([source], folder / "out")[0]


def texts(page: RenderedPage) -> list[str]:
    return [line.text for line in page.lines]


@pytest.mark.parametrize(
    "text",
    [
        "Covered by a box",
        "Clipped away",
        "Opacity nought",
        "Colour transparent",
        "Display none",
        "Visibility hidden",
        "Below the fold",
        "First",
    ],
)
def test_what_cannot_be_seen_is_in_neither_list(hand_made: RenderedPage, text: str) -> None:
    everything = " ".join(texts(hand_made) + [line.text for line in hand_made.ignored])
    assert "Plain sentence" in everything
    assert not set(everything.split()) & {word for word in text.split() if len(word) > 3}


def test_what_is_seen_is_there_once(hand_made: RenderedPage) -> None:
    found = texts(hand_made)
    for text in (
        "Plain sentence",
        "Above its box",
        "ONE BOLD ROW",
        "Press me",
        "Typed value",
        "Hint of a field",
        "Chosen",
    ):
        assert found.count(text) == 1, text


def test_what_is_half_seen_is_ignored(hand_made: RenderedPage) -> None:
    ignored = [line.text for line in hand_made.ignored]
    assert "Dimmed" in ignored
    assert "hunter2" in ignored
    assert any(text.startswith("Short") for text in ignored)


def test_wrapped_text_is_one_line_a_row(hand_made: RenderedPage) -> None:
    rows = [line for line in hand_made.lines if line.text in ("Wrapped into", "two lines")]
    assert len(rows) == 2
    assert rows[0].box[3] <= rows[1].box[1] + 4
    area = [text for text in texts(hand_made) if text in ("Area that", "wraps too", "Area that wraps", "too")]
    assert len(area) == 2


def test_boxes_are_pixels_of_the_picture_and_hold_ink(hand_made: RenderedPage) -> None:
    with Image.open(hand_made.picture) as picture:
        assert picture.size == hand_made.size == (1280, 960)
        gray = np.asarray(picture.convert("L"), dtype=int)
    for line in hand_made.lines:
        left, top, right, bottom = (round(side) for side in line.box)
        assert np.ptp(gray[top:bottom, left:right]) > 60, line.text
    first, _, last, low = next(line.box for line in hand_made.lines if line.text == "Plain sentence")
    assert gray[: round(low), : round(first) - 1].min() == 255
    assert gray[: round(low), round(last) + 2 : round(last) + 60].min() == 255


def test_unchanged_pages_are_not_rendered_again(hand_made: RenderedPage) -> None:
    source = hand_made.picture.parent.parent / "hand_made.html"
    before = hand_made.picture.stat().st_mtime_ns
    render_in_thread([source], hand_made.picture.parent)
    assert hand_made.picture.stat().st_mtime_ns == before
    source.write_text(HAND_MADE.replace("Press me", "Press it"), encoding="utf-8")
    again = render_in_thread([source], hand_made.picture.parent)[0]
    assert "Press it" in texts(again)


def test_the_corpus_is_large_mixed_and_split_in_half() -> None:
    pages = rendered()
    assert len(pages) >= 40
    assert {page.name for page in pages} == set(sources())
    for language in ("zh", "en"):
        per_split = [sum(page.language == language and page.split == split for page in pages) for split in SPLITS]
        assert min(per_split) >= 9


@pytest.mark.parametrize("name", sorted(sources()))
def test_truth_lies_inside_the_picture(name: str) -> None:
    page = next(page for page in rendered() if page.name == name)
    with Image.open(page.picture) as picture:
        assert picture.size == page.size
    assert len(page.lines) >= 7
    for line in page.lines:
        left, top, right, bottom = line.box
        assert 0 <= left < right <= page.size[0]
        assert 0 <= top < bottom <= page.size[1]
        assert line.text == line.text.strip() != ""


def test_pages_are_self_contained() -> None:
    for name, source in sources().items():
        html = source.read_text(encoding="utf-8")
        assert "src=" not in html and "@import" not in html and "url(" not in html, name


def test_login_page_has_its_three_buttons() -> None:
    (page,) = rendered("login_zh")
    assert {"登录", "注册", "忘记密码"} <= set(texts(page))
