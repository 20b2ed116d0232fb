"""A real HTTP server on this machine that misbehaves as a test says: it speaks to the socket itself, so it can do
what no web framework lets one do. Each chat request is handed to `script`; the probes' are answered well."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from flashweb.core.events import Event, Failed, ReasoningDelta, TextDelta
from flashweb.core.request import MediaRef, Message, Request
from flashweb.engines.remote.engine import RemoteEngine
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore

PROBE = "Colour?"


class Call:
    """One request to the faulty server, and what may be said to it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, raw: bytes) -> None:
        self._reader, self._writer = reader, writer
        self.raw = raw
        self.body: dict[str, Any] = json.loads(raw) if raw else {}

    @property
    def question(self) -> str:
        content = self.body["messages"][-1]["content"]
        return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)

    async def write(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} X", f"content-type: {kind}", "transfer-encoding: chunked"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.write("\r\n".join([*lines, "", ""]).encode())

    async def part(self, data: bytes) -> None:
        await self.write(b"%x\r\n%s\r\n" % (len(data), data))

    async def event(self, **fields: Any) -> None:
        await self.part(b"data: " + json.dumps(fields).encode() + b"\n\n")

    async def say(self, *texts: str, **more: Any) -> None:
        for text in texts:
            await self.event(choices=[{"index": 0, "delta": {"content": text}, "finish_reason": None}], **more)

    async def end(self, reason: str = "stop", usage: dict[str, Any] | None = None) -> None:
        await self.event(choices=[{"index": 0, "delta": {}, "finish_reason": reason}])
        await self.event(choices=[], usage=usage or {"prompt_tokens": 7, "completion_tokens": 2})
        await self.part(b"data: [DONE]\n\n")
        await self.write(b"0\r\n\r\n")

    async def json(self, status: int, body: object, **headers: str) -> None:
        await self.head(status, "application/json", **headers)
        await self.part(json.dumps(body).encode())
        await self.write(b"0\r\n\r\n")

    def drop(self) -> None:
        """Cut the connection, as a killed process does."""
        self._writer.transport.abort()

    async def until_gone(self) -> None:
        """Wait until the other side hangs up."""
        await self._reader.read()


Script = Callable[[Call], Awaitable[None]]


async def good(call: Call) -> None:
    """Says the question back in two pieces."""
    await call.head()
    half = len(call.question) // 2
    await call.say(call.question[:half], call.question[half:])
    await call.end()


class FaultyServer:
    """calls: chat requests that were no probes. is_refusing: connections are turned away."""

    def __init__(self) -> None:
        self.script: Script = good
        self.models: Script = self._list
        self.probe: Script = good
        self.calls: list[Call] = []
        self.probes: list[Call] = []
        self.num_hung_up = 0
        self.url = ""
        self.port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @staticmethod
    async def _list(call: Call) -> None:
        await call.json(200, {"object": "list", "data": [{"id": "tiny"}]})

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=1 << 24)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def die(self) -> None:
        """Like a killed process: nobody listens, and every connection is cut."""
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._serve(head, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _serve(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = head.decode().lower().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
        call = Call(reader, writer, await reader.readexactly(length))
        if lines[0].startswith("get "):
            await self.models(call)
        elif call.question == PROBE:
            self.probes.append(call)
            await self.probe(call)
        else:
            self.calls.append(call)
            await self.script(call)


@asynccontextmanager
async def faulty() -> AsyncIterator[FaultyServer]:
    server = FaultyServer()
    await server.open()
    try:
        yield server
    finally:
        await server.die()


@asynccontextmanager
async def remote(*servers: FaultyServer, **settings: object) -> AsyncIterator[tuple[RemoteEngine, MediaStore]]:
    """A started engine in front of these servers, impatient unless settings say otherwise."""
    impatient = {"first_token_timeout": 0.3, "gap_timeout": 0.3, "rest": 0.05, "max_rest": 0.2, "retries": 0}
    named = RemoteSettings(**(impatient | {"urls": [server.url for server in servers]} | settings))
    media = MediaStore(MediaSettings())
    engine = RemoteEngine(media, named)
    try:
        await asyncio.wait_for(engine.start(lambda *_: None), 10)
        yield engine, media
    finally:
        await engine.close()
        await media.close()


def question(text: str = "What is this?", *images: MediaRef, **fields: Any) -> Request:
    return Request("chatcmpl-test", "me", "tiny", (Message("user", text, images),), **fields)


async def ask(engine: RemoteEngine, request: Request) -> list[Event]:
    """All events; a raised error as the Failed that the service makes of it."""
    from flashweb.core.errors import FlashWebError

    events: list[Event] = []
    try:
        async with asyncio.timeout(10):
            async for event in engine.generate(request):
                events.append(event)  # noqa: PERF401 - what came before an error counts
    except FlashWebError as error:
        events.append(Failed(error))
    return events


def said(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def thought(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, ReasoningDelta))


async def until(is_so: Callable[[], object]) -> None:
    """Wait for what happens elsewhere; fails after a while."""
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.005)
