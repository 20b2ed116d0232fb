"""What a browser sees at / in the seconds before the page is there: it loads itself again until it is."""

from __future__ import annotations

import html
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

_NAME = "flashweb-starting"
_FILE = Path(__file__).parent / "page" / "starting.html"


def hold_place(app: FastAPI, title: str) -> None:
    """Answer / with a page that says that the server is starting; costs nothing to import."""
    text = _FILE.read_text(encoding="utf-8").replace("TITLE", html.escape(title))

    async def starting(_: Request) -> Response:
        return HTMLResponse(text, status_code=503, headers={"Retry-After": "1", "Cache-Control": "no-store"})

    app.router.routes.append(Route("/", starting, name=_NAME, include_in_schema=False))


def leave_place(app: FastAPI) -> None:
    """The page is there."""
    app.router.routes[:] = [route for route in app.router.routes if getattr(route, "name", None) != _NAME]
