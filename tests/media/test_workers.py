"""The pool that decodes: bounded, and honest about being full."""

from __future__ import annotations

import asyncio
import threading

import pytest

from flashweb.core.errors import Overloaded
from flashweb.media.workers import WorkerPool


async def test_one_more_than_the_bound_is_refused_and_room_comes_back() -> None:
    pool = WorkerPool(num_workers=1, max_waiting=1)
    gate = threading.Event()
    running = asyncio.create_task(pool.run(gate.wait, 10))
    waiting = asyncio.create_task(pool.run(int, "7"))
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await pool.run(int, "8")
    gate.set()
    assert await running is True and await waiting == 7
    assert await pool.run(int, "9") == 9
    pool.close()


async def test_a_caller_who_leaves_gives_its_room_back() -> None:
    pool = WorkerPool(num_workers=1, max_waiting=1)
    gate = threading.Event()
    running = asyncio.create_task(pool.run(gate.wait, 10))
    leaving = asyncio.create_task(pool.run(int, "7"))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    for _ in range(3):
        await asyncio.sleep(0)
    staying = asyncio.create_task(pool.run(int, "8"))
    await asyncio.sleep(0)
    gate.set()
    assert await staying == 8
    await running
    pool.close()


async def test_errors_come_through() -> None:
    pool = WorkerPool(num_workers=1, max_waiting=0)
    with pytest.raises(ValueError, match="invalid literal"):
        await pool.run(int, "x")
    pool.close()
