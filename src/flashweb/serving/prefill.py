"""Upload-time prefill: pictures are read while the person still types, then looked at again by guardrails.

Best effort by design: a full queue skips the picture, and the question then reads it itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from flashweb.core.errors import FlashWebError
from flashweb.core.request import MediaRef
from flashweb.engines.base import Engine
from flashweb.media.blobs import Key
from flashweb.media.store import MediaStore, key_of
from flashweb.serving.settings import ServingSettings
from flashweb.telemetry.metrics import Metrics

logger = logging.getLogger(__name__)

LookAgain = Callable[[MediaRef], Awaitable[None]]
"""What is done with a picture once the engine has read it."""


class Prefiller:
    """A bounded queue of pictures and a few workers that hand them to Engine.prefill."""

    def __init__(
        self, engine: Engine, media: MediaStore, metrics: Metrics, settings: ServingSettings, then: LookAgain
    ) -> None:
        self._engine = engine
        self._media = media
        self._outcomes = metrics.prefills
        self._settings = settings
        self._then = then
        self._waiting: OrderedDict[Key, MediaRef] = OrderedDict()
        self._running: dict[Key, asyncio.Task[None]] = {}
        self._may_work = False
        media.on_remove(self.cancel)

    def start(self) -> None:
        """The engine is ready: work on what was submitted so far, and on what comes."""
        self._may_work = True
        self._start_next()

    def submit(self, ref: MediaRef) -> None:
        """Queue a picture unless it is queued already or the queue is full."""
        key = key_of(ref)
        if self._settings.prefill_workers == 0 or key in self._waiting or key in self._running:
            return
        if len(self._waiting) >= self._settings.max_prefill_waiting:
            self._outcomes.labels("skipped").inc()
            return
        self._waiting[key] = ref
        self._start_next()

    def cancel(self, key: Key) -> None:
        """Forget a picture, stopping its work."""
        self._waiting.pop(key, None)
        task = self._running.get(key)
        if task is not None:
            task.cancel()

    def _start_next(self) -> None:
        while self._may_work and self._waiting and len(self._running) < self._settings.prefill_workers:
            key, ref = self._waiting.popitem(last=False)
            self._running[key] = task = asyncio.create_task(self._prefill(ref), name=f"prefill-{key[1][:8]}")
            task.add_done_callback(lambda _, key=key: self._ended(key))  # type: ignore[misc]

    def _ended(self, key: Key) -> None:
        self._running.pop(key, None)
        self._start_next()

    async def _prefill(self, ref: MediaRef) -> None:
        outcome = "failed"
        try:
            async with asyncio.timeout(self._settings.request_timeout):
                with self._media.hold(ref):
                    await self._engine.prefill((ref,))
                    await self._then(ref)
            outcome = "done"
        except asyncio.CancelledError:
            outcome = "cancelled"
            raise
        except (FlashWebError, TimeoutError) as error:
            logger.info("prefill ended early", extra={"error": repr(error)})
        except Exception:  # a worker's boundary: one bad picture must not end the others
            logger.exception("prefill failed")
        finally:
            self._outcomes.labels(outcome).inc()

    async def close(self) -> None:
        """Stop all work, and begin none."""
        self._may_work = False
        self._waiting.clear()
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
