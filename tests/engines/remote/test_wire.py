"""The transport in the clear, against servers that say exact bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from flashweb.engines.remote.wire import MOST_HELD, Wire

Say = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
PLAIN = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"


class Server:
    """bodies: of the requests, in order; num_connections: since it was opened."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.bodies: list[bytes] = []
        self.num_connections = 0
        self.url = ""

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.num_connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                named = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
                self.bodies.append(await reader.readexactly(int(named.get(b"content-length", b"0"))))
                await self.say(reader, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(say: Say, keep: float = 3.0) -> AsyncIterator[tuple[httpx.AsyncClient, Server]]:
    server = Server(say)
    listening = await asyncio.start_server(server.accept, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    try:
        async with httpx.AsyncClient(transport=Wire(keep), timeout=5) as client:
            yield client, server
    finally:
        listening.close()


def saying(*pieces: bytes, is_last: bool = False) -> Say:
    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        if is_last:
            writer.close()

    return say


async def test_one_connection_serves_one_request_after_another() -> None:
    async with serving(saying(PLAIN)) as (client, server):
        for number in range(5):
            response = await client.post(server.url, content=b"x" * number)
            assert response.text == "hi"
        assert server.num_connections == 1 and server.bodies == [b"x" * number for number in range(5)]
        both = await asyncio.gather(client.get(server.url), client.get(server.url))
        assert [each.text for each in both] == ["hi", "hi"] and server.num_connections == 2


async def test_a_connection_is_not_used_again_where_it_must_not() -> None:
    async with serving(saying(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nhi")) as (
        client,
        server,
    ):
        assert [(await client.get(server.url)).text for _ in range(2)] == ["hi", "hi"]
        assert server.num_connections == 2
    async with serving(saying(PLAIN), keep=0.0) as (client, server):
        assert [(await client.get(server.url)).text for _ in range(2)] == ["hi", "hi"]
        assert server.num_connections == 2
    async with serving(saying(PLAIN + PLAIN.replace(b"hi", b"no"))) as (client, server):
        assert [(await client.get(server.url)).text for _ in range(2)] == ["hi", "hi"]
        assert server.num_connections == 2, "what comes unasked is no answer to the next question"


@pytest.mark.parametrize(
    ("pieces", "is_last"),
    [
        ((b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n", PLAIN), False),
        ((b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nh", b"\r\n1\r\ni\r\n0\r\n\r\n"), False),
        (tuple(bytes([byte]) for byte in PLAIN), False),
        ((b"HTTP/1.1 200 OK\r\n\r\n", b"h", b"i"), True),
    ],
)
async def test_answers_come_in_every_form_of_http(pieces: tuple[bytes, ...], is_last: bool) -> None:
    async with serving(saying(*pieces, is_last=is_last)) as (client, server):
        response = await client.get(server.url)
        assert response.text == "hi" and "link" not in response.headers


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-le",
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"x: " + b"z" * 1_000_000 + b"\r\n\r\n",
    ],
)
async def test_what_is_broken_off_or_no_http_is_an_error(said: bytes) -> None:
    async with serving(saying(said, is_last=True)) as (client, server):
        with pytest.raises(httpx.TransportError):
            await client.get(server.url)


async def test_nobody_there_is_told_at_once() -> None:
    async with httpx.AsyncClient(transport=Wire(3.0), timeout=5) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("http://127.0.0.1:9/")


async def test_a_server_that_says_too_much_is_held_up_until_it_is_heard() -> None:
    sent = 0

    async def floods(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536
        writer.close()

    async with serving(floods) as (client, server), client.stream("GET", server.url) as response:
        before = -1
        while sent != before:
            before = sent
            await asyncio.sleep(0.1)
        assert sent < 1000 * 65_536, "nothing was read yet, so not all can be sent"
        parts = [len(part) async for part in response.aiter_raw()]
        assert sum(parts) == 1000 * 65_536 and max(parts) <= MOST_HELD + 1_000_000


async def test_leaving_in_the_middle_hangs_up() -> None:
    gone = asyncio.Event()

    async def waits(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n")
        await reader.read()
        gone.set()

    async with serving(waits) as (client, server):
        async with client.stream("GET", server.url) as response:
            assert await anext(response.aiter_raw()) == b"hi"
        await asyncio.wait_for(gone.wait(), 10)
        asking = asyncio.create_task(client.get(server.url + "/again"))
        gone.clear()
        await asyncio.sleep(0.1)
        asking.cancel()
        await asyncio.wait_for(gone.wait(), 10)
