"""Start-up, memory over 1,000 requests, installed size and the time of `flashweb --help`.

`python -m benchmarks.footprint --screens build/screens`. Every request brings a picture never seen before: a page with
its rows moved by a pixel or more, so that neither readings nor known lines can answer.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from benchmarks.server import running_server
from flashweb.bench.memory import resident_bytes
from flashweb.bench.workload import Workload, load_pictures
from flashweb.client import FlashWebClient, image_message

NUM_REQUESTS = 1000
MARKS = (200, 500, 1000)
CONCURRENCY = 4
NUM_STARTS = 5
QUESTION = "这个页面的主要内容是什么?"


async def memory_over_requests(screens: Path) -> dict[str, Any]:
    """Resident MB of the whole server, page included: idle, at each mark, and the peak."""
    workload = Workload(load_pictures(screens), is_new=True, seed=int(time.time()))
    result: dict[str, Any] = {}
    with running_server() as server, Progress(console=Console(stderr=True)) as progress:
        await wait_for_page(server.url)
        result["idle_mb"] = megabytes(server.pid)
        task = progress.add_task("requests", total=NUM_REQUESTS)
        async with FlashWebClient(server.url, timeout=120) as client:
            for first in range(0, NUM_REQUESTS, CONCURRENCY):
                pictures = list(workload.deal(CONCURRENCY))
                await asyncio.gather(*(answer(client, picture.data) for picture in pictures))
                done = first + CONCURRENCY
                progress.update(task, completed=done)
                if done in MARKS:
                    result[f"after_{done}_mb"] = megabytes(server.pid)
        result["peak_mb"] = peak_megabytes(server.pid)
    result["growth_200_to_1000_percent"] = round((result["after_1000_mb"] / result["after_200_mb"] - 1) * 100, 1)
    return result


async def answer(client: FlashWebClient, data: bytes) -> None:
    """Ask and read the whole answer."""
    async for _ in client.chat([image_message(QUESTION, [data])]):
        pass


async def wait_for_page(url: str) -> None:
    """Until the page itself is served, which comes after the API is ready."""
    async with asyncio.timeout(30):
        while True:
            if b"gradio" in await asyncio.to_thread(_get, url):
                return
            await asyncio.sleep(0.1)


def _get(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bytes(response.read())
    except urllib.error.HTTPError:
        return b""


def megabytes(pid: int) -> float:
    """Resident memory of a process and its children."""
    return round(resident_bytes(pid) / 1e6, 1)


def peak_megabytes(pid: int) -> float:
    """The most that was ever resident, as the kernel counted."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return round(int(found[1]) * 1024 / 1e6, 1) if found else 0.0


def seconds_to_ready() -> float:
    """Median of starts, page included; the first is not counted."""
    starts = []
    for _ in range(NUM_STARTS + 1):
        with running_server() as server:
            starts.append(server.seconds_to_ready)
    return round(statistics.median(starts[1:]), 2)


def installed_megabytes() -> float:
    """Bytes on disk of everything that the base lock installs, and of the package itself."""
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", Path("locks/base.txt").read_text(encoding="utf-8"), re.MULTILINE)
    files = {file.locate() for name in names for file in distribution(name).files or []}
    files |= set(Path("src/flashweb").rglob("*"))
    return round(sum(Path(str(file)).stat().st_size for file in files if Path(str(file)).is_file()) / 1e6, 1)


def help_seconds() -> float:
    """Median wall time of `flashweb --help`."""
    command = [str(Path(sys.executable).with_name("flashweb")), "--help"]
    seconds = []
    for _ in range(11):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - started)
    return round(statistics.median(seconds), 3)


@click.command()
@click.option("--screens", type=click.Path(exists=True, path_type=Path), default=Path("build/screens"))
@click.option("--json", "json_path", type=click.Path(path_type=Path))
def main(screens: Path, json_path: Path | None) -> None:
    """Measure and print; --json also writes."""
    result: dict[str, Any] = {
        "help_seconds": help_seconds(),
        "installed_mb": installed_megabytes(),
        "seconds_to_ready": seconds_to_ready(),
    }
    result |= asyncio.run(memory_over_requests(screens))
    Console().print_json(data=result)
    if json_path is not None:
        json_path.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
