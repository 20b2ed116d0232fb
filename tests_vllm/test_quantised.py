"""INT8 made by vLLM while it loads, asked for by FlashWeb's own flag."""

from __future__ import annotations

from pathlib import Path

import httpx
import psutil

from tests_vllm.asking import ask, page, upload
from tests_vllm.conftest import started


def test_a_picture_is_answered_in_int8(tiny: Path, tmp_path: Path) -> None:
    with started(tiny, tmp_path / "flashweb.log", vllm__quantization="int8") as server:
        commands = [process.cmdline() for process in psutil.Process(server.process.pid).children(recursive=True)]
        flags = next(command for command in commands if "--quantization" in command)
        assert flags[flags.index("--quantization") + 1] == "int8_per_channel_weight_only"
        with httpx.Client(base_url=server.url, timeout=300) as client:
            model = str(client.get("/v1/models").json()["data"][0]["id"])
            answer = ask(client, model, upload(client, page(1)), "What is it?", reasoning_effort="none")
        assert answer.text and answer.cached > 0
