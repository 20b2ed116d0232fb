"""Memory that two processes share by passing a file descriptor: memfd_create(2).

It has no name, so it cannot outlive the processes, whatever ends them. It is sealed before it is read, so that not even
a process that a hostile picture has taken over can change it then, or cut it, which would end the reader by SIGBUS.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import tempfile


def new_memory() -> int:
    """A descriptor of an empty file without a name, in memory where the system has that (Linux)."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("flashweb", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def write_all(file: int, data: bytes) -> None:
    """Fill an empty file, and leave it to be read from its start."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.lseek(file, 0, os.SEEK_SET)


def sealed(file: int, num_bytes: int) -> mmap.mmap | bytes:
    """What another process wrote; raises ValueError when it is not num_bytes, OSError when it cannot be sealed."""
    if hasattr(fcntl, "F_ADD_SEALS"):
        seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL
        fcntl.fcntl(file, fcntl.F_ADD_SEALS, seals)
    found = os.fstat(file).st_size
    if found != num_bytes or not found:
        raise ValueError(f"{found} bytes instead of {num_bytes}")
    if hasattr(fcntl, "F_ADD_SEALS"):
        return mmap.mmap(file, num_bytes, prot=mmap.PROT_READ)
    return os.pread(file, num_bytes, 0)
