"""Sends requests and keeps the time: one sample for each request, whatever becomes of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from flashweb.bench.workload import Picture
from flashweb.client import ApiError, FlashWebClient, image_message


@dataclass(frozen=True, slots=True)
class Ask:
    """How each picture is asked about. think: seconds between the end of the upload and the question."""

    question: str
    max_tokens: int | None = None
    is_upload: bool = False
    think: float = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One request as the client saw it; times in seconds, measured from sending the question.

    gaps: between successive content events. num_tokens: as the server counts, else the number of content events.
    error: None, or the code of what went wrong; is_shed marks an honest 429 or 503.
    """

    picture: str
    ttft: float | None = None
    e2el: float | None = None
    gaps: tuple[float, ...] = ()
    num_events: int = 0
    num_tokens: int = 0
    upload: float | None = None
    error: str | None = None
    is_shed: bool = False

    @property
    def is_ok(self) -> bool:
        return self.error is None

    @property
    def tpot(self) -> float | None:
        """Seconds for each token after the first; None when there is no second one."""
        if self.ttft is None or self.e2el is None or self.num_tokens < 2:
            return None
        return (self.e2el - self.ttft) / (self.num_tokens - 1)


@dataclass(frozen=True, slots=True)
class Sender:
    """One place in flight at one server; the client's own deadline bounds every call.

    Each place has a client of its own: a pool of httpcore's looks through all its connections at every step, which
    at 64 in flight costs the generator five times the CPU of the requests themselves.
    """

    client: FlashWebClient
    model: str
    ask: Ask

    async def send(self, picture: Picture) -> Sample:
        """One request from start to end; every failure of the server becomes part of the sample."""
        upload: float | None = None
        file_id: str | None = None
        try:
            if self.ask.is_upload:
                started = time.perf_counter()
                file_id = await self.client.upload(picture.data, "screenshot.png")
                upload = time.perf_counter() - started
                await asyncio.sleep(self.ask.think)
            return await self._question(picture, file_id, upload)
        except ApiError as error:
            return Sample(picture.name, upload=upload, error=error.code, is_shed=error.is_shed)
        finally:
            if file_id is not None:
                with suppress(ApiError):
                    await self.client.delete_file(file_id)

    async def _question(self, picture: Picture, file_id: str | None, upload: float | None) -> Sample:
        message = image_message(self.ask.question, [file_id or picture.data])
        events: list[float] = []
        num_tokens = 0
        is_visible = False
        started = time.perf_counter()
        async for delta in self.client.chat([message], model=self.model, max_tokens=self.ask.max_tokens):
            is_visible = is_visible or bool(delta.text.strip())
            if delta.text and is_visible:
                events.append(time.perf_counter())
            if delta.usage:
                num_tokens = int(delta.usage.get("completion_tokens") or 0)
        ended = time.perf_counter()
        if not events:
            return Sample(picture.name, upload=upload, error="empty_answer")
        return Sample(
            picture.name,
            ttft=events[0] - started,
            e2el=ended - started,
            gaps=tuple(later - earlier for earlier, later in pairwise(events)),
            num_events=len(events),
            num_tokens=num_tokens or len(events),
            upload=upload,
        )


async def run_closed_loop(
    senders: Sequence[Sender], pictures: Iterable[Picture], on_sample: Callable[[Sample], None]
) -> float:
    """Keep one request in flight for each sender until every picture was sent; returns the wall time in seconds.

    A closed loop: the next request leaves when one returns, so nothing is ever queued here.
    """
    todo: Iterator[Picture] = iter(pictures)

    async def work(sender: Sender) -> None:
        for picture in todo:
            on_sample(await sender.send(picture))

    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for sender in senders:
            group.create_task(work(sender))
    return time.perf_counter() - started
