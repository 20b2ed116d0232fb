"""POST /v1/screens: a picture in, what it shows as a tree of elements out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from flashweb.api import examples
from flashweb.api.context import Context, context_of, visit_of
from flashweb.api.errors import error_response
from flashweb.api.multipart import form_of, uploads
from flashweb.api.schemas import ScreenRequest, is_sent
from flashweb.api.sse import guarded, until_disconnect
from flashweb.api.validation import read_json
from flashweb.core.errors import FlashWebError, InvalidRequest
from flashweb.core.request import MediaRef
from flashweb.core.screen import Element, Need
from flashweb.guardrails.screening import Screened
from flashweb.serving.screens import Parsed

router = APIRouter(tags=["screens"])
PARTS = ("text", "icons", "states", "tree")
"""What `include` can ask for."""


def screen_body(parsed: Parsed, parts: frozenset[str] = frozenset(PARTS)) -> dict[str, Any]:
    """A screen on the wire; ids count elements in reading order, boxes are pixels of the picture sent.

    parts: what is told, of PARTS; without the tree the elements are a flat list.
    """
    screen = parsed.screen
    ids = count()
    elements = screen.elements if "tree" in parts else screen.walk()
    told = [_element(element, ids, parts) for element in elements]
    return {
        "object": "screen",
        "id": parsed.sha256,
        "width": screen.width,
        "height": screen.height,
        "elements": told,
        "usage": {"num_elements": next(ids), "num_lines": parsed.num_lines},
        "timings": {"parse_ms": round(parsed.seconds * 1000, 2)},
    }


def _element(element: Element, ids: count[int], parts: frozenset[str]) -> dict[str, Any]:
    box = element.box
    body: dict[str, Any] = {
        "id": next(ids),
        "role": element.role,
        "name": element.name,
        "box": [round(side, 1) for side in (box.left, box.top, box.right, box.bottom)],
        "confidence": round(element.confidence, 3),
    }
    if "text" in parts:
        body["text"] = element.text
    if "icons" in parts:
        body["icon"] = element.icon
    if "states" in parts:
        body["state"] = sorted(element.state)
    if "tree" in parts:
        if element.cell is not None:
            cell = element.cell
            body["cell"] = {
                "row": cell.row, "column": cell.column, "row_span": cell.row_span, "column_span": cell.column_span,
            }  # fmt: skip
        body["children"] = [_element(child, ids, parts) for child in element.children]
    return body


class _ScreenResponse(Response):
    """Parses while the client listens: one that hangs up takes its work along."""

    def __init__(self, parse: Callable[[], Awaitable[Screened]], parts: frozenset[str], context: Context) -> None:
        super().__init__()
        self._parse = parse
        self._parts = parts
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await until_disconnect(receive, self._respond(scope, receive, send), self._context.settings.send_timeout)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            shown = await self._parse()
            body = screen_body(shown.parsed, self._parts)
            body |= {"guardrails": guarded(shown.guarded)} if shown.guarded else {}
            response: Response = JSONResponse(body)
        except FlashWebError as error:
            response = error_response(error, self._context.service.metrics)
        await response(scope, receive, send)


@router.post(
    "/v1/screens",
    summary="Parse a screenshot",
    responses=examples.SCREEN_RESPONSES,
    openapi_extra=examples.SCREEN_BODY,
)
async def parse_screenshot(request: Request) -> Response:
    """Read a picture's elements: role, name, box, state, icon, and what stands inside what.

    Send the file as a form's `image`, or JSON: `{"image": "data:image/png;base64,..."}` or
    `{"image": {"file_id": "file-..."}}`. The less is asked for with `include` and `roles`, the sooner it is there.
    """
    context = context_of(request)
    parts, need = _asked(request)
    picture = await _picture(request, context)
    request_id = str(request.scope["request_id"])
    caller, timeout = context.caller(request), context.ingest.timeout
    return _ScreenResponse(
        lambda: context.recorder.parse(picture, need, caller, timeout=timeout, request_id=request_id), parts, context
    )


def _asked(request: Request) -> tuple[frozenset[str], Need]:
    """What the query asks for; raises InvalidRequest for anything unknown in it."""
    unknown = sorted(set(request.query_params) - {"include", "roles"})
    if unknown:
        raise InvalidRequest(
            f"Unknown parameter {unknown[0][:40]!r}; known are include and roles.", param=unknown[0][:40]
        )
    parts = _listed(request, "include")
    roles = _listed(request, "roles")
    parts = frozenset(PARTS) if parts is None else parts
    wrong = sorted(parts - set(PARTS))
    if wrong:
        raise InvalidRequest(
            f"include cannot hold {wrong[0][:40]!r}; it can hold {', '.join(PARTS)}, with commas between.",
            param="include",
        )
    return parts, Need(roles, "text" in parts, "icons" in parts, "tree" in parts)


def _listed(request: Request, name: str) -> frozenset[str] | None:
    """The values of a parameter, separated by commas or sent one by one; None when it is not sent."""
    values = request.query_params.getlist(name)
    if not values:
        return None
    return frozenset(value.strip() for value in ",".join(values).split(",") if value.strip())


async def _picture(request: Request, context: Context) -> MediaRef:
    visit = visit_of(request)
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with form_of(request, frozenset({"image"})) as form:
            pictures = uploads(form, "image")
            if len(pictures) != 1:
                raise InvalidRequest(f"Send exactly one 'image' part (there are {len(pictures)}).", param="image")
            await visit.permit.take_pictures(1)
            return await context.ingest.form_picture(pictures[0], visit.tenant)
    body = await read_json(ScreenRequest, request)
    await visit.permit.take_pictures(is_sent(body.picture))
    return await context.ingest.picture(body.picture, visit.tenant, param="image")
