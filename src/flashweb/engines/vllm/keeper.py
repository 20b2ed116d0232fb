"""Stands between FlashWeb and a server that it starts, so that no process of that server ever stays behind.

Run as a program: `python keeper.py SECONDS COMMAND...`. It starts the command in a session of its own and waits. When
its standard input closes (FlashWeb asks, or is gone, however that came about) it sends SIGTERM to the command, and
after SECONDS SIGKILL to it and to everything that descends from it. It is the reaper of orphaned descendants
(PR_SET_CHILD_SUBREAPER, Linux), so workers that left their session are found too; if the keeper itself is killed,
the command gets SIGTERM (PR_SET_PDEATHSIG). Only the standard library, and nothing of FlashWeb, is imported here.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LAST_KILL = 5.0
"""Seconds to wait for what was killed."""
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Keeper:
    """One command and its descendants. status: how it ended, None while it runs."""

    def __init__(self, command: list[str]) -> None:
        self.status: int | None = None
        self._woken, wakes = os.pipe()
        os.set_blocking(wakes, False)
        for number in (signal.SIGCHLD, *ENDING):
            signal.signal(number, lambda *_: None)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        _prctl(PR_SET_CHILD_SUBREAPER, 1)
        self.child = os.fork()
        if self.child == 0:
            _become(command)

    def wait(self) -> None:
        """Until the command ended by itself or is to be ended."""
        while self.status is None:
            ready, _, _ = select.select([0, self._woken], [], [])
            if 0 in ready and not os.read(0, 1024):
                return
            if self._woken in ready and set(os.read(self._woken, 1024)) & set(ENDING):
                return
            self._reap()

    def end(self, grace: float) -> None:
        """See to it that nothing is left."""
        if self.status is None:
            os.kill(self.child, signal.SIGTERM)
            self._wait_for_all(grace)
        deadline = time.monotonic() + LAST_KILL
        while (left := _descendants()) and time.monotonic() < deadline:
            for pid in left:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            self._wait_for_all(0.2)

    def _wait_for_all(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self._reap() and (left := deadline - time.monotonic()) > 0:
            if select.select([self._woken], [], [], left)[0]:
                os.read(self._woken, 1024)

    def _reap(self) -> bool:
        """Collects what has ended; whether any child is left."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            if pid == self.child:
                self.status = os.waitstatus_to_exitcode(status)


def _become(command: list[str]) -> None:
    """In the child: the command, in a session of its own, with signals as they were."""
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, *ENDING):
            signal.signal(number, signal.SIG_DFL)
        _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(2, f"{command[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)


def _descendants() -> list[int]:
    """All living processes below this one, by their parents in /proc; none on systems without it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] not in "ZX":
            parents[int(entry.parent.name)] = int(fields[1])
    found: list[int] = []
    level = {os.getpid()}
    while level:
        level = {pid for pid, parent in parents.items() if parent in level}
        found += level
    return found


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def main(grace: float, command: list[str]) -> int:
    """The command's exit status; 128 + N where signal N ended it."""
    keeper = Keeper(command)
    keeper.wait()
    keeper.end(grace)
    status = keeper.status
    return 137 if status is None else status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
