"""Puts requests and answers on record, around the service: who asked what, what was answered, and why.

Two entries a question. "asked" is handed in before the service sees it and is written beside the generation;
"answered" at the end, whatever the end is. Where recording is required, the first event leaves only once "asked" is on
disk, and the terminal event only once "answered" is: what cannot be recorded ends in an honest failure.
"""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from flashweb.audit.chain import Note
from flashweb.audit.log import AuditLog, Unrecorded, Written
from flashweb.audit.settings import AuditSettings
from flashweb.core.errors import FlashWebError
from flashweb.core.events import Cancelled, Failed, Finished, Terminal, TextDelta, Usage
from flashweb.core.request import MediaRef, Request
from flashweb.core.screen import Need
from flashweb.guardrails.base import Told
from flashweb.guardrails.screening import Screened, verdicts_of
from flashweb.media.store import MediaStore
from flashweb.serving.outcome import Outcome
from flashweb.serving.service import Service


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks and where: id of the API key, empty without one, the route, and the guardrail policy's name."""

    key: str
    route: str
    policy: str | None = None


@dataclass(slots=True)
class _End:
    """What is known of how a request ended."""

    usage: Usage | None = None
    terminal: Terminal | None = None
    refusal: FlashWebError | None = None
    outcome: Outcome | None = None
    is_recorded: bool = False


class Recorder:
    """Asks the service in a caller's name, and records that. Only records while the log is on."""

    def __init__(self, service: Service, log: AuditLog, settings: AuditSettings) -> None:
        self._service = service
        self._media: MediaStore = service.media
        self.log = log
        self._settings = settings
        self._ends: dict[str, _End] = {}
        service.listeners.append(self._on_end)

    async def ask(self, request: Request, caller: Caller) -> AsyncIterator[Told]:
        """`Service.ask`, recorded; ends in Failed with `Unrecorded` where it must be, and cannot be."""
        if not self.log.is_on:
            async with aclosing(self._service.ask(request, caller.policy)) as events:  # type: ignore[type-var]
                async for event in events:
                    yield event
            return
        end = self._ends[request.id] = _End()
        try:
            waiting = self._put(Note(request.tenant, await self._asked(request, caller)))
            async with aclosing(self._service.ask(request, caller.policy)) as events:  # type: ignore[type-var]
                async for event in events:
                    if waiting is not None:
                        await self.log.until_written(waiting)
                        waiting = None
                    if isinstance(event, TextDelta):  # most are
                        yield event
                    elif isinstance(event, Terminal):
                        end.terminal = event  # the service ends, and tells the outcome, before the caller hears of it
                    else:
                        end.usage = event if isinstance(event, Usage) else end.usage
                        yield event
            await self._until(waiting)
            waiting = self._put(Note(request.tenant, _answered(request, caller, end)))
            end.is_recorded = True
            await self._until(waiting)
        except Unrecorded as error:
            end.terminal = Failed(error)
        except FlashWebError as error:
            end.refusal = error
            raise
        finally:
            del self._ends[request.id]
            if not end.is_recorded:
                self.log.note(Note(request.tenant, _answered(request, caller, end)))
        if end.terminal is not None:
            yield end.terminal

    async def parse(
        self, picture: MediaRef, need: Need, caller: Caller, *, timeout: float, request_id: str
    ) -> Screened:
        """`Service.parse`, recorded as one entry; the screen itself is not kept."""
        body = {"kind": "screen", "request": request_id, **_who(caller), "pictures": [picture.sha256]}
        try:
            shown = await self._service.parse(picture, need, caller.policy, timeout=timeout, request_id=request_id)
        except FlashWebError as error:
            self.log.note(Note(picture.tenant, body | {"outcome": "failed", "error": error.code}))
            raise
        parsed = shown.parsed
        done: dict[str, Any] = {"outcome": "finished", "lines": parsed.num_lines, "seconds": round(parsed.seconds, 4)}
        done["verdicts"] = [verdict.facts() for verdict in verdicts_of(shown)]
        await self._until(self._put(Note(picture.tenant, body | done)))
        return shown

    async def upload(self, picture: MediaRef, caller: Caller) -> None:
        """Record that a picture was stored; raises Unrecorded where that must be, and cannot be, recorded."""
        body: dict[str, Any] = {"kind": "upload", **_who(caller), "pictures": [picture.sha256]}
        if self._settings.pictures:
            body["data"] = await self._encoded((picture,))
        await self._until(self._put(Note(picture.tenant, body)))

    def _put(self, note: Note) -> Written | None:
        """What is to be waited for."""
        if self.log.is_on and self._settings.required:
            return self.log.hand_in(note)
        self.log.note(note)
        return None

    async def _until(self, waiting: Written | None) -> None:
        if waiting is not None:
            await self.log.until_written(waiting)

    async def _asked(self, request: Request, caller: Caller) -> dict[str, Any]:
        messages = [
            {"role": message.role, "text": message.text, "pictures": [image.sha256 for image in message.images]}
            for message in request.messages
        ]
        body = {"kind": "asked", "request": request.id, **_who(caller), "model": request.model, "messages": messages}
        if self._settings.pictures and request.images:
            body["data"] = await self._encoded(request.images)
        return body

    async def _encoded(self, images: tuple[MediaRef, ...]) -> dict[str, str]:
        """Pictures as they are kept, without the metadata of the upload, in base64 by hash."""
        kept = {image.sha256: await self._media.data(image) for image in images}
        return {sha256: base64.b64encode(data).decode() for sha256, data in kept.items()}

    def _on_end(self, outcome: Outcome) -> None:
        if outcome.request.id in self._ends:
            self._ends[outcome.request.id].outcome = outcome


def _who(caller: Caller) -> dict[str, Any]:
    return {"key": caller.key, "route": caller.route, "policy": caller.policy}


def _answered(request: Request, caller: Caller, end: _End) -> dict[str, Any]:
    """The second entry of a question."""
    outcome = end.outcome
    terminal = end.terminal or (outcome.terminal if outcome else None)
    error = end.refusal or (terminal.error if isinstance(terminal, Failed) else None)
    body: dict[str, Any] = {"kind": "answered", "request": request.id, "key": caller.key}
    body["outcome"] = "refused" if terminal is None else type(terminal).__name__.lower()
    if isinstance(terminal, Finished | Cancelled):
        body["reason"] = terminal.reason
    if error is not None:
        body["error"] = {"code": error.code, "message": error.message}
    if outcome is not None:
        body["text"] = outcome.text
        body |= {"reasoning": outcome.reasoning} if outcome.reasoning else {}
        body["verdicts"] = [verdict.facts() for verdict in outcome.verdicts]
        took = outcome.timings
        body["timings"] = {
            "queue": round(took.queue, 5), "ttft": round(took.ttft, 5), "total": round(took.total, 5),
        }  # fmt: skip
    if end.usage is not None:
        used = end.usage
        body["usage"] = {
            "prompt": used.prompt_tokens,
            "completion": used.completion_tokens,
            "cached": used.cached_tokens,
        }
    return body
