"""What every HTTP request passes: a request id, the gate, a bound on its body, headers, a count and a line of log.

Plain ASGI rather than starlette's BaseHTTPMiddleware, which would put a queue between every event and its client.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flashweb.api.address import Origin
from flashweb.api.auth import Gate, Visit
from flashweb.api.errors import error_response
from flashweb.api.headers import secure, tell_limits
from flashweb.api.settings import ApiSettings
from flashweb.core.errors import (
    DeadlineExceeded,
    FlashWebError,
    InternalError,
    LoginRequired,
    Overloaded,
    PayloadTooLarge,
)
from flashweb.telemetry.metrics import Metrics

logger = logging.getLogger(__name__)
access_log = logging.getLogger("flashweb.access")

_REQUEST_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)


class Edge:
    """Adds scope["request_id"] and, for those whom the gate admits, scope["visit"].

    scope["address"] and scope["session_token"] say the same to the page, which knows nothing of the API's types.
    """

    def __init__(self, app: ASGIApp, settings: ApiSettings, metrics: Metrics, gate: Gate) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._gate = gate
        self._num_buffered = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        scope["request_id"] = given if _REQUEST_ID.fullmatch(given) else f"req_{secrets.token_hex(12)}"
        passage = _Passage(self, scope, send, _BoundedBody(self, receive), self._gate.origin(scope, headers))
        try:
            await self._pass(scope, headers, passage)
        except LoginRequired as error:
            is_page = scope["method"] in ("GET", "HEAD") and scope["path"] == f"{scope.get('root_path', '')}/"
            response = RedirectResponse("ui/login", 303) if is_page else error_response(error, self._metrics)
            await response(scope, receive, passage.send)
        except FlashWebError as error:
            await error_response(error, self._metrics)(scope, receive, passage.send)
        except ClientDisconnect:
            logger.info("the client left during its upload", extra={"request_id": scope["request_id"]})
        except Exception:  # a request's boundary: a fault of ours ends one request, its details go to the log only
            logger.exception("unhandled error", extra={"request_id": scope["request_id"]})
            if passage.status:
                raise
            fault = InternalError("An error of ours; it is logged under the x-request-id.")
            await error_response(fault, self._metrics)(scope, receive, passage.send)
        finally:
            passage.end()

    async def _pass(self, scope: Scope, headers: Headers, passage: _Passage) -> None:
        passage.visit = scope["visit"] = visit = await self._gate.admit(scope, headers, passage.origin)
        scope["address"], scope["session_token"] = passage.origin.address, visit.session_token
        await visit.permit.enter()
        passage.body.check_announced(headers.get("content-length"))
        await self._app(scope, passage.body.receive, passage.send)

    @property
    def settings(self) -> ApiSettings:
        return self._settings

    def begin(self, passage: _Passage, message: Message) -> None:
        """Complete and count a response that starts."""
        headers = MutableHeaders(scope=message)
        headers["x-request-id"] = passage.request_id
        secure(headers, self._settings.frame_origins, is_https=passage.origin.is_https)
        if passage.visit is not None:
            tell_limits(headers, passage.visit.permit.standings)
        self._metrics.http.labels(passage.route, message["status"]).inc()

    def buffer(self, num_bytes: int) -> None:
        """Count bytes of bodies held; raises Overloaded when all bodies together exceed the limit."""
        if num_bytes > 0 and self._num_buffered + num_bytes > self._settings.max_buffered_bytes:
            raise Overloaded("Too many uploads at once; try again in a moment.", retry_after=1.0)
        self._num_buffered += num_bytes
        self._metrics.buffered.set(self._num_buffered)


class _Passage:
    """One request on its way through: who it is, what was answered, and when (monotonic seconds)."""

    def __init__(self, edge: Edge, scope: Scope, send: Send, body: _BoundedBody, origin: Origin) -> None:
        self._edge = edge
        self.origin = origin
        self.request_id: str = scope["request_id"]
        self._scope = scope
        self._send = send
        self.body = body
        self.visit: Visit | None = None
        self.status = 0
        self._came = time.monotonic()
        self._started = 0.0

    @property
    def route(self) -> str:
        """The route's own path, without what stands in its place in this request."""
        return getattr(self._scope.get("route"), "path", "other")

    async def send(self, message: Message) -> None:
        """Pass a message of the response on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._started = time.monotonic()
            self.body.release()
            self._edge.begin(self, message)
        await self._send(message)

    def end(self) -> None:
        """Give back what the request held, and write its line of log."""
        self.body.release()
        visit = self.visit
        if visit is not None:
            visit.permit.release()
        level = logging.DEBUG if self.route.startswith("/health") else logging.INFO
        if not access_log.isEnabledFor(level):
            return
        now = time.monotonic()
        extra = {
            "request_id": self.request_id,
            "tenant": visit.tenant[:8] if visit else None,
            "key": visit.key.id if visit and visit.key else None,
            "address": self.origin.address,
            "method": self._scope["method"],
            "route": self.route,
            "status": self.status or None,
            "first_ms": round(1000 * (self._started - self._came), 2) if self._started else None,
            "total_ms": round(1000 * (now - self._came), 2),
        }
        access_log.log(level, "request", extra=extra)


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
