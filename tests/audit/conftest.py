"""The stores that every implementation's tests run against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from flashweb.audit.chain import Seal
from flashweb.audit.opening import open_store
from flashweb.audit.settings import AuditSettings
from flashweb.audit.store import Store
from tests.audit.running import new_database, postgres

OpenStore = Callable[[], Store]
SEAL = Seal()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def open_one(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    """Opens one and the same record, each time through a connection of its own."""
    url = new_database(request.getfixturevalue("postgres_url")) if request.param == "postgres" else None
    settings = AuditSettings(url=url)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(open_store(settings, tmp_path)))
