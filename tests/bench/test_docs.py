"""Every command of docs/benchmarking.md runs as it stands, apart from the ports."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import environment, free_port, serving

PAGE = Path(__file__).parents[2] / "docs" / "benchmarking.md"
BLOCKS = re.findall(r"```bash\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_page_has_commands() -> None:
    assert len(BLOCKS) >= 5


@pytest.fixture(scope="module")
def ports() -> Iterator[tuple[str, str]]:
    """Two servers that run."""
    first, second = str(free_port()), str(free_port())
    with serving("--port", first) as (_, line), serving("--port", second) as (_, other):
        assert "is ready" in line
        assert "is ready" in other
        yield first, second


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_commands_run(block: str, ports: tuple[str, str], shots: Path, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "screens").symlink_to(shots)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = block.replace(":7860", f":{ports[0]}").replace(":8000", f":{ports[1]}")
    run = ["bash", "-euo", "pipefail", "-c", script]
    result = subprocess.run(
        run, cwd=tmp_path, env=environment(PATH=path), capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout
