"""A program that stands in for `vllm`: starts slowly, tells progress, answers over real HTTP, and fails as it is told.

    python standin.py CONTROL serve MODEL --host H --port P ...

CONTROL is a folder. The program writes `starts` (a line of its pids each time: itself, and a worker that has left the
session and is deaf to SIGTERM) and `arguments.json` there, and looks for: `refuse` (ends at once with that text),
`slow` (seconds before it listens), `deaf` (ignores SIGTERM), `blind` (refuses pictures), and, at each request, `crash`
(ends) and `hang` (answers nothing more).
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

METRICS = """# HELP vllm:num_requests_running Requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="m"} 2.0
# HELP vllm:prefix_cache_hits_total Prefix cache hits.
# TYPE vllm:prefix_cache_hits_total counter
vllm:prefix_cache_hits_total{engine="0",model_name="m"} 41.0
# HELP python_info Python platform information.
# TYPE python_info gauge
python_info{major="3"} 1.0
"""
WORKER = "import os, signal, time; os.setsid(); signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


class Standin:
    """Its life from start to end."""

    def __init__(self, control: Path, model: str, port: int) -> None:
        self._control = control
        self._model = model
        self._port = port

    def told(self, name: str) -> str | None:
        path = self._control / name
        return path.read_text() if path.exists() else None

    def run(self) -> None:
        if (words := self.told("refuse")) is not None:
            print(f"ERROR 11-23 04:05:22 [core.py:1] {words}", flush=True)
            sys.exit(1)
        if self.told("deaf") is not None:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        worker = subprocess.Popen([sys.executable, "-c", WORKER])
        with (self._control / "starts").open("a") as file:
            file.write(f"{os.getpid()} {worker.pid}\n")
        print(
            "(EngineCore pid=1) INFO 11-23 [core.py:133] Initializing a V1 LLM engine (v0.32.0) with config", flush=True
        )
        for percent in (0, 50, 100):
            print(f"\rLoading safetensors checkpoint shards: {percent:3d}% Completed | 1/2", end="", flush=True)
            time.sleep(float(self.told("slow") or 0) / 3)
        print("\nINFO init engine (profile, create kv cache, warmup model) took 1.00 s", flush=True)
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", self._port)
        print("INFO:     Application startup complete.", flush=True)
        async with server:
            await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                headers = {}
                while header := (await reader.readline()).strip():
                    name, _, value = header.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                await self._answer(line.decode().split()[1], headers, body, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _answer(self, path: str, headers: dict[str, str], body: bytes, writer: asyncio.StreamWriter) -> None:
        if self.told("hang") is not None:
            await asyncio.sleep(600)
        if self.told("crash") is not None:
            (self._control / "crash").unlink()
            os._exit(3)
        if path.startswith("/v1") and headers.get("authorization") != f"Bearer {os.environ['VLLM_API_KEY']}":
            await _reply(writer, 401, "application/json", b"{}")
        elif path == "/metrics":
            await _reply(writer, 200, "text/plain", METRICS.encode())
        elif path == "/v1/models":
            listed = {"data": [{"id": self._model, "max_model_len": 8192}]}
            await _reply(writer, 200, "application/json", json.dumps(listed).encode())
        elif path == "/v1/chat/completions":
            await self._chat(json.loads(body), writer)
        else:
            await _reply(writer, 200, "text/plain", b"")

    async def _chat(self, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        content = body["messages"][-1]["content"]
        parts = content if isinstance(content, list) else [{"type": "text", "text": content}]
        num_pictures = sum(part["type"] == "image_url" for part in parts)
        if num_pictures and self.told("blind") is not None:
            await _reply(writer, 400, "application/json", b'{"error": {"message": "this model takes no pictures"}}')
            return
        (self._control / "question.json").write_text(json.dumps(body))
        text = f"{num_pictures} pictures"
        chunks: list[dict[str, Any]] = [{"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]}]
        chunks += [{"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}]
        chunks += [{"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 2}}]
        events = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
        await _reply(writer, 200, "text/event-stream", events.encode())


async def _reply(writer: asyncio.StreamWriter, status: int, kind: str, body: bytes) -> None:
    writer.write(f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()


if __name__ == "__main__":
    folder, arguments = Path(sys.argv[1]), sys.argv[2:]
    (folder / "arguments.json").write_text(json.dumps(arguments))
    Standin(folder, arguments[1], int(arguments[arguments.index("--port") + 1])).run()
