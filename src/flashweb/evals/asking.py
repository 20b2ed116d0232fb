"""Asks a server every item and keeps the time. Whatever the server does becomes part of the reply."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashweb.client import ApiError, FlashWebClient, image_message
from flashweb.core.errors import ConfigurationError
from flashweb.evals.items import Item, Quad

TRIES = 3
LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """What is measured; model None takes the first that it offers. timeout: seconds that one answer may take."""

    url: str
    model: str | None = None
    api_key: str | None = None
    timeout: float = 60.0
    max_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Pointed:
    """A box that the answer pointed at, in pixels of the picture; image counts from 0."""

    image: int
    role: str
    name: str
    box: Quad


@dataclass(frozen=True, slots=True)
class Reply:
    """ttft: seconds to the first visible character; seconds: to the end. error: why there is no whole answer."""

    answer: str = ""
    ttft: float | None = None
    seconds: float | None = None
    pointed: tuple[Pointed, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """An item and where its pictures are."""

    item: Item
    pictures: tuple[Path, ...]


async def find_model(server: Server) -> str:
    """The model to ask. Raises ApiError when nothing answers, ConfigurationError when there is no such model."""
    async with FlashWebClient(server.url, api_key=server.api_key, timeout=server.timeout) as client:
        offered = [str(model.get("id")) for model in await client.models()]
    model = server.model or next(iter(offered), None)
    if model is None or (offered and model not in offered):
        names = ", ".join(offered) or "none"
        raise ConfigurationError(f"{server.url} offers no model {model!r}; it offers: {names}.", param="model")
    return model


async def ask_all(
    server: Server, model: str, tasks: Sequence[Task], concurrency: int, on_reply: Callable[[Task, Reply], None]
) -> None:
    """Every task once, so many at a time; on_reply is called as each ends."""
    todo: Iterator[Task] = iter(tasks)

    async def work() -> None:
        async with FlashWebClient(server.url, api_key=server.api_key, timeout=server.timeout) as client:
            for task in todo:
                on_reply(task, await _ask(client, server, model, task))

    async with asyncio.TaskGroup() as group:
        for _ in range(min(concurrency, len(tasks))):
            group.create_task(work())


async def _ask(client: FlashWebClient, server: Server, model: str, task: Task) -> Reply:
    """A server that says when to come back is asked again, up to three times in all."""
    messages = await asyncio.to_thread(_messages, task)
    for last in (False,) * (TRIES - 1) + (True,):
        started = time.perf_counter()
        try:
            return await _stream(client, server, model, messages)
        except ApiError as error:
            wait = error.retry_after
            if last or not error.is_shed or wait is None or wait > LONGEST_WAIT:
                return Reply(error=f"{error.code}: {error.message}", seconds=time.perf_counter() - started)
            await asyncio.sleep(wait)
    raise AssertionError("unreachable: the last try returns")


def _messages(task: Task) -> list[dict[str, Any]]:
    """The pictures go with the first question of the conversation."""
    pictures = [path.read_bytes() for path in task.pictures]
    questions = [*(turn.question for turn in task.item.history), task.item.question]
    messages = [image_message(questions[0], pictures)]
    for turn, question in zip(task.item.history, questions[1:], strict=True):
        messages += [{"role": "assistant", "content": turn.answer}, {"role": "user", "content": question}]
    return messages


async def _stream(client: FlashWebClient, server: Server, model: str, messages: list[dict[str, Any]]) -> Reply:
    answer, pointed, ttft = "", [], None
    started = time.perf_counter()
    async with aclosing(client.chat(messages, model=model, max_tokens=server.max_tokens)) as deltas:
        async for delta in deltas:
            answer += delta.text
            if ttft is None and answer.strip():
                ttft = time.perf_counter() - started
            pointed += [Pointed(a.image, a.role, a.name, a.box) for a in delta.annotations]
    seconds = time.perf_counter() - started
    return Reply(answer, ttft, seconds, tuple(pointed), "" if answer.strip() else "empty_answer: nothing was said")
