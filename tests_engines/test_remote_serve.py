"""The engine `remote` in front of a real `transformers serve`: its CLI in a process of its own, a tiny checkpoint."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.server import RunningServer, free_port, running_server
from flashweb.engines.prompting import LEAD
from tests.media import pictures
from tests_engines.tiny import SIZE, saved

NUM_TOKENS = 12
PATIENCE = 120.0


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It says letters: `transformers serve` holds back bytes that are no character, of which noise is full."""
    folder = saved("glm4v", tmp_path_factory.mktemp("served") / "tiny-glm4v", ends=False)
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    letters = {number for word, number in vocabulary.items() if word.isascii() and word.isalnum()}
    settings = json.loads((folder / "generation_config.json").read_text(encoding="utf-8"))
    settings["suppress_tokens"] = sorted(set(range(SIZE["vocab_size"])) - letters)
    (folder / "generation_config.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def served(checkpoint: Path) -> Iterator[str]:
    """The URL of `transformers serve CHECKPOINT`."""
    port = free_port()
    program = Path(sys.executable).with_name("transformers")
    command = [str(program), "serve", str(checkpoint), "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    hub = checkpoint.parent / "hub"
    hub.mkdir()  # without it, its list of models fails
    offline = {"HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": str(hub)}
    with subprocess.Popen(command, env=os.environ | offline) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"transformers serve ended with {process.returncode}"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def product(served: str, checkpoint: Path) -> Iterator[RunningServer]:
    with running_server("--engine", "remote", "--url", served, "--model", str(checkpoint), "--no-ui") as server:
        yield server


def content_of(question: str, *images: bytes) -> list[dict[str, Any]]:
    urls = ["data:image/png;base64," + base64.b64encode(image).decode() for image in images]
    return [*({"type": "image_url", "image_url": {"url": url}} for url in urls), {"type": "text", "text": question}]


async def asked(product: RunningServer, question: str, *images: bytes) -> list[dict[str, Any]]:
    """Events of one greedy streamed answer."""
    content = content_of(question, *images)
    async with httpx.AsyncClient(base_url=product.url, timeout=PATIENCE) as client:
        model = (await client.get("/v1/models")).json()["data"][0]["id"]
        body = {"model": model, "messages": [{"role": "user", "content": content}], "max_tokens": NUM_TOKENS}
        body |= {"temperature": 0, "stream": True, "stream_options": {"include_usage": True}}
        response = await client.post("/v1/chat/completions", json=body)
    assert response.status_code == 200, response.text
    assert response.text.endswith("data: [DONE]\n\n")
    return [json.loads(line[6:]) for line in response.text.splitlines() if line.startswith("data: {")]


async def direct(served: str, checkpoint: Path, question: str, *images: bytes) -> str:
    """What `transformers serve` says when it is asked itself, not streamed."""
    messages = [{"role": "user", "content": content_of(question, *images)}]
    body = {"model": str(checkpoint), "messages": messages, "max_tokens": NUM_TOKENS, "temperature": 0}
    async with httpx.AsyncClient(base_url=served, timeout=PATIENCE) as client:
        response = await client.post("/v1/chat/completions", json=body)
    assert response.status_code == 200, response.text
    return str(response.json()["choices"][0]["message"]["content"])


def words(events: list[dict[str, Any]]) -> list[str]:
    deltas = [event["choices"][0]["delta"] for event in events if event["choices"]]
    return [delta["content"] for delta in deltas if delta.get("content")]


async def test_a_picture_is_asked_about_and_the_answer_streams(
    product: RunningServer, served: str, checkpoint: Path
) -> None:
    kestrel = pictures.page("KESTREL", 200, 140)
    events = await asked(product, "What does it say?", kestrel)
    assert len(words(events)) > 1, "one piece is no stream"
    usage = events[-1]["usage"]
    assert usage["completion_tokens"] == NUM_TOKENS and usage["prompt_tokens"] > len(LEAD)
    assert events[-2]["choices"][0]["finish_reason"] == "length"
    assert "".join(words(events)) == await direct(served, checkpoint, LEAD + "What does it say?", kestrel)


async def test_pictures_go_there_in_order_and_nothing_stays_of_them(
    product: RunningServer, served: str, checkpoint: Path
) -> None:
    kestrel, beacon = pictures.page("KESTREL", 200, 140), pictures.page("BEACON 17", 300, 200)
    shown = [(kestrel,), (beacon,), (kestrel, beacon), (), (beacon, kestrel), (kestrel,)]
    told = ["".join(words(await asked(product, "What?", *pages))) for pages in shown]
    assert told == [await direct(served, checkpoint, (LEAD if pages else "") + "What?", *pages) for pages in shown]
    assert told[0] == told[-1] and len(set(told)) >= 3


async def test_a_caller_who_leaves_is_forgotten_and_the_next_is_answered(product: RunningServer) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "Go on."}], "max_tokens": 2000, "stream": True}
    async with httpx.AsyncClient(base_url=product.url, timeout=PATIENCE) as client:
        body["model"] = (await client.get("/v1/models")).json()["data"][0]["id"]
        async with client.stream("POST", "/v1/chat/completions", json=body) as response:
            async for line in response.aiter_lines():
                if '"content":"' in line:
                    break
    assert len(words(await asked(product, "Still there?"))) > 1
