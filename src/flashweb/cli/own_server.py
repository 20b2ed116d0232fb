"""A server of our own in another process, on a free port, for as long as a command needs one."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from flashweb.core.errors import ConfigurationError

READY_TIMEOUT = 120.0
STOP_TIMEOUT = 30.0
_START = "from flashweb.cli import main; main()"


@asynccontextmanager
async def own_server() -> AsyncGenerator[str]:
    """Yields the URL once it is ready. Raises ConfigurationError with the server's last words if it does not start."""
    port = str(_free_port())
    command = [sys.executable, "-c", _START, "serve", "--no-ui", "--public", "--log-level", "error", "--port", port]
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    is_ready: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    words: deque[str] = deque(maxlen=5)
    listening = asyncio.create_task(_listen(process, is_ready, words))
    try:
        async with asyncio.timeout(READY_TIMEOUT):
            started = await is_ready
        if not started:
            raise ConfigurationError(f"The server did not start: {' '.join(words)}")
        yield f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(STOP_TIMEOUT):
                await process.wait()
        except TimeoutError:
            process.kill()
        await listening


async def _listen(process: asyncio.subprocess.Process, is_ready: asyncio.Future[bool], words: deque[str]) -> None:
    """Reads what the server says to its end, so that it can never block on saying it."""
    assert process.stderr is not None
    async for line in process.stderr:
        words.append(line.decode("utf-8", "replace").strip())
        if "is ready" in words[-1] and not is_ready.done():
            is_ready.set_result(True)
    if not is_ready.done():
        is_ready.set_result(False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
