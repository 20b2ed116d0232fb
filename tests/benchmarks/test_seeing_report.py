"""What people see of the figures: the table of the README, the report, pictures of failures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from PIL import Image

from benchmarks.seeing.figures import Judged
from benchmarks.seeing.gallery import BLUE, GREEN, RED, YELLOW, drawn, save_failures
from benchmarks.seeing.page import Page, Truth, seen_in
from benchmarks.seeing.report import results_of, to_json
from benchmarks.seeing.rows import seeing_rows
from benchmarks.seeing.scoring import score_contents
from benchmarks.seeing.web import to_html
from flashweb.core.screen import Box, Element, Screen

TRUTH = (
    Truth("button", (10, 10, 90, 40), name="Save", text="Save"),
    Truth("link", (110, 10, 190, 40), name="Help", text="Help"),
    Truth("textbox", (10, 60, 190, 90), name="<b>", text="<b>"),
)
SCREEN = Screen(
    200,
    150,
    (
        Element("button", "Save", "Save", Box(10, 10, 90, 40), 0.9),
        Element("button", "Help", "Help", Box(110, 10, 190, 40), 0.8),
        Element("tab", "", "", Box(20, 110, 80, 140), 0.6),
    ),
)


def judged(folder: Path, index: int = 0, screen: Screen = SCREEN) -> Judged:
    picture = folder / f"{index}.png"
    Image.new("RGB", (200, 150), "white").save(picture)
    page = Page(picture, index, f"kit{index}", ("zh", "en")[index], "light", "form/<one>", TRUTH, (), ())
    return Judged(page, score_contents(page, seen_in(screen), ()), screen)


def test_faults_have_their_colours(tmp_path: Path) -> None:
    image = drawn(judged(tmp_path))
    assert image.getpixel((50, 39)) == GREEN
    assert image.getpixel((150, 39)) == BLUE
    assert image.getpixel((100, 89)) == RED
    assert image.getpixel((50, 139)) == YELLOW


def test_the_gallery_begins_with_the_worst_page_and_forgets_older_ones(tmp_path: Path) -> None:
    out = tmp_path / "failures"
    out.mkdir()
    (out / "old.webp").write_bytes(b"old")
    good = replace(SCREEN, elements=tuple(Element(t.role, t.name, t.text, Box(*t.box)) for t in TRUTH))
    failures = save_failures([judged(tmp_path, 0, good), judged(tmp_path, 1)], out, limit=1)
    assert [failure.file for failure in failures] == ["failures/000001.webp"]
    assert [path.name for path in out.iterdir()] == ["000001.webp"]
    assert "1 missed, 1 spurious" in failures[0].caption


def test_the_report_names_every_kit_and_role_and_escapes_what_pages_say(tmp_path: Path) -> None:
    pages = [judged(tmp_path, 0), judged(tmp_path, 1)]
    failures = save_failures(pages, tmp_path / "failures", limit=2)
    page = to_html(results_of(pages), failures, "data")
    assert all(word in page for word in ("kit0", "kit1", "<td>textbox</td>", "<th>missed</th>", "spurious"))
    assert "form/&lt;one&gt;" in page and "form/<one>" not in page


def test_the_figures_survive_json_and_become_rows_of_the_readme(tmp_path: Path) -> None:
    results = results_of([judged(tmp_path, 0), judged(tmp_path, 1)])
    plain = json.loads(json.dumps(to_json(results)))
    assert plain["overall"]["interactive/recall"] == {"value": 0.66667, "low": 0.66667, "high": 0.66667, "of": 6}
    assert ["link", "button", 2] in plain["confusion"]
    time = {"p50_ms": 250.0, "p95_ms": 400.0, "ratio_to_rapidocr": 0.2}
    rows = seeing_rows(plain, {"pages": 33, "times": {"parse": time, "buttons": time}})
    assert [row[2] for row in rows[:2]] == ["66.7 % [66.7, 66.7]", "50.0 % [50.0, 50.0]"]
    assert rows[-1][2] == "0.20" and all(all(row[:3]) for row in rows)
