"""What model servers do wrong, one function each, and how an answer must end all the same."""

from __future__ import annotations

import asyncio

from flashweb.core.errors import FlashWebError
from flashweb.core.events import Cancelled, Event, Failed, Finished
from tests.engines.remote.faulty import Call


def ended(events: list[Event]) -> Event:
    """The one terminal event, which comes last."""
    assert sum(isinstance(event, Finished | Failed | Cancelled) for event in events) == 1
    return events[-1]


def error_of(events: list[Event]) -> FlashWebError:
    last = ended(events)
    assert isinstance(last, Failed)
    assert "127.0.0.1" not in last.error.message, "where the servers are is nobody's business"
    return last.error


async def hangs_before(call: Call) -> None:
    await call.until_gone()


async def hangs_after_the_head(call: Call) -> None:
    await call.head()
    await call.event(choices=[{"index": 0, "delta": {"role": "assistant", "content": ""}}])
    await call.until_gone()


async def drips_bytes(call: Call) -> None:
    """Slow loris: always something, never an event."""
    await call.head()
    for letter in b'data: {"choices":[{"delta":{"content":"' + b"x" * 200:
        await call.part(bytes([letter]))
        await asyncio.sleep(0.02)


async def only_comments(call: Call) -> None:
    await call.head()
    for _ in range(100):
        await call.part(b": ping\n\n")
        await asyncio.sleep(0.02)


async def drops_before(call: Call) -> None:
    call.drop()


async def drops_after_the_head(call: Call) -> None:
    await call.head()
    call.drop()


async def ends_without_a_word(call: Call) -> None:
    await call.head()
    await call.write(b"0\r\n\r\n")


async def garbage(call: Call) -> None:
    await call.head()
    await call.part(b"data: {not json\n\n")
    await call.until_gone()


async def wrong_types(call: Call) -> None:
    await call.head()
    await call.event(choices=[{"delta": {"content": ["a", 1]}}])
    await call.until_gone()


async def no_http(call: Call) -> None:
    await call.write(b"\x16\x03\x01 hello, this is no HTTP\r\n\r\n")
    await call.until_gone()


async def a_web_page(call: Call) -> None:
    await call.head(200, "text/html")
    await call.part(b"<h1>Welcome to nginx!</h1>")
    await call.write(b"0\r\n\r\n")


async def an_endless_page(call: Call) -> None:
    await call.head(502, "text/html")
    while True:
        await call.part(b"<p>Bad gateway</p>" * 1000)
        await asyncio.sleep(0)


async def error_event(call: Call) -> None:
    await call.head()
    await call.event(error={"message": "CUDA error: device-side assert", "type": "internal", "code": 500})
    await call.until_gone()


async def five_hundred(call: Call) -> None:
    await call.json(500, {"error": {"message": "Traceback in /srv/secret.py", "code": 500}})


async def loading(call: Call) -> None:
    await call.json(503, {"error": {"message": "Loading model", "code": 503}}, retry_after="4")


async def shed(call: Call) -> None:
    await call.json(429, {"error": {"message": "slow down"}}, retry_after="7")


async def too_long(call: Call) -> None:
    await call.json(400, {"error": {"message": "This model's maximum context length is 4096 tokens."}})


async def bad_key(call: Call) -> None:
    await call.json(401, {"error": "invalid key"})


async def begin(call: Call) -> None:
    await call.head()
    await call.say("The button ")


async def hangs_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.until_gone()


async def drips_in_the_middle(call: Call) -> None:
    await begin(call)
    await drips_bytes_on(call)


async def drips_bytes_on(call: Call) -> None:
    for _ in range(100):
        await call.part(b" ")
        await asyncio.sleep(0.02)


async def drops_in_the_middle(call: Call) -> None:
    await begin(call)
    call.drop()


async def drops_inside_an_event(call: Call) -> None:
    await begin(call)
    await call.part(b'data: {"choices":[{"delta":{"cont')
    call.drop()


async def ends_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.write(b"0\r\n\r\n")


async def garbage_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.part(b"data: <html>\n\n")
    await call.until_gone()


async def error_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.event(error={"message": "out of memory", "code": 500})
    await call.until_gone()


async def aborts_in_the_middle(call: Call) -> None:
    await begin(call)
    await call.end("abort")
