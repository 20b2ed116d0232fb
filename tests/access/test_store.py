"""Keys in SQLite, as several processes see them."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashweb.access.keys import Allowance
from flashweb.access.store import KeyStore
from flashweb.core.errors import ConfigurationError, NotFound
from tests.access.test_keys import key_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[KeyStore]:
    store = KeyStore(tmp_path / "deep" / "keys.db")
    yield store
    store.close()


def test_nothing_is_written_before_the_first_key(store: KeyStore) -> None:
    assert store.version() == (0, 0) and not store.has_keys() and store.find("a") is None and store.list() == []
    assert not store.path.parent.exists()


def test_a_key_comes_back_as_it_was(store: KeyStore) -> None:
    whole = key_of("a", b"\x00\xff", expires=2e9, policy="strict", allowance=Allowance(1, None, 0), tenant="team 图")
    store.add(whole)
    store.add(key_of("b", b"1", created=1.0))
    assert store.find("a") == whole
    assert [key.id for key in store.list()] == ["a", "b"] and store.has_keys()
    mode = stat.S_IMODE(store.path.stat().st_mode)
    assert mode == 0o600 and stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_revoked_is_for_good_and_keeps_the_door_locked(store: KeyStore) -> None:
    store.add(key_of("a", b"1"))
    first = store.revoke("a").revoked
    assert first is not None and store.revoke("a").revoked == first
    found = store.find("a")
    assert found is not None and found.state == "revoked" and store.has_keys()
    with pytest.raises(NotFound, match="flashweb keys list"):
        store.revoke("zz")


def test_a_session_ends_with_its_key(store: KeyStore) -> None:
    soon = time.time() + 60
    store.add(key_of("a", b"1", expires=soon))
    store.add(key_of("s", b"2", kind="session", parent="a", expires=soon + 60))
    session = store.find("s")
    assert session is not None and session.expires == soon and session.limited_as == "a"
    assert [key.id for key in store.list()] == ["a"]
    store.revoke("a")
    session = store.find("s")
    assert session is not None and session.state == "revoked"


def test_sessions_that_ended_leave(store: KeyStore) -> None:
    store.add(key_of("old", b"1", kind="session", expires=time.time() - 1))
    store.add(key_of("new", b"2", kind="session", expires=time.time() + 60))
    assert store.find("old") is None and store.find("new") is not None and not store.has_keys()


def test_another_process_is_noticed(store: KeyStore) -> None:
    store.add(key_of("a", b"1"))
    before = store.version()
    assert store.version() == before
    code = "import sys; from pathlib import Path; from flashweb.access.store import KeyStore; "
    subprocess.run([sys.executable, "-c", code + "KeyStore(Path(sys.argv[1])).revoke('a')", store.path], check=True)
    assert store.version() != before
    found = store.find("a")
    assert found is not None and found.state == "revoked"


def test_a_file_that_was_deleted_is_noticed(store: KeyStore) -> None:
    store.add(key_of("a", b"1"))
    before = store.version()
    store.path.unlink()
    assert store.version() != before and store.find("a") is None and not store.has_keys()
    store.add(key_of("b", b"1"))
    assert [key.id for key in store.list()] == ["b"] and store.version() != before


def test_a_file_that_is_none_of_ours_is_named(tmp_path: Path) -> None:
    path = tmp_path / "keys.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(ConfigurationError, match=r"keys\.db cannot be used"):
        KeyStore(path).has_keys()
    path.unlink()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 9")
    newer.close()
    with pytest.raises(ConfigurationError, match="update FlashWeb"):
        KeyStore(path).has_keys()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder")
    store = KeyStore(tmp_path / "taken" / "keys.db")
    for use in (
        store.version,
        store.has_keys,
        store.list,
        lambda: store.find("a"),
        lambda: store.add(key_of("a", b"1")),
    ):
        with pytest.raises(ConfigurationError, match="check data_directory"):
            use()
