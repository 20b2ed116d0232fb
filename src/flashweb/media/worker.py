"""The process that decodes: `python -m flashweb.media.worker LIMITS`, one of a few that `decoders` keeps.

A decoder that crashes, loops or explodes ends this process and nothing else. It has no environment, no network of its
own, no more memory than it was given, and the kernel ends it when one picture takes too much of the processor.

Standard input is a socket. A job is one byte with file descriptors (SCM_RIGHTS, unix(7)): the encoded picture, a file
for its pixels (height x width x 3 bytes), and where the picture is NEW a file for the copy to keep; a picture KEPT is
such a copy. A reply is a record of RECORD_BYTES: PIXELS with width and height as soon as the pixels are written, or
REFUSED with an error's code and message; after the pixels of a NEW picture comes one more, COPIED or REFUSED.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import struct
import sys
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace

from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from flashweb.core.errors import FlashWebError, ImageTooLarge, InvalidImage
from flashweb.media.decode import load_upright, open_picture
from flashweb.media.encode import is_lossy, rows_at_once, write_copy

PIXELS, COPIED, REFUSED = b"P", b"C", b"R"
NEW, KEPT = b"n", b"k"
RECORD_BYTES = 1024
NUM_FILES = 16
NICENESS = 10
PLUGINS = (JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
"""Imported here, so that Pillow never looks for others."""


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """`decode.Limits`, and bytes of address space for the process and seconds of processor time for a picture."""

    max_image_bytes: int
    max_pixels: int
    max_side: int
    max_aspect_ratio: float
    memory_bytes: int
    cpu_seconds: float


def confine(limits: WorkerLimits) -> None:
    """Give up what decoding does not need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Image.MAX_IMAGE_PIXELS = None  # open_picture applies our own limit, before decoding
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, _largest_copy(limits)),
        (resource.RLIMIT_NOFILE, NUM_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (allowed, allowed))


def start_copier() -> Executor:
    """A thread that yields to whoever has more to do: while a copy is made, the picture's first words are looked for.

    Call it before the process confines itself, since it may start no thread then.
    """
    copier = ThreadPoolExecutor(1, initializer=_yield_to_others)
    copier.submit(int).result()
    return copier


def _yield_to_others() -> None:
    if sys.platform == "linux":  # elsewhere a thread has no priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def serve(channel: socket.socket, limits: WorkerLimits, copier: Executor) -> None:
    """Do jobs until the server closes its end."""
    while True:
        job, fds, _, _ = socket.recv_fds(channel, 1, 3)
        if not job:
            return
        signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
        try:
            _work(channel, job, fds, limits, copier)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            for fd in fds:
                os.close(fd)


def _work(channel: socket.socket, job: bytes, fds: list[int], limits: WorkerLimits, copier: Executor) -> None:
    try:
        largest = limits.max_image_bytes if job == NEW else _largest_copy(limits)
        with os.fdopen(fds[0], "rb", closefd=False) as file:
            data = file.read(largest + 1)
        image = open_picture(data, replace(limits, max_image_bytes=largest))
        kind = image.format
        plain = load_upright(image)
        del image
        _write_pixels(plain, fds[1])
        _reply(channel, PIXELS, struct.pack("<II", *plain.size))
        if job == NEW:
            num_bytes = copier.submit(_copy, plain, is_lossy(kind, data), fds[2]).result()
            _reply(channel, COPIED, struct.pack("<Q", num_bytes))
    except FlashWebError as error:
        _refuse(channel, error)
    except MemoryError:
        amount = f"{limits.memory_bytes:,} bytes"
        _refuse(channel, ImageTooLarge(f"The picture needs more than {amount} of memory to decode; crop it."))
    except Exception as error:  # noqa: BLE001 - a worker's boundary: whatever else goes wrong is the picture's fault
        _refuse(channel, InvalidImage(f"The picture cannot be decoded ({type(error).__name__}); save it again."))


def _copy(image: Image.Image, lossy: bool, fd: int) -> int:
    with os.fdopen(fd, "wb", closefd=False) as file:
        write_copy(image, lossy, file)
        return file.tell()


def _largest_copy(limits: WorkerLimits) -> int:
    """Bytes: pixels that do not compress, and what is around them."""
    return 3 * limits.max_pixels + limits.max_image_bytes


def _write_pixels(image: Image.Image, fd: int) -> None:
    width, height = image.size
    step = rows_at_once(width)
    for top in range(0, height, step):
        strip = memoryview(image.crop((0, top, width, min(top + step, height))).tobytes())
        while strip:
            strip = strip[os.write(fd, strip) :]


def _refuse(channel: socket.socket, error: FlashWebError) -> None:
    _reply(channel, REFUSED, f"{error.code} {error.message}".encode()[: RECORD_BYTES - 1])


def _reply(channel: socket.socket, kind: bytes, content: bytes = b"") -> None:
    channel.sendall((kind + content).ljust(RECORD_BYTES, b"\0"))


def main() -> None:
    """Read the limits, give up the rest, and serve standard input."""
    limits = WorkerLimits(**json.loads(sys.argv[1]))
    copier = start_copier()
    confine(limits)
    with socket.socket(fileno=0) as channel, suppress(ConnectionError):  # the server is gone
        serve(channel, limits, copier)


if __name__ == "__main__":
    main()
