from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.api.running import RunningServer


@pytest.fixture
def http(echo_server: RunningServer, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A client of the shared echo server; each test is a tenant of its own."""
    token = {"Authorization": f"Bearer {request.node.nodeid.encode().hex()}"}
    with httpx.Client(base_url=echo_server.url, timeout=20, headers=token) as client:
        yield client
