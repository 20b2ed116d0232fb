"""The writer: a bounded queue, one thread, and a store that fails and comes back."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flashweb.audit.chain import Note, Seal, verify
from flashweb.audit.log import AuditLog, Unrecorded, size_of
from flashweb.audit.opening import open_store
from flashweb.audit.settings import AUDIT_FILE, AuditSettings
from flashweb.audit.store import SqliteStore, Wanted
from flashweb.guardrails.personal import without_personal

WAIT = 30.0


def log_in(folder: Path, mask: Any = None, **settings: Any) -> AuditLog:
    chosen = AuditSettings(**settings)
    return AuditLog(partial(open_store, chosen, folder), chosen, mask)


def texts(folder: Path) -> list[str]:
    with closing(SqliteStore(folder / AUDIT_FILE, Seal())) as store:
        assert list(verify(store.read(Wanted()), Seal())) == []
        return [entry.body.get("text", "-") for entry in store.read(Wanted())]


def locked(folder: Path) -> sqlite3.Connection:
    """Somebody else's write that does not end."""
    connection = sqlite3.connect(folder / AUDIT_FILE, isolation_level=None, timeout=WAIT)
    connection.execute("BEGIN IMMEDIATE")
    return connection


async def test_what_is_waited_for_is_on_disk(tmp_path: Path) -> None:
    log = log_in(tmp_path, timeout=WAIT)
    await log.start()
    await log.until_written(log.hand_in(Note("a", {"text": "now"})))
    assert texts(tmp_path) == ["now"]
    for number in range(1200):
        log.note(Note("a", {"text": str(number)}))
    await log.close()
    assert texts(tmp_path) == ["now", *map(str, range(1200))] and log.num_written == 1201


async def until_taken(log: AuditLog) -> None:
    """Until the thread has taken all that waited."""
    async with asyncio.timeout(WAIT):
        while log.stats()["waiting"]:  # noqa: ASYNC110 - a thread is watched
            await asyncio.sleep(0.01)


async def test_a_full_queue_counts_what_it_loses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashweb.audit.store.BUSY", WAIT)  # the writer waits for the lock all along
    log = log_in(tmp_path, queue_records=3, timeout=0.3)
    await log.start()
    async with asyncio.timeout(WAIT):
        await log.hand_in(Note("a", {"text": "first"}))
    other = locked(tmp_path)
    late = log.hand_in(Note("a", {"text": "late"}))
    await until_taken(log)
    with pytest.raises(Unrecorded, match="required"):
        await log.until_written(late)
    for number in range(5):
        log.note(Note("a", {"text": str(number)}))
    with pytest.raises(Unrecorded, match="as fast"):
        log.hand_in(Note("a", {"text": "refused"}))
    assert log.num_dropped == 2 and log.stats()["waiting"] == 3
    assert "2 notes lost" in caplog.text
    other.execute("COMMIT")
    other.close()
    async with asyncio.timeout(WAIT):
        await late
    await log.close()
    assert texts(tmp_path) == ["first", "late", "0", "1", "2"]


async def test_memory_for_what_waits_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashweb.audit.store.BUSY", WAIT)
    log = log_in(tmp_path, queue_bytes=2**20, timeout=WAIT)
    await log.start()
    await log.until_written(log.hand_in(Note("a", {})))
    other = locked(tmp_path)
    first = log.hand_in(Note("a", {"text": "x"}))
    await until_taken(log)
    for _ in range(20):
        log.note(Note("a", {"messages": [{"text": "y" * 100_000}]}))
    assert log.stats()["waiting"] == 10 and log.num_dropped == 10
    other.close()
    async with asyncio.timeout(WAIT):
        await first
    await log.close()
    assert size_of({"a": ["xy", {"b": 1.5}], "c": None}) > 2


async def test_a_store_that_comes_later_gets_all_that_waited(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashweb.audit.log.RETRY", 0.05)
    blocker = tmp_path / "data"
    blocker.write_text("in the way")
    log = log_in(blocker, timeout=WAIT)
    await log.start(may_wait=True)
    written = log.hand_in(Note("a", {"text": "patient"}))
    deadline = time.monotonic() + WAIT
    while not log.stats()["is_failing"] and time.monotonic() < deadline:  # noqa: ASYNC110 - a thread is watched
        await asyncio.sleep(0.01)
    assert log.stats()["is_failing"]
    blocker.unlink()
    await log.until_written(written)
    await log.close()
    assert texts(blocker) == ["patient"] and "written again" in caplog.text


async def test_personal_data_is_masked_but_not_names_and_hashes(tmp_path: Path) -> None:
    log = log_in(tmp_path, mask=without_personal)
    await log.start()
    number = "13812345678"
    log.note(
        Note("a", {"text": f"call {number}", "request": number, "messages": [{"text": number, "pictures": [number]}]})
    )
    await log.close()
    with closing(SqliteStore(tmp_path / AUDIT_FILE, Seal())) as store:
        (entry,) = store.read(Wanted())
    stars = "*" * len(number)
    assert entry.body == {
        "text": f"call {stars}", "request": number, "messages": [{"text": stars, "pictures": [number]}],
    }  # fmt: skip


async def test_what_is_older_than_the_retention_is_erased_at_the_start(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / AUDIT_FILE, Seal())) as store:
        store.append([Note("a", {"text": "old"})])
        (entry,) = store.read(Wanted())
        long_ago = entry.at - 3 * 86_400 * 1_000_000
        (old,) = Seal().entries([Note("a", {"text": "old"})], (0, entry.previous), long_ago)
        store._connection.executescript("DROP TRIGGER entries_stay; DROP TRIGGER entries_hold; DELETE FROM entries;")
        store._connection.execute("DELETE FROM contents")
        values = (old.seq, old.at, old.digest, old.previous, old.hash)
        store._connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", values)
        store._connection.execute("INSERT INTO contents VALUES (1, 'a', ?, ?)", (old.salt, old.contents))
        store.append([Note("a", {"text": "new"})])
    log = log_in(tmp_path, retention_days=2, timeout=WAIT)
    await log.start()
    await log.until_written(log.hand_in(Note("a", {"text": "newest"})))
    await log.close()
    assert texts(tmp_path) == ["-", "new", "-", "newest"]
