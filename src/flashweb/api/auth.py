"""Who a request is from, and whether it may go where it wants to. What is not named here needs a key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from flashweb.access.door import Door
from flashweb.access.keys import Key, tenant_id
from flashweb.access.limits import Permit
from flashweb.api.address import Origin, Proxies, is_this_machine
from flashweb.api.settings import ApiSettings
from flashweb.core.errors import Forbidden, LoginRequired, NotFound, Unauthorized

ANONYMOUS = "anonymous"
SESSION_COOKIE = "flashweb_session"
LOGIN_PATH = "/ui/login"
_OPEN_PATHS = {"/health", "/health/live", "/health/ready", "/favicon.ico", LOGIN_PATH}
_DOCS = ("/docs", "/openapi.json", "/static-offline-docs")
_SCOPES = {
    "/v1/chat/": "chat",
    "/v1/vqa": "vqa",
    "/v1/files": "files",
    "/v1/screens": "screens",
    "/v1/models": "models",
    "/v1/admin": "admin",
    "/metrics": "metrics",
}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
Need = Literal["open", "key", "closed"]


@dataclass(frozen=True, slots=True)
class Visit:
    """An admitted request. tenant: whose pictures it may see; key None while the door is not locked."""

    tenant: str
    origin: Origin
    permit: Permit
    key: Key | None = None
    session_token: str | None = None

    @property
    def policy(self) -> str | None:
        """The guardrail policy of the key; None takes the server's own."""
        return self.key.policy if self.key else None


def bearer_of(headers: Headers) -> str | None:
    """The token in the Authorization header."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def tenant_of(token: str | None) -> str:
    """Whom a request belongs to while no key is needed: any token's hash, so that no token is ever kept."""
    return hashlib.sha256(token.encode()).hexdigest()[:32] if token else ANONYMOUS


class Gate:
    """Lets requests in; raises Unauthorized, Forbidden, RateLimited, NotFound (closed) or NotReady."""

    def __init__(self, door: Door, settings: ApiSettings) -> None:
        self.door = door
        self._settings = settings
        self.origin = Proxies(settings.trusted_proxies, settings.host).origin

    async def admit(self, scope: Scope, headers: Headers, origin: Origin) -> Visit:
        """The visit that a request is; its permit is to be entered, and released."""
        path: str = scope["path"].removeprefix(scope.get("root_path", ""))
        need = self._need(path)
        if need == "closed":
            raise NotFound(f"There is nothing at {path[:100]}.")
        if path.startswith("/ui/") and scope["method"] not in _SAFE_METHODS:
            _refuse_other_sites(headers)
        limiter = self.door.limiter
        if need == "open":
            return Visit(ANONYMOUS, origin, Permit.unlimited())
        if not await self.door.is_locked():
            self._refuse_other_machines(origin.address)
            permit = limiter.for_address(origin.address) if path.startswith("/v1/") else Permit.unlimited()
            return Visit(tenant_of(bearer_of(headers)), origin, permit)
        is_api = path.startswith("/v1/")
        cookie = None if is_api else cookie_parser(headers.get("cookie", "")).get(SESSION_COOKIE)
        token = cookie or (None if path.startswith("/ui/") else bearer_of(headers))
        try:
            key = await self._key(token, is_api=is_api)
            _check_scope(key, path)
        except (Unauthorized, Forbidden):
            failed = limiter.for_address(origin.address)
            await failed.enter()
            failed.release()
            raise
        permit = limiter.for_key(key) if is_api else Permit.unlimited()
        return Visit(tenant_id(key.tenant), origin, permit, key, cookie)

    def _need(self, path: str) -> Need:
        if path in _OPEN_PATHS:
            return "open"
        if path == "/metrics":
            return self._settings.metrics
        return self._settings.docs if path.startswith(_DOCS) else "key"

    def _refuse_other_machines(self, address: str) -> None:
        if not self.door.is_public and not is_this_machine(address):
            raise Forbidden(
                "This server has no keys yet, so it answers only the machine that it runs on. Its operator can make a "
                "key (flashweb keys create NAME), or open it to everyone (flashweb serve --public)."
            )

    async def _key(self, token: str | None, *, is_api: bool) -> Key:
        key = await self.door.ring.find(token) if token else None
        if key is not None and key.state == "active":
            return key
        if not is_api:
            raise LoginRequired("Log in first: open the page and enter your key.")
        if token is None:
            raise Unauthorized("The key is missing; send the header Authorization: Bearer fw_... with your API key.")
        if key is None:
            raise Unauthorized("This API key is not valid here; check for missing characters, or ask for a new one.")
        ended = "expired" if key.state == "expired" else "was revoked"
        raise Unauthorized(f"This API key {ended}; ask the server's operator for a new one.")


def _check_scope(key: Key, path: str) -> None:
    needed = next((scope for prefix, scope in _SCOPES.items() if path.startswith(prefix)), None)
    if needed is not None and needed not in key.scopes:
        allowed = ", ".join(sorted(key.scopes)) or "nothing"
        raise Forbidden(
            f"This key is not allowed to use {needed!r} (it may use {allowed}); ask the server's operator for a key "
            f"with the scope {needed!r}."
        )


def _refuse_other_sites(headers: Headers) -> None:
    """Another site's page must not act in a visitor's name: the browser says whose page sends."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None:
        is_own = site in ("same-origin", "none")
    else:
        is_own = origin is None or urlsplit(origin).netloc == headers.get("host")
    if not is_own:
        raise Forbidden("This request came from another site's page; open the page of this server itself.")
