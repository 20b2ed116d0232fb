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
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, FlashWebClient(f"http://127.0.0.1:{port}", timeout=DEADLINE) as client:
        sender = Sender(client, "floor", Ask(question))
        samples = [await sender.send(picture) for _ in range(NUM_REQUESTS)][1:]  # the first one connects
    stats = Stats.of(sample.ttft for sample in samples)
    if stats is None:
        raise InternalError("The load generator could not talk to itself over 127.0.0.1; check the firewall.")
    return stats


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read requests to their end, answer each with one word and close the connection when the client does."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.partition(b":")[2])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            )
            await reader.readexactly(length)
            writer.write(_CANNED)
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()


_CHUNK = {"choices": [{"index": 0, "delta": {"content": "ok"}, "finish_reason": "stop"}]}
_BODY = f"data: {json.dumps(_CHUNK)}\n\ndata: [DONE]\n\n".encode()
_CANNED = (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n" % len(_BODY)) + _BODY
