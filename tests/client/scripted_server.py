"""A real HTTP server whose behaviour each question scripts, so that the client's clock can be checked.

The question is JSON: first and gap (seconds), num (events), status, retry_after, error_after (events, then an error
inside the stream), cut (no [DONE]), max_active (429 above), raw (a body verbatim), reset (hang up at once).
GET /seen tells what was asked: the SHA-256 of each picture, the highest number in flight, the Authorization headers,
how many hung up. GET /idle does so once nothing is in flight.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import sys
from typing import Any

import uvicorn

SSE = [(b"content-type", b"text/event-stream")]
JSON = [(b"content-type", b"application/json")]
state: dict[str, Any] = {
    "pictures": [],
    "active": 0,
    "peak": 0,
    "keys": [],
    "files": {},
    "connections": [],
    "hung_up": 0,
}
idle = asyncio.Event()
idle.set()


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    path = scope["path"]
    if path == "/v1/chat/completions":
        await chat(scope, json.loads(body), receive, send)
    elif path == "/v1/files":
        name = f"file-{len(state['files'])}"
        state["files"][name] = hashlib.sha256(picture_part(body)).hexdigest()
        await answer(send, 200, {"id": name, "object": "file"})
    elif scope["method"] == "DELETE":
        found = state["files"].pop(path.rpartition("/")[2], None)
        await answer(send, 200 if found else 404, {"deleted": True} if found else error("unknown_file", "no such file"))
    elif path == "/v1/models":
        await answer(send, 200, {"object": "list", "data": [{"id": "scripted"}]})
    elif path == "/health":
        await answer(send, 503, {"status": "starting", "model_ready": False, "step": "loading", "progress": 0.4})
    else:
        if path == "/idle":
            await asyncio.wait_for(idle.wait(), 10)
        await answer(send, 200, state)


def picture_part(body: bytes) -> bytes:
    """The file's bytes out of a multipart body."""
    boundary = body.partition(b"\r\n")[0]
    part = next(part for part in body.split(boundary) if b'name="file"' in part)
    return part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")


def error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": "messages.0", "code": code}}


async def answer(send: Any, status: int, body: Any, headers: list[tuple[bytes, bytes]] = JSON) -> None:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


async def chat(scope: dict[str, Any], body: dict[str, Any], receive: Any, send: Any) -> None:
    state["keys"].append(dict(scope["headers"]).get(b"authorization", b"").decode())
    state["connections"].append(scope["client"][1])
    parts = body["messages"][-1]["content"]
    for part in parts[:-1]:
        if part["type"] == "file":
            state["pictures"].append(state["files"][part["file"]["file_id"]])
        else:
            data = base64.b64decode(part["image_url"]["url"].partition(",")[2])
            state["pictures"].append(hashlib.sha256(data).hexdigest())
    script = json.loads(parts[-1]["text"])
    state["active"] += 1
    state["peak"] = max(state["peak"], state["active"])
    status = script.get("status", 429 if state["active"] > script.get("max_active", 10**6) else 200)
    idle.clear()
    playing, leaving = asyncio.ensure_future(play(script, status, send)), asyncio.ensure_future(receive())
    try:
        await asyncio.wait([playing, leaving], return_when=asyncio.FIRST_COMPLETED)
        state["hung_up"] += not playing.done()
    finally:
        playing.cancel()
        leaving.cancel()
        state["active"] -= 1
        if not state["active"]:
            idle.set()


async def play(script: dict[str, Any], status: int, send: Any) -> None:
    if "raw" in script:
        await answer(send, status, script["raw"], SSE)
        return
    if status != 200:
        retry = str(script.get("retry_after", 2)).encode()
        await answer(
            send, status, error(script.get("code", "overloaded"), "try later"), [*JSON, (b"retry-after", retry)]
        )
        return
    await send({"type": "http.response.start", "status": 200, "headers": SSE})
    await event(send, {"choices": [{"delta": {"role": "assistant", "content": ""}}]})
    loop = asyncio.get_running_loop()
    due = loop.time() + script.get("first", 0.0)
    for number in range(script.get("num", 3)):
        await asyncio.sleep(max(0.0, due - loop.time()))
        due += script.get("gap", 0.0)
        if number == script.get("error_after"):
            await event(send, error("engine_died", "the engine died"))
            break
        await event(send, {"choices": [{"delta": {"content": f"字{number} "}, "finish_reason": None}]})
    usage = {"completion_tokens": script.get("tokens", script.get("num", 3)), "timings": {"ttft_ms": 1.0}}
    await event(send, {"choices": [], "usage": usage})
    end = b"" if script.get("cut") else b"data: [DONE]\n\n"
    await send({"type": "http.response.body", "body": end})


async def event(send: Any, chunk: dict[str, Any]) -> None:
    data = f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
    await send({"type": "http.response.body", "body": data, "more_body": True})


class Announcing(uvicorn.Server):
    """Tells the port once it is bound."""

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"{self.servers[0].sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    Announcing(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")).run()
