"""The keys in SQLite, shared by every server process of a machine and the `flashweb keys` command.

WAL lets readers go on while a key is made or revoked. `PRAGMA data_version` tells for some microseconds whether
another process changed anything, so that nobody needs to ask for each request.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flashweb.access.keys import Allowance, Key
from flashweb.core.errors import ConfigurationError, NotFound

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
  id TEXT PRIMARY KEY, digest BLOB NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, tenant TEXT NOT NULL,
  scopes TEXT NOT NULL, created REAL NOT NULL, expires REAL, revoked REAL, policy TEXT,
  requests INTEGER, pictures INTEGER, concurrent INTEGER, parent TEXT REFERENCES keys (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_end ON keys (expires) WHERE kind = 'session';
CREATE INDEX IF NOT EXISTS sessions_by_parent ON keys (parent) WHERE kind = 'session';
"""
_COLUMNS = (
    "id, digest, kind, name, tenant, scopes, created, expires, revoked, policy, requests, pictures, concurrent, parent"
)
_BUSY_SECONDS = 2.0
Version = tuple[int, int]
"""Which opening of the file, and which state of it: a change of either means that anything may have changed."""


class KeyStore:
    """One connection, for one thread at a time. Every method does short file I/O: call it off the event loop.

    Raises ConfigurationError when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._num_opened = 0

    def version(self) -> Version:
        """What changes whenever another connection changed the keys; (0, 0) while there is no file."""
        with self._reading() as connection:
            if connection is None:
                return 0, 0
            return self._num_opened, int(connection.execute("PRAGMA data_version").fetchone()[0])

    def has_keys(self) -> bool:
        """Whether a key was ever made: the last one's end must not open the door."""
        with self._reading() as connection:
            query = "SELECT EXISTS (SELECT 1 FROM keys WHERE kind = 'key')"
            return connection is not None and bool(connection.execute(query).fetchone()[0])

    def find(self, key_id: str) -> Key | None:
        """A key or session by its id; a session ends with its key."""
        with self._reading() as connection:
            if connection is None:
                return None
            key = _first(connection, "id = ?", key_id)
            parent = _first(connection, "id = ?", key.parent) if key and key.parent else None
        if key is None or parent is None:
            return key
        ends = [end for end in (key.expires, parent.expires) if end is not None]
        return replace(key, revoked=key.revoked or parent.revoked, expires=min(ends, default=None))

    def list(self) -> list[Key]:
        """Every key that was ever made, oldest first."""
        with self._reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(f"SELECT {_COLUMNS} FROM keys WHERE kind = 'key' ORDER BY created, id")
            return [_key(row) for row in rows]

    def add(self, key: Key) -> None:
        """Keep a key or session; sessions that ended leave."""
        allowance = key.allowance
        values: tuple[Any, ...] = (
            *(key.id, key.digest, key.kind, key.name, key.tenant, " ".join(sorted(key.scopes)), key.created),
            *(key.expires, key.revoked, key.policy),
            *(allowance.requests, allowance.pictures, allowance.concurrent, key.parent),
        )
        with self._writing() as connection:
            connection.execute("DELETE FROM keys WHERE kind = 'session' AND expires < ?", (time.time(),))
            connection.execute(f"INSERT INTO keys ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)

    def revoke(self, key_id: str) -> Key:
        """End a key for good, or a session; raises NotFound."""
        with self._writing() as connection:
            connection.execute("UPDATE keys SET revoked = ? WHERE id = ? AND revoked IS NULL", (time.time(), key_id))
            key = _first(connection, "id = ?", key_id)
        if key is None:
            raise NotFound(f"There is no key {key_id[:40]!r}; see: flashweb keys list")
        return key

    def close(self) -> None:
        """Release the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """The connection to the file that is there now, or None while there is none."""
        with self._explained():
            inode = self._find_inode()
            if inode is None or self._connection is None or inode != self._inode:
                self.close()
            if inode is not None and self._connection is None:
                self._connection, self._inode = self._open(), inode
                self._num_opened += 1
            yield self._connection

    def _find_inode(self) -> int | None:
        try:
            return self.path.stat().st_ino
        except FileNotFoundError:
            return None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            with self._reading() as connection:
                if connection is None:
                    raise ConfigurationError(f"The key file {self.path} vanished while it was written; try again.")
                with connection:
                    yield connection

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, _SCHEMA_VERSION):
            connection.close()
            raise ConfigurationError(f"The key file {self.path} is of another version of FlashWeb; update FlashWeb.")
        if version == 0:
            connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_SCHEMA_VERSION}; COMMIT;")
        return connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self.close()
            message = f"The key file {self.path} cannot be used ({error}); check data_directory and its permissions."
            raise ConfigurationError(message) from error


def _first(connection: sqlite3.Connection, where: str, *values: str) -> Key | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM keys WHERE {where}", values).fetchone()
    return _key(row) if row else None


def _key(row: tuple[Any, ...]) -> Key:
    key_id, digest, kind, name, tenant, scopes, created, expires, revoked, policy, *numbers, parent = row
    return Key(
        id=key_id,
        digest=digest,
        kind=kind,
        name=name,
        tenant=tenant,
        scopes=frozenset(scopes.split()),
        created=created,
        expires=expires,
        revoked=revoked,
        policy=policy,
        allowance=Allowance(*numbers),
        parent=parent,
    )
