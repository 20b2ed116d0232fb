"""A lean client of one stream on one socket, so that many of them cost the test little."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from tests.api.asking import chat, events_of, text_of
from tests.api.running import RunningServer


@dataclass(slots=True)
class Stream:
    """One POST of a streamed chat; lines come with the time at which they came."""

    server: RunningServer
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    sent: float = 0.0
    times: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        data = json.dumps(self.body | {"stream": self.body.get("stream", True)}).encode()
        names = {"Host": "x", "Content-Type": "application/json", "Content-Length": len(data), "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in (names | self.headers).items())
        self.sent = time.perf_counter()
        self.writer.write(f"POST /v1/chat/completions HTTP/1.1\r\n{head}\r\n".encode() + data)
        await self.writer.drain()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.writer is not None
        self.writer.close()
        with suppress(ConnectionError):
            await self.writer.wait_closed()

    async def read(self, num_events: int | None = None) -> Self:
        """Read this many events, or all that come."""
        assert self.reader is not None
        if not self.status:
            self.status = int((await self.reader.readline()).split()[1])
        while num_events is None or len(self.lines) < num_events:
            line = await self.reader.readline()
            if not line:
                break
            if line.startswith((b"data: ", b"{")):
                self.times.append(time.perf_counter())
                self.lines.append(line.decode().strip())
        return self

    @property
    def text(self) -> str:
        return text_of(events_of(self.lines))

    @property
    def is_complete(self) -> bool:
        return bool(self.lines) and self.lines[-1] == "data: [DONE]"

    @property
    def error(self) -> dict[str, Any]:
        """The error that came, as a body or inside the stream."""
        for line in self.lines:
            payload = line.removeprefix("data: ")
            if payload.startswith('{"error"'):
                return dict(json.loads(payload)["error"])
        return {}


def question(num_words: int) -> dict[str, Any]:
    """A question that echo answers with so many events."""
    return chat("w " * (num_words - 1) + "w")


async def ask_all(streams: list[Stream]) -> list[Stream]:
    """Read all streams to their ends, side by side."""

    async def one(stream: Stream) -> Stream:
        async with stream:
            return await stream.read()

    return list(await asyncio.gather(*(one(stream) for stream in streams)))
