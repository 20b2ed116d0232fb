"""What a server can do, found out before it gets requests: by its list of models, and by questions of one token.

A server that lists its models may still not answer, not take pictures, or take one at a time; only asking tells, and
the first picture pays for what is loaded lazily.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from itertools import product
from typing import Any

from PIL import Image

from flashweb.core.errors import ConfigurationError
from flashweb.core.request import MediaRef, Message
from flashweb.engines.remote.chunks import KEY_REFUSED, Fault
from flashweb.engines.remote.messages import body, written
from flashweb.engines.remote.pictures import Sent, encoded_image
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.engines.remote.upstream import Facts, Upstream

logger = logging.getLogger(__name__)

PATIENCE = 4.0
"""The first answer may take so many times longer than others."""
_CONTEXT = ("max_model_len", "context_length", "context_window", "n_ctx")
_NO_LIST = frozenset({404, 405, 500, 501})
"""What servers say that cannot list; `transformers serve` says 500 where there is no folder of pulled models."""
_SIDE = 112


async def examine(upstream: Upstream, settings: RemoteSettings) -> Facts:
    """Facts about a server that answers; raises Fault, or ConfigurationError for what only its operator can mend."""
    listed = await _listed(upstream, settings.model)
    model = settings.model or _only_model(upstream.name, listed)
    told = next((item for item in listed if item["id"] == model), {})
    max_images = told.get("max_images")
    most = min(settings.max_images, max_images) if isinstance(max_images, int) else settings.max_images
    facts = Facts(model, _context(told), most)
    return await _tried(upstream, facts, settings) if settings.ask_first else facts


async def _listed(upstream: Upstream, model: str | None) -> list[dict[str, Any]]:
    try:
        return await upstream.models()
    except Fault as fault:
        if fault.status in KEY_REFUSED:
            raise ConfigurationError(f"{upstream.name} does not accept the key: {fault.detail}.") from fault
        if model is None or fault.status not in _NO_LIST:
            raise
        return []  # hosted APIs do not always list


def _only_model(name: str, listed: list[dict[str, Any]]) -> str:
    ids = [str(item["id"]) for item in listed]
    if len(ids) != 1:
        shown = ", ".join(ids[:10]) or "none"
        raise ConfigurationError(f"{name} serves {len(ids)} models ({shown}); choose one with --model.")
    return ids[0]


def _context(told: Mapping[str, Any]) -> int | None:
    """Tokens, as vLLM, SGLang, hosted APIs or llama-server (in meta) say it."""
    meta = told.get("meta")
    places = [told, meta if isinstance(meta, Mapping) else {}]
    found = (place.get(name) for place in places for name in _CONTEXT)
    return next((value for value in found if isinstance(value, int) and value > 0), None)


async def _tried(upstream: Upstream, facts: Facts, settings: RemoteSettings) -> Facts:
    """Ask in one way after another until the server takes it."""
    refused: Fault | None = None
    for tried in _ways(facts):
        try:
            counts = await _ask(upstream, tried, settings, min(tried.max_images, 1))
        except Fault as fault:
            if not fault.is_refusal:
                raise
            refused = fault
            continue
        return await _counted(upstream, replace(tried, counts=tried.counts and counts), settings)
    raise ConfigurationError(f"{upstream.name} refuses every question: {refused.detail if refused else ''}")


def _ways(facts: Facts) -> Iterator[Facts]:
    images = (facts.max_images, 0) if facts.max_images else (0,)
    for most, bound, counts in product(images, ("max_tokens", "max_completion_tokens"), (True, False)):
        yield replace(facts, max_images=most, bound=bound, counts=counts)


async def _counted(upstream: Upstream, facts: Facts, settings: RemoteSettings) -> Facts:
    """With the pictures that it takes at once: all that are wanted, or one."""
    if not facts.max_images and settings.max_images:
        logger.warning("the model takes no pictures", extra={"upstream": upstream.name, "model": facts.model})
    if facts.max_images < 2:
        return facts
    try:
        await _ask(upstream, facts, settings, facts.max_images)
    except Fault as fault:
        if not fault.is_refusal:
            raise
        logger.info("the model takes one picture at a time", extra={"upstream": upstream.name, "why": fault.detail})
        return replace(facts, max_images=1)
    return facts


async def _ask(upstream: Upstream, facts: Facts, settings: RemoteSettings, num_images: int) -> bool:
    """One token about small grey pictures; whether usage was told."""
    refs = tuple(MediaRef("", str(number), _SIDE, _SIDE) for number in range(num_images))
    sent = {ref: _grey(100 + 10 * number) for number, ref in enumerate(refs)}
    fields: dict[str, Any] = {"model": facts.model, "stream": True, facts.bound: 1}
    if facts.counts:
        fields["stream_options"] = {"include_usage": True}
    content = body(written((Message("user", "Colour?", refs),), sent), fields)
    told = False
    async with aclosing(upstream.answer(content, settings.first_token_timeout * PATIENCE)) as chunks:
        async for chunk in chunks:
            told = told or chunk.usage is not None
    return told


def _grey(shade: int) -> Sent:
    return encoded_image(Image.new("RGB", (_SIDE, _SIDE), (shade, shade, shade)))
