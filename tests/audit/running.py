"""A real PostgreSQL of one's own, on loopback and as an unprivileged user."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from tests.api.running import free_port

START_SECONDS = 60.0
_NUMBERS = count()


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = str(found[-1]) if found else shutil.which(name)
    assert program, "PostgreSQL is missing: make test installs it (scripts/ensure-services.sh)"
    return program


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server that ends with the context, without a database's name."""
    folder = Path(tempfile.mkdtemp(prefix="flashweb-postgres-"))
    user = "postgres" if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, "user": user}
    initdb = [_program("initdb"), "-D", str(data), "-A", "trust", "-U", "audit", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(initdb, check=True, **quiet)  # type: ignore[call-overload]
    command = [_program("postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(folder)]
    process = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
    url = f"postgresql://audit@127.0.0.1:{port}"
    try:
        _wait(url)
        yield url
    finally:
        process.terminate()
        process.wait(START_SECONDS)
        shutil.rmtree(folder)


def _wait(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def new_database(url: str) -> str:
    """The address of an empty database on that server."""
    name = f"audit{next(_NUMBERS)}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{url}/{name}"
