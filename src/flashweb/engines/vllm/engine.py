"""The engine: a vLLM server of our own behind the connection that `remote` has to any server.

Ready means that a real picture was answered. A server that ends or hangs is restarted with growing pauses; meanwhile
questions get an honest NotReady, and health probes are told why.
"""

from __future__ import annotations

import asyncio
import io
import logging
import secrets
import shutil
import socket
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import httpx
from PIL import Image, ImageDraw
from prometheus_client.core import Metric

from flashweb.core.errors import ConfigurationError, FlashWebError, NotReady
from flashweb.core.events import Event
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.sampling import SamplingParams
from flashweb.engines.base import Capabilities, Progress
from flashweb.engines.checkpoints import Known
from flashweb.engines.remote.engine import RemoteEngine
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.engines.vllm.child import Child
from flashweb.engines.vllm.flags import check, command_line
from flashweb.engines.vllm.memory import refuse_what_cannot_fit
from flashweb.engines.vllm.metrics import Forwarded
from flashweb.engines.vllm.settings import VllmSettings
from flashweb.media.store import MediaStore

logger = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between looks whether a silent server is up; a line of its log brings the next look forward."""
MOST_DELAY = 60.0
STEADY = 600.0
"""Seconds of running after which earlier failures are forgotten."""
FIRST_ANSWER = 300.0
"""Seconds that the first picture may take: kernels are compiled for it."""
QUICK = 2.0
"""Seconds at most until the connection tries a server again that is known to be restarted."""
TENANT = "flashweb:warm-up"


class VllmEngine:
    """Implements `Engine`.

    known: what the catalogue says of the model, with the limits that pictures shall have. is_grounded: questions hold
    their page's text. Raises ConfigurationError for settings that cannot work.
    """

    def __init__(
        self, media: MediaStore, settings: VllmSettings, remote: RemoteSettings, known: Known | None, is_grounded: bool
    ) -> None:
        model = check(settings)
        self._media = media
        self._settings = settings
        self._known = known
        self._port = _free_port()
        self._key = secrets.token_urlsafe(24)
        self._command = command_line(settings, self._port, known, is_grounded=is_grounded)
        self._address = f"http://127.0.0.1:{self._port}"
        self._remote = RemoteEngine(media, _connection(settings, remote, model, self._address), self._key)
        self._http = httpx.AsyncClient(base_url=self._address, headers={"Authorization": f"Bearer {self._key}"})
        self._child: Child | None = None
        self._watching: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._trouble = ""
        self._num_restarts = 0
        self._forwarded = Forwarded()

    @property
    def capabilities(self) -> Capabilities:
        able = self._remote.capabilities
        return replace(able, trouble=self._trouble or able.trouble)

    async def start(self, progress: Progress) -> None:
        """Raises ConfigurationError with vLLM's own words where it does not come up."""
        if shutil.which(self._command[0]) is None:
            raise ConfigurationError(
                f"There is no program {self._command[0]!r}; install vLLM in an environment of its own and name its "
                "program with vllm.command, such as /opt/vllm/bin/vllm."
            )
        if self._settings.check_memory:
            await asyncio.to_thread(refuse_what_cannot_fit, self._settings, self._known)
        try:
            await self._bring_up(progress)
        except BaseException:
            await self._end_child()
            raise
        self._watching = asyncio.create_task(self._watch(), name="watch vllm")
        progress("ready", 1.0)

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None, text: str = "") -> None:
        if not self._trouble:
            await self._remote.prefill(images, system, text)

    async def generate(self, request: Request) -> AsyncIterator[Event]:
        if self._trouble:
            raise NotReady(f"The model is not available: {self._trouble}.", retry_after=5.0)
        async with aclosing(self._remote.generate(request)) as events:  # type: ignore[type-var]
            async for event in events:
                yield event

    async def close(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._remote.close()
        await self._end_child()
        await self._http.aclose()

    def stats(self) -> Mapping[str, float]:
        own = {"vllm_up": float(not self._trouble), "vllm_restarts_total": float(self._num_restarts)}
        return {**self._remote.stats(), **own}

    def metrics(self) -> Iterable[Metric]:
        """vLLM's own, as of the last look."""
        return self._forwarded.families()

    async def _bring_up(self, progress: Progress) -> None:
        """Start the server and ask it about a picture. Raises ConfigurationError."""
        self._child = child = await Child.start(
            self._command, self._key, self._settings.stop_timeout, self._changed.set
        )
        try:
            async with asyncio.timeout(self._settings.start_timeout):
                await self._until_up(child, progress)
                await self._remote.start(lambda step, done: progress(step, 0.95 + 0.03 * done))
                progress("asking about a first picture", 0.98)
                await self._answer_picture()
        except TimeoutError:
            raise ConfigurationError(
                f"vLLM was not up after {self._settings.start_timeout:g} s, {child.log.step} "
                f"({child.log.last_words()}); raise vllm.start_timeout if it only needs longer."
            ) from None

    async def _until_up(self, child: Child, progress: Progress) -> None:
        while not await self._is_healthy(LOOK):
            if child.status is not None:
                status = await child.end()
                words = child.log.last_words()
                raise ConfigurationError(f"vLLM ended with status {status} while {child.log.step}: {words}")
            progress(child.log.step, child.log.fraction)
            self._changed.clear()
            try:
                async with asyncio.timeout(LOOK):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def _answer_picture(self) -> None:
        """One token about a drawn page, by the way that questions go."""
        ref = await self._media.add(TENANT, await asyncio.to_thread(_drawn_page))
        message = Message("user", "What does the button say?", (ref,))
        sampling = SamplingParams(max_tokens=1, temperature=0.0)
        model = self._remote.capabilities.model
        request = Request("warm-up", TENANT, model, (message,), sampling, FIRST_ANSWER, reasoning=False)
        try:
            async with asyncio.timeout(FIRST_ANSWER), aclosing(self._remote.generate(request)) as events:  # type: ignore[type-var]
                async for _ in events:
                    pass
        except FlashWebError as error:
            raise ConfigurationError(f"vLLM is up, but does not answer about a picture: {error.message}") from error
        finally:
            self._media.remove(ref)

    async def _is_healthy(self, timeout: float) -> bool:
        try:
            return (await self._http.get("/health", timeout=timeout)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    async def _watch(self) -> None:
        """Restarts what ended or hangs, until `restarts` in a row did not help."""
        failures = 0
        while failures <= self._settings.restarts:
            since = time.monotonic()
            why = await self._until_down() if not self._trouble else self._trouble
            failures = 1 if time.monotonic() - since > STEADY else failures + 1
            if failures > self._settings.restarts:
                break
            self._trouble = f"{why}; it is being restarted"
            logger.warning("vllm: %s, restart %d of %d", why, failures, self._settings.restarts)
            await asyncio.sleep(min(self._settings.restart_delay * 2 ** (failures - 1), MOST_DELAY))
            try:
                await self._bring_up(lambda step, done: None)
                self._trouble = ""
                self._num_restarts += 1
            except (FlashWebError, OSError) as error:
                self._trouble = str(error)
                await self._end_child()
        self._trouble = f"{self._trouble or why}; it was restarted {self._settings.restarts} times: start FlashWeb anew"
        logger.error("vllm: %s", self._trouble)

    async def _until_down(self) -> str:
        """Why it is down, in words; looks at its health and metrics meanwhile."""
        child = self._child
        if child is None:
            return "it does not run"
        ending = asyncio.create_task(child.wait())
        try:
            while True:
                done, _ = await asyncio.wait({ending}, timeout=self._settings.check_interval)
                if done:
                    await self._end_child()
                    return f"the server ended with status {ending.result()} ({child.log.last_words()})"
                if not await self._look():
                    await self._end_child()
                    return f"the server did not answer for {self._settings.hang_timeout:g} s"
        finally:
            ending.cancel()

    async def _look(self) -> bool:
        """Its health and its metrics; False for one that hangs or says that its engine is dead."""
        if not await self._is_healthy(self._settings.hang_timeout):
            return False
        try:
            told = await self._http.get("/metrics", timeout=self._settings.hang_timeout)
            self._forwarded.take(told.text)
        except (httpx.HTTPError, ValueError) as error:
            logger.debug("vllm: metrics cannot be read: %r", error)
        return True

    async def _end_child(self) -> None:
        child, self._child = self._child, None
        self._forwarded.forget()
        if child is not None:
            await child.end()


def _connection(settings: VllmSettings, remote: RemoteSettings, model: str, address: str) -> RemoteSettings:
    """[remote], to the server of our own."""
    name = remote.name or (Path(model).name if Path(model).is_dir() else model)
    own = {
        "urls": (address,),
        "model": model,
        "name": name,
        "api_key_env": None,
        "max_images": settings.max_images,
        "max_running": settings.max_running,
        "prefill": True,
        "priorities": True,
        "tenant_salt": True,
        "rest": QUICK / 4,
        "max_rest": QUICK,
    }
    return remote.model_copy(update=own)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _drawn_page() -> bytes:
    """PNG of a page with a button, 640x400."""
    page = Image.new("RGB", (640, 400), "white")
    pen = ImageDraw.Draw(page)
    pen.rounded_rectangle((240, 170, 400, 220), 8, fill=(30, 100, 220))
    pen.text((300, 188), "Sign in", fill="white")
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()
