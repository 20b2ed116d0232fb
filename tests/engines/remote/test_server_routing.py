"""Several servers: one picture stays on one, the rest goes to the least busy, and a popular picture drowns nobody."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from flashweb.core.errors import Overloaded
from flashweb.core.events import Failed
from flashweb.engines.remote.routing import EXCESS, SLACK, choose
from tests.engines.remote.faulty import Call, ask, faulty, good, question, remote, until
from tests.media import pictures


@dataclass
class Server:
    name: str
    num_running: int = 0


def servers(num: int) -> list[Server]:
    return [Server(f"http://10.0.0.{number}:8000/v1") for number in range(num)]


def test_a_picture_stays_and_pictures_spread() -> None:
    places = servers(4)
    homes = {f"{number:064x}": choose(places, f"{number:064x}").name for number in range(2000)}
    assert all(choose(list(reversed(places)), picture).name == home for picture, home in homes.items())
    counts = Counter(homes.values())
    assert min(counts.values()) > 400 and max(counts.values()) < 600


def test_a_server_that_leaves_moves_only_its_own_pictures() -> None:
    places = servers(4)
    names = [f"{number:064x}" for number in range(500)]
    before = {name: choose(places, name) for name in names}
    lost = places.pop(1)
    for name in names:
        if before[name] is not lost:
            assert choose(places, name) is before[name]


@given(st.lists(st.integers(0, 200), min_size=1, max_size=6))
def test_no_picture_goes_to_an_overloaded_server(loads: list[int]) -> None:
    places = [Server(str(number), load) for number, load in enumerate(loads)]
    chosen = choose(places, "ab" * 32)
    bound = max(SLACK, EXCESS * (sum(loads) + 1) / len(loads))
    assert chosen.num_running < bound or min(loads) >= bound
    assert choose(places, None).num_running == min(loads)


async def test_questions_about_one_picture_go_to_one_server() -> None:
    async with faulty() as one, faulty() as two, faulty() as three, remote(one, two, three) as (engine, media):
        refs = [await media.add("me", pictures.picture(seed)) for seed in range(12)]
        for _ in range(4):
            for ref in refs:
                await ask(engine, question("What?", ref))
        homes: dict[str, set[str]] = {}
        for server in (one, two, three):
            for call in server.calls:
                url = call.body["messages"][0]["content"][0]["image_url"]["url"]
                homes.setdefault(url, set()).add(server.url)
        assert len(homes) == 12 and all(len(urls) == 1 for urls in homes.values())
        assert len({url for urls in homes.values() for url in urls}) > 1


async def test_questions_without_pictures_go_to_the_least_busy() -> None:
    async with faulty() as slow, faulty() as fast, remote(slow, fast, first_token_timeout=30) as (engine, _):
        may_go = asyncio.Event()

        async def waits(call: Call) -> None:
            await may_go.wait()
            await good(call)

        slow.script = waits
        asking = [asyncio.create_task(ask(engine, question(f"Number {number}"))) for number in range(40)]
        done = 0
        async with asyncio.timeout(10):
            while done + len(slow.calls) < 40:
                await asyncio.sleep(0.01)
                done = len(fast.calls)
        assert len(fast.calls) >= 15
        may_go.set()
        await asyncio.gather(*asking)


async def test_more_than_all_servers_may_run_is_shed() -> None:
    async with faulty() as server, remote(server, max_running=2, first_token_timeout=30) as (engine, _):
        may_go = asyncio.Event()

        async def waits(call: Call) -> None:
            await may_go.wait()
            await good(call)

        server.script = waits
        asking = [asyncio.create_task(ask(engine, question())) for _ in range(2)]
        await until(lambda: len(server.calls) >= 2)
        (shed,) = await ask(engine, question())
        assert isinstance(shed, Failed) and type(shed.error) is Overloaded
        may_go.set()
        await asyncio.gather(*asking)
