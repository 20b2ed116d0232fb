"""`flashweb keys` as an operator uses it, and the flags of `serve` that it goes with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.api.running import FLASHWEB


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"FLASHWEB_DATA_DIRECTORY": str(tmp_path / "data"), "PATH": "/usr/bin:/bin", "COLUMNS": "200"}


def flashweb(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([FLASHWEB, *words], env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_a_key_from_its_making_to_its_end(environment: dict[str, str], tmp_path: Path) -> None:
    assert "flashweb keys create" in flashweb(environment, "keys", "list").stdout
    made = flashweb(environment, "keys", "create", "our app", "--scope", "chat", "--expires", "90d", "--requests", "5")
    token = made.stdout.strip()
    assert token.startswith("fw_") and "not shown again" in made.stderr
    secret = token.split("_", 2)[2]
    (told,) = json.loads(flashweb(environment, "keys", "list", "--json").stdout)
    assert (told["name"], told["state"], told["scopes"], told["requests"]) == ("our app", "active", ["chat"], 5)
    assert round(told["expires"] - told["created"]) == 90 * 86_400
    table = flashweb(environment, "keys", "list").stdout
    assert "our app" in table and told["id"] in table
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert secret not in table and secret.encode() not in kept, "the secret itself is nowhere"
    ended = flashweb(environment, "keys", "revoke", told["id"])
    assert ended.returncode == 0 and told["id"] in ended.stdout
    assert json.loads(flashweb(environment, "keys", "list", "--json").stdout)[0]["state"] == "revoked"


@pytest.mark.parametrize(
    ("words", "told"),
    [(["create", "x", "--expires", "soon"], "90d"), (["create", "x", "--scope", "all"], "chat"),
     (["create", "a\nb"], "letters"), (["revoke", "0123456789abcdef"], "flashweb keys list")],
)  # fmt: skip
def test_mistakes_are_told_with_their_fix(environment: dict[str, str], words: list[str], told: str) -> None:
    result = flashweb(environment, "keys", *words)
    assert result.returncode != 0 and told in result.stderr and "Traceback" not in result.stderr


def test_a_server_without_keys_does_not_listen_to_the_world(environment: dict[str, str]) -> None:
    refused = flashweb(environment, "serve", "--engine", "echo", "--host", "0.0.0.0", "--port", "7999")
    assert refused.returncode == 2 and "flashweb keys create" in refused.stderr and "--public" in refused.stderr
