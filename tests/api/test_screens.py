"""POST /v1/screens: a picture in, its elements out, within the bounds of every other request."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from flashweb.perception.need import ROLES
from tests.api.asking import data_uri, error_of
from tests.api.running import RunningServer
from tests.api.streams import Stream, question
from tests.api.test_openapi import example, shape
from tests.conftest import MakeServer
from tests.media import pictures

PAGE = pictures.page("TURBINE 4711", 640, 400)
ELEMENT = {"id", "role", "name", "box", "confidence", "text", "icon", "state", "children"}


@pytest.fixture
def http(nano_server: RunningServer, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    token = {"Authorization": f"Bearer {request.node.nodeid.encode().hex()}"}
    with httpx.Client(base_url=nano_server.url, timeout=60, headers=token) as client:
        yield client


def parse(http: httpx.Client, data: bytes = PAGE, **query: str) -> dict[str, Any]:
    response = http.post("/v1/screens", files={"image": ("shot.png", data)}, params=query)
    assert response.status_code == 200, response.text
    return dict(response.json())


def walk(elements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for element in elements:
        yield element
        yield from walk(element.get("children", []))


def without_times(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "timings"}


def test_the_text_of_a_page_is_told_with_its_place(http: httpx.Client) -> None:
    body = parse(http)
    assert (body["object"], body["width"], body["height"]) == ("screen", 640, 400)
    assert body["id"] == hashlib.sha256(PAGE).hexdigest()
    elements = list(walk(body["elements"]))
    assert body["usage"] == {"num_elements": len(elements), "num_lines": 1}
    assert 0 < body["timings"]["parse_ms"] < 60_000
    found = [element["box"] for element in elements if "TURBINE 4711" in element["text"]]
    assert found
    for left, top, right, bottom in found:
        assert left < 180 < right and top < 105 < bottom, "the words stand at its middle"


def test_every_way_to_send_a_picture_gives_the_same_screen(http: httpx.Client) -> None:
    file_id = http.post("/v1/files", files={"file": ("a.png", PAGE)}, data={"purpose": "vision"}).json()["id"]
    ways: list[Any] = [data_uri(PAGE), file_id, {"file_id": file_id}, {"file_data": data_uri(PAGE)}]
    answers = [http.post("/v1/screens", json={"image": way}) for way in ways]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(without_times(answer.json()) == without_times(parse(http)) for answer in answers)


def test_what_is_not_asked_for_is_absent(http: httpx.Client) -> None:
    whole = list(walk(parse(http)["elements"]))
    assert all(set(element) - {"cell"} == ELEMENT for element in whole)
    for include, told in (
        ("text", {"text"}),
        ("icons,states", {"icon", "state"}),
        ("tree", {"children"}),
        ("", set()),
        ("text, icons,states,tree", {"text", "icon", "state", "children"}),
    ):
        elements = list(walk(parse(http, include=include)["elements"]))
        assert all(
            set(element) - {"cell"} == {"id", "role", "name", "box", "confidence"} | told for element in elements
        )
    repeated = http.post("/v1/screens?include=text&include=tree", files={"image": PAGE}).json()
    assert without_times(repeated) == without_times(parse(http, include="text,tree"))


def test_roles_ask_for_these_alone(http: httpx.Client) -> None:
    everything = list(walk(parse(http)["elements"]))
    present = sorted({element["role"] for element in everything})
    for roles in (present[0], ",".join(present[-2:]), "dialog", "spinbutton , slider"):
        body = parse(http, roles=roles)
        wanted = {role.strip() for role in roles.split(",")}
        found = list(walk(body["elements"]))
        assert {element["role"] for element in found} == wanted & set(present)
        assert [element["id"] for element in found] == list(range(len(found)))


def test_the_example_of_the_documentation_has_the_shape_of_an_answer(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    told = example(document, "/v1/screens", "post")
    real = parse(http)
    assert shape(real | {"elements": []}) == shape(told | {"elements": []})
    lone = [shape(element | {"children": [], "state": []}) for element in walk(told["elements"] + real["elements"])]
    cells = [element.pop("cell", None) for element in lone]
    assert all(element == lone[0] for element in lone)
    schema = document["components"]["schemas"]["ScreenElement"]
    assert set(schema["properties"]) == ELEMENT | {"cell"}
    assert all(cell is None or set(cell) == set(schema["properties"]["cell"]["properties"]) for cell in cells)


BAD_PICTURES = {
    "noise": pictures.noise(640, 480, 1),
    "photo": pictures.encode(Image.effect_noise((900, 600), 90).convert("RGB"), "JPEG"),
    "blank": pictures.encode(Image.new("RGB", (1280, 800), "white")),
    "black": pictures.encode(Image.new("RGB", (1280, 800), "black")),
    "one-colour": pictures.encode(Image.new("RGB", (800, 600), "#d4380d"), "WEBP"),
    "gradient": pictures.encode(Image.linear_gradient("L").resize((1280, 800))),
    "tiny": pictures.picture(width=320, height=200),
    "one-pixel": pictures.picture(width=1, height=1),
    "a-line": pictures.picture(width=4000, height=40),
    "a-column": pictures.picture(width=40, height=4000),
    "four-k": pictures.page("FOUR K", 3840, 2160),
    "turned": pictures.encode(Image.open(io.BytesIO(PAGE)).rotate(90, expand=True)),
}


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_whatever_the_picture_the_screen_is_valid(http: httpx.Client, name: str) -> None:
    body = parse(http, BAD_PICTURES[name])
    elements = list(walk(body["elements"]))
    assert [element["id"] for element in elements] == list(range(len(elements)))
    for element in elements:
        left, top, right, bottom = element["box"]
        assert 0 <= left < right <= body["width"] and 0 <= top < bottom <= body["height"], element
        assert element["role"] in ROLES and 0 <= element["confidence"] <= 1


@pytest.mark.parametrize(
    ("query", "param", "named"),
    [
        ({"include": "text,icon"}, "include", "include cannot hold 'icon'; it can hold text, icons, states, tree"),
        ({"roles": "button,lnk"}, "roles", "no role 'lnk'. Did you mean link?"),
        ({"roles": "x" * 500}, "roles", "Roles are "),
        ({"includes": "text"}, "includes", "known are include and roles"),
    ],
)
def test_unknown_wishes_are_named(http: httpx.Client, query: dict[str, str], param: str, named: str) -> None:
    response = http.post("/v1/screens", files={"image": PAGE}, params=query)
    error = error_of(response)
    assert (response.status_code, error["param"]) == (400, param)
    assert named in error["message"] and len(error["message"]) < 700


@pytest.mark.parametrize(
    ("body", "param", "named"),
    [
        ({}, "image", "'image' is missing"),
        ({"image": 5}, "image", "'image' is wrong"),
        ({"image": {}}, "image", "file_id"),
        ({"image": {"file_id": "file-x", "size": 1}}, "image.size", "Unknown field"),
        ({"image": "file-x", "roles": "button"}, "roles", "Unknown field 'roles'"),
        ({"image": "https://127.0.0.1/a.png"}, "image", "could not be fetched"),
        ({"image": "data:image/png;base64,AAAA"}, "image", "not a known picture"),
    ],
)
def test_bad_bodies(http: httpx.Client, body: dict[str, Any], param: str, named: str) -> None:
    response = http.post("/v1/screens", json=body)
    error = error_of(response)
    assert (response.status_code, error["param"]) == (400, param), error
    assert named in error["message"]


def test_bad_forms(http: httpx.Client) -> None:
    two = [("image", ("a.png", PAGE)), ("image", ("b.png", PAGE))]
    assert "exactly one 'image' part (there are 2)" in error_of(http.post("/v1/screens", files=two))["message"]
    unknown = http.post("/v1/screens", files={"image": PAGE}, data={"question": "?"})
    assert unknown.status_code == 400 and error_of(unknown)["param"] == "question"
    damaged = http.post("/v1/screens", files={"image": PAGE[:-40]})
    assert damaged.status_code == 400 and error_of(damaged)["param"] == "image"
    assert error_of(http.post("/v1/screens"))["message"].startswith("The body is empty")
    foreign = http.post("/v1/screens", json={"image": {"file_id": "file-nobodys"}})
    assert foreign.status_code == 404 and error_of(foreign)["param"] == "image"


def test_screens_are_counted_and_known_ones_come_at_once(http: httpx.Client, nano_server: RunningServer) -> None:
    count, finished = "flashweb_screen_seconds_count", 'flashweb_requests_total{outcome="finished"}'
    before = nano_server.samples()
    data = pictures.page("COUNT ME ONCE", 700, 300)
    first = parse(http, data)
    misses = nano_server.samples()["flashweb_engine_misses_total"]
    again = parse(http, data)
    after = nano_server.samples()
    assert without_times(again) == without_times(first)
    assert after["flashweb_engine_misses_total"] == misses, "the picture was not opened anew"
    assert after[count] == before[count] + 2 and after[finished] == before.get(finished, 0) + 2


async def test_the_bounds_of_every_request_hold(make_server: MakeServer) -> None:
    server = make_server(serving__max_running=1, serving__max_waiting=0, echo__interval=0.02)
    files = {"image": pictures.page("TOO MUCH")}
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
        async with Stream(server, question(500)) as running:
            await running.read(1)
            shed = await client.post("/v1/screens", files=files)
        assert shed.status_code == 429 and int(shed.headers["retry-after"]) >= 1
        assert error_of(shed)["code"] == "overloaded"


async def test_the_time_limit_holds_while_the_reader_loads(make_server: MakeServer) -> None:
    server = make_server(serving__request_timeout=0.05)
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
        late = await client.post("/v1/screens", files={"image": pictures.page("LATE")})
    assert late.status_code == 504 and error_of(late)["code"] == "deadline_exceeded"


@pytest.fixture
async def lazy(make_server: MakeServer) -> AsyncIterator[RunningServer]:
    yield make_server("echo", serving__request_timeout=150)


async def test_behind_another_engine_the_reader_is_loaded_when_first_needed(lazy: RunningServer) -> None:
    idle = lazy.inside.memory_info().rss
    async with httpx.AsyncClient(base_url=lazy.url, timeout=160) as client:
        assert (await client.get("/health")).status_code == 200
        assert idle < 200_000_000, "a server that parses nothing holds no models"
        sent = [client.post("/v1/screens", files={"image": pictures.page(f"WORD{n}")}) for n in range(3)]
        answers = await asyncio.gather(*sent)
    for number, answer in enumerate(answers):
        assert answer.status_code == 200 and f"WORD{number}" in json.dumps(answer.json())


async def test_a_client_that_hangs_up_takes_its_work_along(nano_server: RunningServer) -> None:
    cancelled = 'flashweb_requests_total{outcome="cancelled"}'
    before = nano_server.samples().get(cancelled, 0)
    body = json.dumps({"image": data_uri(pictures.noise(1500, 1100, 99))}).encode()
    head = f"POST /v1/screens HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    _, writer = await asyncio.open_connection("127.0.0.1", nano_server.port)
    writer.write(head + body)
    await writer.drain()
    started = time.perf_counter()
    while nano_server.gauges() != (1, 0):
        assert time.perf_counter() - started < 60
        await asyncio.sleep(0.002)
    writer.close()
    while nano_server.samples().get(cancelled, 0) == before or nano_server.gauges() != (0, 0):
        assert time.perf_counter() - started < 60
        await asyncio.sleep(0.005)
