"""OpenAI's fields: honoured, accepted as harmless, or refused by name; unknown ones are named."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.asking import chat, error_of, text_part

OK = chat("fine")


def merged(path: str, value: Any) -> dict[str, Any]:
    """A good body with one field set at a dotted path."""
    body = chat([text_part("fine")])
    place: Any = body
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return body


@pytest.mark.parametrize(
    "path",
    [
        "temprature",
        "messages.0.contnet",
        "messages.0.content.0.txt",
        "stream_options.usage",
        "top_k",
        "guided_json",
    ],
)
def test_an_unknown_field_is_named(http: httpx.Client, path: str) -> None:
    body = merged(path, 1) if not path.startswith("stream_options") else OK | {"stream_options": {"usage": True}}
    response = http.post("/v1/chat/completions", json=body)
    error = error_of(response)
    assert response.status_code == 400 and error["type"] == "invalid_request_error"
    assert error["param"] == path and f"'{path}'" in error["message"] and "Unknown field" in error["message"]


def test_an_unknown_field_beside_a_picture_is_named(http: httpx.Client) -> None:
    part = {"type": "image_url", "image_url": {"url": "data:,", "size": 3}}
    error = error_of(http.post("/v1/chat/completions", json=chat([part])))
    assert error["param"] == "messages.0.content.0.image_url.size"
    part = {"type": "file", "file": {"id": "file-1"}}
    error = error_of(http.post("/v1/chat/completions", json=chat([part])))
    assert error["param"] == "messages.0.content.0.file.id"


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("model", None, "'model'"),
        ("messages", [], "'messages'"),
        ("messages", "hello", "'messages'"),
        ("messages.0.role", "robot", "'messages.0.role'"),
        ("messages.0.content", 7, "'messages.0.content'"),
        ("messages.0.content.0.type", "input_audio", "'messages.0.content.0.type'"),
        ("messages.0.content.0", {"type": "text"}, 'a part of type "text" needs the field "text"'),
        ("messages.0.content.0", {"type": "image_url", "text": "x"}, 'needs the field "image_url"'),
        ("messages.0.content.0.image_url", "data:,", "must not hold"),
        ("max_tokens", 0, "'max_tokens'"),
        ("max_tokens", "many", "'max_tokens'"),
        ("temperature", 9, "'temperature'"),
        ("stream", "yes please", "'stream'"),
    ],
)
def test_a_wrong_value_is_named(http: httpx.Client, path: str, value: object, named: str) -> None:
    response = http.post("/v1/chat/completions", json=merged(path, value))
    assert response.status_code == 400
    assert named in error_of(response)["message"]


@pytest.mark.parametrize("field", ["model", "messages"])
def test_a_missing_field_is_named(http: httpx.Client, field: str) -> None:
    body = {name: value for name, value in OK.items() if name != field}
    error = error_of(http.post("/v1/chat/completions", json=body))
    assert error["param"] == field and f"'{field}' is missing" in error["message"]


@pytest.mark.parametrize(
    "fields",
    [
        {"temperature": 0.2, "top_p": 0.9, "seed": 7},
        {"user": "u", "metadata": {"a": "b"}, "store": False, "service_tier": "auto", "safety_identifier": "s"},
        {"frequency_penalty": 0.5, "presence_penalty": 0.5, "parallel_tool_calls": True},
        {"reasoning_effort": "low", "verbosity": "low", "prompt_cache_key": "k", "prediction": None},
        {"n": 1, "logprobs": False, "tools": [], "tool_choice": "auto", "response_format": {"type": "text"}},
        {"stop": None, "modalities": ["text"], "logit_bias": {}, "max_tokens": None, "stream": None},
        {"stream_options": {"include_usage": True}},
    ],
)
def test_harmless_fields_change_nothing(http: httpx.Client, fields: dict[str, Any]) -> None:
    response = http.post("/v1/chat/completions", json=OK | fields)
    assert response.status_code == 200, response.text
    assert response.json()["choices"][0]["message"]["content"] == "fine"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("n", 2),
        ("tools", [{"type": "function", "function": {"name": "f"}}]),
        ("tool_choice", "required"),
        ("functions", [{"name": "f"}]),
        ("function_call", {"name": "f"}),
        ("logprobs", True),
        ("top_logprobs", 3),
        ("logit_bias", {"50256": -100}),
        ("response_format", {"type": "json_object"}),
        ("response_format", {"type": "json_schema", "json_schema": {"name": "x", "schema": {}}}),
        ("modalities", ["text", "audio"]),
        ("audio", {"voice": "alloy", "format": "wav"}),
        ("web_search_options", {}),
        ("stop", "x"),
        ("stop", ["x", "y"]),
    ],
)
def test_fields_whose_neglect_would_change_the_meaning_are_refused(http: httpx.Client, field: str, value: Any) -> None:
    response = http.post("/v1/chat/completions", json=OK | {field: value})
    error = error_of(response)
    assert (response.status_code, error["code"], error["param"]) == (400, "unsupported_field", field)
    assert error["message"].startswith(f"{field} is not supported")


def test_roles(http: httpx.Client) -> None:
    body = OK | {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}
    assert "last message must be the user's" in error_of(http.post("/v1/chat/completions", json=body))["message"]
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,"}}
    body = OK | {"messages": [{"role": "system", "content": [picture]}, {"role": "user", "content": "a"}]}
    assert "user messages only" in error_of(http.post("/v1/chat/completions", json=body))["message"]
    turns = [{"role": role, "content": "be brief"} for role in ("system", "developer")]
    body = OK | {"messages": [*turns, {"role": "user", "content": "a", "name": "Li"}]}
    assert http.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]["content"] == "a"


def test_every_answer_carries_a_request_id_and_keeps_a_given_one(http: httpx.Client) -> None:
    for path in ("/health", "/v1/models", "/v1/nothing", "/nothing", "/metrics", "/docs"):
        assert http.get(path).headers["x-request-id"].startswith("req_")
    given = {"x-request-id": "trace-1.2:3_a"}
    assert http.get("/v1/models", headers=given).headers["x-request-id"] == "trace-1.2:3_a"
    assert http.post("/v1/chat/completions", json=OK, headers=given).headers["x-request-id"] == "trace-1.2:3_a"
    for forged in ("a b", "x" * 200, "ümlaut".encode().decode("latin-1"), '"}{"level":"error"'):
        headers = [(b"x-request-id", forged.encode("latin-1"))]
        assert http.get("/v1/models", headers=headers).headers["x-request-id"].startswith("req_")


def test_unknown_paths_and_wrong_methods(http: httpx.Client) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
        response = http.request(method, "/v1/images/generations")
        error = error_of(response)
        assert (response.status_code, error["code"], error["type"]) == (404, "not_found", "not_found_error")
        assert "/v1/images/generations" in error["message"]
    for method, path, allowed in (
        ("GET", "/v1/chat/completions", "POST"),
        ("DELETE", "/v1/vqa", "POST"),
        ("POST", "/v1/models", "GET"),
        ("PUT", "/v1/files/file-1", "DELETE, GET"),
        ("POST", "/health", "GET"),
    ):
        response = http.request(method, path)
        assert response.status_code == 405, response.text
        assert error_of(response)["code"] == "method_not_allowed"
        assert sorted(response.headers["allow"].split(", ")) == allowed.split(", ")
    assert error_of(http.get("/nothing"))["code"] == "not_found"
