"""What is found out about a server before it gets requests, and what it is then sent."""

from __future__ import annotations

import asyncio
import json

import pytest

from flashweb.core.errors import ConfigurationError
from flashweb.core.events import Finished, Usage
from flashweb.core.json_schema import read_format
from flashweb.core.request import Message
from flashweb.core.sampling import SamplingParams
from flashweb.engines.remote.engine import RemoteEngine
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from tests.engines.remote.faulty import Call, FaultyServer, ask, faulty, good, question, remote, said, thought, until
from tests.media import pictures

TOO_MANY = {"error": {"message": "At most 1 image(s) may be provided in one prompt."}}


def listing(*models: dict[str, object]) -> object:
    async def answer(call: Call) -> None:
        await call.json(200, {"object": "list", "data": list(models)})

    return answer


def num_pictures(call: Call) -> int:
    content = call.body["messages"][-1]["content"]
    return sum(part["type"] == "image_url" for part in content) if isinstance(content, list) else 0


async def start(server: FaultyServer, **settings: object) -> RemoteEngine:
    """What start-up makes of a server that it does not like."""
    media = MediaStore(MediaSettings())
    engine = RemoteEngine(media, RemoteSettings(urls=(server.url,), **settings))
    try:
        async with asyncio.timeout(10):
            await engine.start(lambda *_: None)
    finally:
        await engine.close()
        await media.close()
    return engine


async def test_the_only_model_is_taken_and_its_context_heeded() -> None:
    async with faulty() as server:
        server.models = listing({"id": "org/model-9b", "max_model_len": 3000})  # type: ignore[assignment]
        async with remote(server) as (engine, _):
            able = engine.capabilities
            assert (able.model, able.max_question_chars, able.max_images) == ("org/model-9b", 1500, 8)
            await ask(engine, question(sampling=SamplingParams(max_tokens=2000)))
            assert server.calls[0].body["model"] == "org/model-9b" and server.calls[0].body["max_tokens"] == 1500


async def test_several_models_and_none_named_stops_the_start() -> None:
    async with faulty() as server:
        server.models = listing({"id": "a"}, {"id": "b"})  # type: ignore[assignment]
        with pytest.raises(ConfigurationError, match=r"2 models \(a, b\); choose one with --model"):
            await start(server)
        assert (await start(server, model="b", name="mine")).capabilities.model == "mine"


async def test_a_key_that_is_refused_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    async def locked(call: Call) -> None:
        await call.json(401, {"error": {"message": "Incorrect API key"}})

    async with faulty() as server:
        server.models = locked
        with pytest.raises(ConfigurationError, match="does not accept the key"):
            await start(server)
        with pytest.raises(ConfigurationError, match="TINY_KEY, which is not set"):
            await start(server, api_key_env="TINY_KEY")
    with pytest.raises(ConfigurationError, match="--url"):
        RemoteEngine(MediaStore(MediaSettings()), RemoteSettings())


async def test_a_hosted_api_without_a_list_is_used_by_name() -> None:
    async def missing(call: Call) -> None:
        await call.json(404, {"error": "no such page"})

    async with faulty() as server:
        server.models = missing
        async with remote(server, model="glm-4.6v-flash", ask_first=False) as (engine, _):
            assert server.probes == [], "each question costs money there"
            assert said(await ask(engine, question("Hello there"))) == "Hello there"
            assert engine.capabilities.model == "glm-4.6v-flash" and engine.capabilities.grounding


async def test_what_a_server_refuses_is_not_sent_again() -> None:
    async def picky(call: Call) -> None:
        if "stream_options" in call.body or "max_tokens" in call.body:
            await call.json(400, {"error": {"message": "Unknown parameter"}})
        elif num_pictures(call) > 1:
            await call.json(400, TOO_MANY)
        else:
            await good(call)

    async with faulty() as server:
        server.probe = picky
        async with remote(server) as (engine, _):
            assert engine.capabilities.max_images == 1
            await ask(engine, question())
            body = server.calls[0].body
            assert body["max_completion_tokens"] == 2048 and "max_tokens" not in body and "stream_options" not in body


async def test_a_model_without_eyes_is_known_for_it() -> None:
    async def blind(call: Call) -> None:
        await (call.json(400, {"error": {"message": "no images, please"}}) if num_pictures(call) else good(call))

    async with faulty() as server:
        server.probe = blind
        async with remote(server) as (engine, _):
            assert engine.capabilities.max_images == 0


async def test_it_is_ready_only_when_a_server_answers() -> None:
    async with faulty() as server:
        await server.die()
        media = MediaStore(MediaSettings())
        engine = RemoteEngine(media, RemoteSettings(urls=(server.url,), rest=0.05, max_rest=0.1))
        steps: list[str] = []
        starting = asyncio.create_task(engine.start(lambda step, _: steps.append(step)))
        await asyncio.sleep(0.4)
        assert not starting.done() and "cannot connect" in steps[-1] and engine.capabilities.trouble
        await server.open()
        await asyncio.wait_for(starting, 10)
        assert engine.capabilities.trouble == "" and num_pictures(server.probes[0]) == 1
        await engine.close()
        await media.close()


