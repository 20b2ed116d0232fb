"""The record in PostgreSQL, for several machines. Needs the extra `flashweb[postgres]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg

from flashweb.audit.chain import START, Entry, Note, Seal
from flashweb.audit.store import COLUMNS, PAGE, Wanted, conditions, erasure, now

LOCK = 0x666C617368
"""The advisory lock that appending processes take turns by."""
CONNECT = 5
"""Seconds to connect in."""
STATEMENT = "10s"
SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, digest BYTEA NOT NULL, previous BYTEA NOT NULL, hash BYTEA NOT NULL);
CREATE TABLE IF NOT EXISTS contents (
    seq BIGINT PRIMARY KEY, person TEXT NOT NULL, salt BYTEA NOT NULL, contents TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS contents_by_person ON contents (person);
CREATE OR REPLACE FUNCTION entries_stay() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit entries cannot be changed or deleted'; END $$;
CREATE OR REPLACE TRIGGER entries_stay BEFORE UPDATE OR DELETE ON entries
    FOR EACH ROW EXECUTE FUNCTION entries_stay();
"""


class PostgresStore:
    """See `store.Store`. A lost connection fails what runs; a new store is opened for the next."""

    def __init__(self, url: str, seal: Seal) -> None:
        self._seal = seal
        options = f"-c statement_timeout={STATEMENT} -c synchronous_commit=on -c search_path=flashweb_audit"
        self._connection = psycopg.connect(url, connect_timeout=CONNECT, options=options, autocommit=True)
        with self._writing() as cursor:
            cursor.execute("CREATE SCHEMA IF NOT EXISTS flashweb_audit")
            cursor.execute(SCHEMA)

    def append(self, notes: Sequence[Note]) -> list[Entry]:
        """See Store."""
        with self._writing() as cursor:
            return self._append(cursor, notes)

    def _append(self, cursor: psycopg.Cursor, notes: Sequence[Note]) -> list[Entry]:
        entries = self._seal.entries(notes, self.end(), now())
        cursor.executemany(
            "INSERT INTO entries VALUES (%s, %s, %s, %s, %s)",
            [(e.seq, e.at, e.digest, e.previous, e.hash) for e in entries],
        )
        cursor.executemany(
            "INSERT INTO contents VALUES (%s, %s, %s, %s)", [(e.seq, e.person, e.salt, e.contents) for e in entries]
        )
        return entries

    def read(self, wanted: Wanted) -> Iterator[Entry]:
        """See Store."""
        where, values = conditions(wanted, "%s")
        query = (
            f"SELECT {COLUMNS} FROM entries e LEFT JOIN contents c USING (seq) WHERE {where} ORDER BY e.seq LIMIT %s"
        )
        after = wanted.after
        while True:
            rows = self._connection.execute(query.encode(), [after, *values, PAGE]).fetchall()
            yield from (Entry(*row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def end(self) -> tuple[int, bytes]:
        """See Store."""
        last = self._connection.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
        return (last[0], last[1]) if last else (0, START)

    def erase(self, seqs: Sequence[int], reason: str) -> int:
        """See Store. What leaves the table stays in PostgreSQL's own log and in backups while these are kept."""
        with self._writing() as cursor:
            rows = cursor.execute("DELETE FROM contents WHERE seq = ANY(%s) RETURNING seq", (list(seqs),)).fetchall()
            there = [row[0] for row in rows]
            if there:
                self._append(cursor, [erasure(there, reason)])
        self._connection.execute("VACUUM contents")
        return len(there)

    @contextmanager
    def _writing(self) -> Iterator[psycopg.Cursor]:
        """A transaction that no other process's can cross."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            yield cursor

    def close(self) -> None:
        """See Store."""
        self._connection.close()
