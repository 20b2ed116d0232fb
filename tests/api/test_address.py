"""Where a request comes from, behind proxies that are trusted and clients that are not."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from flashweb.api.address import UNKNOWN, Origin, Proxies, is_this_machine

TRUSTED = ("10.0.0.0/8", "fd00::/8", "127.0.0.1")


def origin(peer: str | None, *forwarded: str, proto: str | None = None, scheme: str = "http") -> Origin:
    raw = [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded]
    raw += [(b"x-forwarded-proto", proto.encode())] if proto else []
    scope = {"type": "http", "client": (peer, 1) if peer else None, "scheme": scheme, "headers": raw}
    return Proxies(TRUSTED, "192.168.1.5").origin(scope, Headers(raw=raw))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.1", [], "203.0.113.1"),
        ("203.0.113.1", ["1.2.3.4"], "203.0.113.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["9.9.9.9, 1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["9.9.9.9", "1.2.3.4, 10.2.2.2"], "1.2.3.4"),
        ("10.0.0.1", ["127.0.0.1, 1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["10.3.3.3, 10.2.2.2"], "10.3.3.3"),
        ("10.0.0.1", ["1.2.3.4, unknown"], UNKNOWN),
        ("10.0.0.1", ["1.2.3.4, 10.2.2.2'; DROP"], UNKNOWN),
        ("10.0.0.1", ["1.2.3.4\n10.2.2.2"], UNKNOWN),
        ("10.0.0.1", ["999.1.1.1"], UNKNOWN),
        ("10.0.0.1", [" , ,"], "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4:5678"], "1.2.3.4"),
        ("10.0.0.1", ["[2001:db8::1]:5678"], "2001:db8::1"),
        ("10.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        ("10.0.0.1", ["2001:db8::1%eth0\x00"], "2001:db8::1"),
        ("10.0.0.1", ["::ffff:1.2.3.4"], "1.2.3.4"),
        ("::ffff:10.0.0.1", ["1.2.3.4"], "1.2.3.4"),
        ("fd00::1", ["1.2.3.4"], "1.2.3.4"),
        ("192.168.1.5", ["1.2.3.4"], "1.2.3.4"),
        ("192.168.1.6", ["1.2.3.4"], "192.168.1.6"),
        ("10.0.0.1", ["1.2.3.4, " + "10.1.1.1, " * 500 + "10.2.2.2"], "10.1.1.1"),
        (None, ["1.2.3.4"], UNKNOWN),
        ("testclient", ["1.2.3.4"], UNKNOWN),
    ],
)
def test_the_right_most_hop_that_is_no_proxy_counts(peer: str | None, forwarded: list[str], address: str) -> None:
    assert origin(peer, *forwarded).address == address


def test_https_is_believed_of_a_proxy_alone() -> None:
    assert origin("10.0.0.1", "1.2.3.4", proto="https").is_https
    assert not origin("10.0.0.1", "1.2.3.4", proto="https, http").is_https
    assert not origin("203.0.113.1", proto="https").is_https
    assert origin("203.0.113.1", scheme="https").is_https


def test_this_machine() -> None:
    assert all(is_this_machine(address) for address in ("127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"))
    others = ("0.0.0.0", "::", "10.0.0.1", UNKNOWN, "localhost.example.com", "")
    assert not any(is_this_machine(address) for address in others)
