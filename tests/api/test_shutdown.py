"""SIGTERM under load: streams that run finish, nothing new is taken, and the process ends with 0."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.asking import chat, upload
from tests.api.running import RunningServer, launch, wait_until
from tests.api.streams import Stream, ask_all, question
from tests.media import pictures

AT_ONCE = 15.0
"""Seconds on a busy machine; what must not be waited for takes 20 s (the drain time) or longer."""


@pytest.fixture
def doomed(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    """A server that the test ends itself; parametrised with settings."""
    server = launch("echo", tmp_path / "log", getattr(request, "param", None))
    try:
        yield server
        assert server.faults() == []
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.wait()


async def exit_code(server: RunningServer) -> int:
    return await asyncio.to_thread(server.process.wait, 30)


def settings(**values: Any) -> Any:
    return pytest.mark.parametrize("doomed", [values], indirect=True)


@settings(echo__interval=0.05)
async def test_running_streams_finish_and_new_ones_are_sent_away(doomed: RunningServer) -> None:
    wait_until(doomed)
    streams = [Stream(doomed, question(120)) for _ in range(20)]
    async with httpx.AsyncClient(base_url=doomed.url) as http:
        assert (await http.get("/health")).status_code == 200
        reading = asyncio.create_task(ask_all(streams))
        while not all(stream.times for stream in streams):  # noqa: ASYNC110 - another process answers
            await asyncio.sleep(0.01)
        doomed.process.send_signal(signal.SIGTERM)
        while (health := await http.get("/health")).status_code == 200:
            pass
        assert health.status_code == 503 and health.json()["status"] == "draining"
        assert (await http.get("/health/live")).status_code == 200
        (late,) = await ask_all([Stream(doomed, question(3))])
        assert (late.status, late.error["code"]) == (503, "not_ready") and "another one" in late.error["message"]
        assert (await http.post("/v1/chat/completions", json=chat("hi"))).headers["retry-after"]
        for stream in await reading:
            assert stream.is_complete and stream.text == "w " * 119 + "w" and not stream.error
    assert await exit_code(doomed) == 0
    assert doomed.process.poll() == 0


@settings(echo__interval=0.05, serving__drain_timeout=0.3, serving__max_running=4)
async def test_after_the_drain_time_streams_are_told_so(doomed: RunningServer) -> None:
    wait_until(doomed)
    streams = [Stream(doomed, question(2_000)) for _ in range(8)]
    reading = asyncio.create_task(ask_all(streams))
    while sum(bool(stream.times) for stream in streams) < 4 or doomed.gauges() != (4, 4):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    started = time.monotonic()
    doomed.process.send_signal(signal.SIGTERM)
    ended = await reading
    assert await exit_code(doomed) == 0 and time.monotonic() - started < AT_ONCE
    for stream in ended:
        assert stream.error["code"] == "not_ready"
        assert stream.is_complete if stream.status == 200 else stream.status == 503
    assert sorted(stream.status for stream in ended) == [200] * 4 + [503] * 4


@settings(echo__start_delay=60)
async def test_a_server_that_is_still_starting_ends_at_once(doomed: RunningServer) -> None:
    wait_until(doomed, "/health/live")
    started = time.monotonic()
    doomed.process.send_signal(signal.SIGTERM)
    assert await exit_code(doomed) == 0 and time.monotonic() - started < AT_ONCE
    assert "Traceback" not in doomed.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
async def test_an_idle_server_ends_at_once_and_leaves_no_files(
    doomed: RunningServer, signal_number: signal.Signals
) -> None:
    wait_until(doomed)
    with httpx.Client(base_url=doomed.url) as http:
        assert upload(http, pictures.picture()).status_code == 200
        kept = set(Path(tempfile.gettempdir()).glob("flashweb-pictures-*"))
        started = time.monotonic()
        doomed.process.send_signal(signal_number)
        assert await exit_code(doomed) == 0 and time.monotonic() - started < AT_ONCE
    assert len(kept - set(Path(tempfile.gettempdir()).glob("flashweb-pictures-*"))) >= 1
    assert "Traceback" not in doomed.log.read_text(encoding="utf-8")


@settings(echo__interval=0.05)
async def test_a_second_ctrl_c_does_not_wait(doomed: RunningServer) -> None:
    wait_until(doomed)
    async with Stream(doomed, question(2_000)) as stream:
        await stream.read(2)
        doomed.process.send_signal(signal.SIGINT)
        await asyncio.sleep(0.3)
        assert doomed.process.poll() is None, "the first one waits for the answer"
        doomed.process.send_signal(signal.SIGINT)
        started = time.monotonic()
        await stream.read()
        assert stream.is_complete and stream.error["code"] == "not_ready"
    assert await exit_code(doomed) == 0 and time.monotonic() - started < AT_ONCE


@settings(ui__enabled=True)
async def test_an_open_page_does_not_hold_the_server(doomed: RunningServer) -> None:
    wait_until(doomed)
    wait_until(doomed, "/config")
    async with (
        httpx.AsyncClient(base_url=doomed.url, timeout=30) as http,
        http.stream("GET", "/gradio_api/heartbeat/session") as heartbeat,
    ):
        lines = heartbeat.aiter_lines()
        assert "ALIVE" in await anext(lines)
        started = time.monotonic()
        doomed.process.send_signal(signal.SIGTERM)
        assert await exit_code(doomed) == 0 and time.monotonic() - started < AT_ONCE
        with suppress(httpx.RemoteProtocolError):
            assert not [line async for line in lines if line and "ALIVE" not in line]
    assert "Traceback" not in doomed.log.read_text(encoding="utf-8")
