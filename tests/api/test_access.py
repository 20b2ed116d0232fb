"""Who gets in: keys, scopes, ends, and what each refusal says."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx
import pytest

from flashweb.access.keyring import CHECK_INTERVAL
from flashweb.access.keys import Allowance, new_token
from tests.api.asking import chat, data_uri, error_of, image_part, text_part
from tests.api.gated import gated
from tests.media import pictures

PROTECTED = [
    ("GET", "/v1/models"), ("GET", "/v1/models/echo"), ("GET", "/v1/files"), ("POST", "/v1/files"),
    ("GET", "/v1/files/file-1"), ("GET", "/v1/files/file-1/content"), ("DELETE", "/v1/files/file-1"),
    ("POST", "/v1/chat/completions"), ("POST", "/v1/vqa"), ("POST", "/v1/screens"), ("GET", "/metrics"),
    ("GET", "/v1/anything"), ("GET", "/config"), ("GET", "//v1/models"), ("GET", "/v1"), ("OPTIONS", "/v1/models"),
    ("GET", "/ui/status"), ("POST", "/ui/ask"), ("POST", "/ui/logout"), ("GET", "/health/../v1/models"),
]  # fmt: skip


async def test_without_keys_this_machine_alone_is_answered(tmp_path: Path) -> None:
    async with gated(tmp_path) as server, server.client() as near, server.client(address="203.0.113.9") as far:
        assert (await near.get("/v1/models")).status_code == 200
        refused = await far.get("/v1/models")
        assert refused.status_code == 403 and "flashweb keys create" in error_of(refused)["message"]
        assert (await far.get("/health")).status_code == 200
        spoofed = await far.get("/v1/models", headers={"X-Forwarded-For": "127.0.0.1"})
        assert spoofed.status_code == 403
        proxied = await near.get("/v1/models", headers={"X-Forwarded-For": "203.0.113.9"})
        assert proxied.status_code == 403, "a proxy on this machine does not make its clients local"


async def test_public_answers_everyone_until_there_is_a_key(tmp_path: Path) -> None:
    async with gated(tmp_path, access={"public": True}) as server, server.client(address="203.0.113.9") as far:
        assert (await far.get("/v1/models")).status_code == 200
        server.key()
        await asyncio.sleep(CHECK_INTERVAL)
        assert (await far.get("/v1/models")).status_code == 401


async def test_with_a_key_nothing_is_open_but_what_is_meant_to_be(tmp_path: Path) -> None:
    async with gated(tmp_path) as server:
        server.key()
        async with server.client() as http:
            for method, path in PROTECTED:
                response = await http.request(method, httpx.URL(f"http://test{path}"))
                assert response.status_code == 401, (method, path)
                assert error_of(response)["type"] == "authentication_error"
                assert response.headers["www-authenticate"] == "Bearer"
            home = await http.get("/")
            assert home.status_code == 303 and home.headers["location"] == "ui/login"
            for path in ("/health", "/health/live", "/health/ready", "/ui/login", "/docs", "/openapi.json"):
                assert (await http.get(path)).status_code == 200, path


async def test_each_bad_key_is_told_what_to_do(tmp_path: Path) -> None:
    async with gated(tmp_path) as server:
        good, now = server.key(), time.time()
        expired, revoked = server.key(expires=now - 1), server.key(revoked=now)
        cases = {None: "is missing", "sk-1": "not valid", new_token()[1]: "not valid", good[:-1] + "é": "not valid"}
        cases |= {expired: "expired", revoked: "was revoked", good.upper(): "not valid"}
        for token, words in cases.items():
            headers = {} if token is None else {"Authorization": f"Bearer {token}".encode()}
            async with server.client() as http:
                response = await http.get("/v1/models", headers=headers)  # type: ignore[arg-type]
            assert response.status_code == 401 and words in error_of(response)["message"], words
            assert error_of(response)["code"] == "invalid_api_key"
            assert token is None or token not in response.text
        for scheme in ("Bearer", "bearer"):
            async with server.client() as http:
                assert (await http.get("/v1/models", headers={"Authorization": f"{scheme} {good}"})).status_code == 200


async def test_a_revoked_key_is_refused_within_a_second(tmp_path: Path) -> None:
    async with gated(tmp_path) as server:
        token = server.key()
        async with server.client(token) as http:
            assert (await http.get("/v1/models")).status_code == 200
            server.store.revoke(token.split("_")[1])
            await asyncio.sleep(CHECK_INTERVAL)
            assert (await http.get("/v1/models")).status_code == 401 and CHECK_INTERVAL < 1.0


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [("models", "GET", "/v1/models", 200), ("files", "GET", "/v1/files", 200), ("metrics", "GET", "/metrics", 200),
     ("chat", "POST", "/v1/chat/completions", 200), ("vqa", "POST", "/v1/vqa", 400),
     ("screens", "POST", "/v1/screens", 400)],
)  # fmt: skip
async def test_a_scope_opens_its_routes_alone(tmp_path: Path, scope: str, method: str, path: str, status: int) -> None:
    async with gated(tmp_path) as server:
        body = chat("hi") if scope == "chat" else None
        async with server.client(server.key(scopes=frozenset({scope}))) as http:
            assert (await http.request(method, path, json=body)).status_code == status
        others = frozenset({"chat", "vqa", "files", "screens", "models", "metrics", "admin"}) - {scope}
        async with server.client(server.key(scopes=others)) as http:
            refused = await http.request(method, path, json=body)
            assert refused.status_code == 403 and error_of(refused)["type"] == "permission_error"
            assert f"'{scope}'" in error_of(refused)["message"]


async def test_docs_and_metrics_can_be_opened_and_closed(tmp_path: Path) -> None:
    sections = {"api": {"docs": "key", "metrics": "open"}}
    async with gated(tmp_path, **sections) as server:
        server.key()
        async with server.client() as http:
            assert [(await http.get(path)).status_code for path in ("/docs", "/openapi.json", "/metrics")] == [
                401, 401, 200,
            ]  # fmt: skip
    closed = {"api": {"docs": "closed", "metrics": "closed"}}
    async with gated(tmp_path, **closed) as server, server.client(server.key(scopes=frozenset({"metrics"}))) as http:
        for path in ("/docs", "/openapi.json", "/static-offline-docs/swagger-ui.css", "/metrics"):
            assert (await http.get(path)).status_code == 404, path


async def test_tenants_never_see_each_other(tmp_path: Path) -> None:
    async def upload(http: httpx.AsyncClient) -> str:
        answer = await http.post("/v1/files", files={"file": pictures.picture()}, data={"purpose": "vision"})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async with gated(tmp_path) as server:
        mine, again, theirs = server.key(tenant="a"), server.key(tenant="a"), server.key(tenant="b")
        async with server.client(mine) as me, server.client(again) as also_me, server.client(theirs) as other:
            file_id = await upload(me)
            assert (await also_me.get(f"/v1/files/{file_id}")).status_code == 200, "keys of one tenant share files"
            for path in (f"/v1/files/{file_id}", f"/v1/files/{file_id}/content"):
                assert (await other.get(path)).status_code == 404
            assert (await other.delete(f"/v1/files/{file_id}")).status_code == 404
            assert (await other.get("/v1/files")).json()["data"] == []
            part = {"type": "file", "file": {"file_id": file_id}}
            asked = await other.post("/v1/chat/completions", json=chat([{"type": "text", "text": "?"}, part]))
            assert asked.status_code == 404
            own = await upload(other)
            assert own != file_id


async def test_a_keys_own_limits_hold(tmp_path: Path) -> None:
    async with gated(tmp_path) as server:
        small, large = server.key(allowance=Allowance(requests=3)), server.key()
        async with server.client(small) as http, server.client(large) as other:
            answers = [await http.get("/v1/models") for _ in range(5)]
            assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
            refused = answers[-1]
            assert error_of(refused)["code"] == "rate_limit_exceeded"
            assert 1 <= int(refused.headers["retry-after"]) <= 61
            first = answers[0].headers
            assert first["ratelimit-policy"] == '"requests";q=3;w=60'
            assert first["ratelimit"].startswith('"requests";r=2;t=')
            assert (first["x-ratelimit-limit-requests"], first["x-ratelimit-remaining-requests"]) == ("3", "2")
            assert refused.headers["x-ratelimit-remaining-requests"] == "0"
            assert (await other.get("/v1/models")).headers["x-ratelimit-limit-requests"] == "600"


async def test_wrong_keys_use_up_an_addresss_allowance(tmp_path: Path) -> None:
    async with gated(tmp_path, limits={"address_requests": 5}) as server:
        good = server.key()
        async with server.client(new_token()[1], "198.51.100.7") as guesser, server.client(good, "198.51.100.7") as me:
            codes = [(await guesser.get("/v1/models")).status_code for _ in range(7)]
            assert codes == [401] * 5 + [429] * 2
            assert (await me.get("/v1/models")).status_code == 200, "a good key has its own allowance"


async def test_addresses_have_limits_and_pictures_count(tmp_path: Path) -> None:
    sections = {"access": {"public": True}, "limits": {"address_requests": 50, "address_pictures": 4}}
    async with gated(tmp_path, **sections) as server:
        image = image_part(data_uri(pictures.picture()))
        async with server.client(address="198.51.100.7") as http, server.client(address="198.51.100.8") as other:
            three = chat([text_part("?"), image, image, image])
            answer = await http.post("/v1/chat/completions", json=three)
            assert answer.status_code == 200
            assert '"pictures";q=4;w=60' in answer.headers["ratelimit-policy"]
            assert answer.headers["x-ratelimit-remaining-images"] == "1"
            refused = await http.post("/v1/chat/completions", json=three)
            assert refused.status_code == 429 and "pictures a minute" in error_of(refused)["message"]
            one = await http.post("/v1/vqa", files={"image": pictures.picture()}, data={"question": "?"})
            assert one.status_code == 200
            assert (await other.post("/v1/chat/completions", json=three)).status_code == 200
            five = await other.post("/v1/chat/completions", json=chat([text_part("?"), *[image] * 5]))
            assert five.status_code == 400 and "send fewer" in error_of(five)["message"]


async def test_requests_at_once_are_bounded_and_given_back(tmp_path: Path) -> None:
    sections = {"echo": {"interval": 0.2}}
    async with gated(tmp_path, **sections) as server:
        token = server.key(allowance=Allowance(concurrent=2))
        async with server.client(token) as http:

            async def ask() -> int:
                return (await http.post("/v1/chat/completions", json=chat("one two three"))).status_code

            assert sorted(await asyncio.gather(*(ask() for _ in range(5)))) == [200, 200, 429, 429, 429]
            assert await ask() == 200


async def test_limits_count_the_client_behind_the_proxies(tmp_path: Path) -> None:
    sections = {
        "access": {"public": True},
        "limits": {"address_requests": 2},
        "api": {"trusted_proxies": ["10.0.0.0/8"]},
    }
    async with gated(tmp_path, **sections) as server, server.client(address="10.0.0.1") as http:
        for forged in ("1.1.1.1", "2.2.2.2", "3.3.3.3"):
            headers = {"X-Forwarded-For": f"{forged}, 198.51.100.7, 10.9.9.9"}
            code = (await http.get("/v1/models", headers=headers)).status_code
        assert code == 429, "what the client wrote itself does not count"
        other = await http.get("/v1/models", headers={"X-Forwarded-For": "198.51.100.8"})
        assert other.status_code == 200
