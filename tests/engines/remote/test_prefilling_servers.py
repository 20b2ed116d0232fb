"""Upload-time prefill: the same bytes that a question will begin with, at low priority, and gone when not wanted."""

from __future__ import annotations

import asyncio
import base64
import json

import pytest

from flashweb.core.events import Usage
from flashweb.core.request import Message, Request
from tests.engines.remote.faulty import Call, FaultyServer, ask, faulty, question, remote, until
from tests.media import pictures

BLOCK = 16


class PrefixCache:
    """As vLLM's: what was computed is kept in blocks of the prompt, and counts as cached where a prompt begins so.

    A token is a byte of the messages here, as they came over the wire; the salt is part of each block.
    """

    def __init__(self) -> None:
        self._blocks: set[bytes] = set()

    async def answer(self, call: Call) -> None:
        salt = call.body.get("cache_salt", "").encode()
        prompt = call.raw[: call.raw.index(b'"model"')]
        ends = range(BLOCK, len(prompt) + 1, BLOCK)
        cached = next((end for end in reversed(ends) if salt + prompt[:end] in self._blocks), 0)
        self._blocks |= {salt + prompt[:end] for end in ends}
        await call.head()
        await call.say("Yes.")
        details = {"cached_tokens": cached}
        await call.end(usage={"prompt_tokens": len(prompt), "completion_tokens": 1, "prompt_tokens_details": details})


def common_start(one: bytes, other: bytes) -> bytes:
    pairs = enumerate(zip(one, other, strict=False))
    return one[: next((place for place, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))]


def usage_of(events: list[object]) -> Usage:
    return next(event for event in events if isinstance(event, Usage))


@pytest.mark.parametrize("system", [None, "You look at screenshots."])
@pytest.mark.parametrize("salted", [False, True])
async def test_a_prefilled_picture_is_found_in_the_cache_by_any_question(system: str | None, salted: bool) -> None:
    async with faulty() as server, remote(server, prefill=True, system=system, tenant_salt=salted) as (engine, media):
        server.script = PrefixCache().answer
        ref, other = [await media.add("me", pictures.picture(seed)) for seed in (1, 2)]
        assert usage_of(await ask(engine, question("Cold?", other))).cached_tokens < 100
        await engine.prefill((ref,))
        prefill = server.calls[-1]
        assert prefill.body["max_tokens"] == 1
        for text in ("Where is the login button?", "有几个按钮?"):
            usage = usage_of(await ask(engine, question(text, ref)))
            common = common_start(prefill.raw, server.calls[-1].raw)
            data = base64.b64encode(await media.data(ref))
            assert data in common, "the whole picture is in what both begin with"
            assert usage.cached_tokens >= common.index(data) + len(data) - BLOCK
            assert 0 < usage.prompt_tokens - usage.cached_tokens < 150


async def test_text_that_always_follows_the_picture_is_prefilled_too() -> None:
    async with faulty() as server, remote(server, prefill=True) as (engine, media):
        ref = await media.add("me", pictures.picture(1))
        await engine.prefill((ref,), text="The page says: 登录\n")
        await ask(engine, question("The page says: 登录\nWhere?", ref))
        prefill, asked = (call.raw for call in server.calls)
        common = common_start(prefill, asked)
        assert common.endswith("The page says: 登录\\n".encode())


async def test_tenants_do_not_find_each_others_pictures() -> None:
    async with faulty() as server, remote(server, prefill=True, tenant_salt=True) as (engine, media):
        server.script = PrefixCache().answer
        mine, theirs = [await media.add(tenant, pictures.picture(1)) for tenant in ("me", "they")]
        await engine.prefill((mine,))
        request = Request("id", "they", "tiny", (Message("user", "What?", (theirs,)),))
        assert usage_of(await ask(engine, request)).cached_tokens == 0
        assert usage_of(await ask(engine, question("What?", mine))).cached_tokens > 100


