"""Answers on the wire: one iterator of events becomes a JSON body or a stream of server-sent events.

The response starts only with the first event, so that whatever is refused before it gets its honest status.
A client that hangs up cancels the iterator at once, and one that stops reading is cut off after a while.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import aclosing
from dataclasses import asdict
from typing import Any, Protocol

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from flashweb.api.errors import error_body, error_response
from flashweb.core.errors import FlashWebError, InternalError
from flashweb.core.events import Failed, Finished, GroundedElement, Grounding, ReasoningDelta, TextDelta, Usage
from flashweb.guardrails.base import Guarded, Told
from flashweb.telemetry.metrics import Metrics

SSE_HEADERS = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",
}


class Collector(Protocol):
    """How an endpoint words its JSON answer once all events are in."""

    def __call__(self, answer: Answer) -> dict[str, Any]: ...


class Answer:
    """What the events added up to."""

    def __init__(self, request_id: str, model: str) -> None:
        self.id = request_id
        self.model = model
        self.created = int(time.time())
        self.text = ""
        self.reasoning = ""
        self.annotations: list[dict[str, Any]] = []
        self.guarded: dict[str, Any] | None = None
        self.usage = Usage(0, 0)
        self.finished: Finished | None = None

    def add(self, event: Told) -> None:
        """Take in the next event; raises the error that a Failed holds."""
        if isinstance(event, TextDelta):
            self.text += event.text
        elif isinstance(event, ReasoningDelta):
            self.reasoning += event.text
        elif isinstance(event, Grounding):
            self.annotations += [annotation(item) for item in event.elements]
        elif isinstance(event, Guarded):
            self.guarded = guarded(event)
        elif isinstance(event, Usage):
            self.usage = event
        elif isinstance(event, Finished):
            self.finished = event
        elif isinstance(event, Failed):
            raise event.error

    def usage_body(self) -> dict[str, Any]:
        """OpenAI's usage, with notes on the pictures if there are any, and our timings in milliseconds."""
        body: dict[str, Any] = {
            "prompt_tokens": self.usage.prompt_tokens,
            "completion_tokens": self.usage.completion_tokens,
            "total_tokens": self.usage.prompt_tokens + self.usage.completion_tokens,
            "prompt_tokens_details": {"cached_tokens": self.usage.cached_tokens},
        }
        if self.usage.notes:
            body["notes"] = list(self.usage.notes)
        if self.finished is not None and self.finished.timings is not None:
            timings = asdict(self.finished.timings)
            body["timings"] = {f"{name}_ms": round(seconds * 1000, 2) for name, seconds in timings.items()}
        return body


def guarded(event: Guarded) -> dict[str, Any]:
    """What guardrails did, in words and in facts; the field `guardrails` of a message or delta."""
    return {"message": event.message, "verdicts": [verdict.facts() for verdict in event.verdicts]}


def annotation(item: GroundedElement) -> dict[str, Any]:
    """An element as a message annotation; the box is left, top, right, bottom in pixels of the picture sent."""
    element = item.element
    box = element.box
    return {
        "type": "element",
        "element": {
            "image": item.image,
            "role": element.role,
            "name": element.name,
            "text": element.text,
            "box": [round(side, 1) for side in (box.left, box.top, box.right, box.bottom)],
            "state": sorted(element.state),
            "confidence": round(element.confidence, 3),
        },
    }


class AnswerResponse(Response):
    """Streams or collects one answer. send_timeout is in seconds."""

    def __init__(
        self,
        events: AsyncIterator[Told],
        answer: Answer,
        collect: Collector | None,
        metrics: Metrics,
        send_timeout: float,
    ) -> None:
        super().__init__()
        self._events = events
        self._answer = answer
        self._collect = collect
        self._metrics = metrics
        self._send_timeout = send_timeout
        self.include_usage = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await until_disconnect(receive, self._respond(scope, receive, send), self._send_timeout)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self._events) as events:  # type: ignore[type-var]
            try:
                if self._collect is not None:
                    async for event in events:
                        self._answer.add(event)
                    response: Response = JSONResponse(self._collect(self._answer))
                else:
                    first = await anext(events)
                    if isinstance(first, Failed):
                        raise first.error
                    await self._stream(first, events, send)
                    return
            except FlashWebError as error:
                response = error_response(error, self._metrics)
            except StopAsyncIteration:
                response = error_response(InternalError("The answer ended before it began."), self._metrics)
            await response(scope, receive, send)

    async def _stream(self, first: Told, rest: AsyncIterator[Told], send: Send) -> None:
        headers = [(name.encode(), value.encode()) for name, value in SSE_HEADERS.items()]
        await self._send(send, {"type": "http.response.start", "status": 200, "headers": headers})
        await self._write(send, self._chunk({"role": "assistant", "content": ""}) + self._render(first))
        async for event in rest:
            await self._write(send, self._render(event))
        await self._send(send, {"type": "http.response.body", "body": b"data: [DONE]\n\n", "more_body": False})

    def _render(self, event: Told) -> bytes:
        if isinstance(event, TextDelta):
            return self._chunk({"content": event.text})
        if isinstance(event, ReasoningDelta):
            return self._chunk({"reasoning_content": event.text})
        if isinstance(event, Grounding):
            return self._chunk({"annotations": [annotation(item) for item in event.elements]})
        if isinstance(event, Guarded):
            return self._chunk({"guardrails": guarded(event)})
        if isinstance(event, Failed):
            self._metrics.errors.labels(event.error.code).inc()
            return _event(error_body(event.error))
        if isinstance(event, Usage):
            self._answer.usage = event
        elif isinstance(event, Finished):
            self._answer.finished = event
            last = self._chunk({}, event.reason)
            return last + (self._usage_chunk() if self.include_usage else b"")
        return b""

    def _head(self) -> dict[str, Any]:
        answer = self._answer
        return {"id": answer.id, "object": "chat.completion.chunk", "created": answer.created, "model": answer.model}

    def _chunk(self, delta: dict[str, Any], finish_reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return _event(self._head() | {"choices": [choice]})

    def _usage_chunk(self) -> bytes:
        return _event(self._head() | {"choices": [], "usage": self._answer.usage_body()})

    async def _write(self, send: Send, data: bytes) -> None:
        if data:
            await self._send(send, {"type": "http.response.body", "body": data, "more_body": True})

    async def _send(self, send: Send, message: dict[str, Any]) -> None:
        async with asyncio.timeout(self._send_timeout):
            await send(message)


def _event(payload: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"


async def until_disconnect(receive: Receive, work: Coroutine[Any, Any, None], patience: float) -> None:
    """Run work, and cancel it as soon as the client hangs up; its request body must have been read.

    When work ends because the client takes nothing, the kernel gets patience seconds to drop the connection.
    """

    async def hang_up() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    working = asyncio.create_task(work)
    watching = asyncio.create_task(hang_up())
    try:
        await asyncio.wait((working, watching), return_when=asyncio.FIRST_COMPLETED)
        if working.done() and not working.cancelled() and isinstance(working.exception(), TimeoutError):
            await asyncio.wait((watching,), timeout=patience)
    finally:
        watching.cancel()
        if not working.done():
            working.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)
    if not working.cancelled():
        error = working.exception()
        if error is not None and not isinstance(error, TimeoutError):
            raise error
