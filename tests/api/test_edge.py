"""What every request passes, on raw sockets where clients are too polite."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from flashweb.app import build_app, build_service
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.serving.screens import Screens
from flashweb.serving.service import Service
from flashweb.settings import load_settings
from flashweb.telemetry.metrics import Metrics
from tests.api.asking import chat, error_of
from tests.api.running import RunningServer
from tests.conftest import MakeServer
from tests.serving.scripted import ScriptedEngine


def connect(server: RunningServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def read_all(connection: socket.socket) -> bytes:
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def post(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: x", *headers, "", ""]).encode()


@pytest.fixture
def impatient(make_server: MakeServer) -> RunningServer:
    return make_server(api__body_timeout=0.3)


@pytest.mark.parametrize(
    ("path", "kind", "begun"),
    [
        ("/v1/chat/completions", "application/json", b"{"),
        ("/v1/files", "multipart/form-data; boundary=x", b"--x\r\n"),
    ],
)
def test_a_body_that_stops_coming_is_ended(impatient: RunningServer, path: str, kind: str, begun: bytes) -> None:
    with connect(impatient) as connection:
        started = time.monotonic()
        connection.sendall(post(path, "Content-Length: 100", "Connection: close", f"Content-Type: {kind}") + begun)
        head, _, body = read_all(connection).partition(b"\r\n\r\n")
    assert time.monotonic() - started < 20
    assert head.startswith(b"HTTP/1.1 504") and b"x-request-id" in head
    assert "0.3 s" in json.loads(body)["error"]["message"]


def test_leaving_during_an_upload_is_no_fault(make_server: MakeServer) -> None:
    server = make_server()
    for _ in range(20):
        with connect(server) as connection:
            connection.sendall(post("/v1/chat/completions", "Content-Length: 1000000") + b"{" * 1000)
    samples = server.samples()
    assert not [name for name in samples if name.startswith("flashweb_errors_total")]
    assert server.faults() == []


def test_all_bodies_together_are_bounded(make_server: MakeServer) -> None:
    server = make_server(api__max_buffered_bytes=3_000_000)

    def post_a_megabyte() -> httpx.Response:
        return httpx.post(f"{server.url}/v1/chat/completions", content=b" " * 1_000_000)

    def wait_until_held(num_bytes: int) -> None:
        deadline = time.monotonic() + 30
        while server.samples()["flashweb_buffered_body_bytes"] != num_bytes:
            assert time.monotonic() < deadline

    with connect(server) as first:
        first.sendall(post("/v1/chat/completions", "Content-Length: 2600000") + b" " * 2_500_000)
        wait_until_held(2_500_000)
        response = post_a_megabyte()
        assert response.status_code == 429 and error_of(response)["code"] == "overloaded"
        assert int(response.headers["retry-after"]) >= 1
    wait_until_held(0)
    assert post_a_megabyte().status_code == 400, "a client that left no longer counts"


def test_garbage_on_the_wire(echo_server: RunningServer) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 50, b"A" * 100_000):
        with connect(echo_server) as connection:
            connection.sendall(garbage)
            connection.shutdown(socket.SHUT_WR)
            read_all(connection)
    assert httpx.get(f"{echo_server.url}/health").status_code == 200


async def test_a_fault_of_ours_tells_nothing_but_its_id(tmp_path: Path) -> None:
    class Broken(ScriptedEngine):
        def stats(self) -> Mapping[str, float]:
            raise RuntimeError("secret inside")

    settings = load_settings({"engine": "echo", "media": {"directory": tmp_path}})
    media = MediaStore(settings.media)
    screens = Screens(ScreenParser(settings.perception), media)
    service = Service(Broken(), screens, media, Metrics(), settings.serving)
    transport = httpx.ASGITransport(build_app(settings, service))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        response = await http.get("/metrics", headers={"x-request-id": "mine"})
        assert response.status_code == 500 and "secret" not in response.text
        error = error_of(response)
        assert (error["code"], error["type"]) == ("internal_error", "server_error")
        assert response.headers["x-request-id"] == "mine" and "x-request-id" in error["message"]
    await service.close()


async def test_two_apps_in_one_process_share_nothing(tmp_path: Path) -> None:
    settings = load_settings({"engine": "echo", "media": {"directory": tmp_path}})
    services = [build_service(settings) for _ in range(2)]
    clients = [
        httpx.AsyncClient(transport=httpx.ASGITransport(build_app(settings, service)), base_url="http://test")
        for service in services
    ]
    await asyncio.gather(*(service.start() for service in services))
    assert (await clients[0].post("/v1/chat/completions", json=chat("hi"))).status_code == 200
    counts = [
        (await client.get("/metrics")).text.count('flashweb_requests_total{outcome="finished"}') for client in clients
    ]
    assert counts == [1, 0]
    for client in clients:
        await client.aclose()
    for service in services:
        await service.drain()
        await service.close()
