"""Allowances and the windows that they are counted in."""

from __future__ import annotations

import sys
import time

import pytest

from flashweb.access.keys import Allowance
from flashweb.access.limits import WINDOW, Limiter
from flashweb.access.settings import LimitSettings
from flashweb.access.windows import LocalCounters, wait_for
from flashweb.core.errors import InvalidRequest, RateLimited
from tests.access.test_keys import key_of


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Unix time as the windows read it; a test moves it."""
    now = [1_000_000 * WINDOW + 1.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


async def test_a_window_slides(clock: list[float]) -> None:
    counters = LocalCounters(1000)
    for left in (9, 8, 7, 6, 5, 4, 3, 2, 1, 0):
        count = await counters.spend("a", 10, 1)
        assert count.is_within and count.remaining == left
    refused = await counters.spend("a", 10, 1)
    assert not refused.is_within and refused.remaining == 0
    clock[0] += refused.wait - 0.01
    assert not (await counters.spend("a", 10, 1)).is_within, "not before it was told"
    clock[0] += 0.02
    assert (await counters.spend("a", 10, 1)).is_within, "but then"
    clock[0] += WINDOW / 2
    assert (await counters.spend("a", 10, 4)).is_within and not (await counters.spend("a", 10, 5)).is_within
    clock[0] += 2 * WINDOW
    assert (await counters.spend("a", 10, 10)).is_within


@pytest.mark.parametrize("limit", [1, 2, 5, 60, 600])
@pytest.mark.parametrize("cost", [1, 2, 5])
async def test_who_waits_as_long_as_told_gets_through(clock: list[float], limit: int, cost: int) -> None:
    counters = LocalCounters(1000)
    for step in range(300):
        clock[0] += (step * 7919 % 100) / 25
        count = await counters.spend("a", limit, cost)
        if count.is_within or cost > limit:
            continue
        assert count.wait <= 2 * WINDOW
        clock[0] += count.wait + 0.01
        assert (await counters.spend("a", limit, cost)).is_within


def test_a_cost_above_the_limit_never_fits() -> None:
    assert wait_for((0, 0.0, 0, 0.0), 5, 6) == WINDOW


async def test_millions_of_addresses_cost_bounded_memory() -> None:
    counters = LocalCounters(2000)
    storage = counters._storage
    for number in range(8000):
        await counters.spend(f"address:{number}", 100, 1)
        if number % 50 == 0:
            assert (await counters.spend("address:busy", 10_000, 1)).remaining == 10_000 - number // 50 - 1
    assert len(storage) == 2000 and sys.getsizeof(storage._windows) < 500_000
    assert not storage.locks and not storage.storage and not storage.expirations and not storage.events


async def test_a_hit_costs_the_same_among_many(clock: list[float]) -> None:
    async def seconds(counters: LocalCounters) -> float:
        best = float("inf")
        for _ in range(7):
            begun = time.thread_time()
            for _ in range(200):
                await counters.spend("mine", 10**9, 1)
            best = min(best, time.thread_time() - begun)
        return best

    few, many = LocalCounters(100_000), LocalCounters(100_000)
    for number in range(20_000):
        await many.spend(f"a{number}", 100, 1)
    assert await seconds(many) < 4 * await seconds(few)


def limiter(**settings: object) -> Limiter:
    return Limiter(LocalCounters(1000), LimitSettings.model_validate({"exempt": ["127.0.0.0/8"], **settings}))


async def test_zero_sets_no_bound() -> None:
    free = limiter(key_requests=0, key_pictures=0, key_concurrent=0)
    for _ in range(50):
        permit = free.for_key(key_of("a", b""))
        await permit.enter()
        await permit.take_pictures(100)
        assert permit.standings == []


async def test_places_are_given_back_once(clock: list[float]) -> None:
    limited = limiter(key_concurrent=2)
    first, second, third = (limited.for_key(key_of("a", b"")) for _ in range(3))
    await first.enter()
    await second.enter()
    with pytest.raises(RateLimited, match="at once"):
        await third.enter()
    third.release()
    first.release()
    first.release()
    await third.enter()
    with pytest.raises(RateLimited):
        await limited.for_key(key_of("a", b"")).enter()


async def test_a_session_uses_its_keys_allowance(clock: list[float]) -> None:
    limited = limiter()
    allowance = Allowance(requests=2)
    await limited.for_key(key_of("a", b"", allowance=allowance)).enter()
    await limited.for_key(key_of("s", b"", allowance=allowance, kind="session", parent="a")).enter()
    with pytest.raises(RateLimited):
        await limited.for_key(key_of("a", b"", allowance=allowance)).enter()


async def test_addresses_are_counted_by_home(clock: list[float]) -> None:
    limited = limiter(address_requests=2)
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"):
        await limited.for_address(address).enter()
    with pytest.raises(RateLimited):
        await limited.for_address("2001:db8:1:2:1::").enter()
    await limited.for_address("2001:db8:1:3::1").enter()
    for _ in range(9):
        await limited.for_address("127.0.0.5").enter()
    for _ in range(2):
        await limited.for_address("unknown").enter()
    with pytest.raises(RateLimited):
        await limited.for_address("also unknown").enter()


async def test_too_many_pictures_for_any_minute_are_the_callers_mistake() -> None:
    with pytest.raises(InvalidRequest, match="send fewer"):
        await limiter(key_pictures=4).for_key(key_of("a", b"")).take_pictures(5)


async def test_log_ins_are_counted_by_address(clock: list[float]) -> None:
    limited = limiter(logins=3)
    for address in ("203.0.113.1", "127.0.0.1"):
        for _ in range(3):
            await limited.log_in(address)
        with pytest.raises(RateLimited, match="wait"):
            await limited.log_in(address)
    await limited.log_in("203.0.113.2")
