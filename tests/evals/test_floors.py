"""How well nano answers a fixed part of each suite: no category may fall below what it once reached.

`floors.json` is written by `python -m benchmarks.suites.floors` when a better version has earned it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import pytest_asyncio

from benchmarks.suites.floors import counts, floor, measure, part
from flashweb.evals.items import CATEGORIES, LANGUAGES
from flashweb.evals.suites import NAMES
from tests.api.running import RunningServer

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(600)]
LEAST: dict[str, float] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def measured(nano_server: RunningServer) -> dict[str, tuple[int, int]]:
    return counts(await measure(nano_server.url))


async def test_the_part_holds_every_suite_category_and_language() -> None:
    items = [task.item for task in part()]
    assert {item.suite for item in items} == set(NAMES)
    assert {item.category for item in items} == set(CATEGORIES)
    assert {item.language for item in items} == set(LANGUAGES)


async def test_every_figure_has_a_floor(measured: dict[str, tuple[int, int]]) -> None:
    assert set(measured) == set(LEAST)


@pytest.mark.parametrize("name", LEAST)
async def test_answers_are_as_good_as_they_were(name: str, measured: dict[str, tuple[int, int]]) -> None:
    good, total = measured[name]
    assert good >= LEAST[name] * total, f"{name} fell to {good} of {total}"


@pytest.mark.parametrize(("good", "total", "least"), [(50, 50, 48), (10, 12, 9), (1, 12, 0), (0, 5, 0)])
async def test_a_floor_is_a_little_below_what_was_measured(good: int, total: int, least: int) -> None:
    assert floor(good, total) == pytest.approx(least / total, abs=0.001)
    assert floor(good, total) * total <= least
