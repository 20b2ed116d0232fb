from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient

from flashweb.ui.starting import hold_place, leave_place


def test_until_the_page_is_there_a_browser_is_told_to_wait() -> None:
    app = FastAPI()
    hold_place(app, "<Our> server")
    with TestClient(app) as client:
        answer = client.get("/")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "1"
        assert 'http-equiv="refresh"' in answer.text
        assert "<title>&lt;Our&gt; server</title>" in answer.text
        leave_place(app)
        assert client.get("/").status_code == 404
