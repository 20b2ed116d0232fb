"""Decoding processes: whatever happens to one costs one picture, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import signal
import sys
import termios
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from flashweb.core.errors import DeadlineExceeded, FlashWebError, ImageTooLarge, InvalidImage, NotReady, Overloaded
from flashweb.media.decode import decode
from flashweb.media.decoders import Decoders
from flashweb.media.settings import MediaSettings
from tests.media import pictures

MakeDecoders = Callable[..., Decoders]


def processes() -> list[psutil.Process]:
    """The decoding processes of this process, alive."""
    alive = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if "flashweb.media.worker" in child.cmdline()]


def num_open_files() -> int:
    return psutil.Process().num_fds()


@pytest.fixture
async def make_decoders() -> AsyncIterator[MakeDecoders]:
    made: list[Decoders] = []

    def make(**settings: object) -> Decoders:
        made.append(Decoders(MediaSettings(**{"decode_workers": 1, **settings})))
        return made[-1]

    yield make
    for decoders in made:
        await decoders.close()
    assert processes() == []


async def decoded(decoders: Decoders, data: bytes, copy: Path) -> np.ndarray:
    """The pixels, once the copy is written too."""
    result = await decoders.decode(data, copy)
    assert await result.copied == copy.stat().st_size
    copy.unlink()
    return result.pixels


async def test_pixels_come_back_and_cannot_be_changed(make_decoders: MakeDecoders, tmp_path: Path) -> None:
    data = pictures.picture(seed=7)
    pixels = await decoded(make_decoders(), data, tmp_path / "copy")
    assert np.array_equal(pixels, decode(data)) and pixels.dtype == np.uint8
    with pytest.raises(ValueError, match="read-only"):
        pixels[0, 0] = 0


async def stopped_process(decoders: Decoders) -> psutil.Process:
    """The only process, which does nothing until it is told to go on."""
    decoders.start()
    (process,) = processes()
    process.suspend()
    return process


async def until_it_has_its_job(decoders: Decoders) -> None:
    """Wait until the only process was sent something that it has not read: without a job it is replaced in silence."""
    (held,) = decoders._processes
    async with asyncio.timeout(30):
        while not int.from_bytes(fcntl.ioctl(held.channel, termios.TIOCOUTQ, bytes(4)), sys.byteorder):  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@pytest.mark.parametrize(
    ("signal_number", "error", "says"),
    [
        (signal.SIGKILL, NotReady, "send the request again"),
        (signal.SIGSEGV, InvalidImage, "makes its decoder fail"),
        (signal.SIGPROF, InvalidImage, "takes too long to decode"),
    ],
)
async def test_a_process_that_dies_costs_one_picture(
    make_decoders: MakeDecoders, tmp_path: Path, signal_number: int, error: type[FlashWebError], says: str
) -> None:
    decoders = make_decoders()
    process = await stopped_process(decoders)
    task = asyncio.create_task(decoders.decode(pictures.picture(), tmp_path / "copy"))
    await until_it_has_its_job(decoders)
    process.send_signal(signal_number)
    process.resume()
    with pytest.raises(error, match=says):
        await task
    assert not process.is_running() and decoders.num_replaced == 1
    assert (await decoded(decoders, pictures.picture(), tmp_path / "next")).shape == (200, 320, 3)


async def test_a_process_that_dies_while_idle_costs_nothing(make_decoders: MakeDecoders, tmp_path: Path) -> None:
    decoders = make_decoders(decode_workers=2)
    await decoded(decoders, pictures.picture(), tmp_path / "first")
    for process in processes():
        process.kill()
        process.wait(5)
    for number in range(3):
        assert (await decoded(decoders, pictures.picture(number), tmp_path / "copy")).shape == (200, 320, 3)


async def test_a_process_that_hangs_is_ended_in_time(make_decoders: MakeDecoders, tmp_path: Path) -> None:
    decoders = make_decoders(decode_timeout=0.3)
    process = await stopped_process(decoders)
    started = time.monotonic()
    with pytest.raises(DeadlineExceeded, match=r"within 0.3 s"):
        await decoders.decode(pictures.picture(), tmp_path / "copy")
    assert time.monotonic() - started < 15 and not process.is_running()


async def test_processor_time_is_limited(make_decoders: MakeDecoders, tmp_path: Path) -> None:
    data = pictures.encode(Image.effect_noise((3000, 3000), 60).convert("RGB"), "WEBP", method=0)
    decoders = make_decoders(decode_cpu_seconds=0.05)
    with pytest.raises(InvalidImage, match="takes too long to decode"):
        await decoders.decode(data, tmp_path / "copy")
    assert (await decoded(decoders, pictures.picture(), tmp_path / "next")).shape == (200, 320, 3)


async def test_memory_is_limited(make_decoders: MakeDecoders, tmp_path: Path) -> None:
    decoders = make_decoders(decode_memory_bytes=100_000_000, max_pixels=200_000_000)
    with pytest.raises(ImageTooLarge, match=r"more than 100,000,000 bytes of memory"):
        await decoders.decode(pictures.huge_png(), tmp_path / "copy")
    assert (await decoded(decoders, pictures.picture(), tmp_path / "next")).shape == (200, 320, 3)
    assert decoders.num_replaced == 0, "a process that ran out of memory goes on"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: pictures.huge_png(8000, 5000), id="grey"),
        pytest.param(lambda: pictures.flat_png(8000, 5000, colour_type=6), id="rgba"),
        pytest.param(lambda: pictures.flat_png(8000, 5000, colour_type=4), id="grey and alpha"),
        pytest.param(lambda: pictures.flat_png(8000, 5000, colour_type=0, depth=16), id="16 bits"),
        pytest.param(lambda: pictures.rotated(8000, 5000), id="rotated"),
    ],
)
async def test_the_largest_picture_fits_into_the_default_memory(
    make_decoders: MakeDecoders, tmp_path: Path, make: Callable[[], bytes]
) -> None:
    result = await make_decoders().decode(make(), tmp_path / "copy")
    assert result.pixels.size == 3 * 40_000_000
    assert await result.copied > 0


async def test_a_bounded_number_waits_for_a_bounded_time(make_decoders: MakeDecoders, tmp_path: Path) -> None:
    decoders = make_decoders(decode_queue=1, decode_queue_timeout=2.0)
    process = await stopped_process(decoders)
    running = asyncio.create_task(decoders.decode(pictures.picture(1), tmp_path / "1"))
    waiting = asyncio.create_task(decoders.decode(pictures.picture(2), tmp_path / "2"))
    await asyncio.sleep(0.05)
    with pytest.raises(Overloaded, match="Too many"):
        await decoders.decode(pictures.picture(3), tmp_path / "3")
    with pytest.raises(Overloaded, match="too slowly"):
        await waiting
    process.resume()
    assert await (await running).copied > 0


def num_shared_maps() -> int:
    return Path("/proc/self/maps").read_text(encoding="utf-8").count("memfd:flashweb")


async def test_callers_who_leave_and_failures_leave_nothing_open(make_decoders: MakeDecoders, tmp_path: Path) -> None:
    decoders = make_decoders()
    await decoded(decoders, pictures.picture(), tmp_path / "warm")
    before, maps = num_open_files(), num_shared_maps()
    for number in range(20):
        task = asyncio.create_task(decoders.decode(pictures.picture(number), tmp_path / f"{number}"))
        await asyncio.sleep(0.001 * (number % 4))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    for number in range(5):
        with pytest.raises(InvalidImage):
            await decoders.decode(pictures.noise(50, 50, number)[:-100], tmp_path / f"bad{number}")
    await decoded(decoders, pictures.picture(), tmp_path / "last")
    gc.collect()
    assert num_open_files() <= before + 1, "the loop may keep the last result for a while"
    assert num_shared_maps() <= maps + 1
    (process,) = processes()
    assert process.num_fds() <= 5, "its socket, standard output and error, and no picture"


async def test_a_process_knows_nothing_of_its_surroundings(
    make_decoders: MakeDecoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "1234")
    make_decoders().start()
    (process,) = processes()
    assert "A_SECRET" not in process.environ()
