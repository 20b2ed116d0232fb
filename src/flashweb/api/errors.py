"""The only table from errors to HTTP statuses, and OpenAI's shape for all of them."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from flashweb.core import errors
from flashweb.core.errors import Forbidden, Unauthorized
from flashweb.telemetry.metrics import Metrics

STATUSES: dict[type[errors.FlashWebError], int] = {
    errors.InvalidRequest: 400,
    Unauthorized: 401,
    Forbidden: 403,
    errors.NotFound: 404,
    errors.PayloadTooLarge: 413,
    errors.Overloaded: 429,
    errors.StorageFull: 429,
    errors.NotReady: 503,
    errors.DeadlineExceeded: 504,
    errors.UpstreamError: 502,
    errors.FlashWebError: 500,
}
_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}


def status_of(error: errors.FlashWebError) -> int:
    """The status of the nearest class that the table names."""
    return next(STATUSES[base] for base in type(error).__mro__ if base in STATUSES)


def error_body(error: errors.FlashWebError) -> dict[str, Any]:
    """OpenAI's error object."""
    status = status_of(error)
    kind = _TYPES.get(status, "invalid_request_error" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "server_error")
    return {"error": {"message": error.message, "type": kind, "param": error.param, "code": error.code}}


def error_response(error: errors.FlashWebError, metrics: Metrics | None = None) -> JSONResponse:
    """The error as a response, with Retry-After where trying again may help."""
    if metrics is not None:
        metrics.errors.labels(error.code).inc()
    headers = {"WWW-Authenticate": "Bearer"} if isinstance(error, Unauthorized) else {}
    if error.retryable:
        headers["Retry-After"] = str(math.ceil(error.retry_after or 1.0))
    return JSONResponse(error_body(error), status_code=status_of(error), headers=headers)


def _http_error(error: HTTPException, path: str) -> JSONResponse:
    messages = {
        404: f"There is nothing at {path[:200]}; the API lives under /v1, its description at /docs.",
        405: "This address does not take that HTTP method; see /docs for what it takes.",
    }
    message = messages.get(error.status_code, str(error.detail))
    kind = _TYPES.get(error.status_code, "invalid_request_error")
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return JSONResponse(body, status_code=error.status_code, headers=error.headers)


def install_error_handlers(app: FastAPI, metrics: Metrics) -> None:
    """Answer every error that a caller can cause in OpenAI's shape; our own faults are the edge's to tell."""

    async def on_flashweb_error(_: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, errors.FlashWebError):
            raise TypeError("registered for FlashWebError only") from error
        return error_response(error, metrics)

    async def on_http_error(request: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, HTTPException):
            raise TypeError("registered for HTTPException only") from error
        return _http_error(error, request.url.path)

    async def on_bad_parameter(_: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, RequestValidationError):
            raise TypeError("registered for RequestValidationError only") from error
        finding = error.errors()[0]
        name = str(finding["loc"][-1])
        return error_response(errors.InvalidRequest(f"{name} is wrong: {finding['msg']}.", param=name), metrics)

    app.add_exception_handler(errors.FlashWebError, on_flashweb_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_bad_parameter)
