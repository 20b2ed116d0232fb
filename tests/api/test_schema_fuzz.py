"""What the OpenAPI document promises, tried with made-up requests behind keys: schemathesis on a real server."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.api.running import FLASHWEB
from tests.conftest import MakeServer

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth,"
    "use_after_free,allow_header_conformance"
)
SCOPES = ("chat", "vqa", "files", "screens", "models", "metrics")


def make_key(folder: Path) -> str:
    """A key without limits for every route."""
    command = [str(FLASHWEB), "keys", "create", "fuzz", "--requests", "0", "--pictures", "0", "--concurrent", "0"]
    command += [word for scope in SCOPES for word in ("--scope", scope)]
    environment = {"FLASHWEB_DATA_DIRECTORY": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.timeout(420)
def test_the_document_holds_for_requests_nobody_thought_of(make_server: MakeServer, tmp_path: Path) -> None:
    key = make_key(tmp_path)
    everything = '{"question": "block", "picture": "fence", "personal_data": true}'
    server = make_server(data_directory=tmp_path, guardrails__policy=everything, audit__required=True)
    command = [str(FLASHWEB.with_name("schemathesis")), "run", f"{server.url}/openapi.json", "--no-color"]
    command += ["--header", f"Authorization: Bearer {key}", "--checks", CHECKS, "--phases", "examples,fuzzing"]
    command += ["--max-examples", "3", "--generation-deterministic", "--request-timeout", "60", "--warnings", "off"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=300)
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-1000:]
    tested = re.search(r"Tested: (\d+)", result.stdout)
    assert tested is not None and int(tested[1]) >= 14, result.stdout[-2000:]
    assert key not in server.log.read_text(encoding="utf-8")
