"""Start the scripted server as a process of its own, so that its work does not disturb the clock that is tested."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ScriptedServer:
    url: str
    pid: int

    def seen(self, path: str = "/seen") -> dict[str, Any]:
        with urllib.request.urlopen(self.url + path, timeout=15) as response:
            return dict(json.load(response))


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    script = Path(__file__).with_name("scripted_server.py")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            yield ScriptedServer(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(10)
