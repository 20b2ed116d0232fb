"""Asking real servers: what they answer, when they fail, and going on after a stop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from flashweb.core.errors import ConfigurationError
from flashweb.evals.asking import Reply, Server, Task, ask_all, find_model
from flashweb.evals.comparison import compare, load_results
from flashweb.evals.html import report_html
from flashweb.evals.items import Item
from flashweb.evals.run import Run, head_of, judged
from flashweb.evals.suites import Suite
from flashweb.evals.summary import summarise
from tests.client.running import ScriptedServer, scripted_server


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


def suite_of(folder: Path, *scripts: dict[str, Any]) -> Suite:
    """One item for each script; a right answer has 字0 in it."""
    Image.new("RGB", (64, 40), "white").save(folder / "a.png")
    body = {"suite": "mine", "category": "text", "language": "zh", "images": ["a.png"], "references": ["字0 字1 字2"]}
    items = [
        Item.model_validate(
            {**body, "id": f"item-{n}", "question": json.dumps(script), "truth": {"kind": "value", "values": ["字0"]}}
        )
        for n, script in enumerate(scripts)
    ]
    return Suite("mine", folder, tuple(items), "digest")


async def ask(server: ScriptedServer, suite: Suite, concurrency: int = 2, timeout: float = 5.0) -> dict[str, Reply]:
    replies: dict[str, Reply] = {}
    tasks = [Task(item, suite.pictures(item)) for item in suite.items]
    target = Server(server.url, timeout=timeout)
    assert await find_model(target) == "scripted"
    await ask_all(target, "scripted", tasks, concurrency, lambda task, reply: replies.update({task.item.id: reply}))
    return replies


async def test_answers_are_kept_with_their_times(server: ScriptedServer, tmp_path: Path) -> None:
    replies = await ask(server, suite_of(tmp_path, {"first": 0.1, "gap": 0.1, "num": 3}))
    reply = replies["item-0"]
    assert reply.answer == "字0 字1 字2 "
    assert reply.ttft is not None and reply.seconds is not None
    assert 0.1 <= reply.ttft < reply.seconds
    assert reply.seconds >= 0.3


async def test_every_failure_is_a_wrong_answer_with_its_reason(server: ScriptedServer, tmp_path: Path) -> None:
    scripts = ({"status": 500, "code": "boom"}, {"first": 30}, {"cut": 1, "num": 2}, {"error_after": 1}, {"num": 0}, {})
    suite = suite_of(tmp_path, *scripts)
    replies = await ask(server, suite, timeout=1.0)
    results = [judged(item, replies[item.id]) for item in suite.items]
    reasons = [result.verdict.reason.split(":")[0] for result in results]
    assert reasons == ["boom", "timeout", "stream_cut", "engine_died", "empty_answer", ""]
    assert [result.verdict.is_right for result in results] == [False] * 5 + [True]
    summary = summarise({"url": server.url, "model": "scripted"}, results)
    (row,) = (row for row in summary["rows"] if row["category"] == "all" and row["language"] == "all")
    assert (row["items"], row["right"], row["errors"]) == (6, 1, 5)


async def test_a_busy_server_is_asked_again_when_it_says(server: ScriptedServer, tmp_path: Path) -> None:
    suite = suite_of(tmp_path, *[{"max_active": 1, "retry_after": 0.2, "first": 0.05, "n": n} for n in range(2)])
    replies = await ask(server, suite, concurrency=2)
    assert [reply.error for reply in replies.values()] == ["", ""]


async def test_a_stopped_run_goes_on_and_another_is_refused(server: ScriptedServer, tmp_path: Path) -> None:
    suite = suite_of(tmp_path, {}, {"status": 500}, {"num": 2})
    replies = await ask(server, suite)
    head, out = head_of("url", "scripted", [suite]), tmp_path / "out"
    run = Run(out, head)
    for item in suite.items[:2]:
        run.add(Task(item, suite.pictures(item)), replies[item.id])
    with (out / "results.jsonl").open("a") as file:
        file.write('{"id": "cut sho')
    again = Run(out, head).done()
    assert list(again) == ["mine/item-0"]  # the failed one is asked again
    assert again["mine/item-0"] == replies["item-0"]
    with pytest.raises(ConfigurationError, match="other model"):
        Run(out, {**head, "model": "other"})


async def test_report_and_comparison(server: ScriptedServer, tmp_path: Path) -> None:
    suite = suite_of(tmp_path, {}, {"status": 500, "code": "boom<b>"})
    replies = await ask(server, suite)
    for name, changed in (("a", {}), ("b", {"item-1": replies["item-0"]})):
        results = [judged(item, {**replies, **changed}[item.id]) for item in suite.items]
        out = tmp_path / name
        Run(out, head_of("url", "scripted", [suite])).finish(results)
        report_html(out, summarise({"url": "url", "model": "m"}, results), results, {"mine": suite})
    page = (tmp_path / "a" / "report.html").read_text("utf-8")
    assert "boom&lt;b&gt;" in page
    assert "boom<b>" not in page
    assert "BLEU" in page
    assert len(list((tmp_path / "a" / "pictures").iterdir())) == 1
    comparison = compare(load_results(tmp_path / "a"), load_results(tmp_path / "b"))
    total = comparison.differences[-1]
    assert (total.items, total.gained, total.lost, total.gain) == (2, 1, 0, 0.5)
    assert [first["id"] for first, _ in comparison.flips] == ["item-1"]
    with pytest.raises(ConfigurationError, match="no finished run"):
        load_results(tmp_path)
