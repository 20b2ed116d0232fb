"""FlashWeb servers with a real vLLM behind them; most tests here share one, since a start takes half a minute."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.api.running import RunningServer, launch
from tests_vllm.asking import wait_until_ready

VLLM = Path(os.environ.get("VLLM_VENV", ".venv-vllm")).absolute()
HERE = Path(__file__).parent
SITES = f"{HERE / 'site'}:{HERE.parent / 'tests_engines/site'}"
MAX_TOKENS = 1400


@dataclass(frozen=True, slots=True)
class Pair:
    """FlashWeb, and the same vLLM asked directly: its address, its key and its name for the model."""

    flashweb: RunningServer
    address: str
    key: str
    model: str


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny-glm"
    command = [str(VLLM / "bin/python"), "-m", "tests_vllm.tiny_glm", str(folder)]
    environment = os.environ | {"PYTHONPATH": f"{SITES}:{HERE.parent}"}
    subprocess.run(command, check=True, env=environment, timeout=120, cwd=HERE.parent)
    return folder


@pytest.fixture(scope="session")
def pair(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with started(tiny, tmp_path_factory.mktemp("logs") / "flashweb.log") as server:
        yield _pair(server)


@contextmanager
def started(model: Path, log: Path, **more: object) -> Iterator[RunningServer]:
    """FlashWeb with a vLLM of its own, ready; leaves no process behind."""
    settings = {
        "vllm__model": model,
        "vllm__command": f'["{VLLM}/bin/vllm"]',
        "vllm__arguments": '["--enforce-eager", "--block-size", "32"]',
        "vllm__max_context": 8192,
        "vllm__max_images": 2,
        "vllm__max_running": 4,
        "vllm__memory_fraction": 0.3,
        "image_budget__max_tokens": MAX_TOKENS,
        "remote__first_token_timeout": 120,
        "access__public": True,
        **more,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", SITES)
        patch.setenv("VLLM_CPU_KVCACHE_SPACE", "1")
        server = launch("vllm", log, settings)
    try:
        wait_until_ready(server)
        yield server
    finally:
        children = psutil.Process(server.process.pid).children(recursive=True)
        server.stop()
        left = [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
        assert not left, f"left behind: {left}"


def _pair(server: RunningServer) -> Pair:
    for process in psutil.Process(server.process.pid).children(recursive=True):
        command = process.cmdline()
        if "serve" in command and "keeper.py" not in " ".join(command):
            port = command[command.index("--port") + 1]
            key = process.environ()["VLLM_API_KEY"]
            return Pair(server, f"http://127.0.0.1:{port}", key, command[command.index("serve") + 1])
    raise AssertionError("FlashWeb started no vLLM")
