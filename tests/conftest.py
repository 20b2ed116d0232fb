"""Servers that many tests share; each starts only when a test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from tests.api.running import RunningServer, running

MakeServer = Callable[..., RunningServer]


@pytest.fixture(scope="session", autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keys of whoever runs the tests must not lock the servers of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("data")
        patch.setenv("XDG_DATA_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server-logs")


@pytest.fixture(scope="session")
def echo_server(logs: Path) -> Iterator[RunningServer]:
    with running("echo", logs / "echo.log") as server:
        yield server


@pytest.fixture(scope="session")
def nano_server(logs: Path) -> Iterator[RunningServer]:
    with running("nano", logs / "nano.log") as server:
        yield server


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[MakeServer]:
    """make_server(engine="echo", **settings): a server of one's own, e.g. serving__max_running=1."""
    numbers = count()
    with ExitStack() as stack:

        def make(engine: str = "echo", **settings: object) -> RunningServer:
            return stack.enter_context(running(engine, tmp_path / f"server-{next(numbers)}.log", settings))

        yield make
