"""Hundreds of hostile pictures: each ends in a picture or an honest error, and no process takes more than it may."""

from __future__ import annotations

from pathlib import Path

import psutil

from flashweb.core.errors import InvalidImage
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from tests.media import pictures
from tests.media.hostile_pictures import hostile_pictures
from tests.media.test_decoders import processes

LIMIT = 600_000_000


def peak_bytes(process: psutil.Process) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024


async def test_no_hostile_picture_ends_a_process_or_takes_too_much(tmp_path: Path) -> None:
    all_of_them = hostile_pictures()
    assert len(all_of_them) >= 300
    store = MediaStore(MediaSettings(directory=tmp_path, decode_workers=2, decode_memory_bytes=LIMIT))
    store.start()
    started = {process.pid for process in processes()}
    before = psutil.Process().memory_info().rss
    refused = 0
    for number, data in enumerate(all_of_them):
        try:
            ref = await store.add(f"tenant{number}", data)
            assert (await store.pixels(ref)).shape == (ref.height, ref.width, 3)
            store.remove(ref)
        except InvalidImage as error:
            refused += 1
            assert error.message
    assert refused > 150
    assert (await store.add("me", pictures.picture())).width == 320, "and it still works"
    assert {process.pid for process in processes()} == started and store.stats()["decoders_replaced_total"] == 0
    assert all(peak_bytes(process) < LIMIT for process in processes())
    assert psutil.Process().memory_info().rss - before < 150_000_000
    await store.close()
