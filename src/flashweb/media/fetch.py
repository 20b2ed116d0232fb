"""Pictures fetched from the web for a request, such that nobody can send the server anywhere else.

A name is resolved once and the connection goes to what was found, so an answer that changes in between changes
nothing; each redirect is judged like a first address. Whatever goes wrong on the way, the error is the same one: it
never tells whether an inner host exists, and no inner host is ever connected to, so time does not tell either.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urljoin

import httpx
from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork

from flashweb.core.errors import ImageTooLarge, InvalidImage, Overloaded
from flashweb.media.addresses import IPAddress, Rules, Target, read_url

logger = logging.getLogger(__name__)

Resolve = Callable[[str], Awaitable[list[IPAddress]]]
"""Gives the addresses of a name; raises OSError when there are none."""

MAX_ADDRESSES = 2
"""Addresses of a name that are tried."""
GRACE = 1.0
"""Seconds before a transfer's rate is judged."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchSettings(BaseModel):
    """Pictures given as https addresses. Lists are JSON in variables; times in seconds, sizes in bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = Field(True, description="fetch pictures that a request names by URL")
    allow_http: bool = Field(False, description="fetch by http too, where anyone on the way can change the picture")
    https_ports: tuple[int, ...] = Field((443,), description="ports for https")
    http_ports: tuple[int, ...] = Field((80,), description="ports for http")
    allow_hosts: tuple[str, ...] = Field((), description="these hosts only; .a.org for all below a.org")
    deny_hosts: tuple[str, ...] = Field((), description="never these hosts; .a.org for all below a.org")
    allow_networks: tuple[IPvAnyNetwork, ...] = Field((), description="networks allowed although they are not public")
    deny_networks: tuple[IPvAnyNetwork, ...] = Field((), description="public networks that are not allowed")
    timeout: float = Field(10.0, gt=0, description="time for the whole fetch, redirects included")
    connect_timeout: float = Field(3.0, gt=0, description="time for a connection, and for each pause in a transfer")
    min_bytes_per_second: int = Field(10_000, ge=0, description="slower transfers are given up")
    max_redirects: int = Field(3, ge=0, le=10, description="redirects followed, each checked like a first address")
    max_fetches: int = Field(32, gt=0, description="fetches at once")
    max_fetches_per_tenant: int = Field(4, gt=0, description="fetches at once for one tenant")
    proxy: str | None = Field(None, description="proxy to fetch through; those of the environment are not used")
    ca_file: Path | None = Field(None, description="certificates (PEM) trusted beside the public ones")
    user_agent: str = Field("FlashWeb", description="how the server names itself")


async def resolve(host: str) -> list[IPAddress]:
    """The system's answer for a name; the caller sets the deadline."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(entry[4][0]) for entry in found]


class _Failed(Exception):
    """A fetch that failed; the reason is for the log alone."""


