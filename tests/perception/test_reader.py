"""Screens from Python: every kind of picture, many at once, and what cannot be read."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from PIL import Image

import flashweb
from flashweb.core.errors import ImageTooLarge, InvalidImage, InvalidRequest
from flashweb.core.screen import Need, Screen
from flashweb.perception.reader import Picture, ScreenReader, parse_screen
from tests.media import pictures

PAGE = pictures.page("LANTERN 42", 500, 300)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[ScreenReader]:
    async with ScreenReader() as reader:
        yield reader


def words(screen: Screen) -> str:
    return " ".join(element.text for element in screen.walk())


@pytest.mark.asyncio(loop_scope="module")
async def test_every_kind_of_picture_gives_the_same_screen(reader: ScreenReader, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(PAGE)
    with Image.open(path) as image:
        ways: list[Picture] = [path, str(path), PAGE, image, image.convert("RGBA")]
        screens = [await reader.parse(way) for way in ways]
    assert all(screen == screens[0] for screen in screens)
    assert "LANTERN 42" in words(screens[0]) and (screens[0].width, screens[0].height) == (500, 300)


@pytest.mark.asyncio(loop_scope="module")
async def test_many_pictures_at_once_never_mix(reader: ScreenReader) -> None:
    names = [f"WORD{number}" for number in range(6)]
    screens = await asyncio.gather(*(reader.parse(pictures.page(name)) for name in names))
    assert [set(words(screen).split()) for screen in screens] == [{name} for name in names]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_picture_read_before_comes_at_once(reader: ScreenReader) -> None:
    data = pictures.page("ONLY ONCE", 800, 500)
    first, again = await reader.parse_timed(data), await reader.parse_timed(data)
    assert again.screen == first.screen and again.sha256 == first.sha256 and again.num_lines == 1
    assert again.seconds < first.seconds


@pytest.mark.asyncio(loop_scope="module")
async def test_a_turned_picture_is_read_upright(reader: ScreenReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(PAGE)) as image:
        turned = pictures.encode(image.rotate(90, expand=True), exif=exif)
    screen = await reader.parse(turned)
    assert (screen.width, screen.height) == (500, 300) and "LANTERN 42" in words(screen)
    with Image.open(io.BytesIO(turned)) as image:
        assert await reader.parse(image) == screen


@pytest.mark.asyncio(loop_scope="module")
async def test_what_cannot_be_read_is_named(reader: ScreenReader, tmp_path: Path) -> None:
    with pytest.raises(InvalidImage, match=r"nowhere\.png: No such file or directory; check the path"):
        await reader.parse(tmp_path / "nowhere.png")
    with pytest.raises(InvalidImage, match="not a known picture"):
        await reader.parse(b"hello")
    with pytest.raises(ImageTooLarge, match="Scale it down"):
        await reader.parse(Image.new("1", (20_000, 3_000)))
    with pytest.raises(InvalidRequest, match=r"no role 'buton'\. Did you mean button\?"):
        await reader.parse(PAGE, Need(roles=frozenset({"buton"})))


@pytest.mark.asyncio(loop_scope="module")
async def test_one_picture_needs_one_call() -> None:
    screen = await parse_screen(Image.fromarray(np.full((40, 60, 3), 255, np.uint8)))
    assert (screen.width, screen.height) == (60, 40)


def test_the_package_gives_its_names_and_loads_nothing_for_them() -> None:
    assert flashweb.parse_screen is parse_screen
    assert all(getattr(flashweb, name) is not None for name in flashweb.__all__)
    with pytest.raises(AttributeError, match="flashweb has no 'parse_scren'; it has "):
        _ = flashweb.parse_scren
    code = "import sys, flashweb; print(sorted({'numpy', 'PIL', 'pydantic', 'openvino'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == "[]\n"
