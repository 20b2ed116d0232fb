"""Admission: bounded, in order, with a deadline, and never a place lost, whatever the interleaving."""

from __future__ import annotations

import asyncio
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashweb.core.errors import Overloaded
from flashweb.serving.admission import Admission
from tests.serving.scripted import settle


class Crowd:
    """Callers of one Admission, each holding its place until it is told to leave."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.tasks: dict[int, asyncio.Task[None]] = {}
        self.leave: dict[int, asyncio.Event] = {}
        self.holding: set[int] = set()
        self.refused: list[int] = []

    def arrive(self) -> None:
        number = len(self.tasks)
        self.leave[number] = asyncio.Event()
        self.tasks[number] = asyncio.create_task(self._call(number))

    async def _call(self, number: int) -> None:
        try:
            async with self.admission.place():
                self.holding.add(number)
                try:
                    await self.leave[number].wait()
                finally:
                    self.holding.discard(number)
        except Overloaded:
            self.refused.append(number)

    async def disperse(self) -> None:
        for event in self.leave.values():
            event.set()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)


async def test_places_and_queue_are_bounded() -> None:
    crowd = Crowd(Admission(2, 3, timeout=10))
    for _ in range(7):
        crowd.arrive()
    await settle()
    assert crowd.holding == {0, 1} and crowd.refused == [5, 6]
    assert (crowd.admission.num_running, crowd.admission.num_waiting) == (2, 3)
    await crowd.disperse()
    assert (crowd.admission.num_running, crowd.admission.num_waiting) == (0, 0)


async def test_first_come_first_served() -> None:
    crowd = Crowd(Admission(1, 10, timeout=10))
    for _ in range(5):
        crowd.arrive()
    served = []
    for _ in range(5):
        await settle()
        (number,) = crowd.holding
        served.append(number)
        crowd.leave[number].set()
        crowd.arrive()
    assert served == [0, 1, 2, 3, 4], "nobody overtakes those who wait, not even in the moment a place is free"
    await crowd.disperse()


async def test_waiting_ends_with_an_honest_refusal() -> None:
    admission = Admission(1, 5, timeout=0.02)
    async with admission.place():
        with pytest.raises(Overloaded, match=r"within 0\.02 s") as caught:
            async with admission.place():
                pass
        assert caught.value.retry_after and caught.value.retryable
        assert (admission.num_running, admission.num_waiting) == (1, 0)


async def test_without_a_queue_the_next_is_refused_at_once() -> None:
    admission = Admission(1, 0, timeout=10)
    async with admission.place():
        with pytest.raises(Overloaded, match="1 requests are running and 0 waiting"):
            async with admission.place():
                pass
    async with admission.place():
        assert admission.num_running == 1


def pick(index: int, among: list[int]) -> int | None:
    return among[index % len(among)] if among else None


async def play(steps: list[tuple[str, int]]) -> None:
    crowd = Crowd(Admission(2, 3, timeout=30))
    for step, index in steps:
        if step == "arrive":
            crowd.arrive()
        elif step == "leave" and (number := pick(index, sorted(crowd.holding))) is not None:
            crowd.leave[number].set()
        elif step == "cancel":
            alive = [n for n, task in crowd.tasks.items() if not task.done()]
            if (number := pick(index, alive)) is not None:
                crowd.tasks[number].cancel()
        elif step == "turn":
            await asyncio.sleep(0)
        assert len(crowd.holding) <= crowd.admission.num_running <= 2
        assert crowd.admission.num_waiting <= 3
    await settle()
    assert crowd.admission.num_running == len(crowd.holding), "every place that is taken is held by somebody"
    assert crowd.admission.num_waiting == 0 or len(crowd.holding) == 2, "nobody waits while a place is free"
    await crowd.disperse()
    assert (crowd.admission.num_running, crowd.admission.num_waiting) == (0, 0)


STEP = st.tuples(st.sampled_from(["arrive", "arrive", "turn", "turn", "leave", "cancel"]), st.integers(0, 9))


@settings(max_examples=300, deadline=None)
@given(st.lists(STEP, max_size=60))
def test_no_interleaving_loses_a_place(steps: list[tuple[str, int]]) -> None:
    asyncio.run(play(steps))


async def test_no_place_is_lost_when_deadline_and_free_place_come_together() -> None:
    source = random.Random(7)
    admission = Admission(3, 50, timeout=0.003)
    admitted = refused = 0

    async def call() -> None:
        nonlocal admitted, refused
        await asyncio.sleep(source.random() * 0.1)
        try:
            async with admission.place():
                admitted += 1
                assert admission.num_running <= 3
                await asyncio.sleep(source.random() * 0.002)
        except Overloaded:
            refused += 1

    await asyncio.gather(*(call() for _ in range(600)))
    assert admitted + refused == 600 and admitted and refused
    assert (admission.num_running, admission.num_waiting) == (0, 0)
