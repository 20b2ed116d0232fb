"""The OpenAPI document is valid, complete, and its examples have the shape of real answers."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from tests.api.asking import chat, data_uri, events_of, image_part, text_part, upload
from tests.media import pictures

OPERATIONS = {
    ("/v1/chat/completions", "post"), ("/v1/vqa", "post"), ("/v1/files", "post"), ("/v1/files", "get"),
    ("/v1/files/{file_id}", "get"), ("/v1/files/{file_id}", "delete"), ("/v1/files/{file_id}/content", "get"),
    ("/v1/screens", "post"), ("/v1/models", "get"), ("/v1/models/{model}", "get"), ("/health", "get"),
    ("/health/live", "get"), ("/health/ready", "get"), ("/metrics", "get"),
}  # fmt: skip


@pytest.fixture
def document(http: httpx.Client) -> dict[str, Any]:
    return dict(http.get("/openapi.json").json())


def example(document: dict[str, Any], path: str, method: str, status: str = "200") -> Any:
    content = document["paths"][path][method]["responses"][status]["content"]
    return next(iter(content.values()))["example"]


def shape(value: Any) -> Any:
    """Names and types, down to the leaves; of a list its first item."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def test_it_is_valid_and_complete(document: dict[str, Any]) -> None:
    validate(document)
    found = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert found == OPERATIONS
    for path, method in OPERATIONS:
        operation = document["paths"][path][method]
        assert operation["summary"] and operation["description"], (path, method)
        assert "HTTPValidationError" not in json.dumps(operation["responses"]), (
            "wrong input is 400, never FastAPI's 422"
        )
        for response in operation["responses"].values():
            media = response.get("content", {})
            assert all("example" in body or "format" in body["schema"] for body in media.values()), (path, method)


def test_answers_have_the_shape_of_their_examples(http: httpx.Client, document: dict[str, Any]) -> None:
    data = pictures.picture()
    body = chat([text_part("hi"), image_part(data_uri(data))])
    real = http.post("/v1/chat/completions", json=body).json()
    assert shape(real) == shape(example(document, "/v1/chat/completions", "post"))
    real = http.post("/v1/vqa", files={"image": data}, data={"question": "hi"}).json()
    assert shape(real) == shape(example(document, "/v1/vqa", "post"))
    file = upload(http, data).json()
    assert shape(file) == shape(example(document, "/v1/files", "post"))
    assert shape(http.get("/v1/files").json()) == shape(example(document, "/v1/files", "get"))
    path = f"/v1/files/{file['id']}"
    assert shape(http.get(path).json()) == shape(example(document, "/v1/files/{file_id}", "get"))
    assert shape(http.delete(path).json()) == shape(example(document, "/v1/files/{file_id}", "delete"))
    assert shape(http.get("/v1/models").json()) == shape(example(document, "/v1/models", "get"))
    assert shape(http.get("/v1/models/echo").json()) == shape(example(document, "/v1/models/{model}", "get"))
    for path in ("/health", "/health/ready", "/health/live"):
        assert shape(http.get(path).json()) == shape(example(document, path, "get"))


def test_events_have_the_shape_of_their_example(http: httpx.Client, document: dict[str, Any]) -> None:
    responses = document["paths"]["/v1/chat/completions"]["post"]["responses"]
    told = events_of(responses["200"]["content"]["text/event-stream"]["example"].splitlines())
    with http.stream("POST", "/v1/chat/completions", json=chat("hi") | {"stream": True}) as response:
        real = events_of(response.iter_lines())
    assert real[-1] == told[-1] == "[DONE]"
    assert shape(told[0]) in [shape(event) for event in real[:-1]]


def test_errors_have_the_shape_of_their_example(http: httpx.Client, document: dict[str, Any]) -> None:
    for status, body in (("400", {"model": "echo"}), ("404", chat("?", model="x"))):
        response = http.post("/v1/chat/completions", json=body)
        assert response.status_code == int(status)
        told = example(document, "/v1/chat/completions", "post", status)
        assert set(response.json()["error"]) == set(told["error"])
        assert response.json()["error"]["type"] == told["error"]["type"]


def test_the_request_example_is_accepted(http: httpx.Client, document: dict[str, Any]) -> None:
    (body,) = document["components"]["schemas"]["ChatCompletionRequest"]["examples"]
    body = body | {"model": "echo", "stream": False}
    part = next(part for part in body["messages"][0]["content"] if part["type"] == "file")
    part["file"]["file_id"] = upload(http, pictures.picture()).json()["id"]
    assert http.post("/v1/chat/completions", json=body).status_code == 200
