"""What each response carries: security headers, CORS, limits, and a request id that nobody can break out of."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashweb.access.keys import Allowance
from tests.api.gated import gated

PATHS = ["/v1/models", "/v1/nothing", "/health", "/metrics", "/docs", "/ui/login", "/openapi.json", "/nothing"]


async def test_every_response_is_guarded(tmp_path: Path) -> None:
    async with gated(tmp_path) as server:
        token = server.key()
        async with server.client() as anyone, server.client(token) as known:
            for http in (anyone, known):
                for path in PATHS:
                    headers = (await http.get(path)).headers
                    policy = headers["content-security-policy"]
                    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"], path
                    is_page = headers.get("content-type", "").startswith("text/html")
                    wanted = "frame-ancestors 'self'" if is_page else "default-src 'none'; frame-ancestors 'none'"
                    assert wanted in policy and "*" not in policy and "http" not in policy, path
                    assert "strict-transport-security" not in headers
            secure = await known.get("/v1/models", headers={"X-Forwarded-Proto": "https"})
            assert secure.headers["strict-transport-security"].startswith("max-age=31536000")


async def test_sites_that_may_frame_the_page_are_named(tmp_path: Path) -> None:
    sections = {"api": {"frame_origins": ["https://desk.example.com"]}}
    async with gated(tmp_path, **sections) as server, server.client() as http:
        policy = (await http.get("/docs")).headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://desk.example.com")


async def test_other_sites_read_nothing_unless_they_are_listed(tmp_path: Path) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, x-stainless-os"}
    async with gated(tmp_path / "off") as server, server.client() as http:
        for method in ("GET", "OPTIONS"):
            answer = await http.request(method, "/v1/models", headers={"Origin": "https://app.example.com", **asked})
            assert not [name for name in answer.headers if name.startswith("access-control")]
    async with gated(tmp_path / "on", api={"cors_origins": ["https://app.example.com"]}) as server:
        token = server.key(allowance=Allowance(requests=1))
        async with server.client() as http:
            mine, theirs = {"Origin": "https://app.example.com"}, {"Origin": "https://evil.example.com"}
            preflight = await http.options("/v1/chat/completions", headers=mine | asked)
            assert preflight.status_code == 200
            assert preflight.headers["access-control-allow-origin"] == "https://app.example.com"
            assert "x-stainless-os" in preflight.headers["access-control-allow-headers"]
            assert (await http.options("/v1/chat/completions", headers=theirs | asked)).status_code == 400
            key = {"Authorization": f"Bearer {token}"}
            codes = []
            for headers in (mine | key, mine | key, mine):
                answer = await http.get("/v1/models", headers=headers)
                codes.append(answer.status_code)
                assert answer.headers["access-control-allow-origin"] == "https://app.example.com"
                assert "access-control-allow-credentials" not in answer.headers
            assert codes == [200, 429, 401], "refusals too can be read by the page that they are for"
            assert "access-control-allow-origin" not in (await http.get("/health", headers=theirs)).headers


@pytest.mark.parametrize("given", ["a b", "x" * 129, "ü", "a\tb", '"', "a;b", "", "<script>"])
async def test_a_request_id_that_is_none_is_replaced(tmp_path: Path, given: str) -> None:
    async with gated(tmp_path) as server, server.client() as http:
        answer = await http.get("/health/live", headers={"X-Request-Id": given.encode("latin-1")})
        assert answer.headers["x-request-id"].startswith("req_") and len(answer.headers["x-request-id"]) == 28
        kept = await http.get("/health/live", headers={"X-Request-Id": "trace:1.2-3_4"})
        assert kept.headers["x-request-id"] == "trace:1.2-3_4"
