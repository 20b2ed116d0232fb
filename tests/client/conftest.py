from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.client.running import ScriptedServer, scripted_server


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running
