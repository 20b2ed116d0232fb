"""The examples and schemas of the OpenAPI document; tests compare them with real answers."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from flashweb.api.schemas import ScreenRequest

Responses = dict[int | str, dict[str, Any]]

ELEMENT = {
    "type": "element",
    "element": {
        "image": 0,
        "role": "text",
        "name": "忘记密码?",
        "text": "忘记密码?",
        "box": [812.0, 540.0, 884.0, 558.0],
        "state": [],
        "confidence": 0.98,
    },
}
USAGE = {
    "prompt_tokens": 1340,
    "completion_tokens": 12,
    "total_tokens": 1352,
    "prompt_tokens_details": {"cached_tokens": 1334},
    "timings": {"queue_ms": 0.05, "ttft_ms": 9.4, "total_ms": 11.2},
}
COMPLETION = {
    "id": "chatcmpl-5f0c...",
    "object": "chat.completion",
    "created": 1795000000,
    "model": "nano",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": "有。页面上写着“忘记密码?”。",
                "refusal": None,
                "annotations": [ELEMENT],
            },
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": USAGE,
}
CHUNK = (
    'data: {"id":"chatcmpl-5f0c...","object":"chat.completion.chunk","created":1795000000,"model":"nano",'
    '"choices":[{"index":0,"delta":{"content":"有。"},"logprobs":null,"finish_reason":null}]}\n\ndata: [DONE]\n\n'
)
VQA = {
    "id": "chatcmpl-5f0c...",
    "object": "vqa",
    "created": 1795000000,
    "model": "nano",
    "answer": "有。页面上写着“忘记密码?”。",
    "finish_reason": "stop",
    "annotations": [ELEMENT],
    "usage": USAGE,
}
CELL = {"row": 0, "column": 1, "row_span": 1, "column_span": 1}
SCREEN_ELEMENT: dict[str, Any] = {
    "id": 0,
    "role": "banner",
    "name": "",
    "box": [0.0, 0.0, 1280.0, 61.0],
    "confidence": 0.97,
    "text": "",
    "icon": "",
    "state": [],
    "children": [
        {
            "id": 1,
            "role": "button",
            "name": "登录",
            "box": [1176.0, 14.0, 1256.0, 46.0],
            "confidence": 0.98,
            "text": "登录",
            "icon": "user",
            "state": ["disabled"],
            "children": [],
        }
    ],
}
SCREEN = {
    "object": "screen",
    "id": "9f2c...",
    "width": 1280,
    "height": 800,
    "elements": [SCREEN_ELEMENT],
    "usage": {"num_elements": 2, "num_lines": 1},
    "timings": {"parse_ms": 212.0},
}
FILE = {
    "id": "file-3b1c...",
    "object": "file",
    "bytes": 84213,
    "created_at": 1795000000,
    "expires_at": 1795003600,
    "filename": "login.png",
    "purpose": "vision",
    "status": "processed",
}
MODEL = {
    "id": "nano",
    "object": "model",
    "created": 1795000000,
    "owned_by": "flashweb",
    "max_images": 8,
    "max_question_chars": 20000,
    "capabilities": {"vision": True, "grounding": True, "streaming": True, "structured": True},
}


def _schema(example: Any) -> dict[str, Any]:
    """The JSON schema that an example implies: every field required, with its type."""
    if isinstance(example, dict):
        properties = {name: _schema(value) for name, value in example.items()}
        return {"type": "object", "properties": properties, "required": list(example)}
    if isinstance(example, list):
        return {"type": "array", "items": _schema(example[0]) if example else {"type": "string"}}
    if example is None:
        return {"type": ["string", "object", "null"]}
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return {"type": kinds[type(example)]}


SCREEN_ELEMENT_SCHEMA = _schema({**SCREEN_ELEMENT, "children": []}) | {
    "required": ["id", "role", "name", "box", "confidence"],
    "description": "text, icon, state, and children with cell, are there when `include` asks for them",
}
SCREEN_ELEMENT_SCHEMA["properties"] |= {
    "children": {"type": "array", "items": {"$ref": "#/components/schemas/ScreenElement"}},
    "cell": _schema(CELL) | {"description": "of a table's cells and column headers"},
}


def _json(description: str, example: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": _schema(example), "example": example}}
    return {"description": description, "content": content}


def _error(description: str, kind: str, code: str, message: str) -> dict[str, Any]:
    example = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return _json(description, example)


ERRORS: Responses = {
    400: _error("Wrong request", "invalid_request_error", "invalid_request", "Unknown field 'temprature'; remove it."),
    404: _error("Not found", "not_found_error", "not_found", "There is no file 'file-1': upload it again."),
    413: _error(
        "Body too large", "invalid_request_error", "payload_too_large", "The request body has 30,000,000 bytes."
    ),
    429: _error("Busy; see Retry-After", "rate_limit_error", "overloaded", "No place became free within 30 s."),
    503: _error("Not ready; see Retry-After", "server_error", "not_ready", "The model is still loading."),
    504: _error("Took too long", "server_error", "deadline_exceeded", "The answer took longer than 60 s."),
}


GATE_ERRORS: Responses = {
    401: _error("No valid key", "authentication_error", "invalid_api_key", "The key is missing; send the header ..."),
    403: _error("Not allowed", "permission_error", "forbidden", "This key is not allowed to use 'files'."),
    429: _error("Over a limit; see Retry-After", "rate_limit_error", "rate_limit_exceeded", "This key used up its ..."),
    503: ERRORS[503],
}
"""What any route but the probes may answer before it is reached."""


def _answer(description: str, example: Any) -> Responses:
    ok = _json(description, example)
    ok["content"]["text/event-stream"] = {"schema": {"type": "string"}, "example": CHUNK}
    return {200: ok, **ERRORS}


CHAT_RESPONSES = _answer("The answer, as JSON or as server-sent events", COMPLETION)
VQA_RESPONSES = _answer("The answer, as JSON or as server-sent events", VQA)
_SCREEN = _json("The screen", SCREEN)
_SCREEN["content"]["application/json"]["schema"]["properties"]["elements"] = SCREEN_ELEMENT_SCHEMA["properties"][
    "children"
]
SCREEN_RESPONSES: Responses = {200: _SCREEN, **ERRORS}
FILE_RESPONSES: Responses = {200: _json("The file", FILE), **ERRORS}
FILE_LIST_RESPONSES: Responses = {
    200: _json(
        "Files", {"object": "list", "data": [FILE], "first_id": FILE["id"], "last_id": FILE["id"], "has_more": False}
    ),
    400: ERRORS[400],
}
DELETED_RESPONSES: Responses = {
    200: _json("Deleted", {"id": "file-3b1c...", "object": "file", "deleted": True}),
    404: ERRORS[404],
}
CONTENT_RESPONSES: Responses = {
    200: {"description": "The picture", "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
    404: ERRORS[404],
}
MODEL_RESPONSES: Responses = {200: _json("The model", MODEL), 404: ERRORS[404]}
MODEL_LIST_RESPONSES: Responses = {200: _json("Models", {"object": "list", "data": [MODEL]})}
HEALTH_RESPONSES: Responses = {
    200: _json("Ready", {"status": "ok", "model_ready": True}),
    503: _json("Not ready", {"status": "starting", "model_ready": False, "step": "warming up", "progress": 0.8}),
}
LIVE_RESPONSES: Responses = {200: _json("Alive", {"status": "ok"})}
METRICS_RESPONSES: Responses = {
    200: {"description": "Metrics", "content": {"text/plain": {"example": "flashweb_num_requests_running 3.0\n"}}}
}


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """A request body of this model, for routes that read the raw body themselves."""
    reference = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": reference}}}}


def _form(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": required}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


_BINARY = {"type": "string", "format": "binary"}
VQA_BODY = _form(
    {
        "image": {"type": "array", "items": _BINARY, "description": "one or several pictures"},
        "question": {"type": "string", "example": "What is the main content of this page?"},
        "model": {"type": "string", "example": "nano"},
        "stream": {"type": "boolean", "example": False},
    },
    ["image", "question"],
)
SCREEN_BODY = _form({"image": {**_BINARY, "description": "the picture"}}, ["image"])
SCREEN_BODY["requestBody"]["content"] |= json_body(ScreenRequest)["requestBody"]["content"]
SCREEN_BODY["parameters"] = [
    {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }
    for name, description, example in (
        (
            "include",
            "what of text, icons, states and tree is told, with commas between; all of it unless given",
            "text",
        ),
        ("roles", "elements of these roles alone, with commas between", "button,link"),
    )
]
FILE_BODY = _form(
    {
        "file": {**_BINARY, "description": "a .png, .jpg or .webp picture"},
        "purpose": {"type": "string", "enum": ["vision", "user_data"]},
        "expires_after[seconds]": {"type": "integer", "minimum": 1, "description": "keep it for less than the default"},
    },
    ["file", "purpose"],
)
