"""`flashweb models pull`: from a hub on this machine, through the hub's own client."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from flashweb.cli.pulling import check
from flashweb.core.errors import ConfigurationError
from tests.cli.hub import Hub, serving
from tests.cli.running import COMMAND, environment, flashweb


def weights(num_bytes: int = 25_000_000) -> bytes:
    """Larger than what the client writes at once."""
    header = json.dumps({"w": {"dtype": "U8", "shape": [num_bytes], "data_offsets": [0, num_bytes]}}).encode()
    return len(header).to_bytes(8, "little") + header + bytes(range(250)) * (num_bytes // 250)


def test_a_broken_off_download_goes_on_and_is_checked(tmp_path: Path) -> None:
    hub = Hub("somebody/tiny", {"config.json": b'{"model_type": "glm4v"}', "model.safetensors": weights()})
    hub.cut = 23_000_000
    with serving(hub) as url:
        environment = {"HF_ENDPOINT": url, "HF_HOME": str(tmp_path / "home"), "HF_HUB_DISABLE_XET": "1"}
        folder = tmp_path / "model"
        for _ in range(2):  # the client may go on by itself, or the command a second time
            result = flashweb("models", "pull", "somebody/tiny", "--to", str(folder), **environment)
            if result.returncode == 0:
                break
        assert result.returncode == 0, result.stderr
        assert result.stdout.strip() == str(folder)
    assert (folder / "model.safetensors").read_bytes() == weights()
    assert hub.ranges[0] is None and hub.ranges[1] is not None and hub.ranges[1].startswith("bytes=")
    damaged = bytearray(weights())
    damaged[-1] ^= 1
    (folder / "model.safetensors").write_bytes(damaged)
    with pytest.raises(ConfigurationError, match="checksum"):
        check(folder)
    (folder / "model.safetensors").write_bytes(weights()[:-1])
    with pytest.raises(ConfigurationError, match="incomplete"):
        check(folder)


def test_a_full_disk_is_told_for_what_it_is(tmp_path: Path) -> None:
    hub = Hub("somebody/tiny", {"model.safetensors": weights()})
    command = f"ulimit -f 10000; exec {COMMAND} models pull somebody/tiny --to {tmp_path / 'model'}"
    with serving(hub) as url:
        variables = environment(HF_ENDPOINT=url, HF_HOME=str(tmp_path / "home"), HF_HUB_DISABLE_XET="1")
        result = subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, env=variables, timeout=60, check=False
        )
    assert result.returncode == 2, result.stderr
    assert "somebody/tiny does not fit on the disk. Make room" in result.stderr and "Traceback" not in result.stderr


def test_without_a_network_it_says_how_to_copy_a_model_in(tmp_path: Path) -> None:
    environment = {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path)}
    result = flashweb("models", "pull", "zai-org/GLM-4.6V-Flash", **environment)
    assert result.returncode == 2
    assert (
        "copy FOLDER here" in result.stderr and "--model FOLDER" in result.stderr and "Traceback" not in result.stderr
    )


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with serving(Hub("somebody/else", {})) as url:
        result = flashweb("models", "pull", "somebody/tiny", HF_ENDPOINT=url, HF_HOME=str(tmp_path))
    assert result.returncode == 2 and "The hub has no model somebody/tiny" in result.stderr
    result = flashweb("models", "pull", "Vision-CAIR/vicuna-7b", "--source", "modelscope", HF_HOME=str(tmp_path))
    assert result.returncode == 2 and "not on ModelScope" in result.stderr


def test_big_models_are_listed_with_what_they_need() -> None:
    listed = json.loads(flashweb("models", "--json").stdout)
    glm = next(model for model in listed if model["id"] == "zai-org/GLM-4.6V-Flash")
    assert glm["modelscope"] == "ZhipuAI/GLM-4.6V-Flash" and glm["licence"] == "MIT"
    needed = glm["memory_bytes"]
    assert 20e9 < needed["bf16"] < 26e9 and needed["int4"] < needed["int8"] < needed["bf16"]
