"""Screens behind an engine that does not read pictures: one start for all, whoever leaves."""

from __future__ import annotations

import asyncio
from pathlib import Path

from flashweb.core.screen import Need
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.perception.settings import PerceptionSettings
from flashweb.serving.screens import Screens
from tests.media import pictures


async def test_who_leaves_early_does_not_keep_the_reader_from_loading(tmp_path: Path) -> None:
    media = MediaStore(MediaSettings(directory=tmp_path))
    parser = ScreenParser(PerceptionSettings(threads=1))
    screens = Screens(parser, media)
    picture = await media.add("me", pictures.page("PATIENCE", 400, 200))
    impatient = [asyncio.create_task(screens.parse(picture, Need())) for _ in range(3)]
    await asyncio.sleep(0.01)
    for task in impatient:
        task.cancel()
    await asyncio.gather(*impatient, return_exceptions=True)
    assert all(task.cancelled() for task in impatient) and not parser.is_ready
    (start,) = [task for task in asyncio.all_tasks() if task.get_name() == "start the reader"]
    patient = asyncio.create_task(screens.parse(picture, Need()))
    parsed = await patient
    assert start.done() and parser.is_ready
    assert "PATIENCE" in " ".join(element.text for element in parsed.screen.walk())
    await screens.close()
    await media.close()


async def test_closing_waits_for_a_start_and_leaves_no_thread(tmp_path: Path) -> None:
    media = MediaStore(MediaSettings(directory=tmp_path))
    parser = ScreenParser(PerceptionSettings(threads=1))
    starting = asyncio.create_task(parser.ready())
    await asyncio.sleep(0.01)
    await Screens(parser, media).close()
    await asyncio.gather(starting, return_exceptions=True)
    assert not parser.is_ready
    await media.close()
