"""The client against a real server on a real socket."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import socket
import time
from typing import Any

import pytest

from flashweb.client import Annotation, ApiError, ChatDelta, FlashWebClient, image_message
from flashweb.client.messages import parse_chunk
from tests.client.running import ScriptedServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def ask(**script: Any) -> list[dict[str, Any]]:
    return [image_message(json.dumps(script), [PNG])]


async def collect(client: FlashWebClient, messages: list[dict[str, Any]]) -> list[ChatDelta]:
    return [delta async for delta in client.chat(messages)]


async def test_an_answer_streams_and_ends_with_usage(server: ScriptedServer) -> None:
    async with FlashWebClient(server.url + "/v1/") as client:
        deltas = await collect(client, ask(num=3))
    assert "".join(delta.text for delta in deltas) == "字0 字1 字2 "
    assert deltas[-1].usage == {"completion_tokens": 3, "timings": {"ttft_ms": 1.0}}


async def test_text_arrives_while_the_server_still_works(server: ScriptedServer) -> None:
    started, first = time.perf_counter(), None
    async with FlashWebClient(server.url) as client:
        async for delta in client.chat(ask(num=4, gap=0.15)):
            if delta.text and first is None:
                first = time.perf_counter() - started
    assert first is not None
    assert first < 0.3
    assert time.perf_counter() - started > 0.44


async def test_one_connection_serves_many_answers(server: ScriptedServer) -> None:
    before = len(server.seen()["connections"])
    async with FlashWebClient(server.url) as client:
        for _ in range(5):
            await collect(client, ask())
    assert len(set(server.seen()["connections"][before:])) == 1


@pytest.mark.parametrize(("status", "is_shed"), [(400, False), (429, True), (500, False), (503, True)])
async def test_a_refusal_carries_all_that_the_server_said(server: ScriptedServer, status: int, is_shed: bool) -> None:
    async with FlashWebClient(server.url) as client:
        with pytest.raises(ApiError) as caught:
            await collect(client, ask(status=status, code="some_code", retry_after=7))
    error = caught.value
    assert (error.status, error.code, error.message, error.param) == (status, "some_code", "try later", "messages.0")
    assert error.retry_after == 7.0
    assert error.is_shed is is_shed


async def test_an_error_inside_the_stream_comes_after_the_text_before_it(server: ScriptedServer) -> None:
    text = ""
    async with FlashWebClient(server.url) as client:
        with pytest.raises(ApiError) as caught:
            async for delta in client.chat(ask(num=5, error_after=2)):
                text += delta.text
    assert text == "字0 字1 "
    assert (caught.value.code, caught.value.message) == ("engine_died", "the engine died")


async def test_a_cut_stream_is_an_error_not_an_answer(server: ScriptedServer) -> None:
    async with FlashWebClient(server.url) as client:
        with pytest.raises(ApiError) as caught:
            await collect(client, ask(cut=True))
    assert caught.value.code == "stream_cut"


@pytest.mark.parametrize(
    "raw", ["data: {not json\n\n", "data: []\n\n", 'data: {"choices": 3}\n\n', 'data: {"choices": [{"delta": 3}]}\n\n']
)
async def test_nonsense_in_the_stream_is_named(server: ScriptedServer, raw: str) -> None:
    async with FlashWebClient(server.url) as client:
        with pytest.raises(ApiError) as caught:
            await collect(client, ask(raw=raw))
    assert caught.value.code == "bad_stream"


async def test_an_error_page_that_is_not_json_is_quoted(server: ScriptedServer) -> None:
    async with FlashWebClient(server.url) as client:
        with pytest.raises(ApiError, match="Bad Gateway") as caught:
            await collect(client, ask(status=502, raw="<html>Bad Gateway</html>"))
    assert (caught.value.status, caught.value.code) == (502, "http_502")


async def test_no_server_names_the_url_and_the_fix() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with FlashWebClient(url) as client:
            with pytest.raises(ApiError, match=f"Nothing answers at {url}.*flashweb serve") as caught:
                await collect(client, ask())
            with pytest.raises(ApiError, match="Nothing answers"):
                await client.models()
    assert (caught.value.status, caught.value.code) == (0, "connection_refused")


@pytest.mark.parametrize("url", ["http://[", "http://a:b", "127.0.0.1:7860"])
async def test_what_is_no_url_is_named(url: str) -> None:
    with pytest.raises(ApiError, match=re.escape(url)):
        async with FlashWebClient(url) as client:
            await client.models()


async def test_a_slow_answer_ends_at_the_deadline_even_while_it_drips(server: ScriptedServer) -> None:
    started = time.perf_counter()
    async with FlashWebClient(server.url, timeout=0.4) as client:
        with pytest.raises(ApiError, match=r"within 0\.4 s") as caught:
            await collect(client, ask(num=100, gap=0.1))
    assert caught.value.code == "timeout"
    assert 0.35 < time.perf_counter() - started < 5


async def test_closing_the_iterator_hangs_up(server: ScriptedServer) -> None:
    before, started = server.seen("/idle")["hung_up"], time.perf_counter()
    async with FlashWebClient(server.url) as client:
        stream = client.chat(ask(num=200, gap=0.05))
        async for delta in stream:
            if delta.text:
                break
        await stream.aclose()
        after = await asyncio.to_thread(server.seen, "/idle")
    assert after["hung_up"] == before + 1
    assert time.perf_counter() - started < 5


async def test_upload_ask_and_delete(server: ScriptedServer) -> None:
    async with FlashWebClient(server.url, api_key="secret") as client:
        file_id = await client.upload(PNG, "a.png")
        await collect(client, [image_message("{}", [file_id])])
        await client.delete_file(file_id)
        with pytest.raises(ApiError) as caught:
            await client.delete_file(file_id)
    assert (caught.value.status, caught.value.code) == (404, "unknown_file")
    assert server.seen()["keys"][-1] == "Bearer secret"


async def test_health_is_read_also_while_the_server_starts(server: ScriptedServer) -> None:
    async with FlashWebClient(server.url) as client:
        assert await client.health() == {"status": "starting", "model_ready": False, "step": "loading", "progress": 0.4}
        assert await client.models() == [{"id": "scripted"}]


def test_pictures_travel_inline_by_magic_or_by_id_in_order() -> None:
    jpeg, webp = b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBPVP8 "
    content = image_message("问", [PNG, "file-1", jpeg, webp, b"what"])["content"]
    assert content[0]["image_url"]["url"] == "data:image/png;base64," + base64.b64encode(PNG).decode()
    assert content[1] == {"type": "file", "file": {"file_id": "file-1"}}
    kinds = [part["image_url"]["url"].partition(";")[0] for part in content[2:5]]
    assert kinds == ["data:image/jpeg", "data:image/webp", "data:application/octet-stream"]
    assert content[5] == {"type": "text", "text": "问"}


def test_annotations_of_our_kind_are_read_and_others_left() -> None:
    element = {"image": 1, "role": "text", "name": "登录", "text": "登录", "box": [1, 2, 3, 4], "confidence": 0.9}
    raw = [{"type": "url_citation", "url_citation": {}}, {"type": "element", "element": element}]
    delta = parse_chunk({"choices": [{"delta": {"annotations": raw}, "finish_reason": "stop"}]})
    assert delta.annotations == (Annotation(1, "text", "登录", "登录", (1.0, 2.0, 3.0, 4.0)),)
    assert delta.finish_reason == "stop"
