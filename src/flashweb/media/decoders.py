"""A few processes that decode pictures, so that no picture can harm the server: see `worker`.

A process that dies, hangs or wants too much costs the one picture that it had; another takes its place at once. Pixels
come back in memory that both sides see, without a copy: see `memory`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Coroutine
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

import numpy as np

from flashweb.core.errors import (
    DeadlineExceeded,
    FlashWebError,
    ImageTooLarge,
    InternalError,
    InvalidImage,
    NotReady,
    Overloaded,
)
from flashweb.media.decode import Pixels
from flashweb.media.memory import new_memory, sealed, write_all
from flashweb.media.settings import MediaSettings
from flashweb.media.worker import COPIED, KEPT, NEW, PIXELS, RECORD_BYTES, WorkerLimits

logger = logging.getLogger(__name__)
T = TypeVar("T")

_PASSED_ON = ("LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH")
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(8 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(32 << 20),
}
"""Screens are decoded into memory used before, which is faster; that of larger pictures is given back at once."""
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT)
_GRACE = 0.1
"""Seconds in which a process notices that its channel is closed, or that it is dead already."""
_END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture's pixels, and the moment when its copy is written: the task's result is the copy's size in bytes."""

    pixels: Pixels
    copied: asyncio.Task[int]


class _Process:
    """One process and the channel to it."""

    def __init__(self, command: list[str]) -> None:
        self.channel, theirs = socket.socketpair()
        self.channel.setblocking(False)
        environment = _ENVIRONMENT | {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        with theirs:
            self._popen: subprocess.Popen[bytes] = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=environment, process_group=0
            )

    async def reply(self) -> bytes:
        """The next record; empty when the process has ended."""
        record = b""
        while len(record) < RECORD_BYTES:
            try:
                part = await asyncio.get_running_loop().sock_recv(self.channel, RECORD_BYTES - len(record))
            except ConnectionError:  # it died before it took its job
                return b""
            if not part:
                return b""
            record += part
        return record

    def end(self) -> int:
        """End the process, blocking for a moment; its exit code, negative when a signal ended it before."""
        self.channel.close()
        try:
            return self._popen.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            return self._popen.wait(_END_SECONDS)


