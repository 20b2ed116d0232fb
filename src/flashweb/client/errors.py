"""What a caller of a server may see go wrong, in one type: refusals, broken streams, no server at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flashweb.core.errors import FlashWebError


class ApiError(FlashWebError):
    """An answer that is not an answer.

    status: the HTTP status; 0 when no server answered. code: the server's, or one of this client's own
    ("bad_url", "connection_refused", "connection_failed", "timeout", "stream_cut", "bad_stream", "bad_answer",
    "http_<status>").
    retry_after: seconds the server asks to wait.
    """

    def __init__(
        self, status: int, code: str, message: str, param: str | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, param=param, retry_after=retry_after)
        self.status = status
        self.code = code
        self.retryable = status in {0, 408, 429, 502, 503, 504}

    @property
    def is_shed(self) -> bool:
        """The server said honestly that it has no room: not a failure."""
        return self.status in {429, 503}


def error_from_body(status: int, body: object, retry_after: float | None = None) -> ApiError:
    """Read OpenAI's error shape, and the flat ones of other servers; body is parsed JSON."""
    inner = body.get("error", body) if isinstance(body, Mapping) else body
    if not isinstance(inner, Mapping):
        return ApiError(status, f"http_{status}", str(inner) or f"The server answered {status}.", None, retry_after)
    message = inner.get("message") or inner.get("detail") or f"The server answered {status}."
    code = inner.get("code") or inner.get("type") or f"http_{status}"
    param = inner.get("param")
    return ApiError(status, str(code), str(message), None if param is None else str(param), retry_after)


def error_from_response(status: int, headers: Mapping[str, str], content: bytes) -> ApiError:
    """The error in a whole answer; a body that is not JSON is quoted in part."""
    retry_after = _seconds(headers.get("retry-after"))
    try:
        body: Any = json.loads(content)
    except ValueError:
        quoted = content[:200].decode("utf-8", "replace").strip()
        body = f"The server answered {status}, not in JSON: {quoted!r}. Check that the URL is an API's base URL."
    return error_from_body(status, body, retry_after)


def _seconds(value: str | None) -> float | None:
    """Retry-After in seconds; its date form is left unread."""
    try:
        return float(value) if value else None
    except ValueError:
        return None
