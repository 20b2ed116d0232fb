"""The whole product in front of model servers that misbehave, or are our own: what callers get to see over HTTP."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

from flashweb.media.encode import write_copy
from tests.api.asking import chat, error_of, events_of, text_of, upload
from tests.api.running import RunningServer, wait_until
from tests.api.test_right_picture import Shot, mistakes
from tests.conftest import MakeServer
from tests.engines.remote.faulty import Call, FaultyServer, faulty, good, until
from tests.media import pictures


async def before(make_server: MakeServer, *servers: FaultyServer, **settings: object) -> RunningServer:
    """The product in front of these servers."""
    urls = json.dumps([server.url for server in servers])
    named = {"remote__urls": urls, "remote__rest": 0.05, "remote__max_rest": 0.2, "remote__failures": 1}
    return await asyncio.to_thread(lambda: make_server("remote", **(named | settings)))


def chunks_of(text: str) -> list[dict[str, Any]]:
    return [event for event in events_of(text.splitlines()) if isinstance(event, dict)]


async def thinks(call: Call) -> None:
    await call.head()
    for text in ("The user wants ", "紫色", "企鹅", " and a button"):
        await call.event(choices=[{"delta": {"reasoning_content": text}}])
    await call.say("It is ", "top right.")
    await call.end()


async def test_reasoning_is_hidden_unless_shown_and_then_moderated(make_server: MakeServer, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("紫色企鹅\n", encoding="utf-8")
    async with faulty() as model:
        model.script = thinks
        listed = {"guardrails__word_lists": json.dumps([str(words)])}
        hidden = await before(make_server, model)
        shown = await before(make_server, model, serving__show_reasoning=True, **listed)
        for server, thought in ((hidden, None), (shown, "The user wants **** and a button")):
            async with httpx.AsyncClient(base_url=server.url, timeout=20) as http:
                answer = (await http.post("/v1/chat/completions", json=chat("hi", model="tiny"))).json()
                message = answer["choices"][0]["message"]
                assert message["content"] == "It is top right." and message.get("reasoning_content") == thought
                body = chat("hi", model="tiny", stream=True)
                stream = chunks_of((await http.post("/v1/chat/completions", json=body)).text)
                deltas = [event["choices"][0]["delta"] for event in stream if event.get("choices")]
                told = "".join(delta.get("reasoning_content", "") for delta in deltas)
                assert told == (thought or "") and text_of(stream) == "It is top right."
                first_word = next(number for number, delta in enumerate(deltas) if delta.get("content"))
                assert not any("reasoning_content" in delta for delta in deltas[first_word:])


async def test_a_lost_server_is_an_honest_503_and_comes_back(make_server: MakeServer) -> None:
    async with faulty() as model:
        server = await before(make_server, model)
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as http:
            assert (await http.get("/health")).json() == {"status": "ok", "model_ready": True}
            await model.die()
            for _ in range(3):
                response = await http.post("/v1/chat/completions", json=chat("hi", model="tiny", stream=True))
                error = error_of(response)
                assert (response.status_code, error["code"]) == (503, "not_ready")
                assert int(response.headers["retry-after"]) >= 1
            health = await http.get("/health")
            assert health.status_code == 503 and health.json()["status"] == "unavailable"
            assert (await http.get("/health/live")).status_code == 200
            await model.open()
            await asyncio.to_thread(wait_until, server)
            answer = (await http.post("/v1/chat/completions", json=chat("Back?", model="tiny"))).json()
            assert answer["choices"][0]["message"]["content"] == "Back?"


async def test_a_fault_in_the_middle_ends_the_stream_once(make_server: MakeServer) -> None:
    async def drops(call: Call) -> None:
        await call.head()
        await call.say("The button")
        call.drop()

    async with faulty() as model:
        server = await before(make_server, model)
        model.script = drops
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as http:
            body = chat("hi", model="tiny", stream=True)
            text = (await http.post("/v1/chat/completions", json=body)).text
        events = events_of(text.splitlines())
        errors = [event for event in events if isinstance(event, dict) and "error" in event]
        assert [error["error"]["code"] for error in errors] == ["upstream_error"]
        assert events[-1] == "[DONE]" and events.count("[DONE]") == 1 and text_of(events) == "The button"
        assert len(model.calls) == 1


async def test_a_client_that_leaves_hangs_up_on_the_model(make_server: MakeServer) -> None:
    gone = asyncio.Event()

    async def endless(call: Call) -> None:
        await call.head()
        await call.say("word ")
        await call.until_gone()
        gone.set()

    async with faulty() as model:
        server = await before(make_server, model, remote__gap_timeout=30)
        model.script = endless
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as http:
            body = chat("hi", model="tiny", stream=True)
            async with http.stream("POST", "/v1/chat/completions", json=body) as response:
                await anext(response.aiter_lines())
                assert len(model.calls) == 1 and not gone.is_set()
        await asyncio.wait_for(gone.wait(), 10)
        waiting = asyncio.create_task(asyncio.to_thread(server.gauges))
        assert (await waiting)[0] == 0


async def test_cached_tokens_and_thinking_pass_through(make_server: MakeServer) -> None:
    async def counted(call: Call) -> None:
        await call.head()
        await call.say("yes")
        details = {"cached_tokens": 1184}
        await call.end(usage={"prompt_tokens": 1200, "completion_tokens": 1, "prompt_tokens_details": details})

    async with faulty() as model:
        server = await before(make_server, model)
        model.script = counted
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as http:
            body = chat("hi", model="tiny", temperature=0.5, stop=["\n"], reasoning_effort="none")
            usage = (await http.post("/v1/chat/completions", json=body)).json()["usage"]
            assert usage["prompt_tokens_details"]["cached_tokens"] == 1184 and usage["prompt_tokens"] == 1200
            body = chat("hi", model="tiny", chat_template_kwargs={"enable_thinking": True})
            assert (await http.post("/v1/chat/completions", json=body)).status_code == 200
        first, second = (call.body for call in model.calls)
        assert first["chat_template_kwargs"] == {"enable_thinking": False}
        assert (first["temperature"], first["stop"]) == (0.5, ["\n"])
        assert second["chat_template_kwargs"] == {"enable_thinking": True}


async def test_an_upload_is_prefilled_and_a_deleted_file_hangs_up(make_server: MakeServer) -> None:
    gone = asyncio.Event()

    async def endless(call: Call) -> None:
        await call.until_gone()
        gone.set()

    async with faulty() as model:
        server = await before(make_server, model, remote__prefill=True)
        model.script = endless

        def put() -> str:
            with httpx.Client(base_url=server.url) as http:
                return str(upload(http, pictures.picture(1)).json()["id"])

        file_id = await asyncio.to_thread(put)
        await until(lambda: model.calls)
        assert model.calls[0].body["max_tokens"] == 1 and not gone.is_set()
        async with httpx.AsyncClient(base_url=server.url) as http:
            assert (await http.delete(f"/v1/files/{file_id}")).status_code == 200
        await asyncio.wait_for(gone.wait(), 10)
        model.script = good


def names_their_copies(chosen: list[Shot], answer: str) -> bool:
    """The upstream gets the copies that are kept, and says their hashes."""
    marks = []
    for shot in chosen:
        copy = io.BytesIO()
        write_copy(Image.open(io.BytesIO(shot.data)).convert("RGB"), False, copy)
        marks.append(f"[560x260 {hashlib.sha256(copy.getvalue()).hexdigest()[:12]}]")
    return answer.startswith(" ".join(marks)) and answer.count("[560x260") == len(marks)


async def test_remote_never_answers_about_another_picture(make_server: MakeServer) -> None:
    upstreams = [make_server("echo").url for _ in range(2)]
    server = make_server("remote", remote__urls=json.dumps(upstreams), remote__prefill=True)
    assert await mistakes(server, "echo", names_their_copies) == []
