"""The load generator against real servers that behave as each question says."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from flashweb.bench.floor import measure_floor
from flashweb.bench.html import to_html
from flashweb.bench.load import Ask
from flashweb.bench.metrics import Slo, Summary
from flashweb.bench.report import to_json
from flashweb.bench.runner import Plan, Result, Target, run
from flashweb.bench.workload import Workload, load_pictures
from flashweb.client import ApiError
from flashweb.core.errors import ConfigurationError
from tests.client.running import ScriptedServer, scripted_server


async def bench(
    urls: list[str], shots: Path, script: dict[str, Any], is_new: bool = False, is_upload: bool = False, **plan: Any
) -> Result:
    ask = Ask(json.dumps(script), is_upload=is_upload, think=0.1)
    targets = tuple(Target(url, api_key=f"key-{index}") for index, url in enumerate(urls))
    workload = Workload(load_pictures(shots), is_new=is_new, seed=0)
    defaults: dict[str, Any] = {"levels": (1,), "requests": 8, "warmup": 0, "timeout": 10.0}
    return await run(Plan(targets, ask, **(defaults | plan)), workload, lambda step, done, total: None)


def is_near(rate: float, ideal: float) -> bool:
    """A server cannot be faster than it is; on a busy machine it may look slower."""
    return 0.3 * ideal < rate < 1.03 * ideal


def is_about(seconds: float, ideal: float) -> bool:
    """The same for times."""
    return 0.8 * ideal < seconds < 1.5 * ideal + 0.05


def only(result: Result) -> Summary:
    return result.levels[0].summaries[0]


async def test_times_are_those_that_the_server_keeps(server: ScriptedServer, shots: Path) -> None:
    summary = only(await bench([server.url], shots, {"first": 0.1, "gap": 0.04, "num": 6, "tokens": 11}))
    assert summary.ttft is not None
    assert summary.itl is not None
    assert summary.tpot is not None
    assert summary.e2el is not None
    assert (summary.num_ok, summary.itl.count) == (8, 8 * 5)
    assert is_about(summary.ttft.p50, 0.1)
    assert is_about(summary.itl.p50, 0.04)
    assert is_about(summary.e2el.p50, 0.3)
    assert is_about(summary.tpot.p50, 0.2 / 10)
    assert is_near(summary.qps, 1 / 0.3)
    assert is_near(summary.tokens_per_second, 11 / 0.3)


async def test_so_many_are_in_flight_and_the_next_level_waits_for_the_last(server: ScriptedServer, shots: Path) -> None:
    result = await bench([server.url], shots, {"first": 0.2, "num": 1}, levels=(4, 8), requests=16)
    assert server.seen()["peak"] in (8, 9), "a server on a busy machine may learn late that one has ended"
    four, eight = (level.summaries[0] for level in result.levels)
    assert is_near(four.qps, 4 / 0.2)
    assert is_near(eight.qps, 8 / 0.2)


async def test_what_the_server_sheds_is_not_a_failure(server: ScriptedServer, shots: Path) -> None:
    summary = only(await bench([server.url], shots, {"first": 0.3, "max_active": 2}, levels=(6,), requests=6))
    assert (summary.num_ok, summary.num_shed, summary.num_failed) == (2, 4, 0)
    assert summary.errors == {"overloaded": 4}


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ({"status": 500, "code": "internal_error"}, "internal_error"),
        ({"cut": True}, "stream_cut"),
        ({"error_after": 1}, "engine_died"),
        ({"num": 0}, "empty_answer"),
        ({"first": 3.0}, "timeout"),
    ],
)
async def test_each_kind_of_failure_is_counted_by_name(
    server: ScriptedServer, shots: Path, script: dict[str, Any], code: str
) -> None:
    summary = only(await bench([server.url], shots, script, requests=2, timeout=0.5, slo=Slo(ttft=1.0)))
    assert (summary.num_ok, summary.num_shed, summary.num_failed) == (0, 0, 2)
    assert summary.errors == {code: 2}
    assert summary.ttft is None
    assert summary.goodput == 0.0


async def test_new_images_are_all_new_to_the_server_and_repeated_ones_repeat(
    server: ScriptedServer, shots: Path
) -> None:
    before = len(server.seen()["pictures"])
    await bench([server.url], shots, {}, is_new=True, levels=(1, 3), requests=9, warmup=2)
    pictures = server.seen()["pictures"][before:]
    assert len(set(pictures)) == len(pictures) == 2 + 9 + 9
    await bench([server.url], shots, {}, is_new=False, requests=9)
    repeated = server.seen()["pictures"][before + len(pictures) :]
    originals = {hashlib.sha256(picture.data).hexdigest() for picture in load_pictures(shots)}
    assert (len(repeated), set(repeated)) == (9, originals)


async def test_upload_asks_by_id_and_leaves_nothing_behind(server: ScriptedServer, shots: Path) -> None:
    before = len(server.seen()["pictures"])
    summary = only(await bench([server.url], shots, {"first": 0.05}, is_upload=True, requests=3))
    assert summary.upload is not None
    assert summary.ttft is not None
    assert (summary.upload.count, summary.num_ok) == (3, 3)
    assert is_about(summary.ttft.p50, 0.05)
    assert summary.wall > 3 * 0.15
    seen = server.seen()
    originals = {hashlib.sha256(picture.data).hexdigest() for picture in load_pictures(shots)}
    assert set(seen["pictures"][before:]) == originals
    assert seen["files"] == {}


async def test_two_servers_get_the_same_pictures_by_turns_and_their_own_keys(
    server: ScriptedServer, other_server: ScriptedServer, shots: Path
) -> None:
    before = [len(each.seen()["pictures"]) for each in (server, other_server)]
    result = await bench([server.url, other_server.url], shots, {"first": 0.05}, is_new=True, levels=(1, 2), requests=8)
    seen = [each.seen() for each in (server, other_server)]
    first, second = (each["pictures"][start:] for each, start in zip(seen, before, strict=True))
    assert len(first) == len(second) == 16
    assert first[:8] == second[:8]
    assert set(first) == set(second)
    assert [each["keys"][-1] for each in seen] == ["Bearer key-0", "Bearer key-1"]
    figures = to_json(Plan((), Ask("q"), (1, 2)), result, {})
    assert 0.5 < figures["levels"][0]["ratio"]["ttft_p50"] < 2
    assert "key-" not in json.dumps(figures)


async def test_turns_load_one_server_at_a_time(
    server: ScriptedServer, other_server: ScriptedServer, shots: Path
) -> None:
    result = await bench([server.url, other_server.url], shots, {"first": 0.1, "num": 1}, levels=(2,), requests=16)
    for summary in result.levels[0].summaries:
        assert is_near(8 * 0.1, summary.wall)
        assert is_near(summary.qps, 2 / 0.1)


async def test_memory_and_own_cost_are_reported(server: ScriptedServer, shots: Path) -> None:
    result = await bench([server.url], shots, {"first": 0.05})
    assert result.servers[0].pid == server.pid
    assert result.servers[0].idle is not None
    peak = result.levels[0].peaks[0]
    assert peak is not None
    assert 10_000_000 < result.servers[0].idle <= peak < 500_000_000
    assert 0 < result.levels[0].overhead.cpu < 1
    assert 0 < result.floor.p50 < 0.05


async def test_the_floor_is_far_below_what_is_measured(shots: Path) -> None:
    floor = await measure_floor(load_pictures(shots)[0], "q")
    assert floor.count >= 10
    assert floor.p50 < 0.02


async def test_a_server_that_is_not_there_and_a_model_that_is_not_offered_end_the_run(
    server: ScriptedServer, shots: Path
) -> None:
    with pytest.raises(ApiError, match="Nothing answers"):
        await bench(["http://127.0.0.1:1"], shots, {})
    plan = Plan((Target(server.url, model="gpt"),), Ask("q"), (1,))
    with pytest.raises(ConfigurationError, match="does not offer the model 'gpt'; it offers: scripted"):
        await run(plan, Workload(load_pictures(shots), is_new=False, seed=0), lambda step, done, total: None)


async def test_the_html_report_stands_alone_and_holds_the_figures(
    server: ScriptedServer, other_server: ScriptedServer, shots: Path
) -> None:
    result = await bench([server.url, other_server.url], shots, {"num": 2}, levels=(1, 2))
    page = to_html(to_json(Plan((), Ask("<script>"), (1, 2)), result, {}), result)
    assert "<script>" not in page
    assert not re.search(r"(src|href)=", page)
    plots = re.findall(r"<svg.*?</svg>", page)
    assert len(plots) == 4
    for plot in plots:
        assert len(ElementTree.fromstring(plot).findall("polyline")) == 2
    assert f"{result.levels[0].summaries[0].qps:.2f}" in page


async def test_a_server_that_dies_during_the_run_shows_as_failures(shots: Path) -> None:
    with scripted_server() as mortal:

        def kill(step: str, done: int, total: int) -> None:
            if step == "1 in flight" and done == total:
                os.kill(mortal.pid, signal.SIGKILL)

        workload = Workload(load_pictures(shots), is_new=False, seed=0)
        plan = Plan((Target(mortal.url),), Ask("{}"), (1, 3), requests=4, warmup=1, timeout=5.0)
        first, second = (level.summaries[0] for level in (await run(plan, workload, kill)).levels)
    assert (first.num_ok, second.num_ok, second.num_failed) == (4, 0, 4)
    assert set(second.errors) <= {"connection_refused", "connection_failed"}
