from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.running import fails, flashweb


@pytest.fixture
def picture(tmp_path: Path) -> str:
    path = tmp_path / "page.png"
    Image.new("RGB", (120, 80), "white").save(path)
    return str(path)


def test_the_answer_and_its_boxes_are_printed(picture: str) -> None:
    result = flashweb("ask", picture, "上面 写了什么?", FLASHWEB_ENGINE="echo")
    assert result.returncode == 0, result.stderr
    answer, box = result.stdout.splitlines()
    assert answer.startswith("[120x80 ")
    assert answer.endswith("上面 写了什么?")
    assert "page.png  [0, 0, 120, 80]" in box
    assert result.stderr == ""


def test_json_holds_answer_boxes_and_timings_of_several_pictures(picture: str, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.new("RGB", (60, 40), "black").save(other)
    result = flashweb("ask", picture, str(other), "which?", "--json", FLASHWEB_ENGINE="echo")
    assert result.returncode == 0, result.stderr
    body = json.loads(result.stdout)
    assert body["answer"].endswith("which?")
    assert [found["element"]["image"] for found in body["annotations"]] == [0, 1]
    assert body["annotations"][1]["element"]["box"] == [0, 0, 60, 40]
    assert (body["model"], body["finish_reason"]) == ("echo", "stop")
    assert body["usage"]["timings"]["total_ms"] >= body["usage"]["timings"]["ttft_ms"] >= 0


def test_bad_pictures_are_named_in_a_line(picture: str, tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.png").write_text("not a picture")
    (tmp_path / "cut.png").write_bytes(Path(picture).read_bytes()[:40])
    for name in ("empty.png", "text.png", "cut.png", "nowhere.png"):
        path = str(tmp_path / name)
        line = fails(1, "ask", picture, path, "what?", FLASHWEB_ENGINE="echo")
        assert line.startswith(f"Error: {path}: ")
        assert "\n" not in line


def test_a_missing_question_shows_how_to_ask(picture: str) -> None:
    for arguments in ((picture,), (picture, picture), ("what?",)):
        assert 'flashweb ask page.png "What does it say?"' in fails(2, "ask", *arguments, FLASHWEB_ENGINE="echo")
    assert "question is empty" in fails(1, "ask", picture, " ", FLASHWEB_ENGINE="echo")
