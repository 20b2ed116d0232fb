"""One model server: its connections, what is known of it, how busy it is, and how its answers are read.

Deadlines are on events, not on bytes: a server that drips single bytes is as silent as one that says nothing.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx

from flashweb.core.errors import DeadlineExceeded, NotReady
from flashweb.core.sse import BrokenStream, read_events
from flashweb.engines.remote.breaker import Breaker
from flashweb.engines.remote.chunks import Chunk, Fault, broken, read_chunk, refusal
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.engines.remote.wire import Wire

OK = 200
TAIL = 2.0
"""Longest wait for the usage once an answer is complete."""
REST = 0.05
"""Longest wait for the end of a body after [DONE], so that its connection can be used again."""
MOST_ERROR_BYTES = 65_536
ERROR_TIMEOUT = 5.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
KEEP_PLAIN, KEEP_SECURE = 3.0, 30.0
"""Seconds that an idle connection is kept: it must go before the server's own limit (uvicorn: 5 s) can close one under
a request; where connecting is dear, for longer."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a server told or showed. context: tokens of a request and its answer, None where it does not say.

    counts: whether it takes stream_options.include_usage. bound: its name for the longest answer.
    """

    model: str
    context: int | None
    max_images: int
    counts: bool = True
    bound: str = "max_tokens"


class Upstream:
    """name: its URL. facts: guessed from the settings until a check succeeded. num_running: live requests there now."""

    def __init__(self, url: str, settings: RemoteSettings, key: str | None) -> None:
        parsed = httpx.URL(url.rstrip("/"))
        self.name = str(parsed if parsed.path not in ("", "/") else parsed.join("/v1"))
        self.breaker = Breaker(settings.failures, settings.rest, settings.max_rest)
        self.facts = Facts(settings.model or "", None, settings.max_images)
        self.trouble = "not asked yet"
        self.num_running = 0
        self.busy_until = 0.0
        self.is_quiet = asyncio.Event()
        self.is_quiet.set()
        self._settings = settings
        self._wire = Wire(KEEP_PLAIN) if _is_direct(parsed) else None
        self._http = _client(parsed, key, settings.connect_timeout, self._wire)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count one live request."""
        self.num_running += 1
        self.is_quiet.clear()
        try:
            yield
        finally:
            self.num_running -= 1
            if not self.num_running:
                self.is_quiet.set()

    async def models(self) -> list[dict[str, Any]]:
        """What GET /models lists; raises Fault."""
        with _faults():
            async with asyncio.timeout(self._settings.connect_timeout + ERROR_TIMEOUT):
                response = await self._http.get(f"{self.name}/models")
        if response.status_code != OK:
            raise refusal(response.status_code, _parsed(response.content))
        listed = _parsed(response.content)
        found = listed.get("data") if isinstance(listed, dict) else None
        if not isinstance(found, list) or not all(isinstance(item, dict) and "id" in item for item in found):
            raise broken(f"{self.name}/models is no list of models")
        return found

    async def answer(self, body: bytes, first_timeout: float) -> AsyncGenerator[Chunk]:
        """Chunks of one streamed answer; raises Fault. Closing the generator hangs up. first_timeout: in seconds."""
        loop = asyncio.get_running_loop()
        due = loop.time() + first_timeout
        with _faults():
            async with asyncio.timeout_at(due):
                response = await self._open(body)
        try:
            raw = response.aiter_raw()
            is_complete = False
            async with aclosing(read_events(raw)) as events:
                while (payload := await self._next(events, due, is_complete=is_complete)) is not None:
                    chunk = read_chunk(payload)
                    if chunk.finish_reason:
                        is_complete, due = True, loop.time() + TAIL
                    elif chunk.has_words:
                        due = loop.time() + self._settings.gap_timeout
                    yield chunk
                await _read_rest(raw)
        finally:
            await response.aclose()

    async def _open(self, body: bytes) -> httpx.Response:
        request = self._http.build_request("POST", f"{self.name}/chat/completions", content=body)
        if self._wire is not None:  # past the client's redirects, cookies and hooks: half a millisecond
            response = await self._wire.handle_async_request(request)
        else:
            response = await self._http.send(request, stream=True)
        kind = response.headers.get("content-type", "")
        if response.status_code == OK and kind.startswith("text/event-stream"):
            return response
        try:
            content = await _bounded(response)
        finally:
            await response.aclose()
        if response.status_code == OK:
            raise broken(f"it answered with {kind or 'no type'} instead of a stream: {content[:200]!r}")
        raise refusal(response.status_code, _parsed(content), _seconds(response.headers.get("retry-after")))

    @staticmethod
    async def _next(events: AsyncIterator[str], due: float, *, is_complete: bool) -> str | None:
        """The next event's data; None at the end, also where only the usage is missing."""
        try:
            with _faults():
                async with asyncio.timeout_at(due):
                    return await anext(events, None)
        except Fault:
            if is_complete:
                return None
            raise

    async def close(self) -> None:
        await self._http.aclose()


def _is_direct(url: httpx.URL) -> bool:
    """In the clear, and past no proxy."""
    is_near = url.host in _LOOPBACK or "http" not in getproxies() or bool(proxy_bypass(url.host))
    return url.scheme == "http" and is_near


def _client(url: httpx.URL, key: str | None, connect_timeout: float, wire: Wire | None) -> httpx.AsyncClient:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    is_secure = url.scheme == "https"
    keep = KEEP_SECURE if is_secure else KEEP_PLAIN
    return httpx.AsyncClient(
        headers=headers,
        timeout=httpx.Timeout(None, connect=connect_timeout),
        trust_env=wire is None,
        verify=is_secure,
        limits=httpx.Limits(max_connections=None, keepalive_expiry=keep),
        transport=wire,
    )


@contextmanager
def _faults() -> Iterator[None]:
    """Whatever goes wrong on the way is a Fault."""
    try:
        yield
    except (TimeoutError, httpx.TimeoutException) as error:
        late = DeadlineExceeded("The model's server was silent for too long; try again.")
        raise Fault(late, f"silent for too long ({type(error).__name__})") from error
    except BrokenStream as error:
        raise broken(error.message) from error
    except httpx.ConnectError as error:
        away = NotReady(
            "The model's server cannot be reached; try again after the time in Retry-After.", retry_after=1.0
        )
        raise Fault(away, f"cannot connect: {error}") from error
    except httpx.HTTPError as error:
        raise broken(f"the connection broke: {str(error) or type(error).__name__}") from error


async def _bounded(response: httpx.Response) -> bytes:
    """The beginning of an error's body."""
    content = bytearray()
    with suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(ERROR_TIMEOUT):
            async for part in response.aiter_bytes():
                content += part
                if len(content) > MOST_ERROR_BYTES:
                    break
    return bytes(content)


async def _read_rest(chunks: AsyncIterator[bytes]) -> None:
    with suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(REST):
            async for _ in chunks:
                pass


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return content[:MOST_ERROR_BYTES].decode("utf-8", "replace")


def _seconds(value: str | None) -> float | None:
    try:
        return max(float(value), 0.0) if value else None
    except ValueError:
        return None


def now() -> float:
    """The clock of breakers and of busy_until."""
    return time.monotonic()
