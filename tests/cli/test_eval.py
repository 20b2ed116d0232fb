"""The command as a person runs it, against servers that run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.running import fails, flashweb, free_port, serving


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Two items; the echo engine says back the question, so one answer is right."""
    Image.new("RGB", (64, 40), "white").save(tmp_path / "a.png")
    body = {"suite": "mine", "category": "text", "language": "en", "images": ["a.png"], "question": "it says hello"}
    where = [{"any_of": [[0, 0, 64, 40]]}]
    items = [
        {**body, "id": name, "truth": {"kind": "value", "values": [value]}, "references": ["hello"], "boxes": where}
        for name, value in (("right", "hello"), ("wrong", "goodbye"))
    ]
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in items))
    return path


def test_a_run_writes_a_report_goes_on_and_can_be_compared(suite: Path, tmp_path: Path) -> None:
    port, out = str(free_port()), tmp_path / "out"
    with serving("--port", port):
        arguments = ("eval", "--url", f"http://127.0.0.1:{port}", "--suite", str(suite), "--out", str(out))
        result = flashweb(*arguments)
        assert result.returncode == 0, result.stderr
        for word in ("1/2", "tok:zh", "Boxes", "report.html"):
            assert word in result.stdout
        other = fails(2, *arguments, "--model", "nobody")
        assert "nobody" in other
    assert {path.name for path in out.iterdir()} == {
        "run.json", "results.jsonl", "summary.json", "report.html", "pictures",
    }  # fmt: skip
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
    assert [(line["id"], line["right"]) for line in lines] == [("right", True), ("wrong", False)]
    assert lines[0]["pointing"] == {"wanted": 1, "hit": 1, "told": 1, "right": 1}
    compared = flashweb("eval", "--compare", str(out), str(out), "--out", str(tmp_path / "both"))
    assert compared.returncode == 0, compared.stderr
    assert "0 items flipped" in compared.stdout
    assert (tmp_path / "both" / "compare.html").exists()


def test_it_starts_a_server_of_its_own(suite: Path, tmp_path: Path) -> None:
    result = flashweb("eval", "--suite", str(suite), "--out", str(tmp_path / "out"), FLASHWEB_ENGINE="echo")
    assert result.returncode == 0, result.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text())["model"] == "echo"


def test_what_is_wrong_is_said(suite: Path, tmp_path: Path) -> None:
    assert "web50" in fails(2, "eval", "--suite", "web51", "--out", str(tmp_path))
    assert "--out" in fails(2, "eval", "--suite", str(suite))
    assert "http://" in fails(2, "eval", "--url", "localhost", "--suite", str(suite), "--out", str(tmp_path / "o"))
    assert "no finished run" in fails(2, "eval", "--compare", str(tmp_path), str(tmp_path))
    told = fails(2, "eval", "--suite", str(suite), "--out", str(tmp_path / "o"), FLASHWEB_ENGINE="nobody")
    assert "did not start" in told
    assert "nobody" in told


def test_a_suite_is_written_for_evalscope(tmp_path: Path) -> None:
    path = tmp_path / "web50.jsonl"
    result = flashweb("eval", "--suite", "web50", "--export", str(path))
    assert result.returncode == 0, result.stderr
    assert len(path.read_text("utf-8").splitlines()) == 50