class Gate:
    """A server whose prefills take until the gate opens; it notes who hung up."""

    def __init__(self, server: FaultyServer) -> None:
        self.num_prefills = 0
        self.hung_up = asyncio.Event()
        self.may_end = asyncio.Event()
        server.script = self.script

    async def script(self, call: Call) -> None:
        if call.body["max_tokens"] == 1:
            self.num_prefills += 1
            gone = asyncio.create_task(call.until_gone())
            ending = asyncio.create_task(self.may_end.wait())
            await asyncio.wait((gone, ending), return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            if gone.done():
                self.hung_up.set()
                return
            gone.cancel()
        await call.head()
        await call.say("Yes.")
        await call.end()

    async def until(self, num: int) -> None:
        await until(lambda: self.num_prefills >= num)


async def test_it_gives_way_to_live_questions_and_goes_on_later() -> None:
    async with faulty() as server, remote(server, prefill=True, first_token_timeout=30) as (engine, media):
        gate = Gate(server)
        ref, other = [await media.add("me", pictures.picture(seed)) for seed in (1, 2)]
        prefilling = asyncio.create_task(engine.prefill((ref,)))
        await gate.until(1)
        assert usage_of(await ask(engine, question("What?", other)))
        await asyncio.wait_for(gate.hung_up.wait(), 10)
        await gate.until(2)
        gate.may_end.set()
        await asyncio.wait_for(prefilling, 10)
        assert engine.stats()["prefills_gave_way_total"] == 1 and engine.stats()["prefills_total"] == 1


async def test_a_question_about_the_picture_itself_does_not_undo_its_prefill() -> None:
    async with faulty() as server, remote(server, prefill=True, first_token_timeout=30) as (engine, media):
        gate = Gate(server)
        ref = await media.add("me", pictures.picture(1))
        prefilling = asyncio.create_task(engine.prefill((ref,)))
        await gate.until(1)
        await ask(engine, question("What?", ref))
        assert not gate.hung_up.is_set()
        gate.may_end.set()
        await asyncio.wait_for(prefilling, 10)


async def test_it_does_not_begin_while_somebody_is_being_answered() -> None:
    slow = asyncio.Event()

    async with faulty() as server, remote(server, prefill=True, first_token_timeout=30) as (engine, media):
        gate = Gate(server)
        gate.may_end.set()

        async def script(call: Call) -> None:
            if call.body["max_tokens"] != 1:
                await slow.wait()
            await gate.script(call)

        server.script = script
        ref = await media.add("me", pictures.picture(1))
        asking = asyncio.create_task(ask(engine, question("Slow?")))
        await until(lambda: server.calls)
        prefilling = asyncio.create_task(engine.prefill((ref,)))
        await asyncio.sleep(0.1)
        assert gate.num_prefills == 0
        slow.set()
        await asyncio.wait_for(prefilling, 10)
        await asking


async def test_a_removed_picture_hangs_up_and_only_so_many_run_at_once() -> None:
    async with faulty() as server, remote(server, prefill=True, first_token_timeout=30) as (engine, media):
        gate = Gate(server)
        refs = [await media.add("me", pictures.picture(seed)) for seed in range(3)]
        tasks = [asyncio.create_task(engine.prefill((refs[0],)))]
        await gate.until(1)
        tasks += [asyncio.create_task(engine.prefill((ref,))) for ref in refs[1:]]
        await asyncio.sleep(0.1)
        assert gate.num_prefills == 1
        tasks[0].cancel()
        await asyncio.wait_for(gate.hung_up.wait(), 10)
        gate.may_end.set()
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 10)
        assert engine.stats()["prefills_total"] == 2


async def test_it_is_off_unless_it_pays() -> None:
    async with faulty() as server, remote(server) as (engine, media):
        await engine.prefill((await media.add("me", pictures.picture(1)),))
        assert server.calls == []


async def test_low_priority_is_said_to_servers_that_know_it() -> None:
    async with faulty() as server, remote(server, prefill=True, priorities=True) as (engine, media):
        ref = await media.add("me", pictures.picture(1))
        await engine.prefill((ref,))
        await ask(engine, question("What?", ref))
        assert [json.loads(call.raw).get("priority", 0) for call in server.calls] == [1, 0]
