"""The real openai client, with nothing changed but its base_url."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator

import httpx
import openai
import pytest
from PIL import Image

from tests.api.asking import data_uri, file_part, image_part, text_part
from tests.api.running import RunningServer
from tests.conftest import MakeServer
from tests.media import pictures


@pytest.fixture
def client(echo_server: RunningServer) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{echo_server.url}/v1", api_key="sk-test", max_retries=0, timeout=20) as client:
        yield client


def mark(data: bytes, width: int = 320, height: int = 200) -> str:
    return f"[{width}x{height} {hashlib.sha256(data).hexdigest()[:12]}]"


def user(*parts: dict[str, object]) -> list[dict[str, object]]:
    return [{"role": "user", "content": list(parts)}]


def test_text_alone(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(model="echo", messages=[{"role": "user", "content": "one  two\n三"}])
    assert answer.choices[0].message.content == "one  two\n三"
    assert answer.choices[0].finish_reason == "stop" and answer.object == "chat.completion"
    assert answer.id.startswith("chatcmpl-") and abs(answer.created - time.time()) < 60 and answer.model == "echo"
    assert answer.usage is not None and answer.usage.total_tokens == answer.usage.prompt_tokens + 3
    assert answer._request_id
    timings = answer.usage.model_extra["timings"]
    assert 0 <= timings["queue_ms"] <= timings["ttft_ms"] <= timings["total_ms"] < 5000


def test_a_picture_inline_and_by_id_in_both_ways(client: openai.OpenAI) -> None:
    data = pictures.picture(1)
    file = client.files.create(file=("a.png", data), purpose="vision")
    for part in (image_part(data_uri(data)), image_part(file.id), file_part(file.id)):
        answer = client.chat.completions.create(model="echo", messages=user(part, text_part("what?")))
        message = answer.choices[0].message
        assert message.content == f"{mark(data)} what?"
        (annotation,) = message.annotations
        assert annotation.element == {
            "image": 0, "role": "img", "name": mark(data)[9:-1], "text": "", "box": [0, 0, 320, 200],
            "state": [], "confidence": 1.0,
        }  # fmt: skip
    client.files.delete(file.id)


def test_streaming(client: openai.OpenAI) -> None:
    data = [pictures.picture(2), pictures.picture(3, "WEBP")]
    messages = user(image_part(data_uri(data[0])), text_part("first"), image_part(data_uri(data[1])))
    with client.chat.completions.create(
        model="echo", messages=messages, stream=True, stream_options={"include_usage": True}
    ) as stream:
        chunks = list(stream)
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"} and len({c.id for c in chunks}) == 1
    first, last = chunks[0].choices[0].delta, chunks[-1]
    assert first.role == "assistant" and first.content == ""
    assert last.choices == [] and last.usage is not None and last.usage.completion_tokens == 3
    assert last.usage.model_extra["timings"]["total_ms"] > 0
    assert all(chunk.usage is None for chunk in chunks[:-1])
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1])
    assert text == f"{mark(data[0])} {mark(data[1])} first"
    assert [c.choices[0].finish_reason for c in chunks[:-1] if c.choices[0].finish_reason] == ["stop"]
    extras = [c.choices[0].delta.model_extra or {} for c in chunks[:-1]]
    assert [a["element"]["image"] for extra in extras for a in extra.get("annotations", ())] == [0, 1]


def test_without_include_usage_no_usage_is_sent(client: openai.OpenAI) -> None:
    messages = [{"role": "user", "content": "a b"}]
    chunks = list(client.chat.completions.create(model="echo", messages=messages, stream=True))
    assert all(chunk.usage is None and chunk.choices for chunk in chunks)


def test_the_stream_helper(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(model="echo", messages=[{"role": "user", "content": "a b c"}]) as stream:
        assert "".join(event.delta for event in stream if event.type == "content.delta") == "a b c"
        assert stream.get_final_completion().choices[0].message.content == "a b c"


def test_a_conversation_sends_the_message_back_as_it_came(client: openai.OpenAI) -> None:
    data = pictures.picture(4)
    messages: list[object] = user(image_part(data_uri(data)), text_part("first"))
    message = client.chat.completions.create(model="echo", messages=messages).choices[0].message
    messages = [*messages, message, {"role": "user", "content": "second"}]
    answer = client.chat.completions.create(model="echo", messages=messages).choices[0].message
    assert answer.content == f"{mark(data)} second", "the picture of the first turn is still looked at"
    messages = [*messages, answer.model_dump(), {"role": "user", "content": "third"}]
    assert client.chat.completions.create(model="echo", messages=messages).choices[0].message.content.endswith("third")


def test_max_tokens(client: openai.OpenAI) -> None:
    for name in ("max_tokens", "max_completion_tokens"):
        messages = [{"role": "user", "content": "one two three"}]
        answer = client.chat.completions.create(model="echo", messages=messages, **{name: 2})
        assert answer.choices[0].message.content == "one two " and answer.choices[0].finish_reason == "length"


def test_files(client: openai.OpenAI) -> None:
    data = pictures.picture(5)
    file = client.files.create(file=("首页.png", data), purpose="vision")
    assert (file.bytes, file.filename, file.purpose, file.object) == (len(data), "首页.png", "vision", "file")
    assert file.expires_at and file.expires_at > file.created_at
    assert client.files.retrieve(file.id) == file
    assert file in list(client.files.list())
    kept = client.files.content(file.id).read()
    with Image.open(io.BytesIO(kept)) as copy, Image.open(io.BytesIO(data)) as original:
        assert copy.convert("RGB").tobytes() == original.convert("RGB").tobytes(), "a copy without metadata"
    assert client.files.delete(file.id).deleted
    with pytest.raises(openai.NotFoundError):
        client.files.retrieve(file.id)


def test_a_list_of_files_is_read_page_by_page(client: openai.OpenAI) -> None:
    own = client.with_options(api_key="sk-pages")
    ids = [own.files.create(file=("a.png", pictures.picture(seed)), purpose="vision").id for seed in range(5)]
    assert [file.id for file in own.files.list(limit=2)] == ids[::-1]
    short = own.files.create(
        file=("a.png", pictures.picture(9)), purpose="vision", expires_after={"anchor": "created_at", "seconds": 60}
    )
    assert short.expires_at - short.created_at == 60


def test_models(client: openai.OpenAI) -> None:
    (model,) = client.models.list()
    assert (model.id, model.object, model.owned_by) == ("echo", "model", "flashweb")
    assert model.model_extra["max_images"] == 8
    assert client.models.retrieve("echo") == model
    with pytest.raises(openai.NotFoundError, match="use 'echo'"):
        client.models.retrieve("gpt-4o")


@pytest.mark.parametrize("stream", [False, True])
def test_errors_are_the_clients_own_exceptions(client: openai.OpenAI, stream: bool) -> None:
    create = client.chat.completions.create
    question = [{"role": "user", "content": "?"}]
    with pytest.raises(openai.BadRequestError) as caught:
        create(model="echo", messages=user(image_part("data:image/png;base64,AAAA"), text_part("?")), stream=stream)
    assert (caught.value.code, caught.value.param) == ("invalid_image", "messages.0.content.0")
    with pytest.raises(openai.BadRequestError, match="ask for one answer") as caught:
        create(model="echo", messages=question, n=2, stream=stream)
    assert (caught.value.code, caught.value.param) == ("unsupported_field", "n")
    with pytest.raises(openai.NotFoundError, match="use 'echo'") as missing:
        create(model="gpt-4o", messages=question, stream=stream)
    assert missing.value.param == "model" and missing.value.type == "not_found_error"
    with pytest.raises(openai.BadRequestError) as caught:
        create(model="echo", messages=question, extra_body={"temprature": 1}, stream=stream)
    assert caught.value.param == "temprature" and caught.value.request_id


async def test_the_client_waits_as_told_and_tries_again(make_server: MakeServer) -> None:
    server = make_server(serving__max_running=1, serving__max_waiting=0, echo__interval=0.1)
    waits: list[float] = []

    async def note(response: httpx.Response) -> None:
        if response.status_code == 429:
            waits.append(float(response.headers["retry-after"]))

    http = httpx.AsyncClient(event_hooks={"response": [note]})
    async with openai.AsyncOpenAI(base_url=f"{server.url}/v1", api_key="x", max_retries=3, http_client=http) as client:
        stream = await client.chat.completions.create(
            model="echo", messages=[{"role": "user", "content": "a b c d e"}], stream=True
        )
        started = time.perf_counter()
        answer = await client.chat.completions.create(model="echo", messages=[{"role": "user", "content": "free"}])
        assert answer.choices[0].message.content == "free"
        assert waits and all(wait >= 1 for wait in waits)
        assert time.perf_counter() - started >= 0.9, "the client waited for as long as Retry-After said"
        assert [c.choices[0].finish_reason async for c in stream][-1] == "stop"
        with pytest.raises(openai.RateLimitError) as caught:
            async with await client.chat.completions.create(
                model="echo", messages=[{"role": "user", "content": "a b c d e"}], stream=True
            ):
                await client.with_options(max_retries=0).chat.completions.create(
                    model="echo", messages=[{"role": "user", "content": "no"}]
                )
        assert caught.value.code == "overloaded" and caught.value.type == "rate_limit_error"
