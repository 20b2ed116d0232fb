"""The line of log that each request leaves: enough to find it again, and nothing that must not be there."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from flashweb.telemetry.logging import JsonFormatter, TextFormatter
from tests.api.asking import chat, data_uri, image_part, text_part
from tests.api.gated import gated
from tests.media import pictures


async def test_a_request_leaves_one_line_without_secrets(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with gated(tmp_path) as server:
        token = server.key()
        question = chat([text_part("my private question"), image_part(data_uri(pictures.picture()))])
        async with server.client(token, user_agent="evil\tagent", cookie="flashweb_session=fw_0_1") as http:
            path = "/v1/chat/completions?api_key=hunter2"
            answer = await http.post(path, json=question, headers={"X-Request-Id": "trace-1"})
            assert answer.status_code == 200
            await http.get(f"/v1/files/{token}", headers={"X-Forwarded-For": "1.2.3.4\x1b[2J, forged"})
            await http.get("/health")
        async with server.client("sk-" + "s" * 40, "203.0.113.9") as http:
            await http.get("/v1/models")
    records = [record for record in caplog.records if record.name == "flashweb.access"]
    asked, lost, refused = (json.loads(JsonFormatter().format(record)) for record in records)
    assert (asked["request_id"], asked["status"], asked["method"]) == ("trace-1", 200, "POST")
    assert asked["route"] == "/v1/chat/completions" and asked["total_ms"] >= asked["first_ms"] > 0
    assert asked["key"] == token.split("_")[1] and len(asked["tenant"]) == 8
    assert (lost["route"], lost["status"], lost["address"]) == ("/v1/files/{file_id}", 404, "unknown")
    assert (refused["status"], refused["address"]) == (401, "203.0.113.9") and "tenant" not in refused
    secrets = [token.split("_", 2)[2], "hunter2", "private question", "base64", "s" * 40, "evil", "\x1b"]
    for formatter in (JsonFormatter(), TextFormatter()):
        written = "\n".join(formatter.format(record) for record in caplog.records)
        assert not [secret for secret in secrets if secret in written]
