from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.running import fails, flashweb
from tests.client.running import ScriptedServer, scripted_server


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shots")
    Image.new("RGB", (64, 40), "white").save(folder / "a.png")
    return folder


def test_a_run_prints_a_table_and_writes_json_and_html(server: ScriptedServer, shots: Path, tmp_path: Path) -> None:
    places = ["--json", str(tmp_path / "out.json"), "--html", str(tmp_path / "out.html")]
    result = flashweb(
        *("bench", "--url", server.url, "--images", str(shots), "--question", '{"first": 0.05, "num": 4}'),
        *("--concurrency", "1,2", "--requests", "4", "--goodput", "ttft:500", *places),
    )
    assert result.returncode == 0, result.stderr
    for word in ("TTFT", "ITL", "TPOT", "E2EL", "QPS", "shed", "failed", "goodput", "Load generator"):
        assert word in result.stdout
    figures = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [level["concurrency"] for level in figures["levels"]] == [1, 2]
    for level in figures["levels"]:
        (row,) = level["servers"]
        assert (row["num_ok"], row["num_failed"]) == (4, 0)
        assert 50 <= row["ttft_ms"]["p50"] < 500
        assert row["peak_mb"] > 10
    assert (tmp_path / "out.html").read_text("utf-8").startswith("<!doctype html>")


def test_two_servers_print_their_ratio_and_keys_stay_secret(server: ScriptedServer, shots: Path) -> None:
    result = flashweb(
        *("bench", "--url", server.url, "--compare", server.url + "/v1", "--images", str(shots), "--question", "{}"),
        *("--concurrency", "1", "--requests", "4", "--api-key", "secret-one", "--compare-api-key", "secret-two"),
    )
    assert result.returncode == 0, result.stderr
    assert "A/B" in result.stdout
    assert "secret" not in result.stdout + result.stderr
    assert {"Bearer secret-one", "Bearer secret-two"} <= set(server.seen()["keys"])


def test_failures_end_with_1_and_shedding_does_not(server: ScriptedServer, shots: Path) -> None:
    common = ("bench", "--url", server.url, "--images", str(shots), "--concurrency", "1", "--requests", "2")
    failed = flashweb(*common, "--question", '{"status": 500, "code": "boom"}')
    assert failed.returncode == 1
    assert "boom: 2" in failed.stdout
    shed = flashweb(*common, "--question", '{"status": 503}')
    assert shed.returncode == 0
    assert "overloaded: 2" in shed.stdout


def test_what_is_wrong_is_said_in_a_line(server: ScriptedServer, shots: Path, tmp_path: Path) -> None:
    images = ("--images", str(shots))
    assert "Nothing answers at http://127.0.0.1:1." in fails(1, "bench", "--url", "http://127.0.0.1:1", *images)
    assert "is not a URL" in fails(2, "bench", "--url", "127.0.0.1:7860", *images)
    assert "holds no pictures" in fails(2, "bench", "--url", server.url, "--images", str(tmp_path))
    assert "such as 1,4,8,12" in fails(2, "bench", "--url", server.url, *images, "--concurrency", "1,x")
    assert "such as ttft:200" in fails(2, "bench", "--url", server.url, *images, "--goodput", "speed:1")
    assert "it offers: scripted" in fails(2, "bench", "--url", server.url, *images, "--model", "gpt")
