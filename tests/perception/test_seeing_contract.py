"""Seeing, end to end: forty pictures of kits that nothing was trained on, the same as other files, and bad pictures.

`screens/floors.json` holds what was measured, less some slack; `python -m benchmarks.seeing.contract floors` writes it
anew when a better version has earned it. The pictures come from `... contract pick DATA`.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from benchmarks.seeing.contract import EVERY, FLOORS
from benchmarks.seeing.figures import Figure, Judged
from benchmarks.seeing.page import pages_in
from benchmarks.seeing.parsing import judge, parse, pixels_of
from benchmarks.seeing.report import results_of
from benchmarks.seeing.variants import MARGIN, VARIANTS, kept
from flashweb.core.screen import Need
from flashweb.perception.parser import ScreenParser
from tests.perception.bad_pictures import BAD
from tests.perception.screen_rules import faults_of

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]
SCREENS = Path(__file__).parent / "screens"
LEAST: dict[str, float] = json.loads((SCREENS / FLOORS).read_text(encoding="utf-8"))
MOST_MEMORY_MB = 800


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def seen(parser: ScreenParser) -> list[Judged]:
    """Every picture, parsed and scored."""
    return [await judge(parser, page) for page in pages_in(SCREENS)]


@pytest.fixture(scope="module")
def figures(seen: list[Judged]) -> dict[str, Figure]:
    return dict(results_of(seen).overall)


async def test_there_are_forty_pages_of_four_kits_in_both_languages(seen: list[Judged]) -> None:
    assert len(seen) == 40
    kits = [one.page.kit for one in seen]
    assert {kits.count(kit) for kit in kits} == {10}
    assert {one.page.language for one in seen} == {"zh", "en"}
    assert sum(path.stat().st_size for path in SCREENS.iterdir()) < 4 << 20


@pytest.mark.parametrize("name", [name for name in LEAST if name not in VARIANTS])
async def test_held_out_kits_are_seen_as_well_as_they_were(name: str, figures: dict[str, Figure]) -> None:
    assert figures[name].value >= LEAST[name], f"{name} fell to {figures[name]}"


async def test_every_screen_is_a_tree_of_elements_inside_the_picture(seen: list[Judged]) -> None:
    for one in seen:
        with Image.open(one.page.picture) as picture:
            assert faults_of(one.screen, picture.size) == [], one.page.picture.name


async def test_the_same_picture_is_seen_the_same_again(parser: ScreenParser, seen: list[Judged]) -> None:
    for one in seen[::EVERY]:
        again = await parse(parser, pixels_of(one.page.picture), f"again {one.page.index}")
        assert again.screen == one.screen


@pytest.mark.parametrize("variant", VARIANTS)
async def test_the_file_format_and_a_margin_hardly_matter(
    variant: str, parser: ScreenParser, seen: list[Judged]
) -> None:
    shares = [await kept(parser, one, variant) for one in seen[::EVERY]]
    assert statistics.mean(shares) >= LEAST[variant], shares


async def test_a_margin_moves_boxes_by_its_width(parser: ScreenParser, seen: list[Judged]) -> None:
    moves = []
    for one in seen[:6]:
        padded = await parse(parser, VARIANTS["as/padded"](pixels_of(one.page.picture)), f"moved {one.page.index}")
        there = {
            (e.role, e.name): e.box for e in padded.screen.walk() if e.role in {"button", "link", "heading"} and e.name
        }
        moves += [
            (there[e.role, e.name].left - e.box.left, there[e.role, e.name].top - e.box.top)
            for e in one.screen.walk()
            if (e.role, e.name) in there
        ]
    assert len(moves) >= 12
    assert np.median(moves, axis=0) == pytest.approx((MARGIN, MARGIN), abs=4)


async def test_buttons_only_gives_the_buttons_of_the_whole_screen(parser: ScreenParser, seen: list[Judged]) -> None:
    for one in seen[::EVERY]:
        need = Need(roles=frozenset({"button"}))
        part = await parse(parser, pixels_of(one.page.picture), f"buttons {one.page.index}", need)
        whole = [(e.role, e.box, e.name) for e in one.screen.walk() if e.role == "button"]
        assert sorted((e.role, e.box.left, e.box.top, e.name) for e in part.screen.walk()) == sorted(
            (role, box.left, box.top, name) for role, box, name in whole
        )


SHAPES = st.lists(st.tuples(*[st.integers(0, 300)] * 4, st.integers(0, 255)), max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(width=st.integers(1, 400), height=st.integers(1, 300), shapes=SHAPES)
async def test_any_picture_gives_a_valid_screen(
    parser: ScreenParser, width: int, height: int, shapes: list[tuple[int, ...]]
) -> None:
    image = Image.new("RGB", (width, height), "white")
    brush = ImageDraw.Draw(image)
    for left, top, across, down, shade in shapes:
        brush.rectangle((left, top, left + across, top + down), (shade, 255 - shade, shade // 2), "black")
    parsed = await parse(parser, np.asarray(image), f"{width} {height} {shapes}")
    assert faults_of(parsed.screen, image.size) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bad() -> dict[str, dict[str, Any]]:
    """What a fresh process sees in bad pictures, one after another."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.perception.bad_pictures",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(240):
            out, error = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, error.decode()
    reports: dict[str, dict[str, Any]] = json.loads(out)
    return reports


@pytest.mark.parametrize("name", BAD)
async def test_bad_pictures_give_valid_screens(name: str, bad: dict[str, dict[str, Any]]) -> None:
    assert bad[name]["faults"] == []


@pytest.mark.parametrize("name", ["photo", "blank", "single colour", "noise", "one pixel"])
async def test_where_nothing_is_nothing_is_claimed(name: str, bad: dict[str, dict[str, Any]]) -> None:
    assert bad[name]["sure_interactive"] == 0


async def test_bad_pictures_take_bounded_memory(bad: dict[str, dict[str, Any]]) -> None:
    peaks = {name: report["peak_mb"] for name, report in bad.items()}
    assert max(peaks.values()) < MOST_MEMORY_MB, peaks
