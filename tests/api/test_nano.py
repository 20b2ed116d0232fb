"""The product's own engine over HTTP: boxes on the words, and reading ahead that never stands in the way."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.asking import chat, data_uri, error_of, file_part, image_part, text_part
from tests.api.running import RunningServer
from tests.api.streams import Stream, ask_all
from tests.media import pictures
from tests.serving.scripted import settle


@pytest.fixture
async def http(nano_server: RunningServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=nano_server.url, timeout=60) as client:
        yield client


def ask(*parts: dict[str, object], question: str = "What does it say?", **fields: object) -> dict[str, object]:
    return chat([*parts, text_part(question)], model="nano", **fields)


async def upload(http: httpx.AsyncClient, data: bytes) -> str:
    response = await http.post("/v1/files", files={"file": ("a.png", data)}, data={"purpose": "vision"})
    return str(response.json()["id"])


@pytest.mark.parametrize(("word", "question"), [("TURBINE", "What does it say?"), ("青花瓷瓶", "图里写了什么?")])
async def test_the_box_lies_on_the_word(http: httpx.AsyncClient, word: str, question: str) -> None:
    other = pictures.page("HARVEST")
    body = ask(image_part(data_uri(other)), image_part(data_uri(pictures.page(word))), question=question)
    message = (await http.post("/v1/chat/completions", json=body)).json()["choices"][0]["message"]
    assert word in message["content"] and "HARVEST" in message["content"]
    elements = [annotation["element"] for annotation in message["annotations"]]
    (element,) = [element for element in elements if element["text"] == word]
    assert element["image"] == 1 and element["role"] == "text" and element["confidence"] > 0.8
    left, top, right, bottom = element["box"]
    width = 40 * len(word) if word > "Z" else 26 * len(word)
    assert 30 < left < 50 and 70 < top < 95 and 105 < bottom < 140 and abs(right - left - width) < 30


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pictures.rotated_jpeg(), id="exif"),
        pytest.param(pictures.encode(pictures.scene().convert("CMYK"), "JPEG"), id="cmyk"),
        pytest.param(pictures.sixteen_bit_rgb_png(), id="sixteen-bit"),
        pytest.param(pictures.picture(width=1, height=1), id="one-pixel"),
        pytest.param(pictures.picture(width=3000, height=16), id="a-line"),
        pytest.param(pictures.picture(width=16, height=3000), id="a-column"),
    ],
)
async def test_pictures_without_text_are_answered_plainly(http: httpx.AsyncClient, data: bytes) -> None:
    response = await http.post("/v1/chat/completions", json=ask(image_part(data_uri(data))))
    assert response.status_code == 200, response.text
    message = response.json()["choices"][0]["message"]
    assert message["content"].strip() and message["annotations"] == []


async def test_what_was_read_once_is_not_read_again(http: httpx.AsyncClient, nano_server: RunningServer) -> None:
    data = pictures.page("LANTERN again", 900, 600)
    done = 'flashweb_prefills_total{outcome="done"}'
    before = nano_server.samples().get(done, 0)
    file_id = await upload(http, data)
    started = time.perf_counter()
    while nano_server.samples().get(done, 0) == before:
        assert time.perf_counter() - started < 60
        await settle()
    usage = (await http.post("/v1/chat/completions", json=ask(file_part(file_id)))).json()["usage"]
    assert usage["prompt_tokens_details"]["cached_tokens"] > 0
    other = {"Authorization": "Bearer somebody-else"}
    body = ask(image_part(data_uri(data)))
    usage = (await http.post("/v1/chat/completions", json=body, headers=other)).json()["usage"]
    assert usage["prompt_tokens_details"]["cached_tokens"] == 0, "no cache is shared between tenants"


async def test_reading_ahead_stands_behind_live_questions(http: httpx.AsyncClient, nano_server: RunningServer) -> None:
    async def live(seed: int) -> float:
        started = time.perf_counter()
        body = ask(image_part(data_uri(pictures.page(f"LIVE{seed}", 900, 500))))
        answer = (await http.post("/v1/chat/completions", json=body)).json()["choices"][0]["message"]["content"]
        assert f"LIVE{seed}" in answer
        return time.perf_counter() - started

    idle = statistics.median([await live(seed) for seed in range(3)])
    pages = [pictures.page(f"AHEAD {seed} lorem ipsum dolor", 1280, 800) for seed in range(24)]
    await asyncio.gather(*(upload(http, page) for page in pages))
    busy = statistics.median([await live(seed) for seed in range(10, 13)])
    assert busy < 4 * idle + 0.2, (idle, busy)


async def test_hanging_up_on_new_pictures_leaves_nothing_behind(nano_server: RunningServer) -> None:
    for seed in range(30):
        body = ask(image_part(data_uri(pictures.page(f"GONE{seed}", 1000, 700))))
        async with Stream(nano_server, body):
            await asyncio.sleep(0.01)
    started = time.perf_counter()
    while nano_server.gauges() != (0, 0):
        assert time.perf_counter() - started < 60
        await settle()
    (stream,) = await ask_all([Stream(nano_server, ask(image_part(data_uri(pictures.page("STILL HERE")))))])
    assert "STILL HERE" in stream.text


async def test_limits(http: httpx.AsyncClient) -> None:
    response = await http.post("/v1/chat/completions", json=chat("字" * 100_000, model="nano"))
    assert response.status_code == 400 and "at most 20,000" in error_of(response)["message"]
    parts = [image_part(data_uri(pictures.page(f"WORD{seed}"))) for seed in range(40)]
    response = await http.post("/v1/chat/completions", json=ask(*parts))
    assert response.status_code == 400 and "40 pictures" in error_of(response)["message"]
    models = (await http.get("/v1/models")).json()["data"]
    assert [model["id"] for model in models] == ["nano"]


async def test_max_tokens_and_stop(http: httpx.AsyncClient) -> None:
    part = image_part(data_uri(pictures.page("KESTREL MAGNOLIA TURBINE HARVEST", 1000)))
    choice = (await http.post("/v1/chat/completions", json=ask(part, max_tokens=2))).json()["choices"][0]
    assert choice["finish_reason"] == "length" and "HARVEST" not in choice["message"]["content"]
    choice = (await http.post("/v1/chat/completions", json=ask(part, stop=["TURBINE"]))).json()["choices"][0]
    assert choice["finish_reason"] == "stop"
    assert "MAGNOLIA" in choice["message"]["content"] and "TURBINE" not in choice["message"]["content"]
