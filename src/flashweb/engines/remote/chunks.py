"""What a model server says, read: events of its stream, refusals, and what each fault means for the request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flashweb.core.errors import FlashWebError, InvalidRequest, NotReady, Overloaded, UpstreamError
from flashweb.core.events import Usage

_QUOTED = 300
_MOST_WAIT = 3600.0
_REFUSALS = frozenset({400, 413, 415, 422})
SHED = 429
KEY_REFUSED = frozenset({401, 403})
_AWAY = 503
_SERVER_FAULTS = 500


class Fault(Exception):
    """An attempt failed.

    error: what the caller is told if it was the last one; the rest is for us. status: of the HTTP answer, 0 where
    there was none.
    """

    def __init__(self, error: FlashWebError, detail: str, status: int = 0) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail
        self.status = status

    @property
    def is_refusal(self) -> bool:
        """The server took the request itself for wrong: nobody else would like it better, and nobody is at fault."""
        return self.status in _REFUSALS

    @property
    def is_failure(self) -> bool:
        """It counts against the server."""
        return not self.is_refusal and self.status != SHED


@dataclass(frozen=True, slots=True)
class Chunk:
    """One event of a stream of chat.completion.chunk."""

    text: str = ""
    reasoning: str = ""
    finish_reason: str = ""
    usage: Usage | None = None

    @property
    def has_words(self) -> bool:
        return bool(self.text or self.reasoning)


def broken(detail: str) -> Fault:
    """The server answers, but not as it should."""
    return Fault(UpstreamError("The model's server failed on this request; try again."), detail)


def read_chunk(payload: str) -> Chunk:
    """The data of one event; raises Fault for an error object and for what is no chunk."""
    try:
        body = json.loads(payload)
        if body.get("error") or body.get("object") == "error":
            raise refusal(_code_of(body), body)
        choices = body.get("choices") or [{}]
        delta = choices[0].get("delta") or {}
        reason = choices[0].get("finish_reason") or ""
        chunk = Chunk(
            text=_text(delta.get("content")),
            reasoning=_text(delta.get("reasoning_content")) or _text(delta.get("reasoning")),
            finish_reason=_text(reason),
            usage=_usage(body.get("usage")),
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise broken(f"an event is no chunk: {payload[:_QUOTED]!r}") from error
    if chunk.finish_reason in ("abort", "error"):
        raise broken(f"the answer ended with finish_reason {chunk.finish_reason!r}")
    return chunk


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"text is {type(value).__name__}")
    return value


def _usage(body: Mapping[str, Any] | None) -> Usage | None:
    if not body:
        return None
    details = body.get("prompt_tokens_details") or {}
    notes = tuple(str(note) for note in body.get("notes") or ())
    read, cached = int(body.get("prompt_tokens") or 0), int(details.get("cached_tokens") or 0)
    return Usage(read, int(body.get("completion_tokens") or 0), min(cached, read), notes)


def _code_of(body: Mapping[str, Any]) -> int:
    """The status that an error inside a stream stands for, 500 where it does not say."""
    inner = body.get("error")
    code = inner.get("code") if isinstance(inner, Mapping) else body.get("code")
    return code if isinstance(code, int) and 400 <= code < 600 else _SERVER_FAULTS


def refusal(status: int, body: object, retry_after: float | None = None) -> Fault:
    """What an answer with another status than 200 means; body is its JSON, or text."""
    words = _words(body)
    detail = f"it answered {status}: {words}"
    wait = min(retry_after or 1.0, _MOST_WAIT)
    error: FlashWebError = UpstreamError("The model's server failed on this request; try again.")
    if status == SHED:
        error = Overloaded("The model's server has no room; try again after the time in Retry-After.", retry_after=wait)
    elif status in _REFUSALS:
        error = InvalidRequest(f"The model refused this request: {words}")
    elif status == _AWAY:
        error = NotReady("The model's server is not ready; try again after the time in Retry-After.", retry_after=wait)
    elif status in KEY_REFUSED:
        error = UpstreamError("The model's server does not accept this server's key; tell whoever runs it.")
        detail += " (check remote.api_key_env)"
    return Fault(error, detail, status)


def _words(body: object) -> str:
    inner = body.get("error", body) if isinstance(body, Mapping) else body
    if isinstance(inner, Mapping):
        inner = inner.get("message") or inner.get("detail") or inner
    text = " ".join(str(inner).split())
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
