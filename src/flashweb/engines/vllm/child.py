"""One running `vllm serve`: started under the keeper, its log read, its end seen to."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from flashweb.core.errors import ConfigurationError
from flashweb.engines.vllm import keeper
from flashweb.engines.vllm.progress import StartLog

logger = logging.getLogger(__name__)

CHUNK = 4096
LONGEST = 65_536
"""Bytes of a line of its log that are kept in memory."""
SPARE = 2 * keeper.LAST_KILL
"""Seconds beyond the keeper's own deadlines before the keeper is killed itself."""
KEY_VARIABLE = "VLLM_API_KEY"
_BREAK = re.compile(rb"[\r\n]+")


class Child:
    """A started server. `log` tells how far it is; on_line is called after each line of its log."""

    def __init__(self, process: asyncio.subprocess.Process, grace: float, on_line: Callable[[], None]) -> None:
        self.log = StartLog()
        self._process = process
        self._grace = grace
        self._on_line = on_line
        self._reading = asyncio.create_task(self._read(), name="read the log of vllm")
        self._ending: asyncio.Task[int] | None = None

    @classmethod
    async def start(cls, command: Sequence[str], key: str, grace: float, on_line: Callable[[], None]) -> Child:
        """key: what its API asks for, told through its environment so that no list of processes shows it.

        Raises ConfigurationError where the system cannot start a process.
        """
        program = (sys.executable, "-I", "-S", str(Path(keeper.__file__)), str(grace), *command)
        try:
            process = await asyncio.create_subprocess_exec(
                *program,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                env=os.environ | {KEY_VARIABLE: key},
                start_new_session=True,
            )
        except OSError as error:
            raise ConfigurationError(f"vLLM cannot be started: {error.strerror}.") from error
        return cls(process, grace, on_line)

    @property
    def status(self) -> int | None:
        """Its exit status; None while it runs."""
        return self._process.returncode

    async def wait(self) -> int:
        """Until it ended, and all that it started."""
        return await self._process.wait()

    async def end(self) -> int:
        """End it and all that it started; may be called by several, and waits no longer than it takes to kill them."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end(), name="end vllm")
        return await asyncio.shield(self._ending)

    async def _end(self) -> int:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            async with asyncio.timeout(self._grace + SPARE):
                status = await self._process.wait()
        except TimeoutError:
            self._process.kill()
            status = await self._process.wait()
        await self._reading
        return status

    async def _read(self) -> None:
        """Reads to the end, so that the server can never block on its log. Progress bars end lines by \\r."""
        stream, rest = self._process.stdout, b""
        while stream is not None and (data := await stream.read(CHUNK)):
            *lines, rest = _BREAK.split(rest + data)
            for line in lines:
                text = line.decode("utf-8", "replace")
                logger.debug("%s", text)
                self.log.read(text)
                self._on_line()
            rest = rest[-LONGEST:]
        self.log.read(rest.decode("utf-8", "replace"))
        self._on_line()
