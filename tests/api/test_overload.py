"""Too many, too slow, and gone: whoever asks gets an answer or an honest refusal, and nothing is left behind."""

from __future__ import annotations

import asyncio
import hashlib
import json
import socket
import statistics
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack

import pytest

from tests.api.asking import chat, data_uri, image_part, text_part
from tests.api.running import RunningServer
from tests.api.streams import Stream, ask_all, question
from tests.conftest import MakeServer
from tests.media import pictures


async def wait_for(is_so: Callable[[], bool], what: str) -> float:
    """Wait until something is so; the seconds that it took."""
    started = time.perf_counter()
    while not is_so():
        assert time.perf_counter() - started < 60, what
        await asyncio.sleep(0.002)
    return time.perf_counter() - started


async def wait_idle(server: RunningServer) -> float:
    """Wait until nothing runs or waits."""
    return await wait_for(lambda: server.gauges() == (0, 0), "requests are still held")


async def test_hanging_up_200_times_in_a_row_leaves_nothing(make_server: MakeServer) -> None:
    server = make_server(echo__interval=0.01)
    body = question(5_000)
    with_picture = chat([image_part(data_uri(pictures.picture())), text_part("w " * 5_000)])
    for warm in (body, with_picture):
        async with Stream(server, warm) as stream:
            await stream.read(2)
    await wait_idle(server)
    before = server.inside.num_fds(), server.inside.num_threads(), server.inside.memory_info().rss
    for number in range(200):
        async with Stream(server, with_picture if number % 2 else body) as stream:
            await stream.read(2)
            assert stream.status == 200
    await wait_idle(server)
    after = server.inside.num_fds(), server.inside.num_threads(), server.inside.memory_info().rss
    assert after[0] <= before[0] + 2 and after[1] <= before[1] + 1
    assert after[2] - before[2] < 10_000_000
    samples = server.samples()
    assert samples['flashweb_requests_total{outcome="cancelled"}'] == 202
    assert (await ask_all([Stream(server, question(3))]))[0].text == "w w w"


@pytest.mark.parametrize("stream", [True, False])
async def test_hanging_up_cancels_within_100_ms(make_server: MakeServer, stream: bool) -> None:
    server = make_server(echo__interval=0.02)
    times = []
    for _ in range(20):
        async with Stream(server, question(1_000) | {"stream": stream}) as asked:
            if stream:
                await asked.read(1)
            await wait_for(lambda: server.gauges()[0] == 1, "not started")
        times.append(await wait_idle(server))
    assert statistics.median(times) < 0.1, times
    assert server.samples()['flashweb_requests_total{outcome="cancelled"}'] == 20


async def test_hanging_up_while_waiting_gives_up_the_place_in_the_queue(make_server: MakeServer) -> None:
    server = make_server(serving__max_running=1, echo__interval=0.02)
    async with Stream(server, question(2_000)) as running:
        await running.read(1)
        waiting = [Stream(server, question(3)) for _ in range(10)]
        for stream in waiting:
            await stream.__aenter__()
        await wait_for(lambda: server.gauges() == (1, 10), "not queued")
        for stream in waiting:
            await stream.__aexit__()
        await wait_for(lambda: server.gauges() == (1, 0), "still queued")
    await wait_idle(server)
    assert server.samples()['flashweb_requests_total{outcome="cancelled"}'] == 11


async def test_256_at_once_are_all_answered(echo_server: RunningServer) -> None:
    streams = await ask_all([Stream(echo_server, chat(f"number {number}")) for number in range(256)])
    assert Counter(stream.status for stream in streams) == {200: 256}
    assert [stream.text for stream in streams] == [f"number {number}" for number in range(256)]
    assert echo_server.gauges() == (0, 0)


async def test_256_at_once_on_few_places_end_in_an_answer_or_an_honest_refusal(make_server: MakeServer) -> None:
    server = make_server(serving__max_running=8, serving__max_waiting=64, echo__interval=0.005)
    streams = await ask_all([Stream(server, chat(f"number {number}")) for number in range(256)])
    counts = Counter(stream.status for stream in streams)
    assert set(counts) == {200, 429} and counts[200] >= 72 and sum(counts.values()) == 256
    for number, stream in enumerate(streams):
        if stream.status == 200:
            assert stream.text == f"number {number}" and stream.is_complete
        else:
            assert stream.error["code"] == "overloaded"
    samples = server.samples()
    assert samples['flashweb_requests_total{outcome="finished"}'] == counts[200]
    assert samples['flashweb_requests_total{outcome="refused"}'] == counts[429]
    assert server.gauges() == (0, 0)


