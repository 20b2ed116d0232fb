"""`flashweb models pull --source modelscope`, through ModelScope's own client, from a hub on this machine."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.hub import Hub, ModelScopeHandler, serving
from tests.cli.running import flashweb
from tests.cli.test_pulling import weights

NAME = "model.safetensors"


def hub_of(model: str = "somebody/tiny") -> Hub:
    return Hub(model, {"config.json": b'{"model_type": "glm4v"}', NAME: weights()})


def pull(url: str, folder: Path, model: str = "somebody/tiny") -> subprocess.CompletedProcess[str]:
    home = {"MODELSCOPE_CACHE": str(folder.parent / "cache"), "MODELSCOPE_HOME": str(folder.parent / "home")}
    return flashweb(
        "models", "pull", model, "--source", "modelscope", "--to", str(folder), MODELSCOPE_ENDPOINT=url, **home
    )


def told(result: subprocess.CompletedProcess[str]) -> str:
    """What the command itself says about its failure."""
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.split())


def test_a_broken_off_download_goes_on_and_is_checked(tmp_path: Path) -> None:
    hub, folder = hub_of(), tmp_path / "model"
    hub.cut = 23_000_000
    with serving(hub, ModelScopeHandler) as url:
        result = pull(url, folder)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip().endswith(str(folder))
    assert (folder / NAME).read_bytes() == weights() and (folder / "config.json").is_file()
    assert len(hub.ranges) == 2 and hub.ranges[0] is None
    begun = int((hub.ranges[1] or "").removeprefix("bytes=").removesuffix("-"))
    assert 1_000_000 < begun <= 23_000_000, "it goes on where it stopped"


def test_the_command_a_second_time_goes_on_with_what_is_there(tmp_path: Path) -> None:
    hub, folder = hub_of(), tmp_path / "model"
    folder.mkdir()
    (folder / f"{NAME}.incomplete").write_bytes(weights()[:9_000_000])
    with serving(hub, ModelScopeHandler) as url:
        assert pull(url, folder).returncode == 0
        assert hub.ranges == ["bytes=9000000-"]
        assert pull(url, folder).returncode == 0
        assert len(hub.ranges) == 1, "what is there and right is not fetched again"
        (folder / NAME).write_bytes(weights()[:-1] + b"?")
        assert pull(url, folder).returncode == 0
    assert len(hub.ranges) == 2 and (folder / NAME).read_bytes() == weights(), "what was damaged is"


def test_a_wrong_checksum_is_refused_and_nothing_stays(tmp_path: Path) -> None:
    hub, folder = hub_of(), tmp_path / "model"
    hub.is_damaged = True
    with serving(hub, ModelScopeHandler) as url:
        said = told(pull(url, folder))
    assert (
        "somebody/tiny came with another checksum than the hub told" in said and "run the same command" in said.lower()
    )
    assert not (folder / NAME).exists()


def test_a_full_disk_is_told_for_what_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / f"{NAME}.incomplete").symlink_to("/dev/full")
    with serving(hub_of(), ModelScopeHandler) as url:
        assert "somebody/tiny does not fit on the disk. Make room" in told(pull(url, folder))


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with serving(hub_of("somebody/else"), ModelScopeHandler) as url:
        assert "has no model somebody/tiny" in told(pull(url, tmp_path / "model"))


def test_without_a_network_it_says_how_to_copy_a_model_in(tmp_path: Path) -> None:
    said = told(pull("http://127.0.0.1:9", tmp_path / "model", "ZhipuAI/GLM-4.6V-Flash"))
    assert "copy FOLDER here" in said and "--model FOLDER" in said