class Fetcher:
    """Fetches within bounds; keeps no cookie, no connection and no other trace from one fetch to the next."""

    def __init__(self, settings: FetchSettings, max_bytes: int, resolver: Resolve = resolve) -> None:
        self._settings = settings
        self._max_bytes = max_bytes
        self._resolve = resolver
        http = {"http": frozenset(settings.http_ports)} if settings.allow_http else {}
        self._rules = Rules(
            {"https": frozenset(settings.https_ports), **http},
            frozenset(map(str.lower, settings.allow_hosts)),
            frozenset(map(str.lower, settings.deny_hosts)),
            settings.allow_networks,
            settings.deny_networks,
        )
        self._running: Counter[str] = Counter()
        self._tls: ssl.SSLContext | None = None

    async def fetch(self, url: str, tenant: str) -> bytes:
        """What lies at a URL, at most max_bytes of it.

        Raises InvalidImage (one and the same for all that fails on the way), ImageTooLarge or Overloaded.
        """
        if not self._settings.enabled:
            raise InvalidImage(
                "This server fetches no pictures from the web: send it as a data URI (data:image/png;base64,...), "
                "or upload it with POST /v1/files and refer to its id."
            )
        target = read_url(url, self._rules)
        with self._place(tenant):
            try:
                async with asyncio.timeout(self._settings.timeout):
                    return await self._follow(url, target)
            except (_Failed, httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as error:
                logger.info("a picture was not fetched", extra={"error": f"{type(error).__name__}: {error}"})
        raise InvalidImage(
            "The picture could not be fetched from its URL: it must be on the public web and answer soon with a .png, "
            ".jpg or .webp file. Otherwise send it as a data URI or upload it with POST /v1/files."
        )

    @contextmanager
    def _place(self, tenant: str) -> Iterator[None]:
        settings = self._settings
        if self._running[tenant] >= settings.max_fetches_per_tenant or self._running.total() >= settings.max_fetches:
            raise Overloaded("Too many pictures are being fetched; try again in a moment.", retry_after=1.0)
        self._running[tenant] += 1
        try:
            yield
        finally:
            self._running[tenant] -= 1
            if not self._running[tenant]:
                del self._running[tenant]

    async def _follow(self, url: str, target: Target) -> bytes:
        for _ in range(self._settings.max_redirects + 1):
            async with self._response(target) as response:
                if response.status_code not in _REDIRECTS:
                    return await self._body(response)
                location = response.headers.get("location", "")
            try:
                url = urljoin(url, location)
                target = read_url(url, self._rules)
            except (InvalidImage, ValueError) as error:
                raise _Failed(f"redirected: {error}") from None
        raise _Failed("too many redirects")

    @asynccontextmanager
    async def _response(self, target: Target) -> AsyncIterator[httpx.Response]:
        """The answer of the first of the host's addresses that takes a connection."""
        addresses = await self._addresses(target)
        if self._tls is None:
            self._tls = await asyncio.to_thread(_trust, self._settings.ca_file)
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=0)
        async with httpx.AsyncHTTPTransport(
            verify=self._tls, trust_env=False, limits=limits, proxy=self._settings.proxy
        ) as transport:
            response = await self._ask(transport, target, addresses)
            try:
                yield response
            finally:
                await response.aclose()

    async def _ask(
        self, transport: httpx.AsyncHTTPTransport, target: Target, addresses: list[IPAddress]
    ) -> httpx.Response:
        for address in addresses[:-1]:
            try:
                return await transport.handle_async_request(self._request(target, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await transport.handle_async_request(self._request(target, addresses[-1]))

    async def _addresses(self, target: Target) -> list[IPAddress]:
        """Where to connect; one address that is not allowed spoils all of them."""
        if not self._rules.may_visit(target.host):
            raise _Failed("the host is not allowed")
        found = [target.literal] if target.literal else list(dict.fromkeys(await self._resolve(target.host)))
        if not found or not all(self._rules.may_connect(address) for address in found):
            raise _Failed("not an allowed address")
        return found[:MAX_ADDRESSES]

    def _request(self, target: Target, address: IPAddress) -> httpx.Request:
        host = f"[{address}]" if address.version == 6 else str(address)
        headers = {
            "Host": target.authority,
            "User-Agent": self._settings.user_agent,
            "Accept": "image/png, image/jpeg, image/webp",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        seconds = self._settings.connect_timeout
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        return httpx.Request(
            "GET",
            f"{target.scheme}://{host}:{target.port}{target.path}",
            headers=headers,
            extensions={"sni_hostname": target.host, "timeout": timeout},
        )

    async def _body(self, response: httpx.Response) -> bytes:
        if response.status_code != httpx.codes.OK:
            raise _Failed(f"status {response.status_code}")
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise _Failed("compressed although nobody asked for it")
        length = response.headers.get("content-length", "")
        if length.isdecimal():
            self._check_length(int(length))
        body, started = bytearray(), time.monotonic()
        async with aclosing(response.aiter_raw()) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                body += chunk
                self._check_length(len(body))
                seconds = time.monotonic() - started
                if seconds > GRACE and len(body) < seconds * self._settings.min_bytes_per_second:
                    raise _Failed("too slow")
        return bytes(body)

    def _check_length(self, num_bytes: int) -> None:
        if num_bytes > self._max_bytes:
            raise ImageTooLarge(f"The picture at the URL has more than {self._max_bytes:,} bytes; use a smaller one.")


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context
