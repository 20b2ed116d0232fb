"""The engine: routes each request to one of the servers and turns its stream into events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from flashweb.core.errors import ConfigurationError
from flashweb.core.events import Event
from flashweb.core.request import MediaRef, Request
from flashweb.engines.base import Capabilities, Progress
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.media.store import MediaStore


class RemoteEngine:
    """Implements `Engine`. The vllm engine makes one for the server that it starts.

    media: where the pictures' bytes are. headers are sent with every call.
    """

    def __init__(self, media: MediaStore, settings: RemoteSettings) -> None:
        if not settings.urls:
            raise ConfigurationError("remote.urls is empty; name a server with --url http://HOST:PORT/v1.")
        self._media = media
        self._settings = settings

    @property
    def capabilities(self) -> Capabilities:
        raise NotImplementedError

    async def start(self, progress: Progress) -> None:
        raise NotImplementedError

    async def prefill(self, images: tuple[MediaRef, ...], system: str | None = None) -> None:
        raise NotImplementedError

    def generate(self, request: Request) -> AsyncIterator[Event]:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError

    def stats(self) -> Mapping[str, float]:
        raise NotImplementedError
