"""POST /v1/vqa: a form in, an answer out."""

from __future__ import annotations

import hashlib

import httpx
import pytest

from tests.api.asking import deltas_of, error_of, events_of, text_of
from tests.media import pictures

DATA = pictures.picture(1)
MARK = f"[320x200 {hashlib.sha256(DATA).hexdigest()[:12]}] "


def test_json(http: httpx.Client) -> None:
    second = pictures.picture(2, "WEBP")
    files = [("image", ("a.png", DATA)), ("image", ("b.webp", second))]
    response = http.post("/v1/vqa", files=files, data={"question": "这是什么?", "model": "echo"})
    body = response.json()
    assert response.status_code == 200
    assert set(body) == {"id", "object", "created", "model", "answer", "finish_reason", "annotations", "usage"}
    assert (body["object"], body["model"], body["finish_reason"]) == ("vqa", "echo", "stop")
    assert body["answer"] == f"{MARK}[320x200 {hashlib.sha256(second).hexdigest()[:12]}] 这是什么?"
    assert [annotation["element"]["image"] for annotation in body["annotations"]] == [0, 1]
    assert body["usage"]["timings"]["total_ms"] > 0


@pytest.mark.parametrize(
    ("fields", "headers"),
    [({"stream": "true"}, {}), ({"stream": "1"}, {}), ({}, {"accept": "text/event-stream"})],
)
def test_stream(http: httpx.Client, fields: dict[str, str], headers: dict[str, str]) -> None:
    form = {"question": "one two", **fields}
    with http.stream("POST", "/v1/vqa", files={"image": ("a.png", DATA)}, data=form, headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-cache"
        events = events_of(response.iter_lines())
    assert events[-1] == "[DONE]" and text_of(events) == MARK + "one two"
    assert deltas_of(events)[0] == {"role": "assistant", "content": ""}
    assert events[-2]["choices"] == [] and events[-2]["usage"]["timings"]["total_ms"] > 0


@pytest.mark.parametrize(
    ("form", "status", "param"),
    [
        ({"question": " "}, 400, "messages"),
        ({}, 400, "question"),
        ({"question": "?", "model": "gpt-4o"}, 404, "model"),
        ({"question": "?", "stream": "maybe"}, 400, "stream"),
        ({"question": "?", "temperature": "1"}, 400, "temperature"),
    ],
)
def test_bad_forms(http: httpx.Client, form: dict[str, str], status: int, param: str) -> None:
    response = http.post("/v1/vqa", files={"image": ("a.png", DATA)}, data=form)
    error = error_of(response)
    assert response.status_code == status
    assert error["param"] == ("question" if param == "messages" else param)


def test_a_form_without_a_picture_is_refused(http: httpx.Client) -> None:
    response = http.post("/v1/vqa", files={"question": (None, b"what?")})
    assert response.status_code == 400 and error_of(response)["param"] == "image"


def test_a_picture_sent_as_text(http: httpx.Client) -> None:
    response = http.post("/v1/vqa", files={"question": (None, b"?"), "image": (None, b"iVBOR")})
    assert response.status_code == 400 and "-F image=@" in error_of(response)["message"]
