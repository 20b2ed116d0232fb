"""Questions over real HTTP, timed to the first visible token."""

from __future__ import annotations

import base64
import io
import json
import time
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
from PIL import Image, ImageDraw

from tests.api.running import RunningServer

START = 300.0


@dataclass(frozen=True, slots=True)
class Answer:
    """ttft, total: seconds from sending to the first visible token, and to the end."""

    ttft: float
    total: float
    text: str
    usage: dict[str, Any]

    @property
    def cached(self) -> int:
        return int(self.usage["prompt_tokens_details"]["cached_tokens"])


def page(seed: int) -> bytes:
    """PNG of a page of 1280x800 with text that no other seed gives."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (1280, 800), "white")
    pen = ImageDraw.Draw(image)
    for top in range(20, 780, 24):
        words = "".join(chr(letter) for letter in random.integers(97, 122, 60))
        pen.text((float(random.integers(10, 400)), top), words, fill=tuple(int(c) for c in random.integers(0, 150, 3)))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def data_uri(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def ask(client: httpx.Client, model: str, image: str, question: str, **fields: Any) -> Answer:
    parts = [{"type": "image_url", "image_url": {"url": image}}, {"type": "text", "text": question}]
    body = {"model": model, "messages": [{"role": "user", "content": parts}], "max_tokens": 4, "temperature": 0}
    body |= {"stream": True, "stream_options": {"include_usage": True}, **fields}
    started = time.perf_counter()
    ttft, text, usage = None, "", {}
    with client.stream("POST", "/v1/chat/completions", json=body) as response:
        assert response.status_code == 200, response.read()
        for line in response.iter_lines():
            if not line.startswith("data: {"):
                continue
            chunk = json.loads(line.removeprefix("data: "))
            usage = chunk.get("usage") or usage
            for choice in chunk["choices"]:
                piece = choice["delta"].get("content") or ""
                if piece and ttft is None:
                    ttft = time.perf_counter() - started
                text += piece
    assert ttft is not None, "no visible token came"
    return Answer(ttft, time.perf_counter() - started, text, usage)


def upload(client: httpx.Client, picture: bytes) -> str:
    """The file's id, once it was read ahead."""
    before = prefills(client)
    response = client.post("/v1/files", files={"file": ("page.png", picture)}, data={"purpose": "vision"})
    response.raise_for_status()
    deadline = time.monotonic() + START
    while prefills(client) == before:
        assert time.monotonic() < deadline, "it was not read ahead"
        time.sleep(0.1)
    return str(response.json()["id"])


def prefills(client: httpx.Client) -> str:
    lines = client.get("/metrics").text.splitlines()
    return "".join(line for line in lines if line.startswith('flashweb_prefills_total{outcome="done"}'))


def wait_until_ready(server: RunningServer) -> None:
    deadline = time.monotonic() + START
    with httpx.Client(base_url=server.url, timeout=5) as client:
        while time.monotonic() < deadline:
            assert server.process.poll() is None, server.log.read_text(encoding="utf-8")
            try:
                if client.get("/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
    raise AssertionError(server.log.read_text(encoding="utf-8"))
