"""Every wrong request gets a clear error in OpenAI's shape that names the fix, and the server lives."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.api.asking import chat, data_uri, error_of, image_part, text_part, upload
from tests.api.running import RunningServer
from tests.media import pictures

GIF = pictures.encode(pictures.scene(), "GIF")
BAD_PICTURES = {
    "empty": (b"", "empty (0 bytes)"),
    "zeros": (b"\x00" * 5000, "not a known picture"),
    "gif-named-png": (GIF, "a GIF by its content"),
    "cut-png": (pictures.noise(90, 90, 1)[:-9000], "damaged or cut short"),
    "cut-jpeg": (pictures.encode(pictures.scene(), "JPEG")[:-700], "damaged or cut short"),
    "cut-webp": (pictures.encode(pictures.scene(), "WEBP")[:-100], "damaged"),
    "animated-webp": (pictures.animation("WEBP"), "an animation of 3 frames"),
    "animated-png": (pictures.animation("PNG"), "an animation of 3 frames"),
}
FINE_PICTURES = {
    "cmyk": pictures.encode(pictures.scene().convert("CMYK"), "JPEG"),
    "sixteen-bit": pictures.sixteen_bit_rgb_png(),
    "exif": pictures.rotated_jpeg(),
    "alpha": pictures.encode(pictures.scene().convert("RGBA"), "WEBP"),
    "palette": pictures.encode(pictures.scene().convert("P")),
    "grey": pictures.encode(pictures.scene().convert("L")),
    "mpo": pictures.mpo_jpeg(),
}


def refused(http: httpx.Client, body: dict[str, Any], status: int = 400) -> dict[str, Any]:
    """The error that a chat body gets, the same for JSON and stream."""
    response = http.post("/v1/chat/completions", json=body)
    assert response.status_code == status, response.text
    error = error_of(response)
    streamed = http.post("/v1/chat/completions", json=body | {"stream": True})
    assert (streamed.status_code, error_of(streamed)) == (status, error)
    return error


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_bad_picture_is_refused_wherever_it_comes_from(http: httpx.Client, name: str) -> None:
    data, named = BAD_PICTURES[name]
    inline = refused(http, chat([text_part("?"), image_part(data_uri(data))]))
    assert named in inline["message"] and inline["param"] == "messages.0.content.1"
    assert inline["code"] == "invalid_image"
    uploaded = error_of(response := upload(http, data, "shot.png"))
    assert response.status_code == 400 and named in uploaded["message"] and uploaded["param"] == "file"
    form = http.post("/v1/vqa", files={"image": ("shot.png", data)}, data={"question": "?"})
    assert form.status_code == 400 and named in error_of(form)["message"] and error_of(form)["param"] == "image"
    assert http.get("/v1/files").json()["data"] == [], "nothing of it is kept"


@pytest.mark.parametrize("name", FINE_PICTURES)
def test_unusual_pictures_are_answered(http: httpx.Client, name: str) -> None:
    response = http.post(
        "/v1/chat/completions", json=chat([text_part("ok"), image_part(data_uri(FINE_PICTURES[name]))])
    )
    assert response.status_code == 200 and response.json()["choices"][0]["message"]["content"].endswith("] ok")


def cpu_seconds(server: RunningServer) -> float:
    """What the server and its workers used so far."""
    times = [process.cpu_times() for process in (server.inside, *server.inside.children(recursive=True))]
    return float(sum(spent.user + spent.system for spent in times))


def test_a_huge_picture_is_refused_at_once_and_without_its_memory(
    echo_server: RunningServer, http: httpx.Client
) -> None:
    data = pictures.huge_png()
    upload(http, pictures.picture())
    before = echo_server.inside.memory_info().rss
    used = cpu_seconds(echo_server)
    for _ in range(3):
        response = upload(http, data)
    used = cpu_seconds(echo_server) - used
    error = error_of(response)
    assert response.status_code == 400 and error["code"] == "image_too_large"
    assert "12000x12000; at most 40,000,000 pixels" in error["message"]
    assert used < 0.75, "of the server and its workers; decoding one takes longer, the check 50 ms (tests/media)"
    assert echo_server.inside.memory_info().rss - before < 50_000_000


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/files", "/v1/vqa"])
def test_a_30_mb_body_is_refused(http: httpx.Client, path: str, chunked: bool) -> None:
    head = b'--y\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    piece = b"x" * 1_000_000
    content: Any = iter([head, *[piece] * 30]) if chunked else head + piece * 30
    kind = "application/json" if path.endswith("completions") else "multipart/form-data; boundary=y"
    response = http.post(path, content=content, headers={"content-type": kind})
    error = error_of(response)
    assert (response.status_code, error["code"]) == (413, "payload_too_large")
    assert "24,000,000" in error["message"] and "/v1/files" in error["message"]


def test_a_body_within_the_limit_with_a_picture_above_it(http: httpx.Client) -> None:
    error = refused(http, chat([image_part("data:image/png;base64," + "A" * 13_000_000)]))
    assert error["code"] == "invalid_image"
    response = upload(http, b"\x89PNG\r\n\x1a\n" + bytes(11_000_000))
    assert response.status_code == 400 and error_of(response)["code"] == "image_too_large"


def test_forty_pictures(http: httpx.Client) -> None:
    parts = [image_part(data_uri(pictures.picture(seed))) for seed in range(40)]
    error = refused(http, chat([*parts, text_part("?")]))
    assert "40 pictures" in error["message"] and "no more than 8" in error["message"]
    files = [("image", (f"{seed}.png", pictures.picture(seed))) for seed in range(40)]
    response = http.post("/v1/vqa", files=files, data={"question": "?"})
    assert response.status_code == 400 and "40 pictures" in error_of(response)["message"]


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("data:image/png;base64,@@@@", "base64"),
        ("data:image/png;base64,iVBORw0KGgo", "base64"),
        ("data:image/png,rawbytes", "must read data:image/png;base64"),
        ("https://127.0.0.1/a.png", "could not be fetched"),
        ("http://169.254.169.254/latest/meta-data", "by https only"),
        ("http://[::1/a.png", "cannot be read"),
        ("HTTPS://[x", "cannot be read"),
        ("file:///etc/passwd", "file: addresses are not accepted"),
        ("ftp://example.com/a.png", "ftp: addresses are not accepted"),
        ("/etc/passwd", "not accepted"),
        ("a" * 50_000, "not accepted"),
        ("blob:https://example.com/1", "not accepted"),
    ],
)
def test_addresses_that_are_no_picture(http: httpx.Client, address: str, named: str) -> None:
    error = refused(http, chat([image_part(address), text_part("?")]))
    assert named in error["message"] and error["param"] == "messages.0.content.0" and len(error["message"]) < 500


def test_unknown_and_foreign_file_ids(http: httpx.Client) -> None:
    file_id = upload(http, pictures.picture(7)).json()["id"]
    body = chat([{"type": "file", "file": {"file_id": file_id}}, text_part("ok")])
    assert http.post("/v1/chat/completions", json=body).status_code == 200
    for token in ("Bearer somebody-else", ""):
        headers = {"Authorization": token}
        response = http.post("/v1/chat/completions", json=body, headers=headers)
        foreign = error_of(response)
        assert response.status_code == 404 and foreign["code"] == "not_found"
        assert "Upload it again" in foreign["message"] and foreign["param"] == "messages.0.content.0"
        for method in ("GET", "DELETE"):
            assert http.request(method, f"/v1/files/{file_id}", headers=headers).status_code == 404
        assert http.get(f"/v1/files/{file_id}/content", headers=headers).status_code == 404
        assert file_id not in http.get("/v1/files", headers=headers).text
    unknown = refused(http, chat([{"type": "file", "file": {"file_id": "file-" + "x" * 24}}, text_part("?")]), 404)
    assert unknown["message"].replace("file-" + "x" * 24, "") == foreign["message"].replace(file_id, "")
    assert http.delete(f"/v1/files/{file_id}").status_code == 200
    assert refused(http, body, 404)["code"] == "not_found"


def test_empty_and_endless_questions(http: httpx.Client) -> None:
    picture = image_part(data_uri(pictures.picture()))
    for content in ("", "  \n ", [text_part("")], [picture], [picture, text_part(" ")], []):
        assert "question is empty" in refused(http, chat(content))["message"]
    error = refused(http, chat("字" * 100_000))
    assert "100,000 characters" in error["message"] and "at most 50,000" in error["message"]
    form = {"image": ("a.png", pictures.picture())}
    response = http.post("/v1/vqa", files=form, data={"question": "x" * 100_000})
    assert response.status_code == 400 and "100,000 characters" in error_of(response)["message"]
    assert http.post("/v1/chat/completions", json=chat("字" * 50_000)).status_code == 200


def test_what_is_no_json_is_told_so(http: httpx.Client) -> None:
    for content in (b"", b"  ", b"{", b"[]", b"null", b'{"model": "echo"', b"\xff\xfe", b"model=echo", b"[" * 100_000):
        response = http.post("/v1/chat/completions", content=content)
        assert response.status_code == 400 and error_of(response)["code"] == "invalid_request"
    lone = json.dumps(chat("x \ud800 y")).encode()
    assert http.post("/v1/chat/completions", content=lone).status_code == 400
