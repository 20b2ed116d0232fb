"""Resident memory of the server under test, children included, read from Linux's /proc.

RSS counts pages that processes share once for each of them, so for servers of many processes it is an upper bound.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

PROC = Path("/proc")
_LISTEN = "0A"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class MemoryUnknownError(Exception):
    """Memory cannot be measured; the message says why and what would help."""


def find_listener(url: str) -> int:
    """Process id that listens on the port of a URL of this machine. Raises MemoryUnknownError."""
    parts = urlsplit(url)
    if parts.hostname not in _LOOPBACK:
        raise MemoryUnknownError(f"memory not measured: {parts.hostname} is not this machine")
    if not (PROC / "net" / "tcp").exists():
        raise MemoryUnknownError("memory not measured: it is read from /proc, which only Linux has")
    inodes = _listening_inodes(parts.port or 80)
    for folder in _processes():
        try:
            links = [str(link.readlink()) for link in (folder / "fd").iterdir()]
        except OSError:
            continue
        if any(f"socket:[{inode}]" in links for inode in inodes):
            return int(folder.name)
    raise MemoryUnknownError(
        f"memory not measured: no process of this user listens on port {parts.port}; name it with --pid"
    )


def resident_bytes(pid: int) -> int:
    """RSS of a process and all its descendants, in bytes. Raises MemoryUnknownError when it is gone."""
    children: dict[int, list[int]] = defaultdict(list)
    pages: dict[int, int] = {}
    for folder in _processes():
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            pages[int(folder.name)] = int((folder / "statm").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            continue
        children[parent].append(int(folder.name))
    if pid not in pages:
        raise MemoryUnknownError(f"memory not measured: there is no process {pid} to be seen on this machine")
    todo, total = [pid], 0
    while todo:
        current = todo.pop()
        total += pages[current]
        todo += children[current]
    return total * os.sysconf("SC_PAGE_SIZE")


def _processes() -> list[Path]:
    return [folder for folder in PROC.iterdir() if folder.name.isdigit()] if PROC.is_dir() else []


def _listening_inodes(port: int) -> list[str]:
    inodes = []
    for table in ("tcp", "tcp6"):
        path = PROC / "net" / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == _LISTEN and int(fields[1].rpartition(":")[2], 16) == port:
                inodes.append(fields[9])
    return inodes
