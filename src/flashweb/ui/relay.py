"""The page's own routes: they turn what the browser sends into calls of `flashweb.client`, and keep nothing.

Why not Gradio's events: its queue polls a thousand times a second on the server's event loop, keeps the pictures
as files on disk, and ties a visitor to one replica. These routes are stateless, and a hung-up browser closes the
HTTP stream to the API at once, which stops the work there.
Each visitor brings a random token of their own; the API derives the tenant from it, so nobody sees another's picture.
"""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from flashweb.client import ApiError, ChatDelta, FlashWebClient, image_message
from flashweb.ui.settings import UiSettings
from flashweb.ui.visitor import Caller, Visitor

EXAMPLES = Path(__file__).parent / "examples"

_STATUS_TIMEOUT = 5.0
_UPLOAD_TIMEOUT = 60.0
_PARSE_TIMEOUT = 60.0


class Turn(BaseModel):
    """One thing said; files are the ids of the pictures that a question brings along."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    text: str
    files: list[str] = Field(default=[], max_length=64)


class Question(BaseModel):
    """A whole conversation; the last turn is the one to answer, by the model that /ui/status named."""

    model_config = ConfigDict(extra="forbid")

    model: str = Field(min_length=1)
    turns: list[Turn] = Field(min_length=1, max_length=200)


class Picture(BaseModel):
    """An uploaded picture by the id that /ui/files gave."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(min_length=1, max_length=200)


def build_relay(settings: UiSettings, api_url: str) -> APIRouter:
    """The routes under /ui/."""
    router = APIRouter(prefix="/ui", include_in_schema=False)
    relay = _Relay(settings, api_url)
    router.add_api_route("/status", relay.status, methods=["GET"])
    router.add_api_route("/files", relay.upload, methods=["POST"])
    router.add_api_route("/files/{file_id}", relay.delete, methods=["DELETE"])
    router.add_api_route("/screens", relay.screen, methods=["POST"])
    router.add_api_route("/ask", relay.ask, methods=["POST"])
    router.add_api_route("/examples/{name}", _example, methods=["GET"])
    return router


def list_examples() -> list[str]:
    """Names of the pictures that a visitor without a screenshot may try."""
    return sorted(path.name for path in EXAMPLES.glob("*.png"))


class _Relay:
    """Holds no state but the address; every call opens its own client in the visitor's name."""

    def __init__(self, settings: UiSettings, api_url: str) -> None:
        self._settings = settings
        self._api_url = api_url

    async def status(self, visitor: Visitor) -> Response:
        """Whether the model is ready, and what it can take."""
        try:
            async with self._client(visitor, _STATUS_TIMEOUT) as client:
                health = await client.health()
                models = await client.models() if health.get("model_ready") else []
        except ApiError as error:
            return _refusal(error)
        wanted = self._settings.model
        model = next((model for model in models if wanted in (None, model.get("id"))), {"id": wanted})
        return JSONResponse({**health, "model": model["id"], "max_images": model.get("max_images")})

    async def upload(self, request: Request, visitor: Visitor, name: str = "screenshot.png") -> Response:
        """A picture as the raw body, bounded like every body; the API starts reading it before there is a question."""
        data = await request.body()
        try:
            async with self._client(visitor, _UPLOAD_TIMEOUT) as client:
                return JSONResponse({"id": await client.upload(data, name)})
        except ApiError as error:
            return _refusal(error)

    async def delete(self, visitor: Visitor, file_id: str) -> Response:
        """The visitor took the picture away."""
        try:
            async with self._client(visitor, _STATUS_TIMEOUT) as client:
                await client.delete_file(urllib.parse.quote(file_id, safe=""))
        except ApiError as error:
            return _refusal(error)
        return Response(status_code=204)

    async def screen(self, visitor: Visitor, picture: Picture) -> Response:
        """The elements of an uploaded picture, as the API tells them."""
        try:
            async with self._client(visitor, _PARSE_TIMEOUT) as client:
                return JSONResponse(await client.screen(picture.file))
        except ApiError as error:
            return _refusal(error)

    async def ask(self, visitor: Visitor, question: Question) -> StreamingResponse:
        """One JSON object a line: text, elements, usage; or one error, as the last line."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        lines = self._answer(visitor, question)
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)

    async def _answer(self, visitor: Caller, question: Question) -> AsyncIterator[str]:
        messages = [_message(turn) for turn in question.turns]
        try:
            async with (
                self._client(visitor, self._settings.answer_timeout) as client,
                aclosing(client.chat(messages, model=question.model)) as deltas,
            ):
                async for delta in deltas:
                    yield _line(_shown(delta))
        except ApiError as error:
            yield _line({"error": _described(error)})

    def _client(self, visitor: Caller, timeout: float) -> FlashWebClient:
        """A session opens the server that serves the page, and is told to no other."""
        own_key = self._settings.api_key
        key = own_key.get_secret_value() if own_key else visitor.token
        if self._settings.api_url is None and visitor.session:
            key = visitor.session
        return FlashWebClient(self._api_url, api_key=key, timeout=timeout, headers=visitor.headers)


def _message(turn: Turn) -> dict[str, Any]:
    if turn.role == "assistant":
        return {"role": "assistant", "content": turn.text}
    return image_message(turn.text, turn.files)


def _shown(delta: ChatDelta) -> dict[str, Any]:
    """The parts of a delta that say something."""
    return {key: value for key, value in asdict(delta).items() if value}


def _described(error: ApiError) -> dict[str, Any]:
    return {
        "status": error.status,
        "code": error.code,
        "message": error.message,
        "param": error.param,
        "retry_after": error.retry_after,
    }


def _refusal(error: ApiError) -> JSONResponse:
    """The API's own refusal, passed on; a server that cannot be reached is a bad gateway."""
    status = error.status if error.status >= 400 else 502
    headers = {} if error.retry_after is None else {"Retry-After": f"{error.retry_after:g}"}
    return JSONResponse({"error": _described(error)}, status_code=status, headers=headers)


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


async def _example(name: str) -> Response:
    if name not in list_examples():
        return _refusal(ApiError(404, "not_found", f"There is no example picture {name!r}."))
    return FileResponse(EXAMPLES / name, headers={"Cache-Control": "max-age=3600"})
