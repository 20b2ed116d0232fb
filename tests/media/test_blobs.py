"""Directories of pictures: a killed process's goes with the next start, a living one's never."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from flashweb.media.blobs import BlobStore

HOLDER = """
import sys, time
from pathlib import Path
from flashweb.media.blobs import BlobStore
store = BlobStore(Path(sys.argv[1]), 1000, lambda key: None)
store.reserve(("a", "b"), 3, 60.0).write_bytes(b"abc")
sys.stdout.write("ready\\n")
sys.stdout.flush()
time.sleep(60)
"""


def test_what_a_killed_process_left_goes_and_nothing_else(tmp_path: Path) -> None:
    other = tmp_path / "flashweb-media-of-another-version"
    other.mkdir()
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"ready\n"
        (kept,) = tmp_path.glob("flashweb-pictures-*")
        long_ago = time.time() - 3600
        for folder in (kept, other):
            os.utime(folder, (long_ago, long_ago))
        BlobStore(tmp_path, 1000, lambda key: None).close()
        assert [path.read_bytes() for path in kept.iterdir()] == [b"abc"], "its process lives"
        holder.send_signal(signal.SIGKILL)
        holder.wait(5)
    os.utime(kept, (long_ago, long_ago))
    BlobStore(tmp_path, 1000, lambda key: None).close()
    assert list(tmp_path.iterdir()) == [other]
