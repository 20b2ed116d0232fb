"""Bodies to send and streams to read, without any client library in between."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Any

import httpx


def data_uri(data: bytes, mime: str = "image/png") -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def image_part(address: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": address}}


def file_part(file_id: str) -> dict[str, Any]:
    return {"type": "file", "file": {"file_id": file_id}}


def text_part(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def chat(content: str | list[dict[str, Any]], *, model: str = "echo", **fields: Any) -> dict[str, Any]:
    """A body with one user message."""
    return {"model": model, "messages": [{"role": "user", "content": content}], **fields}


def upload(client: httpx.Client, data: bytes, filename: str = "a.png", **fields: str) -> httpx.Response:
    form = {"purpose": "vision", **fields}
    return client.post("/v1/files", files={"file": (filename, data)}, data=form)


def events_of(lines: Iterable[str]) -> list[dict[str, Any] | str]:
    """The payloads of a stream of server-sent events; "[DONE]" stays a string."""
    payloads = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    return [payload if payload == "[DONE]" else json.loads(payload) for payload in payloads]


def deltas_of(events: list[dict[str, Any] | str]) -> list[dict[str, Any]]:
    return [e["choices"][0]["delta"] for e in events if isinstance(e, dict) and e.get("choices")]


def text_of(events: list[dict[str, Any] | str]) -> str:
    return "".join(delta.get("content") or "" for delta in deltas_of(events))


def error_of(response: httpx.Response) -> dict[str, Any]:
    """The error object, after checking that its shape is OpenAI's."""
    body = response.json()
    assert set(body) == {"error"}
    error = body["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["message"] and error["type"] and error["code"]
    assert response.headers["x-request-id"]
    assert "Traceback" not in error["message"] and "/src/" not in error["message"]
    return dict(error)