async def test_one_of_two_is_enough_and_the_other_joins_later() -> None:
    async with faulty() as one, faulty() as two:
        await two.die()
        async with remote(one, two) as (engine, _):
            assert engine.stats()["upstreams_answering"] == 1
            await two.open()
            await until(lambda: engine.stats()["upstreams_answering"] >= 2)


async def test_fields_are_passed_on_as_they_came() -> None:
    schema = {"type": "json_schema", "json_schema": {"name": "x", "strict": True, "schema": {"type": "object"}}}
    sampling = SamplingParams(max_tokens=9, temperature=0.0, top_p=0.5, seed=3, stop=("\n", "END"))
    async with faulty() as server, remote(server) as (engine, _):
        await ask(engine, question(sampling=sampling, response_format=read_format(schema), reasoning=False))
        await ask(engine, question())
        first, second = (call.body for call in server.calls)
        for name, value in {
            "max_tokens": 9, "temperature": 0.0, "top_p": 0.5, "seed": 3, "stop": ["\n", "END"],
            "response_format": schema, "chat_template_kwargs": {"enable_thinking": False},
            "stream": True, "stream_options": {"include_usage": True},
        }.items():  # fmt: skip
            assert first[name] == value
        assert set(second) == {"messages", "model", "stream", "max_tokens", "stream_options"}


@pytest.mark.parametrize(
    ("asked", "field", "sent"),
    [
        (None, "chat_template_kwargs", {}),
        (True, "chat_template_kwargs", {"chat_template_kwargs": {"enable_thinking": True}}),
        (False, "reasoning_effort", {"reasoning_effort": "none"}),
        (True, "reasoning_effort", {}),
        (False, "none", {}),
    ],
)
async def test_how_a_server_is_told_not_to_think(asked: bool | None, field: str, sent: dict[str, object]) -> None:
    async with faulty() as server, remote(server, thinking_field=field) as (engine, _):
        await ask(engine, question(reasoning=asked))
        body = server.calls[0].body
        assert {name: body[name] for name in ("chat_template_kwargs", "reasoning_effort") if name in body} == sent


async def test_system_messages_become_one_and_come_first() -> None:
    async with faulty() as server, remote(server, system="Be brief.") as (engine, _):
        request = question()
        await ask(engine, request)
        turns = (Message("system", "One."), Message("system", "Two."), *request.messages)
        turns += (Message("assistant", "Yes."), Message("user", "And 登录?"))
        await ask(engine, question().__class__("id", "me", "tiny", turns))
        first, second = (call.body["messages"] for call in server.calls)
        assert first[0] == {"role": "system", "content": "Be brief."}
        assert second == [
            {"role": "system", "content": "One.\n\nTwo."},
            {"role": "user", "content": "What is this?"},
            {"role": "assistant", "content": "Yes."},
            {"role": "user", "content": "And 登录?"},
        ]


async def test_usage_and_cached_tokens_pass_through() -> None:
    async def counted(call: Call) -> None:
        await call.head()
        await call.say("yes", "!")
        details = {"prompt_tokens": 1200, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 1184}}
        await call.end("length", details)

    async def uncounted(call: Call) -> None:
        await call.head()
        await call.say("yes", "!")
        await call.part(b"data: [DONE]\n\n")
        await call.write(b"0\r\n\r\n")

    async with faulty() as server, remote(server) as (engine, _):
        server.script = counted
        assert (await ask(engine, question()))[-2:] == [Usage(1200, 2, 1184), Finished("length")]
        server.script = uncounted
        usage, finished = (await ask(engine, question()))[-2:]
        assert isinstance(usage, Usage) and usage.completion_tokens == 2 and "does not count" in usage.notes[0]
        assert finished == Finished("stop")


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning", None])
async def test_thoughts_are_told_apart(field: str | None) -> None:
    async def thinks(call: Call) -> None:
        await call.head()
        if field is None:
            await call.say("<th", "ink>Let me", " look.</thi", "nk>\n\nA b", "utton.")
        else:
            for text in ("Let me", " look."):
                await call.event(choices=[{"delta": {field: text, "content": None}}])
            await call.say("\nA b", "utton.")
        await call.end()

    async with faulty() as server, remote(server) as (engine, _):
        server.script = thinks
        events = await ask(engine, question())
        assert (thought(events), said(events)) == ("Let me look.", "A button.")


async def test_large_pictures_are_made_smaller_and_that_is_told() -> None:
    async with faulty() as server, remote(server, max_pixels=20_000) as (engine, media):
        ref = await media.add("me", pictures.picture(1))
        events = await ask(engine, question("What?", ref))
        usage = next(event for event in events if isinstance(event, Usage))
        assert usage.notes == ("Picture 1 was sent at 178x111 instead of 320x200.",)
        assert num_pictures(server.calls[0]) == 1


async def test_lone_surrogates_and_quotes_do_not_break_the_body() -> None:
    async with faulty() as server, remote(server) as (engine, media):
        ref = await media.add("me", pictures.picture(1))
        await ask(engine, question('"}]} \ud800 登录 \u2028', ref))
        assert json.loads(server.calls[0].raw)["messages"][0]["content"][1]["text"] == '"}]} ? 登录 \u2028'
