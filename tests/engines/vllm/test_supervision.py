"""The vllm engine against a real child process that starts slowly, crashes, hangs, refuses and does not want to end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from flashweb.core.errors import ConfigurationError, NotReady
from flashweb.core.events import Finished, TextDelta
from flashweb.core.request import MediaRef, Message, Request
from flashweb.engines.checkpoints import known
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.engines.vllm.engine import VllmEngine
from flashweb.engines.vllm.settings import VllmSettings
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from flashweb.telemetry.metrics import Metrics
from tests.media import pictures

STANDIN = Path(__file__).with_name("standin.py")
MODEL = "zai-org/GLM-4.6V-Flash"


def settings(control: Path, **more: Any) -> VllmSettings:
    quick: dict[str, Any] = {"check_memory": False, "stop_timeout": 1.0, "restart_delay": 0.05, "check_interval": 0.1}
    quick |= {"hang_timeout": 1.0, "start_timeout": 30.0, "command": (sys.executable, str(STANDIN), str(control))}
    return VllmSettings(model=MODEL, **(quick | more))


@asynccontextmanager
async def engine(control: Path, **more: Any) -> AsyncIterator[tuple[VllmEngine, MediaStore]]:
    media = MediaStore(MediaSettings())
    media.start()
    made = VllmEngine(media, settings(control, **more), RemoteSettings(), known(MODEL), is_grounded=False)
    try:
        yield made, media
    finally:
        await made.close()
        await media.close()


def starts(control: Path) -> list[list[int]]:
    path = control / "starts"
    return [[int(pid) for pid in line.split()] for line in path.read_text().splitlines()] if path.exists() else []


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


async def until(condition: Any, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        await asyncio.sleep(0.02)


async def ask(made: VllmEngine, *images: MediaRef) -> str:
    request = Request("r", "t", made.capabilities.model, (Message("user", "What is it?", images),))
    events = [event async for event in made.generate(request)]
    assert isinstance(events[-1], Finished)
    return "".join(event.text for event in events if isinstance(event, TextDelta))


async def test_it_is_ready_only_when_a_picture_was_answered_and_tells_how_far_it_is(tmp_path: Path) -> None:
    (tmp_path / "slow").write_text("0.6")
    told: list[tuple[str, float]] = []
    async with engine(tmp_path) as (made, media):
        await made.start(lambda step, done: told.append((step, done)))
        question = json.loads((tmp_path / "question.json").read_text())
        assert [part["type"] for part in question["messages"][-1]["content"]] == ["image_url", "text"]
        assert question["chat_template_kwargs"] == {"enable_thinking": False}
        steps = [step for step, _ in told]
        assert "loading the model" in steps and steps[-2:] == ["asking about a first picture", "ready"]
        assert [done for _, done in told] == sorted(done for _, done in told)
        ref = await media.add("t", pictures.page("KESTREL", 500, 140))
        assert await ask(made, ref) == "1 pictures"
        assert not made.capabilities.trouble and made.stats()["vllm_up"] == 1


async def test_its_flags_reach_the_program(tmp_path: Path) -> None:
    async with engine(tmp_path, arguments=("--tensor-parallel-size", "2")) as (made, _):
        await made.start(lambda step, done: None)
    given = json.loads((tmp_path / "arguments.json").read_text())
    assert given[:2] == ["serve", MODEL] and given[given.index("--host") + 1] == "127.0.0.1"
    assert given[given.index("--reasoning-parser") + 1] == "glm45" and given[-2:] == ["--tensor-parallel-size", "2"]


async def test_ending_takes_its_workers_along_even_deaf_ones(tmp_path: Path) -> None:
    (tmp_path / "deaf").touch()
    async with engine(tmp_path) as (made, _):
        await made.start(lambda step, done: None)
        [[server, worker]] = starts(tmp_path)
        assert is_alive(server) and is_alive(worker)
    assert not is_alive(server) and not is_alive(worker)


async def test_cancelling_a_start_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "slow").write_text("30")
    async with engine(tmp_path) as (made, _):
        starting = asyncio.create_task(made.start(lambda step, done: None))
        await until(lambda: starts(tmp_path))
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        [[server, worker]] = starts(tmp_path)
        assert not is_alive(server) and not is_alive(worker)


async def test_what_it_says_when_it_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "refuse").write_text("ValueError: max_model_len 16384 is too large for the KV cache")
    async with engine(tmp_path) as (made, _):
        with pytest.raises(ConfigurationError, match=r"status 1.*ValueError: max_model_len 16384 is too large"):
            await made.start(lambda step, done: None)


async def test_a_model_that_takes_no_pictures_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "blind").touch()
    async with engine(tmp_path) as (made, _):
        with pytest.raises(ConfigurationError, match="picture"):
            await made.start(lambda step, done: None)
        assert not any(is_alive(pid) for pid in starts(tmp_path)[0])


async def test_a_start_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    (tmp_path / "slow").write_text("30")
    async with engine(tmp_path, start_timeout=1.0) as (made, _):
        with pytest.raises(ConfigurationError, match="not up after 1 s, starting the engine"):
            await made.start(lambda step, done: None)
        assert not any(is_alive(pid) for pid in starts(tmp_path)[0])


async def test_a_missing_program_says_how_to_name_one(tmp_path: Path) -> None:
    async with engine(tmp_path, command=("/nowhere/vllm",)) as (made, _):
        with pytest.raises(ConfigurationError, match=r"vllm\.command"):
            await made.start(lambda step, done: None)


@pytest.mark.parametrize("fault", ["crash", "hang"])
async def test_it_is_restarted_and_meanwhile_says_so(tmp_path: Path, fault: str) -> None:
    async with engine(tmp_path) as (made, media):
        await made.start(lambda step, done: None)
        ref = await media.add("t", pictures.page("KESTREL", 500, 140))
        (tmp_path / "slow").write_text("1")
        (tmp_path / fault).touch()
        await until(lambda: made.capabilities.trouble)
        assert "restart" in made.capabilities.trouble
        with pytest.raises(NotReady, match="restart"):
            await ask(made, ref)
        (tmp_path / fault).unlink(missing_ok=True)
        await until(lambda: not made.capabilities.trouble)
        assert await ask(made, ref) == "1 pictures" and made.stats()["vllm_restarts_total"] == 1
        first, second = starts(tmp_path)
        assert not any(is_alive(pid) for pid in first) and all(is_alive(pid) for pid in second)


async def test_restarts_are_bounded(tmp_path: Path) -> None:
    async with engine(tmp_path, restarts=2) as (made, _):
        await made.start(lambda step, done: None)
        (tmp_path / "refuse").write_text("RuntimeError: out of memory")
        (tmp_path / "crash").touch()
        await until(lambda: "2 times" in made.capabilities.trouble)
        assert "out of memory" in made.capabilities.trouble and len(starts(tmp_path)) == 1


async def test_its_metrics_are_forwarded_under_their_own_names(tmp_path: Path) -> None:
    async with engine(tmp_path) as (made, _):
        await made.start(lambda step, done: None)
        metrics = Metrics()
        metrics.forward(made.metrics)
        await until(made.metrics)
        told = metrics.render().decode()
        assert 'vllm:num_requests_running{engine="0",model_name="m"} 2.0' in told
        assert (
            'vllm:prefix_cache_hits_total{engine="0",model_name="m"} 41.0' in told
            and 'python_info{major="3"} 1.0' not in told
        )


async def test_killing_flashweb_ends_all_of_it(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys; from pathlib import Path; from tests.engines.vllm.test_supervision import engine\n"
        "async def run():\n"
        "    async with engine(Path(sys.argv[1])) as (made, _):\n"
        "        await made.start(lambda step, done: None)\n"
        "        print('up', flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(run())"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    root = Path(__file__).parents[3]
    with subprocess.Popen(  # noqa: ASYNC220
        command, stdout=subprocess.PIPE, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}
    ) as outer:
        assert outer.stdout is not None and await asyncio.to_thread(outer.stdout.readline) == b"up\n"
        [[server, worker]] = starts(tmp_path)
        outer.send_signal(signal.SIGKILL)
    await until(lambda: not is_alive(server) and not is_alive(worker))
