"""What is counted about matched elements: roles, states, names, icons, labels; and shares with their intervals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.scoring import TextLine
from benchmarks.seeing.figures import Judged, by, summarise
from benchmarks.seeing.page import Page, Seen, Truth, page_of, seen_in
from benchmarks.seeing.scoring import normalise_name, score_contents, score_elements, score_found
from flashweb.core.screen import Box, Cell, Element, Screen

SAVE = Truth("button", (10, 10, 90, 40), frozenset({"disabled"}), "保存", "保存")
AGREE = Truth("checkbox", (10, 60, 26, 76), frozenset({"checked", "required"}), "I agree", label="I agree")
EMAIL = Truth("textbox", (10, 100, 200, 130), name="Email", text="you@example.com", label="Email")
FIND = Truth("button", (300, 10, 330, 40), name="搜索", icon="search")
GLASS = Truth("img", (307, 17, 323, 33), icon="search", parent=3)
TRUTH = (SAVE, AGREE, EMAIL, FIND, GLASS)
LINES = (TextLine("保存", (30, 15, 70, 35)), TextLine("you@example.com", (20, 105, 150, 125)))
PAGE = Page(Path("a.png"), 0, "kit", "zh", "light", "form/one", TRUTH, LINES, ())


def as_seen(element: Truth) -> Seen:
    return Seen(element.role, element.box, 0.9, element.state, element.name, element.text, element.icon)


PERFECT = tuple(as_seen(element) for element in TRUTH)


def changed(place: int, **fields: object) -> tuple[Seen, ...]:
    return tuple(replace(seen, **fields) if i == place else seen for i, seen in enumerate(PERFECT))


def test_seeing_everything_scores_one_everywhere() -> None:
    counts = score_contents(PAGE, PERFECT, LINES).counts
    assert all(right == of for right, of in counts.values()), counts
    assert {"interactive/f1", "role", "state", "name", "icon", "label", "text/recall"} <= counts.keys()


def test_seeing_nothing_finds_nothing_and_claims_nothing() -> None:
    counts = score_contents(PAGE, (), ()).counts
    assert counts["interactive/recall"] == (0, 4) and counts["interactive/precision"] == (0, 0)
    assert counts["elements/recall"] == (0, 5) and counts["icon/found"] == (0, 1) and counts["text/recall"][0] == 0


def test_a_wrong_role_is_found_but_not_right() -> None:
    scored = score_contents(PAGE, changed(0, role="link"), LINES)
    assert scored.counts["interactive/f1"] == (8, 8)
    assert scored.counts["role"] == (3, 4)
    assert scored.counts["role/button/f1"] == (2, 3) and scored.counts["role/button/recall"] == (2, 2)
    assert scored.counts["role/link/f1"] == (0, 1)
    assert scored.confusion["button", "link"] == 1


def test_confusion_names_what_was_missed_and_what_is_not_there() -> None:
    scored = score_elements(TRUTH, [*PERFECT[1:], Seen("tab", (500, 500, 560, 530), 0.3)])
    assert scored.confusion["button", "missed"] == 1 and scored.confusion["spurious", "tab"] == 1
    assert sum(scored.confusion.values()) == 6


def test_states_must_be_exactly_right_but_for_those_that_pages_hide() -> None:
    assert score_elements(TRUTH, changed(0, state=frozenset())).counts["state"] == (3, 4)
    assert score_elements(TRUTH, changed(0, state=frozenset())).counts["state/held"] == (1, 2)
    assert score_elements(TRUTH, changed(0, state=frozenset({"disabled", "pressed"}))).counts["state"] == (3, 4)
    counts = score_elements(TRUTH, changed(1, state=frozenset({"checked"}))).counts
    assert counts["state"] == (4, 4) and counts["state/required/recall"] == (0, 1)
    counts = score_elements(TRUTH, changed(3, state=frozenset({"disabled"}))).counts
    assert counts["state/disabled"] == (3, 4) and counts["state/disabled/precision"] == (1, 2)


def test_names_are_compared_after_normalisation() -> None:
    counts = score_contents(PAGE, changed(1, name="I  agree "), LINES).counts
    assert counts["name"] == (4, 4) and counts["label/ticks"] == (1, 1)
    counts = score_contents(PAGE, changed(2, name="you@example.com"), LINES).counts
    assert counts["name"] == (3, 4) and counts["name/written"] == (2, 3) and counts["label"] == (0, 1)
    counts = score_contents(PAGE, changed(3, name=""), LINES).counts
    assert counts["name"] == (3, 4) and counts["name/written"] == (3, 3)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("登 录", "登录"),
        ("（必填）", "(必填)"),
        ("ＯＫ　now", "OK now"),
        ("共 3 项", "共3项"),
        ("\ue001 Save\n all", "Save all"),
        ("Sign in", "Sign in"),
    ],
)
def test_normalised_names(written: str, meant: str) -> None:
    assert normalise_name(written) == normalise_name(meant)


@pytest.mark.parametrize(("one", "other"), [("Sign in", "Signin"), ("Save", "save"), ("1.0", "10")])
def test_names_that_stay_different(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


def test_an_icon_is_told_by_its_picture_or_by_the_button_that_it_is_all_of() -> None:
    assert score_contents(PAGE, PERFECT[:4], LINES).counts["icon"] == (1, 1)
    assert score_contents(PAGE, changed(3, icon=""), LINES).counts["icon"] == (1, 1)
    wrong = score_contents(PAGE, (*changed(3, icon="close")[:4], replace(PERFECT[4], icon="close")), LINES).counts
    assert wrong["icon"] == (0, 1) and wrong["icon/found"] == (1, 1)
    nothing = score_contents(PAGE, PERFECT[:3], LINES).counts
    assert nothing["icon"] == (0, 0) and nothing["icon/found"] == (0, 1)


def test_plain_tuples_are_enough() -> None:
    scored = score_found(TRUTH, [(e.role, e.box, 0.5, list(e.state)) for e in TRUTH])
    assert scored.counts["elements/f1"] == (10, 10) and scored.counts["state"] == (4, 4)


def test_shares_are_of_all_pages_together_and_intervals_hold_them() -> None:
    pages = [{"a": (9, 10), "b": (0, 0)}, {"a": (1, 2), "b": (0, 0)}, {"a": (8, 8), "c": (0, 4)}]
    figures = summarise(pages)
    assert figures.keys() == {"a", "c"}
    assert figures["a"].value == pytest.approx(18 / 20) and figures["a"].of == 20
    assert figures["a"].low < figures["a"].value < figures["a"].high <= 1
    assert (figures["c"].value, figures["c"].low, figures["c"].high) == (0, 0, 0)
    assert str(figures["c"]) == "0.0 [0.0, 0.0]"


def test_figures_by_language() -> None:
    english = replace(PAGE, language="en")
    screen = Screen(400, 200)
    scores = [(PAGE, PERFECT), (english, PERFECT[:2])]
    judged = [Judged(page, score_elements(TRUTH, seen), screen) for page, seen in scores]
    figures = by(judged, lambda page: page.language)
    assert figures["zh"]["interactive/recall"].value == 1 and figures["en"]["interactive/recall"].value == 0.5


def test_records_of_the_data_engine_and_screens_become_elements() -> None:
    cell = {"table": 7, "row": 1, "col": 2, "colspan": 1, "rowspan": 1, "header": False}
    base = {"name": "", "text": "", "state": []}
    record = {
        "index": 3, "picture": "3.png", "kit": "k", "language": "en", "theme": "dark", "archetype": "a/b",
        "lines": [{"text": "x", "box": [0, 0, 1, 1]}], "ignored": [],
        "elements": [
            {**base, "id": 7, "parent": None, "role": "table", "box": [0, 0, 90, 90]},
            {**base, "id": 9, "parent": 7, "role": "cell", "box": [1, 1, 9, 9], "cell": cell, "partial": True},
        ],
    }  # fmt: skip
    table, inner = page_of(record, Path("d")).elements
    assert inner.parent == 0 and inner.cell_of == 0 and inner.cell == Cell(1, 2) and inner.is_partial
    assert table.cell is None and not table.is_partial
    place = Element("cell", "", "", Box(1, 1, 9, 9), cell=Cell(1, 2))
    screen = Screen(90, 90, (Element("table", "", "", Box(0, 0, 90, 90), children=(place,)),))
    assert [(seen.role, seen.table) for seen in seen_in(screen)] == [("table", 0), ("cell", 0)]
