"""Where a request comes from, when proxies stand before the server.

X-Forwarded-For is what clients write into it, plus one hop for each proxy. Only the hops that our own proxies added
can be believed: read from the right, the first address that is no trusted proxy is the client. Without a trusted peer
the header says nothing at all.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

UNKNOWN = "unknown"
_MAX_HOPS = 32
_HOP = re.compile(
    r"\[(?P<v6>[0-9a-fA-F:.]{2,45})\](?::\d{1,5})?|(?P<v4>\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?", re.ASCII
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from: its client's address or UNKNOWN, and whether it came by https."""

    address: str
    is_https: bool


class Proxies:
    """The addresses whose word about a client counts; host is the server's own, from which its page calls."""

    def __init__(self, trusted: Iterable[str], host: str) -> None:
        own = _parse(host)
        self._trusted = [ipaddress.ip_network(text, strict=False) for text in trusted]
        self._trusted += [ipaddress.ip_network(own)] if own and not own.is_unspecified else []

    def origin(self, scope: Scope, headers: Headers) -> Origin:
        """Where a request comes from."""
        peer = _parse((scope.get("client") or (UNKNOWN,))[0])
        is_https = scope.get("scheme") == "https"
        if peer is None or not self._is_trusted(peer):
            return Origin(_told(peer), is_https)
        protocols = _values(headers, "x-forwarded-proto")
        is_https = protocols[-1].lower() == "https" if protocols else is_https
        client: Address | None = peer
        for hop in reversed(_values(headers, "x-forwarded-for")[-_MAX_HOPS:]):
            client = _parse(hop)
            if client is None or not self._is_trusted(client):
                break
        return Origin(_told(client), is_https)

    def _is_trusted(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def is_this_machine(address: str) -> bool:
    """Whether an address is loopback."""
    parsed = _parse(address)
    return parsed is not None and parsed.is_loopback


def _values(headers: Headers, name: str) -> list[str]:
    return [part.strip() for line in headers.getlist(name) for part in line.split(",") if part.strip()]


def _parse(text: str) -> Address | None:
    hop = _HOP.fullmatch(text)
    try:
        address = ipaddress.ip_address((hop["v6"] or hop["v4"]) if hop else text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _told(address: Address | None) -> str:
    return UNKNOWN if address is None else str(address)
