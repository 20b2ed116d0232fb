"""HTTP/1.1 to a server that is reached directly and in the clear, with httptools' parser.

A model server mostly stands on this machine or in the same rack, where httpx's own transport is the larger part of all
that we add to the first token: it writes head and body apart, and passes each piece through four layers. This one
stands under httpx as a transport, so that nothing above it differs; TLS and proxies go on through httpx's own.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from typing import cast

import httptools
import httpx

MOST_HELD = 262_144
"""Bytes of an answer that wait to be taken before the server is held up."""
MOST_HEAD = 65_536


class Wire(httpx.AsyncBaseTransport):
    """Connections to any hosts. keep: seconds that an idle one is kept; shorter than servers keep theirs."""

    def __init__(self, keep: float) -> None:
        self._keep = keep
        self._idle: dict[tuple[str, int], deque[tuple[float, _Connection]]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpx.ConnectError, ConnectTimeout, ReadError or RemoteProtocolError."""
        content = await request.aread()
        place = (request.url.host, request.url.port or 80)
        connection = self._take(place) or await _connected(place, request.extensions["timeout"].get("connect"))
        try:
            await connection.ask(_head(request) + content)
        except BaseException:
            connection.hang_up()
            raise
        return httpx.Response(
            connection.status, headers=connection.headers, stream=_Body(self, place, connection), request=request
        )

    def _take(self, place: tuple[str, int]) -> _Connection | None:
        """The connection that was used last; those that were not used for too long are closed."""
        idle = self._idle.get(place, deque())
        while idle and (idle[0][1].is_lost or time.monotonic() - idle[0][0] > self._keep):
            idle.popleft()[1].hang_up()
        while idle:
            connection = idle.pop()[1]
            if not connection.is_lost:
                return connection
        return None

    def give_back(self, place: tuple[str, int], connection: _Connection) -> None:
        """Keep it for the next request where its answer is over and the server lets us; else hang up."""
        if connection.is_free:
            self._idle.setdefault(place, deque()).append((time.monotonic(), connection))
        else:
            connection.hang_up()

    async def aclose(self) -> None:
        for idle in self._idle.values():
            for _, connection in idle:
                connection.hang_up()
        self._idle.clear()


class _Body(httpx.AsyncByteStream):
    def __init__(self, wire: Wire, place: tuple[str, int], connection: _Connection) -> None:
        self._wire = wire
        self._place = place
        self._connection: _Connection | None = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self._connection is not None and (part := await self._connection.part()):
            yield part

    async def aclose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._wire.give_back(self._place, connection)


class _Connection(asyncio.Protocol):
    """One answer at a time; the methods named on_* are the parser's. status, headers: of that answer."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._changed = asyncio.Event()
        self._error: httpx.TransportError | None = None
        self._is_asked = False
        self.is_lost = False
        self._reset()

    def _reset(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._parts: deque[bytes] = deque()
        self._num_held = 0
        self._has_head = False
        self._num_head = 0
        self._is_over = False
        self._may_stay = False
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []

    @property
    def is_free(self) -> bool:
        return self._is_over and self._may_stay and not self.is_lost

    async def ask(self, request: bytes) -> None:
        """Send a whole request; returns once the head of the answer is there."""
        if self.is_lost or self._transport is None:
            raise httpx.RemoteProtocolError("the server closed the connection")
        self._reset()
        self._is_asked = True
        self._transport.write(request)
        while not self._has_head:
            await self._wait()

    async def part(self) -> bytes:
        """The next bytes of the answer's body, b"" at its end."""
        while not self._parts and not self._is_over:
            await self._wait()
        if not self._parts:
            return b""
        part = b"".join(self._parts)
        self._parts.clear()
        if self._num_held > MOST_HELD and self._transport is not None and not self.is_lost:
            self._transport.resume_reading()
        self._num_held = 0
        return part

    async def _wait(self) -> None:
        if self._error is not None:
            raise self._error
        self._changed.clear()
        await self._changed.wait()

    def hang_up(self) -> None:
        self.is_lost = True
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by its class

    def data_received(self, data: bytes) -> None:
        if not self._is_asked:  # nobody asked: what comes belongs to no answer
            self.hang_up()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(httpx.RemoteProtocolError(f"no HTTP: {error}"))
        self._num_head += 0 if self._has_head else len(data)
        if self._num_head > MOST_HEAD:
            self._fail(httpx.RemoteProtocolError("its headers never end"))
            self.hang_up()
        self._changed.set()

    def connection_lost(self, error: Exception | None) -> None:
        self.is_lost = True
        names = {name.lower() for name, _ in self.headers}
        if self._has_head and error is None and not names & {b"content-length", b"transfer-encoding"}:
            self._is_over = True  # the end of the connection is the end of such a body
        self._fail(httpx.ReadError(f"the server closed the connection ({error or 'in the middle'})"))
        self._changed.set()

    def _fail(self, error: httpx.TransportError) -> None:
        self._error = self._error or error
        self.is_lost = True

    def on_message_begin(self) -> None:
        if self._is_over:  # more than was asked for: it must not become the answer to the next question
            self.hang_up()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._is_over:
            return
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        if self._is_over:
            return
        self.status = self._parser.get_status_code()
        self._has_head = self.status >= 200
        self._may_stay = self._parser.should_keep_alive()
        if not self._has_head:  # "go on" and the like come before the answer
            self.headers = []

    def on_body(self, body: bytes) -> None:
        if self._is_over:
            return
        self._parts.append(body)
        is_held = self._num_held > MOST_HELD
        self._num_held += len(body)
        if self._num_held > MOST_HELD and not is_held and self._transport is not None:
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        self._is_over = self._is_over or self._has_head
        self._is_asked = not self._is_over


async def _connected(place: tuple[str, int], timeout: float | None) -> _Connection:
    try:
        async with asyncio.timeout(timeout):
            _, connection = await asyncio.get_running_loop().create_connection(_Connection, *place)
    except TimeoutError as error:
        raise httpx.ConnectTimeout(f"{place[0]}:{place[1]} does not answer") from error
    except OSError as error:
        raise httpx.ConnectError(str(error)) from error
    return connection


def _head(request: httpx.Request) -> bytes:
    lines = [b"%s %s HTTP/1.1" % (request.method.encode(), request.url.raw_path)]
    lines += [b"%s: %s" % header for header in request.headers.raw]
    return b"\r\n".join([*lines, b"", b""])