class Decoders:
    """Decodes pictures, a bounded number of them waiting. All methods belong to one event loop.

    Raises InvalidImage or ImageTooLarge where the picture is at fault, Overloaded when too many wait, DeadlineExceeded
    or NotReady when the same picture may do better another time.
    """

    def __init__(self, settings: MediaSettings) -> None:
        self._settings = settings
        limits = WorkerLimits(
            settings.max_image_bytes,
            settings.max_pixels,
            settings.max_side,
            settings.max_aspect_ratio,
            settings.decode_memory_bytes,
            settings.decode_cpu_seconds,
        )
        self._command = [sys.executable, "-P", "-m", "flashweb.media.worker", json.dumps(asdict(limits))]
        self._idle: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()
        self._processes: set[_Process] = set()
        self._tasks: set[asyncio.Task[object]] = set()
        self._num_waiting = 0
        self._is_closed = False
        self.num_replaced = 0

    def start(self) -> None:
        """Launch the processes; the first picture does so too, but then it waits for them."""
        while not self._is_closed and len(self._processes) < self._settings.decode_workers:
            process = _Process(self._command)
            self._processes.add(process)
            self._idle.put_nowait(process)

    async def decode(self, data: bytes, copy: Path) -> Decoded:
        """Decode an upload; its copy is written to a path behind its pixels, with nobody waiting for it."""
        return await self._shielded(self._decode_new(data, copy))

    async def decode_copy(self, path: Path) -> Pixels:
        """Decode a copy that was kept; raises FileNotFoundError when it is gone."""
        return await self._shielded(self._decode_kept(path))

    async def close(self) -> None:
        """Let what runs end, and then the processes."""
        self._is_closed = True
        while self._tasks:
            await asyncio.wait(self._tasks)
        ended = [asyncio.to_thread(process.end) for process in self._processes]
        self._processes.clear()
        await asyncio.gather(*ended)

    async def _shielded(self, work: Coroutine[object, object, T]) -> T:
        """A caller who leaves ends nothing half-way, so that files and processes are given back."""
        return await asyncio.shield(self._spawn(work))

    def _spawn(self, work: Coroutine[object, object, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(retrieve)
        return task

    async def _decode_new(self, data: bytes, copy: Path) -> Decoded:
        process, pixels = await self._decode(NEW, data, copy)
        return Decoded(pixels, self._spawn(self._copied(process)))

    async def _decode_kept(self, path: Path) -> Pixels:
        process, pixels = await self._decode(KEPT, path, None)
        self._idle.put_nowait(process)
        return pixels

    async def _decode(self, job: bytes, source: bytes | Path, copy: Path | None) -> tuple[_Process, Pixels]:
        """The pixels, and the process that made them, which the caller gives back."""
        process = await self._take()
        try:
            files = await asyncio.to_thread(_open_files, source, copy)
        except OSError:
            self._idle.put_nowait(process)
            raise
        try:
            process = await self._send(process, job, files)
            record = await self._reply(process)
            if record[:1] != PIXELS:
                self._idle.put_nowait(process)
                raise _refusal(record)
            return process, self._pixels(process, record, files[1])
        finally:
            for file in files:
                os.close(file)

    async def _take(self) -> _Process:
        self.start()
        if self._num_waiting >= self._settings.decode_queue:
            raise Overloaded("Too many pictures are being decoded; try again in a moment.", retry_after=1.0)
        self._num_waiting += 1
        try:
            async with asyncio.timeout(self._settings.decode_queue_timeout):
                return await self._idle.get()
        except TimeoutError:
            raise Overloaded("Pictures are decoded too slowly now; try again in a moment.", retry_after=5.0) from None
        finally:
            self._num_waiting -= 1

    async def _send(self, process: _Process, job: bytes, files: list[int]) -> _Process:
        """Hand over a job; a process that died while it had none is replaced without a word."""
        while True:
            try:
                socket.send_fds(process.channel, [job], files)
                return process
            except OSError:
                self._replace(process)
                process = await self._take()

    async def _reply(self, process: _Process) -> bytes:
        """The next record; without one the process is replaced."""
        seconds = self._settings.decode_timeout
        try:
            async with asyncio.timeout(seconds):
                record = await process.reply()
        except TimeoutError:
            await self._replace(process)
            raise DeadlineExceeded(f"The picture was not decoded within {seconds:g} s; try again.") from None
        return record or await self._died(process)

    async def _died(self, process: _Process) -> NoReturn:
        code = await self._replace(process)
        logger.warning("a decoder ended", extra={"error": f"exit code {code}"})
        if code in _FROM_OUTSIDE:
            raise NotReady("The process that decodes pictures was ended; send the request again.", retry_after=1.0)
        if code >= 0:
            raise InternalError("Pictures cannot be decoded here; the server's log says why.")
        reason = "takes too long to decode" if code == -signal.SIGPROF else "makes its decoder fail"
        raise InvalidImage(f"The picture {reason}, so it is refused; save it again with another program.")

    def _replace(self, process: _Process) -> asyncio.Task[int]:
        self._processes.discard(process)
        self.num_replaced += 1
        self.start()
        return self._spawn(asyncio.to_thread(process.end))

    def _pixels(self, process: _Process, record: bytes, file: int) -> Pixels:
        width, height = struct.unpack_from("<II", record, 1)
        try:
            memory = sealed(file, width * height * 3)
        except (OSError, ValueError):
            self._replace(process)
            raise InternalError("A picture's pixels came back damaged; send the request again.") from None
        return np.frombuffer(memory, np.uint8).reshape(height, width, 3)

    async def _copied(self, process: _Process) -> int:
        record = await self._reply(process)
        self._idle.put_nowait(process)
        if record[:1] != COPIED:
            raise _refusal(record)
        (num_bytes,) = struct.unpack_from("<Q", record, 1)
        return int(num_bytes)


def retrieve(task: asyncio.Task[object]) -> None:
    """Take a task's error, so that a caller who left does not turn it into a warning."""
    if not task.cancelled():
        task.exception()


def _refusal(record: bytes) -> FlashWebError:
    code, _, message = record[1:].rstrip(b"\0").decode(errors="replace").partition(" ")
    return (ImageTooLarge if code == ImageTooLarge.code else InvalidImage)(message)


def _open_files(source: bytes | Path, copy: Path | None) -> list[int]:
    """Descriptors of what a job needs: the encoded picture, room for the pixels, and the copy if one is wanted."""
    files: list[int] = []
    try:
        if isinstance(source, Path):
            files.append(os.open(source, os.O_RDONLY))
        else:
            files.append(new_memory())
            write_all(files[0], source)
        files.append(new_memory())
        if copy is not None:
            files.append(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        for file in files:
            os.close(file)
        raise
    return files
