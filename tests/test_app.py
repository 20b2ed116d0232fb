"""Starting: what cannot work is said in one line that names the fix."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
from collections.abc import Mapping

import pytest

from flashweb.app import listen, serve
from flashweb.core.errors import ConfigurationError
from flashweb.settings import load_settings
from tests.api.running import FLASHWEB, free_port


def serve_command(*options: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(FLASHWEB), "serve", "--engine", "echo", "--no-ui", *options]
    return subprocess.run(
        command, env=os.environ | dict(environment or {}), capture_output=True, text=True, timeout=60, check=False
    )


def test_a_port_in_use_names_another_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = serve_command("--port", str(port))
        with pytest.raises(ConfigurationError, match=f"--port {port + 1}"):
            listen("127.0.0.1", port, 1.0)
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert f"Port {port} is in use" in ended.stderr and f"make serve PORT={port + 1}" in ended.stderr


def test_an_address_that_is_not_ours() -> None:
    ended = serve_command("--public", "--host", "203.0.113.7", "--port", str(free_port()))
    assert ended.returncode == 2 and "203.0.113.7" in ended.stderr and "api.host" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("FLASHWEB_API__PORT", "99999", "api.port = '99999'"),
        ("FLASHWEB_SERVING__MAX_WAITING", "-1", "serving.max_waiting = '-1'"),
        ("FLASHWEB_SERVING__MAX_WAITNG", "5", "FLASHWEB_SERVING__MAX_WAITING"),
        ("FLASHWEB_ENGIN", "echo", "FLASHWEB_ENGINE"),
    ],
)
def test_a_bad_setting_stops_the_start_with_one_line(name: str, value: str, named: str) -> None:
    ended = serve_command(environment={name: value})
    assert ended.returncode == 2 and named in ended.stderr and "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


async def test_port_0_is_any_free_port() -> None:
    listener = listen("127.0.0.1", 0, 1.0)
    assert listener.getsockname()[1] > 0
    listener.close()


async def test_a_start_that_is_cancelled_releases_the_port() -> None:
    port = free_port()
    settings = load_settings({"engine": "echo", "api": {"port": port}, "ui": {"enabled": False}})
    ready = asyncio.Event()
    serving = asyncio.create_task(serve(settings, lambda _, fraction: ready.set() if fraction == 1 else None))
    await asyncio.wait_for(ready.wait(), 10)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    with socket.create_server(("127.0.0.1", port)):
        pass
