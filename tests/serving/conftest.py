from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.perception.settings import PerceptionSettings
from flashweb.serving.screens import Screens
from flashweb.serving.service import Service
from flashweb.serving.settings import ServingSettings
from flashweb.telemetry.metrics import Metrics
from tests.serving.scripted import ScriptedEngine

MakeService = Callable[..., Service]


@pytest.fixture
async def make_service(tmp_path: Path) -> AsyncIterator[MakeService]:
    """make_service(engine, **serving settings): a service that is not started yet; closed at the end."""
    services: list[Service] = []

    def make(engine: ScriptedEngine, **settings: object) -> Service:
        media = MediaStore(MediaSettings(directory=tmp_path))
        screens = Screens(ScreenParser(PerceptionSettings()), media)
        services.append(Service(engine, screens, media, Metrics(), ServingSettings(**settings)))
        return services[-1]

    yield make
    for service in services:
        await service.close()
