"""Whatever somebody does to the file behind the store's back, a check finds it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashweb.audit.chain import Note, Seal, verify
from flashweb.audit.log import erase
from flashweb.audit.settings import AUDIT_FILE
from flashweb.audit.store import SqliteStore, Wanted

NUM_ENTRIES = 12
ERASED = {3, 4, 9}
KEPT = sorted(set(range(1, NUM_ENTRIES + 2)) - ERASED)
COLUMNS = {"entries": ("seq", "at", "digest", "previous", "hash"), "contents": ("seq", "person", "salt", "contents")}
CHANGES = [(table, column) for table, columns in COLUMNS.items() for column in columns]


@dataclass(frozen=True, slots=True)
class Original:
    """A record with an erasure, and its last hash."""

    path: Path
    head: str


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    path = tmp_path_factory.mktemp("original") / AUDIT_FILE
    with closing(SqliteStore(path, Seal())) as store:
        for number in range(1, NUM_ENTRIES + 1):
            store.append([Note("ann" if number in ERASED else "ben", {"kind": "asked", "text": f"问 {number}"})])
        assert erase(store, Wanted(person="ann"), "asked for") == len(ERASED)
        head = store.end()[1].hex()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return Original(path, head)


def faults_after(original: Original, *statements: tuple[str, tuple[Any, ...]]) -> list[str]:
    """What a check finds after somebody ran statements on the file, without its triggers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / AUDIT_FILE
        shutil.copy(original.path, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("DROP TRIGGER entries_stay")
            connection.execute("DROP TRIGGER entries_hold")
            for sql, values in statements:
                connection.execute(sql, values)
        with closing(SqliteStore(path, Seal())) as store:
            return [fault.problem for fault in verify(store.read(Wanted()), Seal(), original.head)]


def changed(value: Any, place: int, flip: int) -> Any:
    """The value with one byte, or one bit of a number, changed."""
    if isinstance(value, int):
        return value ^ (1 << (place % 40))
    data = bytearray((value.encode() if isinstance(value, str) else value) or b"-")
    data[place % len(data)] ^= flip
    return bytes(data)


def test_the_original_is_in_order(original: Original) -> None:
    assert faults_after(original) == []


@settings(max_examples=150, deadline=None)
@given(
    change=st.sampled_from(CHANGES), row=st.integers(0, 1000), place=st.integers(0, 10_000), flip=st.integers(1, 255)
)
def test_any_byte_of_any_column(original: Original, change: tuple[str, str], row: int, place: int, flip: int) -> None:
    table, column = change
    rows = KEPT if table == "contents" else range(1, NUM_ENTRIES + 2)
    seq = rows[row % len(rows)]
    with closing(sqlite3.connect(original.path)) as connection:
        (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE seq = ?", (seq,)).fetchone()
    new = changed(value, place, flip)
    if column == "seq":
        new = seq + 1000
    kind = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
    assert faults_after(original, (f"UPDATE {table} SET {column} = {kind} WHERE seq = ?", (new, seq)))


@settings(max_examples=40, deadline=None)
@given(change=st.sampled_from(CHANGES[1:5] + CHANGES[6:]), row=st.integers(0, 1000))
def test_a_value_of_another_kind(original: Original, change: tuple[str, str], row: int) -> None:
    table, column = change
    seq = KEPT[row % len(KEPT)]
    for value in (7.5, "text", b"bytes", 1 << 62):
        assert faults_after(original, (f"UPDATE {table} SET {column} = ? WHERE seq = ?", (value, seq)))


@settings(max_examples=40, deadline=None)
@given(rows=st.sets(st.integers(1, NUM_ENTRIES + 1), min_size=1), is_whole=st.booleans())
def test_deleted_entries(original: Original, rows: set[int], is_whole: bool) -> None:
    marks = ",".join("?" * len(rows))
    statements = [(f"DELETE FROM entries WHERE seq IN ({marks})", tuple(rows))]
    if is_whole:
        statements.append((f"DELETE FROM contents WHERE seq IN ({marks})", tuple(rows)))
    assert faults_after(original, *statements)


@settings(max_examples=40, deadline=None)
@given(pair=st.lists(st.sampled_from(KEPT), min_size=2, max_size=2, unique=True), is_whole=st.booleans())
def test_entries_or_contents_swapped(original: Original, pair: list[int], is_whole: bool) -> None:
    one, two = pair
    statements = [
        (f"UPDATE {table} SET seq = ? WHERE seq = ?", move)
        for table in (("entries", "contents") if is_whole else ("contents",))
        for move in ((-1, one), (one, two), (two, -1))
    ]
    assert faults_after(original, *statements)


@pytest.mark.parametrize("left", range(NUM_ENTRIES + 1))
def test_the_end_cut_off_shows_by_the_noted_hash_alone(original: Original, left: int) -> None:
    cut = [(f"DELETE FROM {table} WHERE seq > ?", (left,)) for table in COLUMNS]
    assert any("cut off" in problem for problem in faults_after(original, *cut))


def test_contents_taken_and_an_erasure_made_up(original: Original) -> None:
    made_up = '{"erased":[[1,2]],"kind":"erasure","reason":"x"}'
    forged = ("UPDATE contents SET contents = ? WHERE seq = 5", (made_up,))
    assert len(faults_after(original, ("DELETE FROM contents WHERE seq IN (1, 2)", ()), forged)) == 3
