"""What of Gradio's application the web may see: the page and the files it loads, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SHOWN_PATHS = {"/", "/config", "/theme.css", "/favicon.ico"}
_SHOWN_PREFIXES = ("/assets/", "/static/", "/gradio_api/heartbeat/")
_FOREIGN_TAGS = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')
_INLINE_SCRIPTS = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


class PageMount(Mount):
    """Lets through only what the page itself loads.

    Gradio's other routes (uploads to disk, file and proxy reading, its queue) are not used by the page and are closed
    to the web; unknown paths and methods keep the API's own 404 and 405.
    """

    def __init__(self, page: ASGIApp) -> None:
        super().__init__("/", app=OwnPage(page))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """NONE for everything that is not the page."""
        path = _path_of(scope)
        is_page = path in _SHOWN_PATHS or path.startswith(_SHOWN_PREFIXES)
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not is_page:
            return Match.NONE, {}
        return super().matches(scope)


class OwnPage:
    """Takes out of the page's HTML the tags that advertise Gradio, with pictures on another host, in link previews."""

    def __init__(self, page: ASGIApp) -> None:
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _path_of(scope) != "/" or scope["method"] != "GET":
            await self._page(scope, receive, send)
            return
        start: dict[str, Any] = {}
        body = bytearray()

        async def send_own(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                own = _FOREIGN_TAGS.sub(b"", bytes(body))
                headers = MutableHeaders(scope=start)
                headers["content-length"] = str(len(own))
                headers["content-security-policy"] = _script_policy(own)
                await send(start)
                await send({"type": "http.response.body", "body": own})

        headers = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        await self._page({**scope, "headers": headers}, receive, send_own)


def _script_policy(page: bytes) -> str:
    """Only the scripts that the page came with may run; Gradio builds its components with eval."""
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPTS.findall(page))
    return " ".join(("script-src 'self' 'unsafe-eval'", *(f"'sha256-{each}'" for each in hashes)))


def _path_of(scope: Scope) -> str:
    path: str = scope.get("path", "")
    return path.removeprefix(scope.get("root_path", ""))
