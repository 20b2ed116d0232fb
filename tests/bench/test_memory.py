from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest

from flashweb.bench.memory import MemoryUnknownError, find_listener, resident_bytes
from tests.client.running import ScriptedServer

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "x = bytearray(b'x' * 60_000_000); print('up', flush=True); input()"])
child.wait()
"""


@pytest.fixture
def family() -> Iterator[subprocess.Popen[str]]:
    """A process whose child holds 60 MB."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "up\n"
        yield process
        process.stdin.write("\n")
        process.stdin.close()


def test_the_process_behind_a_port_is_found(server: ScriptedServer) -> None:
    assert find_listener(server.url) == server.pid
    assert find_listener(f"http://localhost:{urlsplit(server.url).port}/v1") == server.pid


def test_resident_memory_agrees_with_psutil(server: ScriptedServer) -> None:
    assert resident_bytes(server.pid) == pytest.approx(psutil.Process(server.pid).memory_info().rss, rel=0.02)


def test_children_are_counted(family: subprocess.Popen[str]) -> None:
    assert resident_bytes(family.pid) > 60_000_000
    assert resident_bytes(family.pid) > psutil.Process(family.pid).memory_info().rss + 60_000_000


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org:80", "example.org is not this machine"),
        ("http://127.0.0.1:1", "port 1; name it with --pid"),
    ],
)
def test_what_cannot_be_measured_says_why(url: str, why: str) -> None:
    with pytest.raises(MemoryUnknownError, match=why):
        find_listener(url)


def test_a_process_that_is_gone_is_named() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    with pytest.raises(MemoryUnknownError, match=str(gone.pid)):
        resident_bytes(gone.pid)
    assert resident_bytes(os.getpid()) > 0
