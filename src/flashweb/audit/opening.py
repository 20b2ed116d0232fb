"""Opens the record that the settings name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from flashweb.audit.chain import Seal
from flashweb.audit.settings import AUDIT_FILE, AuditSettings
from flashweb.audit.store import SqliteStore, Store
from flashweb.core.errors import ConfigurationError

SHORTEST_SECRET = 16


def open_store(settings: AuditSettings, folder: Path) -> Store:
    """The store, opened; blocks. folder: for the SQLite file. Raises ConfigurationError that says what to change."""
    seal = seal_of(settings)
    if settings.url is None:
        path = folder / AUDIT_FILE
        try:
            return SqliteStore(path, seal)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(
                f"The audit record {path} cannot be opened ({error}); set data_directory to a folder that the server "
                "may write to, or audit.enabled to false."
            ) from error
    try:
        import psycopg  # noqa: PLC0415 - an extra

        from flashweb.audit.postgres import PostgresStore  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError("audit.url needs PostgreSQL's driver: pip install 'flashweb[postgres]'") from error
    try:
        return PostgresStore(settings.url, seal)
    except psycopg.Error as error:
        raise ConfigurationError(f"The audit record at audit.url cannot be opened: {error}") from error


def seal_of(settings: AuditSettings) -> Seal:
    """How the settings want entries to be sealed."""
    return Seal(_secret(settings.secret_file))


def _secret(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise ConfigurationError(f"audit.secret_file cannot be read: {error}") from error
    if len(secret) < SHORTEST_SECRET:
        raise ConfigurationError(f"audit.secret_file holds fewer than {SHORTEST_SECRET} bytes; use 32 random ones")
    return secret
