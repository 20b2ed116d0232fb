"""Bodies mangled at random: every one is answered or refused in OpenAI's shape, never with a fault of ours."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from typing import Any

import httpx

from tests.api.asking import chat, data_uri, error_of, file_part, image_part, text_part
from tests.media import pictures

JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 2**70, "", " ", "x", "\u0000", "🦊" * 50, "file-", "data:",
    "data:image/png;base64,",
    "http://[::1", "//x", "data:image/png;base64,iVBORw0KGgo=", [], {}, [[]], [{}], {"": ""}, {"type": "text"},
    {"url": "x"}, [{"type": "text", "text": "x"}], {"role": "user", "content": "x"}, [None], ["x", 1], "assistant",
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything inside a JSON value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [] if not path else [path]
    for step, inner in steps:
        found += places(inner, (*path, step))
    return found


def mangle(body: dict[str, Any], source: random.Random) -> dict[str, Any]:
    """A copy with one to three things replaced, removed, renamed or repeated."""
    body = copy.deepcopy(body)
    for _ in range(source.randint(1, 3)):
        *steps, last = source.choice(places(body))
        place: Any = body
        for step in steps:
            place = place[step]
        action = source.choice(("replace", "replace", "replace", "remove", "add", "repeat"))
        if action == "replace":
            place[last] = copy.deepcopy(source.choice(JUNK))
        elif action == "remove":
            del place[last]
        elif isinstance(place, list):
            place.append(copy.deepcopy(place[last] if action == "repeat" else source.choice(JUNK)))
        else:
            place[source.choice(("n", "tools", "stop", "name", "file", "image_url", "text", "xyz"))] = source.choice(
                JUNK
            )
        if not places(body):
            break
    return body


GOOD = chat(
    [text_part("what?"), image_part(data_uri(pictures.picture())), file_part("file-x")],
    stream=False, temperature=0.5, stream_options={"include_usage": True}, metadata={"a": "b"}, stop=None, max_tokens=5,
)  # fmt: skip
GOOD["messages"].insert(0, {"role": "system", "content": "be brief", "name": "x"})
GOOD["messages"].insert(1, {"role": "assistant", "content": "yes", "annotations": [], "refusal": None})


def check(http: httpx.Client, body: dict[str, Any]) -> int:
    response = http.post("/v1/chat/completions", content=json.dumps(body).encode())
    assert response.status_code in (200, 400, 404), (body, response.text)
    if response.status_code != 200:
        assert len(error_of(response)["message"]) < 2_000
    return response.status_code


def test_every_kind_of_junk_at_every_place(http: httpx.Client) -> None:
    statuses: Counter[int] = Counter()
    for *steps, last in places(GOOD):
        for junk in JUNK:
            body = copy.deepcopy(GOOD)
            place: Any = body
            for step in steps:
                place = place[step]
            place[last] = junk
            statuses[check(http, body)] += 1
    assert statuses[400] > 500 and statuses[404] > 50


def test_several_things_mangled_at_once(http: httpx.Client) -> None:
    source = random.Random(3)
    statuses = Counter(check(http, mangle(GOOD, source)) for _ in range(300))
    assert statuses[400] > 100


def test_cut_and_scrambled_bytes(http: httpx.Client) -> None:
    source = random.Random(4)
    good = json.dumps(chat([text_part("what?"), image_part(data_uri(pictures.picture()))])).encode()
    for _ in range(200):
        content = bytearray(good[: source.randint(1, len(good))])
        for _ in range(source.randint(0, 5)):
            content[source.randrange(len(content))] = source.randrange(256)
        response = http.post("/v1/chat/completions", content=bytes(content))
        assert response.status_code in (200, 400), (bytes(content), response.text)
        if response.status_code == 400:
            error_of(response)


def test_mangled_forms(http: httpx.Client) -> None:
    source = random.Random(5)
    request = http.build_request(
        "POST", "/v1/vqa", files={"image": ("a.png", pictures.picture())}, data={"question": "what?"}
    )
    good, kind = request.read(), request.headers["content-type"]
    for _ in range(200):
        content = bytearray(good[: source.choice((len(good), source.randint(1, len(good))))])
        for _ in range(source.randint(1, 8)):
            content[source.randrange(len(content))] = source.randrange(256)
        response = http.post("/v1/vqa", content=bytes(content), headers={"content-type": kind})
        assert response.status_code in (200, 400, 404), (bytes(content), response.text)
        if response.status_code != 200:
            error_of(response)
