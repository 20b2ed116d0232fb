"""Run the command for real, as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("flashweb"))


def environment(**variables: str) -> dict[str, str]:
    """The environment without settings from outside, plus variables."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FLASHWEB_")} | variables


def flashweb(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run to the end; variables are added to the environment."""
    return subprocess.run(
        [COMMAND, *arguments], capture_output=True, text=True, env=environment(**variables), timeout=60, check=False
    )


def fails(code: int, *arguments: str, **variables: str) -> str:
    """What a failing command says, after checking its exit code and that nobody sees a traceback."""
    result = flashweb(*arguments, **variables)
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr.strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*arguments: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server, and the line that it says when it is ready."""
    command = [COMMAND, "serve", "--engine", "echo", "--no-ui", "--log-level", "warning", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment(**variables)) as process:
        try:
            assert process.stderr is not None
            yield process, process.stderr.readline()
        finally:
            process.kill()
