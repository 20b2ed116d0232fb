"""A real server process for tests: started by its command, ended by SIGTERM, and it must end well."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

FLASHWEB = Path(sys.executable).with_name("flashweb")
START_SECONDS = 60.0
STOP_SECONDS = 40.0
_SAMPLE = re.compile(r"^(\w+(?:\{[^}]*\})?) (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A live process, its address and its log (JSON lines, plus what the command says)."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def inside(self) -> psutil.Process:
        """The process as psutil sees it: memory, open files, connections."""
        return psutil.Process(self.process.pid)

    def samples(self) -> dict[str, float]:
        """Every sample of /metrics by its name with labels."""
        text = httpx.get(f"{self.url}/metrics", timeout=10).text
        return {name: float(value) for name, value in _SAMPLE.findall(text)}

    def gauges(self) -> tuple[float, float]:
        """Requests running and waiting."""
        samples = self.samples()
        return samples["flashweb_num_requests_running"], samples["flashweb_num_requests_waiting"]

    def faults(self) -> list[dict[str, Any]]:
        """What the server logged as an error."""
        lines = self.log.read_text(encoding="utf-8").split("\n")
        entries = [json.loads(line) for line in lines if line.startswith("{")]
        return [entry for entry in entries if entry["level"] == "error"]

    def stop(self, signal_number: int = signal.SIGTERM) -> int:
        """Ask the process to end and return its exit code."""
        self.process.send_signal(signal_number)
        return self.process.wait(STOP_SECONDS)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def launch(engine: str, log: Path, settings: Mapping[str, object] | None = None) -> RunningServer:
    """Start a server, its settings given as environment variables; does not wait until it is ready.

    Without its page unless settings say ui__enabled.
    """
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FLASHWEB_")}
    named = {"ui__enabled": False, "log_format": "json", "data_directory": log.parent / "data", **(settings or {})}
    environment |= {f"FLASHWEB_{key.upper()}": str(value) for key, value in named.items()}
    command = [str(FLASHWEB), "serve", "--engine", engine, "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    return RunningServer(f"http://127.0.0.1:{port}", process, log)


def wait_until(server: RunningServer, path: str = "/health") -> None:
    """Wait until a path answers 200; fails with the log when the process ends instead."""
    deadline = time.monotonic() + START_SECONDS
    with httpx.Client(base_url=server.url, timeout=5) as client:
        while time.monotonic() < deadline:
            if server.process.poll() is not None:
                raise AssertionError(f"the server ended by itself:\n{server.log.read_text(encoding='utf-8')}")
            try:
                if client.get(path).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.02)
    raise AssertionError(f"not ready within {START_SECONDS:g} s:\n{server.log.read_text(encoding='utf-8')}")


@contextmanager
def running(engine: str, log: Path, settings: Mapping[str, object] | None = None) -> Iterator[RunningServer]:
    """A ready server; at the end it must stop on SIGTERM with 0, leave no child, and have logged no fault."""
    server = launch(engine, log, settings)
    try:
        wait_until(server)
        yield server
        children = server.inside.children(recursive=True) if server.process.poll() is None else []
        assert (server.process.poll() or server.stop()) == 0, server.log.read_text(encoding="utf-8")
        assert not [child for child in children if child.is_running()], "the server left processes behind"
        assert server.faults() == []
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()
