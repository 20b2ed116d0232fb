"""The composition root: Settings in, a running product out. Nothing else but `assembly` builds objects."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import threading
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from flashweb import __version__
from flashweb.access.door import Door
from flashweb.access.limits import Counters
from flashweb.access.settings import KEY_FILE
from flashweb.access.store import KeyStore
from flashweb.api.address import is_this_machine
from flashweb.api.application import create_api
from flashweb.api.auth import Gate
from flashweb.api.context import Context
from flashweb.api.ingest import Ingest
from flashweb.api.session import session_routes
from flashweb.api.settings import ApiSettings
from flashweb.assembly import build_engine
from flashweb.audit.log import AuditLog
from flashweb.audit.opening import open_store
from flashweb.core.errors import ConfigurationError
from flashweb.engines.base import Progress
from flashweb.guardrails.chain import Guardrails
from flashweb.guardrails.personal import without_personal
from flashweb.media.fetch import Fetcher
from flashweb.media.files import FileRegistry
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.serving.recording import Recorder
from flashweb.serving.screens import Screens
from flashweb.serving.service import Service
from flashweb.settings import Settings
from flashweb.telemetry.metrics import Metrics
from flashweb.ui.login import LoginForm
from flashweb.ui.starting import hold_place

if TYPE_CHECKING:
    from fastapi import FastAPI

logger = logging.getLogger(__name__)

LAST_WORDS = 0.5
"""Seconds from the end of the drain until open connections are closed, once what was written to them is sent."""


def build_service(settings: Settings) -> Service:
    """Everything between the edges: media, reader, engine, admission. Not started."""
    media = MediaStore(settings.media)
    parser = ScreenParser(settings.perception)
    metrics = Metrics()
    engine = build_engine(settings, media, parser, metrics)
    service = Service(engine, Screens(parser, media), media, metrics, settings.serving)
    service.metrics.watch("flashweb_media", media.stats)
    service.guardrails = Guardrails(parser, media, settings.guardrails)
    return service


def build_app(settings: Settings, service: Service) -> FastAPI:
    """The HTTP application in front of a service; the page is mounted later, by `serve`."""
    files = FileRegistry(service.media)
    fetcher = Fetcher(settings.fetch, settings.media.max_image_bytes)
    ingest = Ingest(service, files, fetcher, settings.serving.request_timeout)
    door = _build_door(settings, service.metrics)
    recorder = Recorder(service, _build_audit(settings, service.metrics), settings.audit)
    app = create_api(Context(service, files, ingest, settings.api, Gate(door, settings.api), recorder), __version__)
    if settings.ui.enabled:
        app.include_router(session_routes(door, LoginForm(settings.ui.title)))
        hold_place(app, settings.ui.title)
    return app


def _build_door(settings: Settings, metrics: Metrics) -> Door:
    from flashweb.access.windows import LocalCounters  # noqa: PLC0415 - its library imports for 0.2 s

    limits = settings.limits
    counters: Counters = LocalCounters(limits.max_counters)
    if limits.redis_url is not None:
        from flashweb.access.shared import RedisCounters  # noqa: PLC0415

        counters = RedisCounters(limits.redis_url, limits.redis_timeout, LocalCounters(limits.max_counters))
    metrics.watch("flashweb_limits", counters.stats)
    return Door(settings.access, limits, settings.data_path / KEY_FILE, counters)


def _build_audit(settings: Settings, metrics: Metrics) -> AuditLog:
    mask = without_personal if settings.guardrails.redact_logs else None
    log = AuditLog(lambda: open_store(settings.audit, settings.data_path), settings.audit, mask)
    metrics.watch("flashweb_audit", log.stats)
    return log


async def _start_audit(settings: Settings, log: AuditLog) -> None:
    """Begin to record. A store that cannot be opened stops start-up only where recording is required."""
    if not settings.audit.enabled:
        return
    try:
        await log.start()
    except ConfigurationError as error:
        if settings.audit.required:
            raise
        if settings.audit.url is None:
            logger.warning("questions and answers are NOT recorded: %s", error)
        else:
            logger.warning("questions and answers are not recorded yet; trying again: %s", error)
            await log.start(may_wait=True)


def check_exposure(settings: Settings) -> None:
    """Raise ConfigurationError when the web could reach a server that asks for no key."""
    host = settings.api.host
    if host == "localhost" or is_this_machine(host) or settings.access.public or settings.access.password:
        return
    store = KeyStore(settings.data_path / KEY_FILE)
    has_keys = store.has_keys()
    store.close()
    if not has_keys:
        raise ConfigurationError(
            f"Listening on {host} without a key would let everyone in: make a key with `flashweb keys create NAME`, "
            "set access.password, or start with --public if everyone is meant."
        )


class Server(uvicorn.Server):
    """uvicorn with a graceful end: on a signal the service drains first, while health says so, then HTTP stops."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._stopping: asyncio.Task[None] | None = None
        self._num_interrupts = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().serve(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """First signal: drain, then stop. A second Ctrl-C: tell what runs that it ends now. A third: by force."""
        self._num_interrupts += sig == signal.SIGINT
        if self._loop is None or self._num_interrupts > 2:
            super().handle_exit(sig, frame)
            return
        self._loop.call_soon_threadsafe(self._begin_stop)

    def _begin_stop(self) -> None:
        if self._stopping is None:
            self._stopping = asyncio.create_task(self._stop())
        elif self._num_interrupts > 1:
            self._service.end_runs()

    async def _stop(self) -> None:
        try:
            await self._service.drain()
        finally:
            self.should_exit = True
            asyncio.get_running_loop().call_later(LAST_WORDS, self._close_connections)

    def _close_connections(self) -> None:
        """Every answer is complete by now; what is still open are streams of pages, which never end by themselves."""
        for connection in list(self.server_state.connections):
            connection.transport.close()


def listen(host: str, port: int, send_timeout: float) -> socket.socket:
    """A listening socket; raises ConfigurationError with the fix when the port cannot be had.

    send_timeout: seconds after which the kernel drops a client that takes nothing of what was sent to it
    (TCP_USER_TIMEOUT, RFC 5482); closing such a connection would wait for that client for ever.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(send_timeout * 1000))
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise ConfigurationError(
                f"Port {port} is in use; choose another: make serve PORT={port + 1}, "
                f"or flashweb serve --port {port + 1}."
            ) from None
        raise ConfigurationError(
            f"Cannot listen on {host}:{port}: {error.strerror}; check api.host and api.port."
        ) from None
    listener.listen(2048)
    listener.setblocking(False)
    return listener


async def serve(settings: Settings, progress: Progress | None = None) -> None:
    """Run the product until a signal ends it: listen at once, warm up, then add the page.

    Raises ConfigurationError when the port cannot be had, and whatever start-up raises.
    """
    check_exposure(settings)
    listener = listen(settings.api.host, settings.api.port, settings.api.send_timeout)
    service = build_service(settings)
    app = build_app(settings, service)
    config = uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,
        proxy_headers=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=int(settings.api.send_timeout) + 1,
    )
    server = Server(config, service)
    _reload_on_hangup(service)
    serving = asyncio.create_task(server.serve([listener]))
    starting = asyncio.create_task(_start(settings, service, app, progress))
    try:
        await asyncio.wait((serving, starting), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
        await asyncio.shield(serving)
    finally:
        starting.cancel()
        server.should_exit = True
        await asyncio.gather(serving, starting, return_exceptions=True)
        await app.state.context.gate.door.close()
        await service.close()
        await app.state.context.recorder.log.close()
        listener.close()


def _reload_on_hangup(service: Service) -> None:
    """SIGHUP reads the word lists again at once; without a handler it would end the server."""
    if service.guardrails is not None and hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, service.guardrails.words.reload)


async def _start(settings: Settings, service: Service, app: FastAPI, progress: Progress | None) -> None:
    await _start_audit(settings, app.state.context.recorder.log)
    service.media.start()
    await service.start(progress)
    if settings.ui.enabled:
        url = settings.ui.api_url or _own_url(settings.api)
        threading.Thread(target=_mount_ui, args=(app, settings, url), name="ui", daemon=True).start()


def _own_url(api: ApiSettings) -> str:
    """Where this process itself reaches its API."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(api.host, api.host)
    return f"http://[{host}]:{api.port}" if ":" in host else f"http://{host}:{api.port}"


def _mount_ui(app: FastAPI, settings: Settings, url: str) -> None:
    """Importing the page's library takes seconds, so the API answers first."""
    from flashweb.ui.app import mount_ui  # noqa: PLC0415

    try:
        mount_ui(app, settings.ui, url)
    except Exception:  # a worker's boundary: without its page the server still serves the API
        logger.exception("the page could not be loaded; the API is served without it")
