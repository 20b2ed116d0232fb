from __future__ import annotations

import json

import pytest

from tests.cli.running import flashweb


@pytest.mark.parametrize("engine", ["nano", "echo"])
def test_models_tell_what_they_can_do(engine: str) -> None:
    result = flashweb("models", "--json", FLASHWEB_ENGINE=engine)
    assert result.returncode == 0, result.stderr
    model = json.loads(result.stdout)[0]
    assert model["id"] == engine
    assert model["max_images"] >= 1
    assert model["licence"] == "Apache-2.0"
    assert (model["weights_bytes"] > 1_000_000) == (engine == "nano")
    assert engine in flashweb("models", FLASHWEB_ENGINE=engine).stdout
