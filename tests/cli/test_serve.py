from __future__ import annotations

import re
import signal
import socket
import urllib.request
from pathlib import Path

import pytest

from tests.cli.running import fails, free_port, serving


def test_the_real_engine_says_once_that_it_is_ready_and_stops_clean() -> None:
    with serving("--engine", "nano", "--port", str(free_port())) as (process, line):
        assert line.startswith("FlashWeb ")
        assert "nano is ready" in line
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_serve_says_where_it_is_and_ends_on_a_signal(way: signal.Signals) -> None:
    port = free_port()
    with serving("--port", str(port)) as (process, line):
        assert re.search(rf"echo is ready after \d\.\d s; API at http://127.0.0.1:{port}/v1", line)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as response:
            assert response.status == 200
        process.send_signal(way)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_port_in_use_names_the_fix() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = fails(2, "serve", "--engine", "echo", "--port", str(port))
    assert line.startswith(f"Error: Port {port} is in use")
    assert "\n" not in line
    assert f"make serve PORT={port + 1}" in line
    assert f"--port {port + 1}" in line


def test_flags_win_over_environment_and_environment_over_file(tmp_path: Path) -> None:
    ports = [free_port() for _ in range(3)]
    config = tmp_path / "settings.toml"
    config.write_text(f"[api]\nport = {ports[0]}\n")
    with serving("--config", str(config)) as (_, line):
        assert f":{ports[0]}/" in line
    with serving("--config", str(config), FLASHWEB_API__PORT=str(ports[1])) as (_, line):
        assert f":{ports[1]}/" in line
    with serving("--config", str(config), "--port", str(ports[2]), FLASHWEB_API__PORT=str(ports[1])) as (_, line):
        assert f":{ports[2]}/" in line


def test_bad_settings_are_named_in_a_line(tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text("[api]\nprot = 1\n")
    assert "api.prot" in fails(2, "serve", "--config", str(config))
    assert "missing.toml cannot be read" in fails(2, "serve", "--config", str(tmp_path / "missing.toml"))
    assert "FLASHWEB_ENGIN" in fails(2, "serve", FLASHWEB_ENGIN="echo")
    assert "api.port = 99999" in fails(2, "serve", "--port", "99999")
    assert "'BAD' is not a valid integer" in fails(2, "serve", "--port", "BAD")
