"""The page's log-in over HTTP."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from flashweb.access.keyring import CHECK_INTERVAL
from tests.api.gated import gated

PASSWORD = {"access": {"password": "open sesame", "session_ttl": 60}}


async def test_a_session_from_its_start_to_its_end(tmp_path: Path) -> None:
    async with gated(tmp_path, **PASSWORD) as server, server.client() as http:
        assert (await http.get("/ui/session")).status_code == 401
        entered = await http.post("/ui/login", data={"key": "open sesame"})
        cookie = entered.headers["set-cookie"]
        assert entered.status_code == 303 and entered.headers["location"] == "../"
        for word in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=60"):
            assert word in cookie
        assert "Secure" not in cookie
        assert (await http.get("/ui/session")).json() == {"name": "password"}
        left = await http.post("/ui/logout")
        assert left.status_code == 204 and 'flashweb_session=""' in left.headers["set-cookie"]
        kept = {"Cookie": cookie.partition(";")[0]}
        assert (await http.get("/ui/session", headers=kept)).status_code == 401, "ended on the server too"


async def test_the_cookie_is_secure_over_https(tmp_path: Path) -> None:
    async with gated(tmp_path, **PASSWORD) as server, server.client(x_forwarded_proto="https") as http:
        assert "Secure" in (await http.post("/ui/login", data={"key": "open sesame"})).headers["set-cookie"]


async def test_guessing_is_slow_and_says_so(tmp_path: Path) -> None:
    async with (
        gated(tmp_path, **PASSWORD, limits={"logins": 3}) as server,
        server.client(address="203.0.113.5") as guesser,
        server.client(address="203.0.113.6") as other,
    ):
        answers = [await guesser.post("/ui/login", data={"key": f"guess {n}"}) for n in range(4)]
        answers.append(await guesser.post("/ui/login", data={"key": "open sesame"}))
        assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
        assert "Too many tries" in answers[-1].text and int(answers[-1].headers["retry-after"]) >= 1
        assert (await other.post("/ui/login", data={"key": "open sesame"})).status_code == 303


async def test_what_is_no_form_is_refused_kindly(tmp_path: Path) -> None:
    async with gated(tmp_path, **PASSWORD, limits={"logins": 100}) as server, server.client() as http:
        for body in (b"", b"key", b"key=%ff%fe", b"\x00\xff", b"other=open+sesame", b"key=" + b"x" * 4000, b"&" * 100):
            assert (await http.post("/ui/login", content=body)).status_code in (400, 401), body[:20]
        assert (await http.post("/ui/login", content=b"key=" + b"x" * 100_000)).status_code == 413


async def test_a_session_ends_with_its_key(tmp_path: Path) -> None:
    async with gated(tmp_path) as server, server.client() as http:
        token, old = server.key("team"), server.key(expires=time.time() - 1)
        assert (await http.post("/ui/login", data={"key": old})).status_code == 401
        assert (await http.post("/ui/login", data={"key": token})).status_code == 303
        assert (await http.get("/ui/session")).json() == {"name": "team"}
        server.store.revoke(token.split("_")[1])
        await asyncio.sleep(CHECK_INTERVAL)
        assert (await http.get("/ui/session")).status_code == 401


async def test_while_nothing_is_locked_there_is_no_log_in(tmp_path: Path) -> None:
    async with gated(tmp_path) as server, server.client() as http:
        assert (await http.get("/ui/login")).status_code == 303
        assert (await http.get("/ui/session")).json() == {"name": None}
        assert (await http.post("/ui/login", data={"key": "anything"})).status_code == 401
