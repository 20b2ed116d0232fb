"""Run the command for real, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
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
