"""What every HTTP request passes: a request id, a tenant, a bound on its body, a count of its response.

Plain ASGI rather than starlette's BaseHTTPMiddleware, which would put a queue between every event and its client.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flashweb.api.errors import error_response
from flashweb.api.settings import ApiSettings
from flashweb.core.errors import DeadlineExceeded, FlashWebError, InternalError, Overloaded, PayloadTooLarge
from flashweb.telemetry.metrics import Metrics

logger = logging.getLogger(__name__)

_REQUEST_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)
ANONYMOUS = "anonymous"


def tenant_of(authorization: str | None) -> str:
    """Whom a request belongs to: the bearer token's hash, so that no token is ever kept.

    While keys are not configured any token is accepted; each is a tenant of its own.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return ANONYMOUS
    return hashlib.sha256(token.strip().encode()).hexdigest()[:32]


class Edge:
    """The outermost middleware; adds scope["request_id"] and scope["tenant"]."""

    def __init__(self, app: ASGIApp, settings: ApiSettings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._num_buffered = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else f"req_{secrets.token_hex(12)}"
        scope["request_id"] = request_id
        scope["tenant"] = tenant_of(headers.get("authorization"))
        body = _BoundedBody(self, receive)
        is_started = False

        async def send_counted(message: Message) -> None:
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
                body.release()
                MutableHeaders(scope=message)["x-request-id"] = request_id
                route = getattr(scope.get("route"), "path", "other")
                self._metrics.http.labels(route, message["status"]).inc()
            await send(message)

        try:
            body.check_announced(headers.get("content-length"))
            await self._app(scope, body.receive, send_counted)
        except FlashWebError as error:
            await error_response(error, self._metrics)(scope, receive, send_counted)
        except ClientDisconnect:
            logger.info("the client left during its upload", extra={"request_id": request_id})
        except Exception:  # a request's boundary: a fault of ours ends one request, its details go to the log only
            logger.exception("unhandled error", extra={"request_id": request_id})
            if is_started:
                raise
            fault = InternalError("An error of ours; it is logged under the x-request-id.")
            await error_response(fault, self._metrics)(scope, receive, send_counted)
        finally:
            body.release()

    @property
    def settings(self) -> ApiSettings:
        return self._settings

    def buffer(self, num_bytes: int) -> None:
        """Count bytes of bodies held; raises Overloaded when all bodies together exceed the limit."""
        if num_bytes > 0 and self._num_buffered + num_bytes > self._settings.max_buffered_bytes:
            raise Overloaded("Too many uploads at once; try again in a moment.", retry_after=1.0)
        self._num_buffered += num_bytes


class _BoundedBody:
    """One request's body: counted as it arrives, with a deadline for each part."""

    def __init__(self, edge: Edge, receive: Receive) -> None:
        self._edge = edge
        self._receive: Callable[[], Awaitable[Message]] = receive
        self._num_bytes = 0
        self._is_complete = False
        self._num_held = 0

    def check_announced(self, content_length: str | None) -> None:
        if content_length is not None and content_length.isdigit():
            self._check(int(content_length))

    def _check(self, num_bytes: int) -> None:
        limit = self._edge.settings.max_body_bytes
        if num_bytes > limit:
            raise PayloadTooLarge(
                f"The request body has {num_bytes:,} bytes or more; at most {limit:,} are allowed. Send fewer "
                "or smaller pictures, or upload each once with POST /v1/files and refer to it by its id."
            )

    async def receive(self) -> Message:
        if self._is_complete:
            return await self._receive()
        timeout = self._edge.settings.body_timeout
        try:
            async with asyncio.timeout(timeout):
                message = await self._receive()
        except TimeoutError:
            raise DeadlineExceeded(f"No part of the request body came for {timeout:g} s; send it again.") from None
        if message["type"] == "http.request":
            size = len(message.get("body", b""))
            self._num_bytes += size
            self._check(self._num_bytes)
            self._edge.buffer(size)
            self._num_held += size
            self._is_complete = not message.get("more_body", False)
        return message

    def release(self) -> None:
        """Stop counting this body as held."""
        self._edge.buffer(-self._num_held)
        self._num_held = 0
