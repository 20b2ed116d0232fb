"""The product as a user starts it: a process of its own, on a free port, ended by SIGTERM."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Where it answers, its process, and the seconds from its start until health said ready."""

    url: str
    pid: int
    seconds_to_ready: float


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server(*flags: str, **settings: str) -> Iterator[RunningServer]:
    """`flashweb serve` with flags, and settings given as FLASHWEB_ variables without the prefix."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("flashweb")), "serve", "--port", str(port), *flags]
    environment = os.environ | {f"FLASHWEB_{name}": value for name, value in settings.items()}
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_ready(url, process)
            yield RunningServer(url, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(60)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode} before it was ready")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5) as response:
                if json.load(response)["model_ready"]:
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.01)
    raise TimeoutError(f"{url} was not ready within {START_TIMEOUT:g} s")
