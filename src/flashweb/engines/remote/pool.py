"""All model servers: which of them can answer, who gets the next request, and how those that left come back.

Each server that cannot answer has one task that asks it again, after a rest that doubles up to a bound.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping

from flashweb.core.errors import ConfigurationError, NotReady, Overloaded
from flashweb.engines.base import Progress
from flashweb.engines.remote.chunks import SHED, Fault
from flashweb.engines.remote.probe import examine
from flashweb.engines.remote.routing import choose
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.engines.remote.upstream import Upstream, now

logger = logging.getLogger(__name__)
LEAST_WAIT = 1.0


class Pool:
    """Upstreams by the settings, asked from `start` to `close`."""

    def __init__(self, settings: RemoteSettings, key: str | None) -> None:
        self._settings = settings
        self.upstreams = [Upstream(url, settings, key) for url in dict.fromkeys(settings.urls)]
        self._returning: dict[Upstream, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()
        self._wrong: dict[Upstream, ConfigurationError] = {}
        self.num_failures = 0

    @property
    def able(self) -> list[Upstream]:
        return [upstream for upstream in self.upstreams if upstream.breaker.is_closed]

    @property
    def trouble(self) -> str:
        """Why nothing can be answered; empty where something can."""
        return "" if self.able else "waiting for the model's server"

    async def start(self, progress: Progress) -> None:
        """Returns when a server answers; raises ConfigurationError where none ever will."""
        for upstream in self.upstreams:
            self._bring_back(upstream, at_once=True)
        while not self.able:
            if len(self._wrong) == len(self.upstreams):
                raise next(iter(self._wrong.values()))
            waiting = "; ".join(f"{upstream.name}: {upstream.trouble}" for upstream in self.upstreams)
            progress(f"waiting for the model's server ({waiting})", 0.1)
            self._changed.clear()
            await self._changed.wait()

    def choose(self, picture: str | None, tried: Collection[Upstream]) -> Upstream:
        """Where the next attempt goes, rather not where the others went; raises NotReady or Overloaded."""
        able = self.able
        if not able:
            wait = min(upstream.breaker.retry_after(now()) for upstream in self.upstreams)
            raise NotReady(
                "The model's server cannot be reached; try again after the time in Retry-After.",
                retry_after=max(wait, LEAST_WAIT),
            )
        free = [upstream for upstream in able if upstream.num_running < self._settings.max_running]
        ready = [upstream for upstream in free if upstream.busy_until <= now()]
        if not ready:
            waits = [upstream.busy_until - now() for upstream in free]
            raise Overloaded(
                "The model's servers have no room; try again after the time in Retry-After.",
                retry_after=max(min(waits, default=0.0), LEAST_WAIT),
            )
        return choose([upstream for upstream in ready if upstream not in tried] or ready, picture)

    def failed(self, upstream: Upstream, fault: Fault) -> None:
        """Take note of a fault; a server that keeps failing is left alone until a check succeeds."""
        logger.warning("a model server failed", extra={"upstream": upstream.name, "fault": fault.detail})
        if fault.status == SHED:
            upstream.busy_until = now() + (fault.error.retry_after or LEAST_WAIT)
        if not fault.is_failure:
            return
        self.num_failures += 1
        upstream.trouble = fault.detail
        if upstream.breaker.failed(now()):
            logger.warning("a model server is left alone", extra={"upstream": upstream.name, "fault": fault.detail})
            self._bring_back(upstream)

    def _bring_back(self, upstream: Upstream, *, at_once: bool = False) -> None:
        if upstream not in self._returning:
            task = asyncio.create_task(self._return(upstream, at_once), name=f"ask {upstream.name}")
            self._returning[upstream] = task
            task.add_done_callback(lambda _: self._returning.pop(upstream, None))

    async def _return(self, upstream: Upstream, at_once: bool) -> None:
        if not at_once:
            await asyncio.sleep(upstream.breaker.rest)
        while True:
            if await self._check(upstream):
                return
            await asyncio.sleep(upstream.breaker.rest)

    async def _check(self, upstream: Upstream) -> bool:
        """Whether it answers now."""
        try:
            upstream.facts = await examine(upstream, self._settings)
        except Fault as fault:
            self._wrong.pop(upstream, None)
            upstream.trouble = fault.detail
        except ConfigurationError as error:
            if upstream not in self._wrong:
                logger.error("a model server cannot be used: %s", error.message)
            self._wrong[upstream] = error
            upstream.trouble = error.message
        except Exception as error:  # a worker's boundary: the task must live to ask again
            logger.exception("asking a model server failed", extra={"upstream": upstream.name})
            upstream.trouble = repr(error)
        else:
            self._wrong.pop(upstream, None)
            upstream.breaker.succeeded()
            logger.info("a model server answers", extra={"upstream": upstream.name, "model": upstream.facts.model})
        if not upstream.breaker.is_closed:
            upstream.breaker.check_failed(now())
        self._changed.set()
        return upstream.breaker.is_closed

    def stats(self) -> Mapping[str, float]:
        return {
            "upstreams": len(self.upstreams),
            "upstreams_answering": len(self.able),
            "upstream_failures_total": self.num_failures,
        }

    async def close(self) -> None:
        tasks = list(self._returning.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for upstream in self.upstreams:
            await upstream.close()
