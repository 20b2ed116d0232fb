"""The shipped weights: complete, unchanged, small."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flashweb.core.errors import ConfigurationError
from flashweb.core.weights import verified
from flashweb.perception.models import FILES, WEIGHTS, load_models


@pytest.mark.parametrize("name", ["detector.bin", "recogniser.xml", "characters.txt"])
def test_changed_weights_are_refused(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(WEIGHTS, tmp_path / "weights")
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ConfigurationError, match=name):
        verified(folder, FILES)
    (folder / name).unlink()
    with pytest.raises(ConfigurationError, match="incomplete"):
        verified(folder, FILES)


def test_shipped_weights_are_the_recorded_ones_and_small() -> None:
    assert set(verified(WEIGHTS, FILES)) == set(json.loads((WEIGHTS / "SHA256.json").read_text()))
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 20_000_000


def test_a_cache_folder_that_cannot_be_used_changes_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert len(load_models(1, blocked / "cache").labels) == 18710
