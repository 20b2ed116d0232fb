"""A short run of each fuzzer; `make fuzz` runs longer ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.__main__ import TARGETS, seeds

pytest.importorskip("atheris", reason="atheris has wheels for Linux on x86-64 only; see the group fuzz")


@pytest.mark.parametrize("target", TARGETS)
def test_the_fuzzer_finds_nothing(target: str, tmp_path: Path) -> None:
    for number, data in enumerate(seeds(target)):
        (tmp_path / f"seed{number}").write_bytes(data)
    # a peak of resident memory is inherited from the parent process; bound single allocations instead
    memory = ["-rss_limit_mb=0", "-malloc_limit_mb=1000"]
    limits = ["-max_total_time=5", "-max_len=4000", *memory, "-timeout=60", "-seed=1"]
    command = [sys.executable, "-m", f"tests.fuzz.{target}", str(tmp_path), f"-artifact_prefix={tmp_path}/", *limits]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "ERROR: no interesting inputs" not in done.stderr and "DONE" in done.stderr
