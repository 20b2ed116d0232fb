from __future__ import annotations

import subprocess
import sys

from flashweb import __version__
from flashweb.cli import COMMANDS
from tests.cli.running import environment, fails, flashweb

HEAVY = {"httpx", "numpy", "PIL", "rich.console", "fastapi", "uvicorn", "pydantic", "gradio", "openvino"}


def test_help_names_every_command() -> None:
    result = flashweb("--help")
    assert result.returncode == 0
    for name, summary in COMMANDS.items():
        assert f"  {name} " in result.stdout
        assert summary in result.stdout
        assert flashweb(name, "--help", FLASHWEB_ENGINE="echo").returncode == 0


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from flashweb.cli import main; main(['--help'], standalone_mode=False); "
        f"print('LOADED', sorted({HEAVY!r} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    result = subprocess.run(run, capture_output=True, text=True, env=environment(), timeout=60, check=True)
    assert result.stdout.endswith("LOADED []\n")


def test_version() -> None:
    assert flashweb("--version").stdout == f"flashweb {__version__}\n"


def test_an_unknown_command_is_refused_in_a_line() -> None:
    assert "No such command 'sevre'" in fails(2, "sevre")
