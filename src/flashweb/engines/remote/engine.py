"""The engine: routes each request to one of the servers and turns its stream into events."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

from flashweb.core.errors import ConfigurationError
from flashweb.core.events import Event
from flashweb.core.request import MediaRef, Message, Request
from flashweb.engines.base import Capabilities, Progress
from flashweb.engines.remote.answer import AnswerReader
from flashweb.engines.remote.chunks import Fault
from flashweb.engines.remote.messages import PREFILL, body, sampling_fields, written
from flashweb.engines.remote.pictures import Pictures
from flashweb.engines.remote.pool import Pool
from flashweb.engines.remote.prefilling import Prefilling
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.engines.remote.upstream import Upstream
from flashweb.media.store import MediaStore

BACK_OFF = 0.1
"""Seconds before the second attempt at the same server; doubles."""
_SAMPLING = frozenset({"max_tokens", "temperature", "top_p", "seed", "stop"})


class RemoteEngine:
    """Implements `Engine`. media: where the pictures' bytes are. key: for the servers, instead of settings.api_key_env.

    Raises ConfigurationError for settings that cannot work.
    """

    def __init__(self, media: MediaStore, settings: RemoteSettings, key: str | None = None) -> None:
        if not settings.urls:
            raise ConfigurationError("remote.urls is empty; name a server with --url http://HOST:PORT/v1.")
        if key is None and settings.api_key_env is not None:
            key = os.environ.get(settings.api_key_env)
            if not key:
                raise ConfigurationError(f"remote.api_key_env names {settings.api_key_env}, which is not set; set it.")
        self._settings = settings
        self._pictures = Pictures(media, settings.max_pixels)
        self._pool = Pool(settings, key)
        self._prefilling = Prefilling(settings.prefill_running)
        self._num_requests = 0
        self._num_retries = 0

    @property
    def capabilities(self) -> Capabilities:
        settings = self._settings
        known = [upstream.facts for upstream in self._pool.upstreams]
        model = settings.name or next((facts.model for facts in known if facts.model), "remote")
        context = min((facts.context for facts in known if facts.context), default=None)
        chars = settings.max_question_chars
        return Capabilities(
            model=model,
            max_images=min(facts.max_images for facts in known),
            max_question_chars=chars if context is None else min(chars, max(context // 2, 1000)),
            grounding="glm" in model.lower(),
            max_running=settings.max_running * len(self._pool.upstreams),
            sampling=_SAMPLING,
            structured=settings.structured,
            trouble=self._pool.trouble,
        )

    async def start(self, progress: Progress) -> None:
        await self._pool.start(progress)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        if not self._settings.prefill or not images:
            return
        sent = await self._pictures.load(images)
        messages = self._with_system((Message("user", text or PREFILL, images),), system)
        written_messages = written(messages, sent)

        def choose() -> tuple[Upstream, bytes]:
            upstream = self._pool.choose(images[0].sha256, ())
            fields = self._fields(upstream, images[0].tenant, 1)
            return upstream, body(written_messages, fields | ({"priority": 1} if self._settings.priorities else {}))

        await self._prefilling.run(images[0].sha256, choose, self._settings.first_token_timeout)

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        self._num_requests += 1
        sent = await self._pictures.load(request.images)
        notes = [sent[image].note(number, image) for number, image in enumerate(request.images, 1)]
        messages = written(self._with_system(request.messages, None), sent)
        picture = request.images[0].sha256 if request.images else None
        tried: list[Upstream] = []
        while True:
            upstream = self._pool.choose(picture, tried)
            reader = AnswerReader(
                request.images, tuple(filter(None, notes)), opens_in_thought=self._settings.opens_in_thought
            )
            try:
                async with aclosing(self._attempt(upstream, request, messages, reader)) as events:  # type: ignore[type-var]
                    async for event in events:
                        yield event
                return
            except Fault as fault:
                self._pool.failed(upstream, fault)
                for event in reader.rest():
                    yield event
                if reader.has_begun or fault.is_refusal or len(tried) >= self._settings.retries:
                    raise fault.error from fault
            if upstream in tried:
                await asyncio.sleep(BACK_OFF * 2 ** tried.count(upstream))
            tried.append(upstream)
            self._num_retries += 1

    async def _attempt(
        self, upstream: Upstream, request: Request, messages: bytes, reader: AnswerReader
    ) -> AsyncIterator[Event]:
        fields = self._fields(upstream, request.tenant, request.sampling.max_tokens) | sampling_fields(request)
        fields |= self._thinking(request.reasoning)
        picture = request.images[0].sha256 if request.images else None
        self._prefilling.give_way(upstream, picture)
        with upstream.running():
            chunks = upstream.answer(body(messages, fields), self._settings.first_token_timeout)
            async with aclosing(chunks):
                async for chunk in chunks:
                    for event in reader.feed(chunk):
                        yield event
        upstream.breaker.succeeded()
        for event in reader.finish():
            yield event

    def _with_system(self, messages: tuple[Message, ...], system: str | None) -> tuple[Message, ...]:
        """The messages, with a system message where they bring none and there is one for that."""
        system = system or self._settings.system
        if system is None or any(message.role == "system" for message in messages):
            return messages
        return (Message("system", system), *messages)

    def _fields(self, upstream: Upstream, tenant: str, max_tokens: int | None) -> dict[str, Any]:
        """What every request says, apart from messages and sampling."""
        facts = upstream.facts
        longest = min(max_tokens or self._settings.max_tokens, self._settings.max_tokens)
        if facts.context is not None:
            longest = min(longest, facts.context // 2)
        fields: dict[str, Any] = {"model": facts.model, "stream": True, facts.bound: longest}
        if facts.counts:
            fields["stream_options"] = {"include_usage": True}
        if self._settings.tenant_salt:
            fields["cache_salt"] = hashlib.sha256(tenant.encode()).hexdigest()[:32]
        return fields

    def _thinking(self, asked: bool | None) -> dict[str, Any]:
        """How the server is told whether to think; nothing where nobody cares."""
        wanted = self._settings.thinking if asked is None else asked
        if wanted is None or self._settings.thinking_field == "none":
            return {}
        if self._settings.thinking_field == "chat_template_kwargs":
            return {"chat_template_kwargs": {"enable_thinking": wanted}}
        return {} if wanted else {"reasoning_effort": "none"}

    async def close(self) -> None:
        await self._pool.close()

    def stats(self) -> Mapping[str, float]:
        return {
            "requests_total": self._num_requests,
            "retries_total": self._num_retries,
            **self._prefilling.stats(),
            **self._pool.stats(),
        }