async def test_256_at_once_on_nano(nano_server: RunningServer) -> None:
    parts = [image_part(data_uri(pictures.page(f"WORD{number}"))) for number in range(8)]
    bodies = [chat([parts[n % 8], text_part("What does it say?")], model="nano") for n in range(256)]
    streams = await ask_all([Stream(nano_server, body) for body in bodies])
    assert set(Counter(stream.status for stream in streams)) <= {200, 429, 503}
    for number, stream in enumerate(streams):
        assert stream.is_complete if stream.status == 200 else stream.error["code"] in ("overloaded", "not_ready")
        if stream.status == 200:
            assert f"WORD{number % 8}" in stream.text
    assert sum(stream.status == 200 for stream in streams) >= 128
    assert nano_server.gauges() == (0, 0)


async def test_more_pictures_than_there_is_room_for_are_answered_or_sent_away(make_server: MakeServer) -> None:
    files = [pictures.noise(60, 60, seed) for seed in range(200)]
    server = make_server(media__blob_bytes=6 * len(files[0]), echo__interval=0.005, serving__max_running=16)
    bodies = [chat([image_part(data_uri(data)), text_part("one two")]) for data in files]
    streams = await ask_all([Stream(server, body) for body in bodies])
    assert set(Counter(stream.status for stream in streams)) == {200, 429}
    for data, stream in zip(files, streams, strict=True):
        if stream.status == 200:
            assert hashlib.sha256(data).hexdigest()[:12] in stream.text and stream.is_complete
        else:
            assert stream.error["code"] in ("storage_full", "overloaded")


async def test_the_body_is_not_kept_while_its_answer_streams(make_server: MakeServer) -> None:
    server = make_server(echo__interval=0.05, media__pixel_cache_bytes=0)
    body = chat([image_part(data_uri(pictures.noise(1700, 1700, seed=1))), text_part("w " * 1_000)])
    async with AsyncExitStack() as stack:
        await (await stack.enter_async_context(Stream(server, body))).read(2)
        before = server.inside.memory_info().rss
        for _ in range(7):
            await (await stack.enter_async_context(Stream(server, body))).read(2)
        assert server.gauges() == (8, 0)
        assert server.inside.memory_info().rss - before < 60_000_000, "seven bodies alone have 80 MB"
    await wait_idle(server)


async def test_waiting_has_a_deadline(make_server: MakeServer) -> None:
    server = make_server(serving__max_running=1, serving__queue_timeout=0.2, echo__interval=0.02)
    async with Stream(server, question(500)) as running:
        await running.read(1)
        (late,) = await ask_all([Stream(server, question(3))])
        assert late.status == 429 and "0.2 s" in late.error["message"]
        assert 0.15 < late.times[0] - late.sent < 8, "long before the place is free"


async def test_an_answer_has_a_deadline(make_server: MakeServer) -> None:
    server = make_server(serving__request_timeout=1.5, echo__interval=0.02)
    (stream,) = await ask_all([Stream(server, question(500))])
    assert stream.status == 200 and stream.is_complete and stream.text
    assert stream.error["code"] == "deadline_exceeded" and stream.error["type"] == "server_error"
    (whole,) = await ask_all([Stream(server, question(500) | {"stream": False})])
    assert whole.status == 504 and whole.error["code"] == "deadline_exceeded"


async def test_64_streams_flow_side_by_side(make_server: MakeServer) -> None:
    server = make_server(echo__interval=0.032)
    streams = await ask_all([Stream(server, question(80)) for _ in range(64)])
    assert all(stream.is_complete and stream.text == question(80)["messages"][0]["content"] for stream in streams)
    every = sorted(moment for stream in streams for moment in stream.times)

    def meanwhile(begin: float, end: float) -> float:
        """Pieces that a stream got on the average between two moments."""
        return (bisect_left(every, end) - bisect_right(every, begin)) / len(streams)

    gaps = [max(meanwhile(a, b) for a, b in zip(s.times, s.times[1:], strict=False)) for s in streams]
    lengths = [stream.times[-1] - stream.times[0] for stream in streams]
    assert max(gaps) < 30, "no stream is starved while the others go on"
    assert max(lengths) < 2 * min(lengths), "all streams advance alike"


async def test_a_reader_that_stops_reading_is_cut_off(make_server: MakeServer) -> None:
    server = make_server(api__send_timeout=0.5)
    body = json.dumps(question(25_000) | {"stream": True}).encode()
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        mine = slow.getsockname()[1]
        cancelled = 'flashweb_requests_total{outcome="cancelled"}'
        await wait_for(lambda: server.samples().get(cancelled) == 1, "the answer goes on although nobody reads it")
        assert server.gauges() == (0, 0)

        def is_gone() -> bool:
            return all(not c.raddr or c.raddr.port != mine for c in server.inside.net_connections("tcp"))

        await wait_for(is_gone, "the connection is still held")
