"""Limits that servers share through a real Redis, and what is left of them when it fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from flashweb.access import shared
from flashweb.access.shared import RedisCounters
from flashweb.access.windows import LocalCounters
from tests.access.running import RunningRedis, redis
from tests.api.asking import chat, error_of
from tests.conftest import MakeServer

TIMEOUT = 10.0
"""Far above what Redis needs here, so that a busy machine is no outage."""
OUTAGE = 2.0
"""Where Redis is taken away."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RunningRedis]:
    with redis(tmp_path) as running:
        yield running


@pytest.fixture
async def counters(service: RunningRedis) -> AsyncIterator[tuple[RedisCounters, RedisCounters]]:
    """Two servers' views of one Redis."""
    pair = [RedisCounters(service.url, TIMEOUT, LocalCounters(1000)) for _ in range(2)]
    yield pair[0], pair[1]
    for each in pair:
        await each.close()


async def test_two_servers_count_together(counters: tuple[RedisCounters, RedisCounters]) -> None:
    one, two = counters
    left = []
    for _ in range(3):
        left += [(await each.spend("a", 6, 1)).remaining for each in (one, two)]
    assert left == [5, 4, 3, 2, 1, 0]
    refused = await one.spend("a", 6, 1)
    assert not refused.is_within and 0 < refused.wait <= 60
    assert (await two.spend("b", 6, 1)).is_within
    assert one.stats()["redis_failures_total"] == 0 == one.stats()["counters"]


async def test_counts_side_by_side_are_exact_and_tell_their_own_moment(
    counters: tuple[RedisCounters, RedisCounters],
) -> None:
    told = await asyncio.gather(*(counters[number % 2].spend("a", 30, 1) for number in range(80)))
    within = sorted(count.remaining for count in told if count.is_within)
    assert within == list(range(30)), "each sees the count that it made, none is lost or told twice"
    assert all(count.remaining == 0 and count.wait > 0 for count in told if not count.is_within)
    assert not (await counters[0].spend("b", 5, 6)).is_within and (await counters[1].spend("b", 5, 5)).is_within


async def test_the_last_minute_fades_out(
    counters: tuple[RedisCounters, RedisCounters], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "WINDOW", 2)
    await asyncio.sleep(2 - time.time() % 2)
    assert (await counters[0].spend("a", 4, 4)).is_within
    assert not (await counters[1].spend("a", 4, 1)).is_within
    await asyncio.sleep(3 - time.time() % 2)
    assert (await counters[1].spend("a", 4, 1)).is_within, "half of the last window weighs"
    await asyncio.sleep(4)
    assert (await counters[0].spend("a", 4, 4)).remaining == 0


async def test_places_are_shared_and_given_back(counters: tuple[RedisCounters, RedisCounters]) -> None:
    one, two = counters
    assert await one.enter("a", 2, "x") and await two.enter("a", 2, "y")
    assert not await one.enter("a", 2, "z") and not await two.enter("a", 2, "z")
    one.leave("a", "x")
    deadline = time.monotonic() + 30
    while not await two.enter("a", 2, "z"):
        assert time.monotonic() < deadline
    assert not await one.enter("a", 2, "w")


async def test_a_server_that_died_frees_its_places(service: RunningRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "LEASE_SECONDS", 4)
    dead, alive = (RedisCounters(service.url, TIMEOUT, LocalCounters(1000)) for _ in range(2))
    assert (await alive.spend("a", 1, 1)).is_within, "connected: the lease is not spent on that"
    assert await dead.enter("a", 1, "x") and not await alive.enter("a", 1, "y")
    await asyncio.sleep(5.1)
    assert await alive.enter("a", 1, "y")
    for each in (dead, alive):
        await each.close()


@pytest.mark.parametrize("how", ["frozen", "gone"])
async def test_without_redis_each_server_counts_by_itself(service: RunningRedis, how: str) -> None:
    one = RedisCounters(service.url, OUTAGE, LocalCounters(1000))
    assert (await one.spend("a", 2, 1)).is_within and await one.enter("a", 1, "shared")
    service.freeze() if how == "frozen" else service.stop()
    began = time.monotonic()
    assert [(await one.spend("a", 2, 1)).is_within for _ in range(3)] == [True, True, False]
    assert await one.enter("a", 1, "own") and not await one.enter("a", 1, "more")
    one.leave("a", "own")
    assert await one.enter("a", 1, "again")
    assert time.monotonic() - began < 5 * OUTAGE, "one deadline, not one for each of seven calls"
    stats = one.stats()
    assert stats["redis_failures_total"] >= 1 and stats["redis_is_used"] == 0
    service.stop()
    service.start()
    await asyncio.sleep(shared.RETRY_SECONDS)
    assert (await one.spend("a", 2, 1)).remaining == 1 and one.stats()["redis_is_used"] == 1
    await one.close()


def test_two_server_processes_share_a_limit(make_server: MakeServer, service: RunningRedis) -> None:
    settings = {
        "limits__redis_url": service.url, "limits__redis_timeout": TIMEOUT, "limits__exempt": "[]",
        "limits__address_requests": 6, "limits__address_concurrent": 0,
    }  # fmt: skip
    servers = [make_server(**settings) for _ in range(2)]
    clients = [httpx.Client(base_url=server.url, timeout=20) for server in servers]
    left = shared.WINDOW - time.time() % shared.WINDOW
    time.sleep(left if left < 5 else 0)  # a new minute in between would begin a new count
    answers = [client.get("/v1/models") for _ in range(4) for client in clients]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) >= 1 and error_of(answers[-1])["code"] == "rate_limit_exceeded"
    assert answers[2].headers["ratelimit"].startswith('"requests";r=3;')
    service.stop()
    for client in clients:
        assert client.post("/v1/chat/completions", json=chat("hi")).status_code == 200, "an outage stops nobody"
        client.close()
    for server in servers:
        samples = server.samples()
        assert samples["flashweb_limits_redis_failures_total"] >= 1
        assert "Redis fails" in server.log.read_text(encoding="utf-8")
