"""Fetching: from the site that is allowed, and from nowhere else, whatever the URL, the name or the redirect says."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from flashweb.core.errors import ImageTooLarge, InvalidImage, Overloaded
from flashweb.media.fetch import Fetcher, FetchSettings
from tests.media import pictures
from tests.media.hostile_urls import INNER_ADDRESSES, LOOPBACK_NOTATIONS, hostile_urls
from tests.media.web import SITE, Web, certificates, small_web

MakeFetcher = Callable[..., Fetcher]
GENERIC = "could not be fetched from its URL"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    return certificates(tmp_path_factory.mktemp("authority"))


@pytest.fixture
async def web(authority: tuple[Path, ssl.SSLContext]) -> AsyncIterator[Web]:
    async with small_web(*authority) as running:
        yield running
        assert running.strays == [], "the canary was reached"


@pytest.fixture
def make_fetcher(web: Web) -> MakeFetcher:
    def make(max_bytes: int = 1_000_000, **settings: object) -> Fetcher:
        named = {
            "allow_networks": (f"{SITE}/32",),
            "https_ports": (443, web.port),
            "ca_file": web.ca_file,
            "connect_timeout": 30.0,
            "timeout": 60.0,
            **settings,
        }
        return Fetcher(FetchSettings(**named), max_bytes, web.resolve)

    return make


async def test_an_allowed_picture_is_fetched_as_it_is(web: Web, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher()
    assert await fetcher.fetch(web.url("/a/b.png?q=1&r=é"), "me") == pictures.picture()
    head = web.requests[0].decode().lower()
    assert head.startswith("get /a/b.png?q=1&r=%c3%a9 http/1.1\r\n")
    assert f"host: site.test:{web.port}\r\n" in head and "user-agent: flashweb\r\n" in head
    assert await fetcher.fetch(web.url("/redirect?/a.png"), "me") == pictures.picture()
    for request in web.requests:
        assert not any(word in request.lower() for word in (b"cookie", b"authorization", b"referer"))


async def test_no_hostile_url_reaches_the_canary(web: Web, make_fetcher: MakeFetcher) -> None:
    urls = hostile_urls(web.port)
    assert len(urls) >= 240
    fetcher = make_fetcher(allow_http=True, http_ports=(80, web.port), max_fetches_per_tenant=100, max_fetches=100)
    web.names["localhost"] = [["127.0.0.1", "::1"]]
    for url in urls:
        with pytest.raises(InvalidImage):
            await fetcher.fetch(url, "me")
    assert web.strays == [] and web.requests == []


async def test_no_name_leads_to_an_inner_address(web: Web, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher()
    for address in INNER_ADDRESSES:
        web.names |= {"inner.site.test": [[address]], "mixed.site.test": [[SITE, address]]}
        for host in ("inner.site.test", "mixed.site.test"):
            with pytest.raises(InvalidImage, match=GENERIC):
                await fetcher.fetch(web.url("/a.png", host), "me")
    assert web.requests == []


async def test_a_name_that_changes_its_address_changes_nothing(web: Web, make_fetcher: MakeFetcher) -> None:
    web.names["rebind.test"] = [[SITE], ["127.0.0.1"]]
    fetcher = make_fetcher()
    assert await fetcher.fetch(web.url("/a.png", "rebind.test"), "me") == pictures.picture()
    assert web.asked == ["rebind.test"], "asked once for a fetch"
    with pytest.raises(InvalidImage, match=GENERIC):
        await fetcher.fetch(web.url("/a.png", "rebind.test"), "me")
    web.names["rebind.test"] = [[SITE], ["127.0.0.1"]]
    with pytest.raises(InvalidImage, match=GENERIC):
        await fetcher.fetch(web.url(f"/redirect?{web.url('/a.png', 'rebind.test')}", "rebind.test"), "me")


async def test_no_redirect_leads_elsewhere(web: Web, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(allow_http=True, http_ports=(web.port,))
    web.names["inner.site.test"] = [["127.0.0.1"]]
    targets = [f"https://{host}:{web.port}/" for host in LOOPBACK_NOTATIONS]
    targets += [
        f"http://127.0.0.1:{web.port}/",
        web.url("/", "inner.site.test"),
        f"//127.0.0.1:{web.port}/",
        "file:///etc/passwd",
    ]
    for target in targets:
        with pytest.raises(InvalidImage, match=GENERIC):
            await fetcher.fetch(web.url(f"/redirect?{quote(target, safe=':/[]')}"), "me")
    assert len(web.requests) == len(targets), "each got as far as the redirect"


async def test_redirects_are_counted_and_never_leave_https(web: Web, make_fetcher: MakeFetcher) -> None:
    path = "/a.png"
    for _ in range(3):
        path = f"/redirect?{path}"
    assert await make_fetcher().fetch(web.url(path), "me") == pictures.picture()
    with pytest.raises(InvalidImage, match=GENERIC):
        await make_fetcher().fetch(web.url(f"/redirect?{path}"), "me")
    with pytest.raises(InvalidImage, match=GENERIC):
        await make_fetcher(http_ports=(web.port,)).fetch(web.url(f"/redirect?http://site.test:{web.port}/a.png"), "me")


@pytest.mark.parametrize("path", ["/missing", "/error", "/gzip", "/says-more", "/not-http", "/silent", "/slow"])
async def test_whatever_goes_wrong_the_error_is_the_same(web: Web, make_fetcher: MakeFetcher, path: str) -> None:
    fetcher = make_fetcher(connect_timeout=3.0, timeout=4.0)
    started = time.monotonic()
    with pytest.raises(InvalidImage, match=GENERIC) as wrong:
        await fetcher.fetch(web.url(path), "me")
    assert time.monotonic() - started < 60
    for url in (web.url("/a.png", "nobody.test"), "https://10.0.0.1/a.png"):
        with pytest.raises(InvalidImage) as inner:
            await fetcher.fetch(url, "me")
        assert inner.value.message == wrong.value.message and inner.value.code == wrong.value.code


@pytest.mark.parametrize("path", ["/says-huge", "/endless"])
async def test_no_more_is_read_than_a_picture_may_have(web: Web, make_fetcher: MakeFetcher, path: str) -> None:
    with pytest.raises(ImageTooLarge, match="more than 500,000 bytes"):
        await make_fetcher(500_000).fetch(web.url(path), "me")


async def test_certificates_are_checked_against_the_name(web: Web, make_fetcher: MakeFetcher) -> None:
    web.names["other.test"] = [[SITE]]
    for fetcher, host in (
        (make_fetcher(), "other.test"),
        (make_fetcher(), SITE),
        (make_fetcher(ca_file=None), "site.test"),
    ):
        with pytest.raises(InvalidImage, match=GENERIC):
            await fetcher.fetch(web.url("/a.png", host), "me")
    assert web.requests == []


async def test_lists_of_hosts_and_networks(web: Web, make_fetcher: MakeFetcher) -> None:
    web.names["a.site.test"] = [[SITE]]
    allowed = make_fetcher(allow_hosts=(".Site.test",))
    assert await allowed.fetch(web.url("/a.png", "A.site.test"), "me")
    refused = [(allowed, "site.test"), (make_fetcher(deny_hosts=("site.test",)), "site.test")]
    refused += [
        (make_fetcher(deny_networks=("127.0.0.0/8",)), "site.test"),
        (make_fetcher(allow_networks=()), "site.test"),
    ]
    for fetcher, host in refused:
        with pytest.raises(InvalidImage, match=GENERIC):
            await fetcher.fetch(web.url("/a.png", host), "me")
    with pytest.raises(InvalidImage, match="POST /v1/files"):
        await make_fetcher(enabled=False).fetch(web.url("/a.png"), "me")


async def test_one_tenant_cannot_take_every_place(web: Web, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(max_fetches_per_tenant=1, max_fetches=2)
    running = asyncio.create_task(fetcher.fetch(web.url("/silent"), "me"))
    await asyncio.wait_for(web.arrived.wait(), 60)
    with pytest.raises(Overloaded):
        await fetcher.fetch(web.url("/a.png"), "me")
    assert await fetcher.fetch(web.url("/a.png"), "them") == pictures.picture()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await fetcher.fetch(web.url("/a.png"), "me") == pictures.picture()


async def test_proxies_of_the_environment_are_not_used(
    web: Web, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{web.port}")
    data = await make_fetcher().fetch(web.url("/a.png"), "me")
    assert hashlib.sha256(data).digest() == hashlib.sha256(pictures.picture()).digest()
