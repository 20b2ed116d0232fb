"""The life of a request: checked, admitted, generated, and ended exactly once.

Each accepted request is one async iterator of events whose last event is Finished, Failed or Cancelled.
Refusals before acceptance are raised instead, so that a caller who was never accepted knows it at once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from flashweb.core.errors import DeadlineExceeded, FlashWebError, InternalError, InvalidRequest, NotFound, NotReady
from flashweb.core.events import (
    Cancelled,
    Event,
    Failed,
    Finished,
    ReasoningDelta,
    Terminal,
    TextDelta,
    Timings,
    Usage,
)
from flashweb.core.request import MediaRef, Request
from flashweb.core.screen import Need
from flashweb.engines.base import Capabilities, Engine, Progress
from flashweb.guardrails.base import Told, Verdict
from flashweb.guardrails.chain import Guardrails, watch_over
from flashweb.guardrails.screening import Screened, verdicts_of
from flashweb.media.store import MediaStore
from flashweb.serving.admission import Admission
from flashweb.serving.outcome import Outcome
from flashweb.serving.prefill import Prefiller
from flashweb.serving.screens import Screens
from flashweb.serving.settings import ServingSettings
from flashweb.serving.status import State, Status
from flashweb.telemetry.metrics import Metrics

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Run:
    """One accepted request: when things happened (monotonic seconds), and what cuts it short."""

    id: str
    timeout: float
    accepted: float = field(default_factory=time.monotonic)
    started: float = 0.0
    first_text: float = 0.0
    last_text: float = 0.0
    terminal: Terminal | None = None
    abort_error: FlashWebError | None = None
    deadline: asyncio.Timeout | None = field(default=None)

    def timings(self) -> Timings:
        now = time.monotonic()
        return Timings(self.started - self.accepted, (self.first_text or now) - self.accepted, now - self.accepted)


class Service:
    """Owns the engine, the reader of screens, the media store and the queue before them.

    guardrails: what watches over requests, None for nothing. listeners: told how each request ended.
    """

    def __init__(
        self, engine: Engine, screens: Screens, media: MediaStore, metrics: Metrics, settings: ServingSettings
    ) -> None:
        self.media = media
        self.metrics = metrics
        self._engine = engine
        self._screens = screens
        self._settings = settings
        self._admission = Admission(
            settings.max_running or engine.capabilities.max_running, settings.max_waiting, settings.queue_timeout
        )
        self.guardrails: Guardrails | None = None
        self.listeners: list[Callable[[Outcome], None]] = []
        self._prefiller = Prefiller(engine, media, metrics, settings, self._look_again)
        self.prefill = self._prefiller.submit
        self._status = Status(State.STARTING, "starting", 0.0)
        self._runs: set[_Run] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        metrics.running.set_function(lambda: self._admission.num_running)
        metrics.waiting.set_function(lambda: self._admission.num_waiting)
        metrics.watch("flashweb_engine", engine.stats)

    @property
    def capabilities(self) -> Capabilities:
        return self._engine.capabilities

    @property
    def status(self) -> Status:
        trouble = self.capabilities.trouble if self._status.state is State.READY else ""
        return Status(State.UNAVAILABLE, trouble, 1.0) if trouble else self._status

    async def start(self, progress: Progress | None = None) -> None:
        """Load and warm up the engine; the service accepts requests when this returns."""

        def report(step: str, fraction: float, state: State = State.STARTING) -> None:
            if self._status.state is State.STARTING:  # a shutdown that came meanwhile stands
                self._status = Status(state, step, fraction)
                if progress is not None:
                    progress(step, fraction)

        try:
            await self._engine.start(report)
        except Exception as error:
            report(f"start-up failed: {error}", self._status.fraction, State.FAILED)
            raise
        report("ready", 1.0, State.READY)
        if self._status.state is State.READY:
            self._prefiller.start()

    async def ask(self, request: Request, policy: str | None = None) -> AsyncIterator[Told]:
        """Answer one request; see the module for what is raised and what is yielded.

        policy: name of the guardrail policy. Raises before acceptance: NotReady, NotFound (model), InvalidRequest,
        ContentBlocked (the question), StorageFull (a picture left), Overloaded.
        """
        self._check(request)
        run, watch = _Run(request.id, request.timeout), watch_over(self.guardrails, request, policy)
        try:
            await watch.check_question()
            async with self._accepted(run, *request.images), aclosing(watch.answer(self._generate)) as events:
                while run.terminal is None:
                    yield self._observe(run, await self._within(run, lambda: anext(events)))
        finally:
            said = watch.text, run.terminal, run.timings(), watch.reasoning
            self._conclude(Outcome(request, policy, watch.verdicts, *said))

    async def _generate(self, request: Request) -> AsyncIterator[Event]:
        """What the engine says, without its reasoning where that is not shown."""
        async with aclosing(self._engine.generate(request)) as events:  # type: ignore[type-var]
            async for event in events:
                if self._settings.show_reasoning or not isinstance(event, ReasoningDelta):
                    yield event

    async def parse(
        self, picture: MediaRef, need: Need, policy: str | None, *, timeout: float, request_id: str
    ) -> Screened:
        """The screen of a picture, within the same bounds as an answer; timeout in seconds from now.

        Raises what `ask` raises, and what an answer would end in: DeadlineExceeded, NotReady, InternalError.
        """
        self._check_state()
        async with self._accepted(_Run(request_id, timeout), picture) as run:
            result = await self._within(run, lambda: self._screens.screened(picture, need, self.guardrails, policy))
            self._tell(request_id, verdicts_of(result))
            if isinstance(result, Failed):
                run.terminal = result
                raise result.error
            run.terminal = Finished()
            self.metrics.screens.observe(time.monotonic() - run.accepted)
            return result

    @asynccontextmanager
    async def _accepted(self, run: _Run, *images: MediaRef) -> AsyncIterator[_Run]:
        """One of the running places, with the pictures held; counts how the request ends."""
        with self.media.hold(*images):
            self._enter(run)
            try:
                async with self._admission.place():
                    run.started = time.monotonic()
                    self.metrics.queue_time.observe(run.started - run.accepted)
                    yield run
            except (asyncio.CancelledError, GeneratorExit):
                run.terminal = run.terminal or Cancelled()
                raise
            finally:
                self._leave(run)

    async def _within(self, run: _Run, work: Callable[[], Awaitable[T]]) -> T | Failed:
        """What the work gives before the request's deadline, or the Failed that takes its place."""
        if run.abort_error is not None:
            return Failed(run.abort_error)
        try:
            async with asyncio.timeout_at(run.accepted + run.timeout) as run.deadline:
                return await work()
        except TimeoutError:
            late = DeadlineExceeded(f"The answer took longer than {run.timeout:g} s; try again.")
            return Failed(run.abort_error or late)
        except FlashWebError as error:
            return Failed(error)
        except StopAsyncIteration:
            logger.error("engine ended without a terminal event", extra={"request_id": run.id})
        except Exception:  # the engine's boundary: its faults end one request, never the server
            logger.exception("engine failed", extra={"request_id": run.id})
        finally:
            run.deadline = None
        return Failed(InternalError("The model failed on this request; the fault is logged under the request id."))

    def _observe(self, run: _Run, event: Told) -> Told:
        """Count an event, and stamp the last one."""
        if isinstance(event, TextDelta):
            now = time.monotonic()
            if not run.first_text:
                run.first_text = now
                self.metrics.ttft.observe(now - run.accepted)
            else:
                self.metrics.itl.observe(now - run.last_text)
            run.last_text = now
        elif isinstance(event, Usage):
            self.metrics.prompt_tokens.inc(event.prompt_tokens)
            self.metrics.cached_tokens.inc(event.cached_tokens)
            self.metrics.generation_tokens.inc(event.completion_tokens)
        elif isinstance(event, Finished):
            event = run.terminal = replace(event, timings=run.timings())
        elif isinstance(event, Failed | Cancelled):
            run.terminal = event
        return event

    def _check_state(self) -> None:
        if self._status.state is State.STARTING:
            raise NotReady("The model is still loading; GET /health tells how far it is.", retry_after=1.0)
        if self._status.state is not State.READY:
            raise NotReady("The server is shutting down; send the request to another one.", retry_after=5.0)

    def _check(self, request: Request) -> None:
        self._check_state()
        able = self.capabilities
        if request.model != able.model:
            raise NotFound(f"There is no model {request.model!r} here; use {able.model!r}.", param="model")
        if not request.question.strip():
            raise InvalidRequest("The question is empty; write what you want to know.", param="messages")
        if len(request.question) > able.max_question_chars:
            raise InvalidRequest(
                f"The question has {len(request.question):,} characters; {able.model} reads at most "
                f"{able.max_question_chars:,}. Shorten it.",
                param="messages",
            )
        if len(request.images) > able.max_images:
            raise InvalidRequest(
                f"The request has {len(request.images)} pictures; {able.model} looks at no more than "
                f"{able.max_images} at once. Send fewer.",
                param="messages",
            )

    def _enter(self, run: _Run) -> None:
        self._runs.add(run)
        self._idle.clear()

    def _leave(self, run: _Run) -> None:
        self._runs.discard(run)
        if not self._runs:
            self._idle.set()
        outcome = type(run.terminal).__name__.lower() if run.terminal else "refused"
        self.metrics.requests.labels(outcome).inc()
        if run.terminal is not None:
            self.metrics.e2e.observe(time.monotonic() - run.accepted)

    async def _look_again(self, picture: MediaRef) -> None:
        if self.guardrails is not None:
            await self.guardrails.look_again(picture)

    def _conclude(self, outcome: Outcome) -> None:
        self._tell(outcome.request.id, outcome.verdicts)
        for listener in self.listeners:
            listener(outcome)

    def _tell(self, request_id: str, verdicts: tuple[Verdict, ...]) -> None:
        for verdict in verdicts:
            self.metrics.verdicts.labels(verdict.kind, verdict.place, verdict.done).inc()
            logger.info("guardrail", extra={"request_id": request_id, **verdict.facts()})

    async def drain(self) -> None:
        """Accept nothing more, let what runs end within settings.drain_timeout, then end the rest honestly."""
        self._status = Status(State.DRAINING, "draining", 1.0)
        await self._prefiller.close()
        try:
            async with asyncio.timeout(self._settings.drain_timeout):
                await self._idle.wait()
        except TimeoutError:
            self.end_runs()

    def end_runs(self) -> None:
        """End every request now, waiting ones included, with an error that says why."""
        for run in self._runs:
            run.abort_error = NotReady("The server shut down before the answer was complete; ask again.")
            if run.deadline is not None and not run.deadline.expired():
                run.deadline.reschedule(asyncio.get_running_loop().time())

    async def close(self) -> None:
        """Release the engine and everything kept; the last call."""
        self._status = Status(State.CLOSED, "closed", 1.0)
        await self._prefiller.close()
        if self.guardrails is not None:
            self.guardrails.close()
        await self._engine.close()
        await self._screens.close()
        await self.media.close()
