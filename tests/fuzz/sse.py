"""Coverage-guided fuzzing of the reader of server-sent events: the same events, however the bytes are cut.

`python -m tests.fuzz.sse CORPUS -max_total_time=60`. What an event holds goes through the client's parser as well.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any

import atheris

with atheris.instrument_imports(include=["flashweb"]):
    from flashweb.client.client import _parse_payload
    from flashweb.client.errors import ApiError
    from flashweb.client.messages import ChatDelta
    from flashweb.core.sse import BrokenStream, read_events


async def chunked(body: bytes, sizes: bytes) -> AsyncIterator[bytes]:
    """The body cut at these distances, over and over."""
    place = number = 0
    while place < len(body):
        size = (sizes[number % len(sizes)] if sizes else 0) or len(body)
        yield body[place : place + size]
        place, number = place + size, number + 1


async def outcome(body: bytes, sizes: bytes) -> list[str]:
    """Events, and how the stream ended."""
    found: list[str] = []
    events = read_events(chunked(body, sizes))
    try:
        while True:
            found.append(await anext(events))
    except BrokenStream as error:
        return [*found, error.code]
    except StopAsyncIteration:
        return [*found, "done"]


def run(work: Coroutine[Any, Any, list[str]]) -> list[str]:
    """Nothing here waits, so one step does it all, without a loop for each input."""
    try:
        work.send(None)
    except StopIteration as end:
        return list(end.value)
    raise AssertionError("the reader waited for something")


def one_input(data: bytes) -> None:
    """Cut in two ways; parse what came."""
    sizes, body = data[1 : 1 + data[0] % 8] if data else b"", data[1:]
    events = run(outcome(body, b""))
    assert run(outcome(body, sizes)) == events
    assert events[-1] in ("done", "stream_cut", "bad_stream")
    for event in events[:-1]:
        with suppress(ApiError):
            assert isinstance(_parse_payload(event), ChatDelta)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
