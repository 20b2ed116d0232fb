"""/v1/files on the wire, beyond what the openai client does with it."""

from __future__ import annotations

import httpx
import pytest

from flashweb.media.decode import decode
from tests.api.asking import chat, error_of, file_part, text_part, upload
from tests.conftest import MakeServer
from tests.media import pictures


def test_the_object_is_what_the_contract_says(http: httpx.Client) -> None:
    data = pictures.picture(kind="JPEG")
    response = upload(http, data, "照片.jpg")
    body = response.json()
    assert response.status_code == 200
    assert set(body) == {"id", "object", "bytes", "created_at", "expires_at", "filename", "purpose", "status"}
    assert body["id"].startswith("file-") and body["filename"] == "照片.jpg" and body["status"] == "processed"
    content = http.get(f"/v1/files/{body['id']}/content")
    assert content.headers["content-type"] == "image/jpeg" and decode(content.content).shape == decode(data).shape
    assert content.headers["x-content-type-options"] == "nosniff" and content.headers["content-disposition"]
    assert http.delete(f"/v1/files/{body['id']}").json() == {"id": body["id"], "object": "file", "deleted": True}


def test_pages_of_a_list(http: httpx.Client) -> None:
    ids = [upload(http, pictures.picture(seed)).json()["id"] for seed in range(3)][::-1]
    first = http.get("/v1/files", params={"limit": 2}).json()
    assert [file["id"] for file in first["data"]] == ids[:2]
    assert (first["first_id"], first["last_id"], first["has_more"]) == (ids[0], ids[1], True)
    rest = http.get("/v1/files", params={"limit": 2, "after": ids[1]}).json()
    assert [file["id"] for file in rest["data"]] == ids[2:] and rest["has_more"] is False
    oldest = http.get("/v1/files", params={"order": "asc", "limit": 2}).json()
    assert [file["id"] for file in oldest["data"]] == ids[::-1][:2]
    assert http.get("/v1/files", params={"purpose": "batch"}).json()["data"] == []
    empty = http.get("/v1/files", headers={"Authorization": "Bearer nobody"}).json()
    assert empty == {"object": "list", "data": [], "first_id": None, "last_id": None, "has_more": False}


@pytest.mark.parametrize("limit", ["0", "-1", "abc", "99999999", ""])
def test_a_bad_limit(http: httpx.Client, limit: str) -> None:
    response = http.get("/v1/files", params={"limit": limit})
    assert (response.status_code, error_of(response)["param"]) == (400, "limit")


def test_a_bad_order(http: httpx.Client) -> None:
    response = http.get("/v1/files", params={"order": "up"})
    assert (response.status_code, error_of(response)["param"]) == (400, "order")


@pytest.mark.parametrize(
    ("form", "files", "param"),
    [
        ({}, {"file": b"x"}, "purpose"),
        ({"purpose": "fine-tune"}, {"file": b"x"}, "purpose"),
        ({"purpose": "vision", "color": "red"}, {"file": b"x"}, "color"),
        ({"purpose": "vision"}, {"image": b"x"}, "image"),
        ({"purpose": "vision", "file": "text"}, {}, "file"),
        ({"purpose": "vision", "expires_after[seconds]": "soon"}, {"file": b"x"}, "expires_after"),
        ({"purpose": "vision", "expires_after[seconds]": "0"}, {"file": b"x"}, "expires_after"),
        ({"purpose": "vision", "expires_after[seconds]": "²"}, {"file": b"x"}, "expires_after"),
        ({"purpose": "vision", "expires_after[seconds]": "9" * 5000}, {"file": b"x"}, "expires_after"),
    ],
)
def test_a_bad_upload_names_the_field(
    http: httpx.Client, form: dict[str, str], files: dict[str, bytes], param: str
) -> None:
    parts = {name: (None, value.encode()) for name, value in form.items()}
    pictures_sent = {name: ("a.png", value) for name, value in files.items()}
    response = http.post("/v1/files", files=parts | pictures_sent)
    assert (response.status_code, error_of(response)["param"]) == (400, param)


def test_two_files_or_none(http: httpx.Client) -> None:
    two = [("file", ("a.png", pictures.picture(seed))) for seed in range(2)]
    for files in (two, [("purpose2", (None, b"x"))], []):
        response = http.post("/v1/files", files=[*files, ("purpose", (None, b"vision"))])
        assert response.status_code == 400, response.text
        error_of(response)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\nbroken"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data; boundary=x", b""),
    ],
)
def test_a_damaged_form(http: httpx.Client, kind: str, content: bytes) -> None:
    for path in ("/v1/files", "/v1/vqa"):
        response = http.post(path, content=content, headers={"content-type": kind})
        assert response.status_code == 400, response.text
        error_of(response)


def test_names_are_only_names(http: httpx.Client) -> None:
    for name in ("../../etc/passwd", "a" * 300, "<script>.png", "\u202egnp.exe"):
        body = upload(http, pictures.picture(), name).json()
        assert len(body["filename"]) <= 255
        assert http.get(f"/v1/files/{body['id']}").json() == body
    for path in ("/v1/files/..%2F..%2Fetc%2Fpasswd", "/v1/files/file-%00", "/v1/files/" + "x" * 5000):
        response = http.get(path)
        assert response.status_code == 404 and len(error_of(response)["message"]) < 500


def test_budgets_and_time_to_live(make_server: MakeServer) -> None:
    server = make_server(media__files_per_tenant=2, media__file_ttl=1.5)
    with httpx.Client(base_url=server.url) as http:
        ids = [upload(http, pictures.picture(seed)).json()["id"] for seed in range(2)]
        response = upload(http, pictures.picture(3))
        error = error_of(response)
        assert (response.status_code, error["code"], error["type"]) == (429, "storage_full", "rate_limit_error")
        assert "DELETE /v1/files" in error["message"] and int(response.headers["retry-after"]) >= 1
        body = chat([file_part(ids[0]), text_part("ok")])
        assert http.post("/v1/chat/completions", json=body).status_code == 200
        while any(http.get(f"/v1/files/{file_id}").status_code == 200 for file_id in ids):
            pass
        expired = http.post("/v1/chat/completions", json=body)
        assert expired.status_code == 404 and "expired" in error_of(expired)["message"]
        assert http.get("/v1/files").json()["data"] == []
        assert upload(http, pictures.picture(3)).status_code == 200
