from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.api.running import RunningServer
from tests.cli.running import fails, flashweb
from tests.media import pictures


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parse") / "page.png"
    path.write_bytes(pictures.page("青花瓷瓶 4711", 640, 300))
    return path


def test_an_outline_is_printed_and_a_bad_picture_is_named(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    missing = str(tmp_path / "nowhere.png")
    result = flashweb("parse", str(tmp_path / "empty.png"), str(page), missing)
    assert result.returncode == 1 and "Traceback" not in result.stderr
    head, first, *rest = result.stdout.splitlines()
    assert (head, first) == (str(page), "screen 640x300")
    assert rest and all(line.lstrip().startswith("[") for line in rest) and "青花瓷瓶" in result.stdout
    first, second = result.stderr.splitlines()
    assert first.startswith(f"Error: {tmp_path / 'empty.png'}: The picture is empty")
    assert second == f"Error: {missing}: No such file or directory; check the path."


def test_json_is_one_line_a_picture_and_a_server_says_the_same(page: Path, nano_server: RunningServer) -> None:
    blank = page.with_name("blank.webp")
    Image.new("RGB", (60, 40), "white").save(blank)
    bodies: list[list[dict[str, Any]]] = []
    for where in ([], ["--url", nano_server.url]):
        result = flashweb("parse", str(page), str(blank), "--json", *where)
        assert (result.returncode, result.stderr) == (0, "")
        bodies.append([json.loads(line) for line in result.stdout.splitlines()])
    for body in (body for side in bodies for body in side):
        assert body.pop("timings")["parse_ms"] > 0
    assert bodies[0] == bodies[1]
    first, second = bodies[0]
    assert "青花瓷瓶" in json.dumps(first["elements"], ensure_ascii=False)
    assert (second["object"], second["width"], second["height"]) == ("screen", 60, 40)


def test_a_server_gives_outlines_and_refusals_too(page: Path, nano_server: RunningServer, tmp_path: Path) -> None:
    outline = flashweb("parse", str(page), "--url", nano_server.url, "--max-chars", "200").stdout
    assert outline.startswith("screen 640x300\n") and len(outline.rstrip()) <= 200
    (tmp_path / "text.png").write_text("not a picture")
    assert "not a known picture" in fails(1, "parse", str(tmp_path / "text.png"), "--url", nano_server.url)


def test_the_overlay_is_the_picture_with_frames(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "over.png"
    result = flashweb("parse", str(page), "--overlay", str(out))
    assert result.returncode == 0, result.stderr
    with Image.open(page) as before, Image.open(out) as after:
        assert after.size == before.size
        changed = np.any(np.asarray(before.convert("RGB")) != np.asarray(after), axis=2)
    assert 0 < changed.mean() < 0.6, "frames and labels lie on the picture, which is still to be seen"
    assert result.stdout == "" and str(out) in result.stderr


def test_wrong_calls_are_refused_before_anything_is_read(page: Path, tmp_path: Path) -> None:
    assert "Did you mean button?" in fails(1, "parse", str(page), "--roles", "link,buton")
    assert "ends in .png" in fails(1, "parse", str(page), "--overlay", str(tmp_path / "a.gif"))
    assert "make it first" in fails(1, "parse", str(page), "--overlay", str(tmp_path / "no" / "a.png"))
    assert "one picture" in fails(2, "parse", str(page), str(page), "--overlay", str(tmp_path / "a.png"))
    assert "Choose one" in fails(2, "parse", str(page), "--json", "--text")
    assert "--max-chars" in fails(2, "parse", str(page), "--max-chars", "10")
    assert "Nothing answers at" in fails(1, "parse", str(page), "--url", "http://127.0.0.1:1")
