"""Where entries are kept; SQLite by default. Stores block: the writer's thread and the command line use them.

What is appended is on disk when `append` returns (SQLite: synchronous FULL). Several processes may append to one
store; a write lock makes them take turns.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flashweb.audit.chain import ERASURE, START, Entry, Note, Seal

BUSY = 5.0
"""Seconds that one process waits for another's write."""
PAGE = 100
ROWS = 100
"""Inserted by one statement, at most."""
COLUMNS = "e.seq, e.at, e.digest, e.previous, e.hash, c.person, c.salt, c.contents"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: since and until in microseconds since 1970, person exactly, text anywhere in the contents.

    after: seq behind which to begin.
    """

    since: int | None = None
    until: int | None = None
    person: str | None = None
    text: str | None = None
    after: int = 0


class Store(Protocol):
    """One record."""

    def append(self, notes: Sequence[Note]) -> list[Entry]:
        """Seals the notes behind the last entry, all or none; they are durable on return."""

    def read(self, wanted: Wanted) -> Iterator[Entry]:
        """Entries by seq."""

    def end(self) -> tuple[int, bytes]:
        """Number and hash of the last entry; 0 and `START` in an empty record."""

    def erase(self, seqs: Sequence[int], reason: str) -> int:
        """Deletes the contents of entries and records that, all or none; how many had any."""

    def close(self) -> None:
        """Gives the connection back."""


def conditions(wanted: Wanted, mark: str) -> tuple[str, list[int | str]]:
    """SQL for what is wanted behind a sequence number, which is its first value, and the values after that."""
    parts: list[tuple[str, int | str | None]] = [
        (f"e.at >= {mark}", wanted.since),
        (f"e.at < {mark}", wanted.until),
        (f"c.person = {mark}", wanted.person),
        (f"lower(c.contents) LIKE lower({mark}) ESCAPE '!'", _pattern(wanted.text)),
    ]
    named = [(clause, value) for clause, value in parts if value is not None]
    return " AND ".join([f"e.seq > {mark}", *(clause for clause, _ in named)]), [value for _, value in named]


def _pattern(text: str | None) -> str | None:
    if text is None:
        return None
    written = Note("", {"": text}).contents[len('{"":"') : -len('"}')]
    return "%" + written.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def ranges(seqs: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers as stretches, first and last of each."""
    stretches: list[tuple[int, int]] = []
    for seq in sorted(seqs):
        if stretches and seq == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], seq)
        else:
            stretches.append((seq, seq))
    return stretches


def erasure(seqs: Sequence[int], reason: str) -> Note:
    """The note that says what was erased."""
    return Note("", {"kind": ERASURE, "erased": ranges(seqs), "reason": reason})


def now() -> int:
    """Microseconds since 1970."""
    return time.time_ns() // 1000


class SqliteStore:
    """A file, readable by its owner alone. Triggers keep entries from being changed by mistake."""

    def __init__(self, path: Path, seal: Seal) -> None:
        self._seal = seal
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
        self._connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
        self._connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        self._connection.executescript(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            CREATE TABLE IF NOT EXISTS entries (
                seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, digest BLOB NOT NULL, previous BLOB NOT NULL,
                hash BLOB NOT NULL);
            CREATE TABLE IF NOT EXISTS contents (
                seq INTEGER PRIMARY KEY, person TEXT NOT NULL, salt BLOB NOT NULL, contents TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS contents_by_person ON contents (person);
            CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE DELETE ON entries
                BEGIN SELECT RAISE(ABORT, 'audit entries cannot be deleted'); END;
            CREATE TRIGGER IF NOT EXISTS entries_hold BEFORE UPDATE ON entries
                BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END;
            """
        )

    def append(self, notes: Sequence[Note]) -> list[Entry]:
        """See Store."""
        with self._writing():
            return self._append(notes)

    def _append(self, notes: Sequence[Note]) -> list[Entry]:
        entries = self._seal.entries(notes, self.end(), now())
        self._insert("entries", [entry[:5] for entry in entries])
        self._insert("contents", [(entry.seq, *entry[5:]) for entry in entries])
        return entries

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Many rows in one statement: between statements the interpreter is another thread's for milliseconds."""
        for start in range(0, len(rows), ROWS):
            some = rows[start : start + ROWS]
            marks = ", ".join(["(" + ", ".join("?" * len(some[0])) + ")"] * len(some))
            self._connection.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in some for value in row])

    def read(self, wanted: Wanted) -> Iterator[Entry]:
        """See Store."""
        where, values = conditions(wanted, "?")
        query = f"SELECT {COLUMNS} FROM entries e LEFT JOIN contents c USING (seq) WHERE {where} ORDER BY e.seq LIMIT ?"
        after = wanted.after
        while True:
            rows = self._connection.execute(query, [after, *values, PAGE]).fetchall()
            yield from (Entry(*row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def end(self) -> tuple[int, bytes]:
        """See Store."""
        last = self._connection.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
        return last or (0, START)

    def erase(self, seqs: Sequence[int], reason: str) -> int:
        """See Store. Raises sqlite3.OperationalError when the write-ahead log, which holds copies, stays in use."""
        with self._writing():
            there = [
                seq for seq in seqs if self._connection.execute("DELETE FROM contents WHERE seq = ?", (seq,)).rowcount
            ]
            if there:
                self._append([erasure(there, reason)])
        (is_busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise sqlite3.OperationalError("copies of what was erased are still in the write-ahead log; try again")
        return len(there)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that no other process's can cross."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """See Store."""
        self._connection.close()
