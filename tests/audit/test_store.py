"""What every store must do, run against SQLite and a real PostgreSQL."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from flashweb.audit.chain import START, Note, Seal, verify
from flashweb.audit.log import erase, erase_older
from flashweb.audit.opening import open_store
from flashweb.audit.settings import AUDIT_FILE, AuditSettings
from flashweb.audit.store import SqliteStore, Store, Wanted, now
from flashweb.core.errors import ConfigurationError
from tests.audit.conftest import SEAL, OpenStore


def faults(store: Store, head: str | None = None) -> list[str]:
    return [fault.problem for fault in verify(store.read(Wanted()), SEAL, head)]


def texts(store: Store, **wanted: str | int) -> list[str]:
    return [entry.body.get("text", "-") for entry in store.read(Wanted(**wanted))]  # type: ignore[arg-type]


def test_what_is_appended_is_read_in_order_by_everyone(open_one: OpenStore) -> None:
    one, two = open_one(), open_one()
    assert one.end() == (0, START) and faults(one) == []
    one.append([Note("a", {"text": f"first {number}"}) for number in range(250)])
    (last,) = two.append([Note("b", {"text": "then"})])
    assert texts(one) == [f"first {number}" for number in range(250)] + ["then"]
    assert one.end() == (251, last.hash) and faults(two, last.hash.hex()) == []
    assert faults(two, "0" * 64) != []


@pytest.mark.parametrize(
    "text",
    ["line\nbreak\r\n{\"seq\":1}", "nul \x00 and \x1b[31m", "half \ud800 a pair \udfff", "'; DROP TABLE entries; --",
     "中文 🙂 \u202e", "x" * 1_000_000, '\\u0000 "quoted" \\', "100%_!"],
)  # fmt: skip
def test_hostile_text_is_kept_and_found_as_it_was(open_one: OpenStore, text: str) -> None:
    store = open_one()
    store.append([Note("a", {"text": "before"}), Note("a", {"text": text}), Note("a", {"text": "after"})])
    assert texts(store) == ["before", text, "after"] and faults(store) == []
    assert texts(store, text=text[:1000]) == [text]


def test_search_by_person_text_and_time(open_one: OpenStore) -> None:
    store = open_one()
    store.append([Note("ann", {"text": "The Price is 5 %"}), Note("ben", {"text": "a price_tag"})])
    middle = now() + 1
    while now() <= middle:
        pass
    store.append([Note("ann", {"text": "later"})])
    assert texts(store, person="ann") == ["The Price is 5 %", "later"] and texts(store, person="a") == []
    assert texts(store, text="price") == ["The Price is 5 %", "a price_tag"]
    assert texts(store, text="e_t") == ["a price_tag"] and texts(store, text="5 %") == ["The Price is 5 %"]
    assert texts(store, since=middle) == ["later"] and len(texts(store, until=middle)) == 2
    assert texts(store, after=2) == ["later"]


def test_erasing_one_person_leaves_a_record_that_verifies(open_one: OpenStore) -> None:
    store = open_one()
    store.append([Note(person, {"text": f"{person} {number}"}) for number in range(5) for person in ("ann", "ben")])
    head = store.end()[1].hex()
    assert erase(store, Wanted(person="ann"), "asked for") == 5
    assert texts(store, person="ann") == [] and len(texts(store, person="ben")) == 5
    assert faults(store, head) == [] and store.end()[0] == 11
    assert erase(store, Wanted(person="ann"), "again") == 0 and store.end()[0] == 11


def test_what_is_too_old_is_erased_but_not_the_erasures(open_one: OpenStore) -> None:
    store = open_one()
    store.append([Note("ann", {"text": "old"})])
    for _ in range(2):
        erase_older(store, now() + 1)
    assert texts(store) == ["-", "-"] and faults(store) == []
    assert [entry.body.get("kind") for entry in store.read(Wanted())] == [None, "erasure"]


def test_contents_missing_without_an_erasure_are_found(open_one: OpenStore) -> None:
    store = open_one()
    store.append([Note("ann", {"text": "x"})] * 3)
    connection = store._connection  # type: ignore[attr-defined]
    connection.execute("DELETE FROM contents WHERE seq = 2")
    assert faults(store) == ["its contents are missing, and no erasure names it"]


@pytest.mark.parametrize("statement", ["DELETE FROM entries", "UPDATE entries SET at = 0"])
def test_entries_do_not_change_by_mistake(open_one: OpenStore, statement: str) -> None:
    store = open_one()
    store.append([Note("ann", {"text": "x"})])
    with pytest.raises(Exception, match=r"cannot be (deleted|changed)"):
        store._connection.execute(statement)  # type: ignore[attr-defined]
    assert faults(store) == []


def test_many_writers_make_one_chain(open_one: OpenStore) -> None:
    stores = [open_one() for _ in range(4)]

    def write(store: Store) -> None:
        for number in range(25):
            store.append([Note("p", {"text": str(number)})] * 2)

    threads = [threading.Thread(target=write, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stores[0].end()[0] == 200 and faults(stores[0]) == []


def test_no_trace_of_an_erased_person_is_left_in_the_files(tmp_path: Path) -> None:
    store = open_store(AuditSettings(), tmp_path)
    reader = open_store(AuditSettings(), tmp_path)
    for number in range(40):
        store.append([Note("ann-the-person", {"text": f"SECRET-{number} " * 900}), Note("ben", {"text": "kept"})])
    assert any(b"SECRET-7 " in path.read_bytes() for path in tmp_path.iterdir())
    assert len(texts(reader)) == 80
    assert erase(store, Wanted(person="ann-the-person"), "asked for") == 40
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"SECRET" not in left and b"ann-the-person" not in left and b"kept" in left
    assert faults(reader) == []
    for each in (store, reader):
        each.close()


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    store = open_store(AuditSettings(), tmp_path / "new")
    store.append([Note("a", {})])
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()] == [0o600] * 3
    store.close()


def test_a_secret_seals_against_whoever_can_write(tmp_path: Path) -> None:
    sealed = SqliteStore(tmp_path / AUDIT_FILE, Seal(b"a secret of 32 random bytes....."))
    sealed.append([Note("a", {"text": "x"})])
    assert faults(sealed) == ["its hash is wrong: it was changed", "its contents were changed"]
    right = Seal(b"a secret of 32 random bytes.....")
    assert list(verify(sealed.read(Wanted()), right)) == []
    sealed.close()


def test_what_cannot_be_opened_names_the_fix(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError, match="data_directory"):
        open_store(AuditSettings(), tmp_path / "file")
    (tmp_path / AUDIT_FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(ConfigurationError, match="data_directory"):
        open_store(AuditSettings(), tmp_path)
    with pytest.raises(ConfigurationError, match=r"audit\.url"):
        open_store(AuditSettings(url="postgresql://nobody@127.0.0.1:1/none"), tmp_path)
    short = tmp_path / "secret"
    short.write_text("short")
    with pytest.raises(ConfigurationError, match="32 random"):
        open_store(AuditSettings(secret_file=short), tmp_path)


def test_an_erasure_that_leaves_copies_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashweb.audit.store.BUSY", 0.2)
    store = open_store(AuditSettings(), tmp_path)
    store.append([Note("ann", {"text": "x"})])
    reader = sqlite3.connect(tmp_path / AUDIT_FILE, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM entries").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="try again"):
        erase(store, Wanted(person="ann"), "asked for")
    reader.close()
    store.close()
