"""Log-in of the page's visitors: a key or the password opens a session, which an HttpOnly cookie carries.

The cookie is SameSite=Strict, and the gate refuses what another site's page sends to /ui/, so no request can be made
in a visitor's name. The API under /v1 never looks at the cookie.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from flashweb.access.door import Door
from flashweb.api.auth import SESSION_COOKIE
from flashweb.api.context import visit_of
from flashweb.api.errors import status_of
from flashweb.core.errors import PayloadTooLarge, RateLimited, Unauthorized

_MAX_FORM_BYTES = 4096
_PAGE_HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "script-src 'none'"}


class LoginPage(Protocol):
    """The page that asks for a key; code is the error's that the last try ended in."""

    def __call__(self, code: str | None = None) -> str: ...


def session_routes(door: Door, page: LoginPage) -> APIRouter:
    """/ui/login, /ui/logout and /ui/session."""
    router = APIRouter(prefix="/ui", include_in_schema=False)
    sessions = _Sessions(door, page)
    router.add_api_route("/login", sessions.show_login, methods=["GET"])
    router.add_api_route("/login", sessions.log_in, methods=["POST"])
    router.add_api_route("/logout", sessions.log_out, methods=["POST"])
    router.add_api_route("/session", sessions.show, methods=["GET"])
    return router


class _Sessions:
    """Keeps nothing: the door knows the sessions."""

    def __init__(self, door: Door, page: LoginPage) -> None:
        self._door = door
        self._page = page

    async def show_login(self) -> Response:
        """The form; or the page itself, while nobody needs to log in."""
        if not await self._door.is_locked():
            return RedirectResponse("../", 303)
        return HTMLResponse(self._page(), headers=_PAGE_HEADERS)

    async def log_in(self, request: Request) -> Response:
        """A session for a key or the password, as a cookie; the form with the reason otherwise."""
        origin = visit_of(request).origin
        try:
            token, seconds = await self._door.log_in(await _secret(request), origin.address)
        except (Unauthorized, RateLimited) as error:
            headers = {**_PAGE_HEADERS, "Retry-After": f"{error.retry_after or 1:.0f}"}
            return HTMLResponse(self._page(error.code), status_of(error), headers)
        response = RedirectResponse("../", 303)
        response.set_cookie(
            SESSION_COOKIE,
            token,
            max_age=int(seconds),
            path=_path(request),
            secure=origin.is_https,
            httponly=True,
            samesite="strict",
        )
        return response

    async def log_out(self, request: Request) -> Response:
        """End the session here and in the browser."""
        key = visit_of(request).key
        if key is not None:
            await self._door.log_out(key)
        response = Response(status_code=204)
        response.delete_cookie(SESSION_COOKIE, path=_path(request))
        return response

    async def show(self, request: Request) -> Response:
        """Who is logged in, by the name of the key."""
        key = visit_of(request).key
        body = {"name": key.name if key else None}
        return JSONResponse(body, headers={"Cache-Control": "no-store"})


def _path(request: Request) -> str:
    return request.scope.get("root_path") or "/"


async def _secret(request: Request) -> str:
    """The form's field `key`; raises PayloadTooLarge."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MAX_FORM_BYTES:
            raise PayloadTooLarge("A key has fewer than 100 characters; send nothing but the key.")
    fields = parse_qs(body.decode("utf-8", "replace"))
    return fields.get("key", [""])[0]
