"""One run: every concurrency in turn, on one server or on two that take turns.

With two servers each gets the same pictures and only one is under load at a time, so that on one machine neither
steals the other's cores: they swap after every request at concurrency 1, else after ROUND_SIZE requests for each
place in flight, and who goes first swaps too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass

from flashweb.bench.floor import measure_floor
from flashweb.bench.load import Ask, Sample, Sender, run_closed_loop
from flashweb.bench.memory import MemoryUnknownError, find_listener, resident_bytes
from flashweb.bench.metrics import Slo, Stats, Summary, summarize
from flashweb.bench.observer import Observer, Overhead
from flashweb.bench.workload import Picture, Workload
from flashweb.client import ApiError, FlashWebClient
from flashweb.core.errors import ConfigurationError

ROUND_SIZE = 4

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Target:
    """A server; model None takes the first that it offers, pid None looks for the process behind the port."""

    url: str
    model: str | None = None
    api_key: str | None = None
    pid: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a run depends on. requests: for each server and level, None for 40 or 4 a place in flight."""

    targets: tuple[Target, ...]
    ask: Ask
    levels: tuple[int, ...]
    requests: int | None = None
    warmup: int = 2
    timeout: float = 60.0
    slo: Slo | None = None

    def num_requests(self, concurrency: int) -> int:
        """How many requests a server gets at one level."""
        return self.requests or max(40, 4 * concurrency)


@dataclass(frozen=True, slots=True)
class Level:
    """All servers at one concurrency; summaries and peaks (bytes) in the order of the plan's targets."""

    summaries: tuple[Summary, ...]
    peaks: tuple[int | None, ...]
    overhead: Overhead


@dataclass(frozen=True, slots=True)
class Server:
    """A target as found: its model, its process and idle memory in bytes, or why they are not known."""

    url: str
    model: str
    pid: int | None
    idle: int | None
    memory_note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found out. floor: TTFT of the load generator alone."""

    servers: tuple[Server, ...]
    levels: tuple[Level, ...]
    floor: Stats


async def run(plan: Plan, workload: Workload, on_progress: Progress) -> Result:
    """Carry out the plan. on_progress gets a step's name, and how much of how much of it is done.

    Raises ApiError when a server cannot be reached at all, ConfigurationError when it offers no such model.
    """
    servers = tuple([await _look_at(target, plan.timeout) for target in plan.targets])
    floor = await measure_floor(workload.pictures[0], plan.ask.question)
    await _warm_up(plan, workload, servers, on_progress)
    levels = []
    for concurrency in plan.levels:
        pictures = await _prepare(workload, plan.num_requests(concurrency), on_progress)
        async with AsyncExitStack() as stack:
            places = [await _open(plan, index, server, concurrency, stack) for index, server in enumerate(servers)]
            async with Observer(tuple(server.pid for server in servers)) as seen:
                summaries = await _run_level(plan, places, pictures, on_progress)
        levels.append(Level(summaries, tuple(seen.peaks), seen.overhead))
    return Result(servers, tuple(levels), floor)


async def _open(plan: Plan, index: int, server: Server, concurrency: int, stack: AsyncExitStack) -> tuple[Sender, ...]:
    """Places in flight, each already connected: a person's browser is, too, when the question comes."""
    target = plan.targets[index]
    clients = [FlashWebClient(target.url, api_key=target.api_key, timeout=plan.timeout) for _ in range(concurrency)]
    for client in clients:
        await stack.enter_async_context(client)
    await asyncio.gather(*map(_connect, clients))
    return tuple(Sender(client, server.model, plan.ask) for client in clients)


async def _connect(client: FlashWebClient) -> None:
    """A server that is gone by now shows in the level's failures."""
    with suppress(ApiError):
        await client.models()


async def _look_at(target: Target, timeout: float) -> Server:
    async with FlashWebClient(target.url, api_key=target.api_key, timeout=timeout) as client:
        offered = [str(model.get("id")) for model in await client.models()]
    model = target.model or (offered[0] if offered else None)
    if model is None or (offered and model not in offered):
        raise ConfigurationError(
            f"{target.url} does not offer the model {model!r}; it offers: {', '.join(offered) or 'none'}.",
            param="model",
        )
    try:
        pid = target.pid if target.pid is not None else find_listener(target.url)
        return Server(target.url, model, pid, resident_bytes(pid))
    except MemoryUnknownError as error:
        return Server(target.url, model, None, None, str(error))


async def _warm_up(plan: Plan, workload: Workload, servers: Sequence[Server], on_progress: Progress) -> None:
    pictures = await _prepare(workload, plan.warmup, on_progress)
    for index, server in enumerate(servers):
        async with AsyncExitStack() as stack:
            (sender,) = await _open(plan, index, server, 1, stack)
            for done, picture in enumerate(pictures, 1):
                await sender.send(picture)
                on_progress("warming up", done, len(pictures))


async def _prepare(workload: Workload, count: int, on_progress: Progress) -> tuple[Picture, ...]:
    """Deal pictures before the clock runs; encoding happens off the loop."""
    pictures = []
    dealt = workload.deal(count)
    for done in range(1, count + 1):
        pictures.append(await asyncio.to_thread(next, dealt))
        on_progress("preparing pictures", done, count)
    return tuple(pictures)


async def _run_level(
    plan: Plan, places: Sequence[Sequence[Sender]], pictures: Sequence[Picture], on_progress: Progress
) -> tuple[Summary, ...]:
    concurrency = len(places[0])
    samples: list[list[Sample]] = [[] for _ in places]
    walls = [0.0] * len(places)
    for index, part in _turns(pictures, concurrency, len(places)):

        def keep(sample: Sample, into: list[Sample] = samples[index]) -> None:
            into.append(sample)
            on_progress(f"{concurrency} in flight", sum(map(len, samples)), len(pictures) * len(places))

        walls[index] += await run_closed_loop(places[index], part, keep)
    return tuple(summarize(kept, concurrency, wall, plan.slo) for kept, wall in zip(samples, walls, strict=True))


def _turns(pictures: Sequence[Picture], concurrency: int, num_servers: int) -> Iterator[tuple[int, Sequence[Picture]]]:
    """Which server gets which pictures next."""
    if num_servers == 1:
        yield 0, pictures
        return
    size = 1 if concurrency == 1 else ROUND_SIZE * concurrency
    for number, start in enumerate(range(0, len(pictures), size)):
        order = range(num_servers) if number % 2 == 0 else reversed(range(num_servers))
        for index in order:
            yield index, pictures[start : start + size]
