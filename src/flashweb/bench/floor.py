"""What the load generator itself costs: the same request to a server that answers at once and does nothing.

The canned server lives in this process, on the same loop, so the floor is an upper bound of the generator's share.
"""

from __future__ import annotations

import asyncio
import json

from flashweb.bench.load import Ask, Sender
from flashweb.bench.metrics import Stats
from flashweb.bench.workload import Picture
from flashweb.client import FlashWebClient
from flashweb.core.errors import InternalError

NUM_REQUESTS = 20
DEADLINE = 20.0


async def measure_floor(picture: Picture, question: str) -> Stats:
    """TTFT of the generator alone at one request at a time, in seconds, for this picture sent inline."""
    handlers: list[asyncio.Task[None]] = []

    def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.append(asyncio.create_task(_answer(reader, writer)))

    async with await asyncio.start_server(handle, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with FlashWebClient(f"http://127.0.0.1:{port}", timeout=DEADLINE) as client:
            sender = Sender(client, "floor", Ask(question))
            samples = [await sender.send(picture) for _ in range(NUM_REQUESTS)][1:]  # the first one connects
        await asyncio.gather(*handlers)
    stats = Stats.of(sample.ttft for sample in samples)
    if stats is None:
        raise InternalError("The load generator could not talk to itself over 127.0.0.1; check the firewall.")
    return stats


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read requests to their end and answer each with one word, until the client closes the connection."""
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
            writer.write(_CANNED)
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()
        await writer.wait_closed()


_CHUNK = {"choices": [{"index": 0, "delta": {"content": "ok"}, "finish_reason": "stop"}]}
_BODY = f"data: {json.dumps(_CHUNK)}\n\ndata: [DONE]\n\n".encode()
_CANNED = (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n" % len(_BODY)) + _BODY
