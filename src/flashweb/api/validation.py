"""Bodies to models, and pydantic's findings to one plain sentence that names the field."""

from __future__ import annotations

from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from flashweb.core.errors import InvalidRequest

M = TypeVar("M", bound=BaseModel)


async def read_json(model: type[M], request: Request) -> M:
    """The body as a model; raises InvalidRequest naming the field at fault.

    Read as a stream, since Request.body() would keep every picture in memory for as long as its answer streams.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
    if not body or body.isspace():
        raise InvalidRequest("The body is empty; send JSON with Content-Type: application/json.")
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise explain(error) from None


def explain(error: ValidationError) -> InvalidRequest:
    """The most specific finding, as an error for the caller."""
    findings = error.errors(include_url=False, include_context=False, include_input=False)
    finding = max(findings, key=lambda f: (len(f["loc"]), f["type"] == "extra_forbidden"))
    field = ".".join(str(part) for part in finding["loc"] if _is_field(part))
    kind = finding["type"]
    if kind == "json_invalid":
        return InvalidRequest(f"The body is not valid JSON: {finding['msg'].removeprefix('Invalid JSON: ')}.")
    if kind == "extra_forbidden":
        return InvalidRequest(f"Unknown field {field!r}; remove it or check its spelling (see /docs).", param=field)
    if kind == "missing":
        return InvalidRequest(f"The field {field!r} is missing.", param=field)
    message = finding["msg"].removeprefix("Value error, ")
    return InvalidRequest(f"The field {field!r} is wrong: {message}." if field else message, param=field or None)


def _is_field(part: Any) -> bool:
    """Whether a step of pydantic's path is the caller's own (not the name of a union's branch)."""
    if isinstance(part, int):
        return True
    return part not in ("str", "ImageUrl", "FileRef") and not part.startswith(("list[", "dict["))
