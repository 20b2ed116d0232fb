"""Which addresses of the web a server may be sent to, for a picture or anything else (server-side request forgery).

A URL is read by one strict reader, and what it does not take is refused: no second opinion of another parser can
matter then. Names are resolved elsewhere, once; every address found is judged here, and the connection goes to that
very address. IPv6 is judged by what is allowed, global unicast, and IPv4 by what is not: the registries of special
purpose (RFC 6890 and its successors), and what cloud providers put at public addresses.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flashweb.core.errors import InvalidImage

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

MAX_URL_CHARS = 2048
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_SAFE = "%/:=&?~+!$,;'@()*[]"
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_SPECIAL: tuple[IPNetwork, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; one provider's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # a provider's platform address
        "169.254.0.0/16",  # link-local; most providers' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What settings allow: ports by scheme, names and networks. A name `.a.org` stands for all below a.org."""

    ports: dict[str, frozenset[int]]
    allowed_hosts: frozenset[str] = frozenset()
    denied_hosts: frozenset[str] = frozenset()
    allowed_networks: tuple[IPNetwork, ...] = ()
    denied_networks: tuple[IPNetwork, ...] = ()

    def may_visit(self, host: str) -> bool:
        """Whether a name, in lower case and ASCII, is on no list against it."""
        labels = host.split(".")
        names = {host, *("." + ".".join(labels[start:]) for start in range(1, len(labels)))}
        return not names & self.denied_hosts and (not self.allowed_hosts or bool(names & self.allowed_hosts))

    def may_connect(self, address: IPAddress) -> bool:
        """Whether an address is the public web's, or allowed by name of its network."""
        if any(address in network for network in self.denied_networks):
            return False
        return is_public(address) or any(address in network for network in self.allowed_networks)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a URL leads: host in lower case and ASCII, and what to ask it for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def literal(self) -> IPAddress | None:
        """The address that the host is itself, where it is no name."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None

    @property
    def authority(self) -> str:
        """The Host header's value."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"https": 443, "http": 80}[self.scheme] else f"{host}:{self.port}"


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public web and of nothing else."""
    if isinstance(address, ipaddress.IPv6Address) and (address not in _GLOBAL_UNICAST or address.scope_id):
        return False
    return not any(address in network for network in _SPECIAL)


def read_url(url: str, rules: Rules) -> Target:
    """Where a URL leads; raises InvalidImage that names the rule it breaks, all of them rules of its text alone."""
    if len(url) > MAX_URL_CHARS or _UNSAFE.search(url):
        raise InvalidImage(f"A picture's URL has at most {MAX_URL_CHARS} characters, none of them spaces or '\\'.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InvalidImage("The picture's URL cannot be read; write it as https://host/path.") from None
    allowed = rules.ports.get(parts.scheme)
    if allowed is None:
        raise InvalidImage(f"Pictures are fetched by {' or '.join(rules.ports)} only; use such a URL or a data URI.")
    if "@" in parts.netloc:
        raise InvalidImage("A picture's URL must hold no user name and no password; make the picture public.")
    port = min(allowed, default=0) if port is None and not parts.netloc.endswith(":") else port
    if port not in allowed:
        shown = ", ".join(map(str, sorted(allowed)))
        raise InvalidImage(f"Pictures are fetched by {parts.scheme} from port {shown} only.")
    path = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE)}" if parts.query else "")
    return Target(parts.scheme, _host(parts.netloc, parts.hostname or ""), port, path)


def _host(netloc: str, host: str) -> str:
    """The host in one form; odd notations of addresses are refused, not understood."""
    wrong = InvalidImage("The URL's host must be a domain name, or an address in its usual form (203.0.113.7).")
    if netloc.startswith("["):
        try:
            address = ipaddress.IPv6Address(host)
        except ValueError:
            raise wrong from None
        if address.scope_id:
            raise wrong
        return address.compressed
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise wrong from None
    if not _HOST.fullmatch(name):
        raise wrong
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise wrong from None
    return name
