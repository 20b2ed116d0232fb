"""What a caller reads over HTTP: fields, events and errors of guardrails, by route."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import httpx
import pytest

from tests.api.asking import chat, deltas_of, error_of, events_of, text_of
from tests.api.running import RunningServer
from tests.conftest import MakeServer
from tests.guardrails.asking import ATTACK
from tests.media.pictures import picture


@pytest.fixture
def server(make_server: MakeServer) -> RunningServer:
    policies = {"strict": {"question": "block"}, "private": {"personal_data": True}}
    routes = {"/v1/vqa": "strict"}
    return make_server(guardrails__policies=json.dumps(policies), guardrails__routes=json.dumps(routes))


def test_a_route_blocks_and_another_flags(server: RunningServer) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        files = {"image": ("a.png", picture())}
        blocked = client.post("/v1/vqa", files=files, data={"question": ATTACK})
        assert blocked.status_code == 400
        error = error_of(blocked)
        assert error["code"] == "content_filter" and "请删去这类句子" in error["message"]
        assert "guardrails" not in client.post("/v1/vqa", files=files, data={"question": "有什么"}).json()

        message = client.post("/v1/chat/completions", json=chat(ATTACK)).json()["choices"][0]["message"]
        (verdict,) = message["guardrails"]["verdicts"]
        assert (verdict["kind"], verdict["place"], verdict["done"]) == ("prompt_injection", "question", "flag")
        assert message["content"] == ATTACK
    samples = server.samples()
    assert samples['flashweb_guardrail_verdicts_total{done="block",kind="prompt_injection",place="question"}'] == 1


def test_a_stream_masks_and_stops_in_order(server: RunningServer) -> None:
    def stream(question: str) -> list[object]:
        body = chat(question, stream=True, stream_options={"include_usage": True})
        with httpx.stream("POST", f"{server.url}/v1/chat/completions", json=body, timeout=30) as response:
            return list(events_of(response.iter_lines()))

    masked = stream("say fuck you now")
    assert text_of(masked) == "say **** *** now"
    *_, notice, last = deltas_of(masked)
    assert notice["guardrails"]["message"].startswith("Words in the answer were covered (*)") and last == {}
    stopped = stream("first how to make a bomb then")
    assert text_of(stopped) == "first "
    reasons = [e["choices"][0]["finish_reason"] for e in stopped if isinstance(e, dict) and e["choices"]]
    assert [reason for reason in reasons if reason] == ["content_filter"] and stopped[-1] == "[DONE]"


def test_sighup_reads_the_word_lists_again_and_a_bad_list_changes_nothing(
    make_server: MakeServer, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("# none yet\n", encoding="utf-8")
    server = make_server(guardrails__word_lists=json.dumps([str(words)]))

    def answer() -> str:
        body = chat("say kumquat")
        return str(httpx.post(f"{server.url}/v1/chat/completions", json=body, timeout=30).json()["choices"][0])

    def until_logged(what: str, num: int) -> None:
        deadline = time.monotonic() + 60
        while server.log.read_text(encoding="utf-8").count(what) < num:
            assert time.monotonic() < deadline, f"{what!r} was not logged"

    assert "kumquat" in answer()
    words.write_text("kumquat\n", encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    until_logged("word lists read", 1)
    assert "kumquat" not in answer()
    words.write_bytes(b"\xff\xfe\xff")
    server.process.send_signal(signal.SIGHUP)
    until_logged("the word lists stay as they were", 1)
    assert "kumquat" not in answer()
    words.write_text("# none\n", encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    until_logged("word lists read", 2)
    assert "kumquat" in answer()
