from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.client.running import ScriptedServer, scripted_server


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module")
def other_server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pictures with text, one of them in a folder below."""
    folder = tmp_path_factory.mktemp("shots")
    (folder / "more").mkdir()
    for name, word in (("a.png", "login"), ("b.jpg", "register"), ("more/c.webp", "forgot")):
        image = Image.new("RGB", (320, 200), "white")
        ImageDraw.Draw(image).text((20, 60), word, fill="black")
        image.save(folder / name)
    (folder / "notes.txt").write_text("not a picture")
    return folder
