"""Picture moderation by a function of the operator's: the one place where a foreign classifier is plugged in."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flashweb.core.errors import ConfigurationError, DeadlineExceeded
from flashweb.core.request import MediaRef
from flashweb.guardrails.faint import Pixels
from flashweb.media.store import MediaStore, key_of

logger = logging.getLogger(__name__)

PictureJudge = Callable[[Pixels], str | None]
"""Gets pixels, uint8 RGB (height, width, 3), on a thread of its own; names what is wrong, None for nothing."""

TIMEOUT = 10.0
REMEMBERED = 4096


def find_judge(path: str) -> PictureJudge:
    """The function that 'module:function' names; raises ConfigurationError when there is none."""
    module, _, name = path.partition(":")
    try:
        judge = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigurationError(f"guardrails.picture_hook = {path!r} cannot be loaded: {error}.") from error
    if not callable(judge):
        raise ConfigurationError(f"guardrails.picture_hook = {path!r} is no function of pixels.")
    return judge  # type: ignore[no-any-return]


class PictureModeration:
    """Asks the judge once a picture; one thread, so that a slow judge delays pictures and nothing else."""

    def __init__(self, judge: PictureJudge, media: MediaStore) -> None:
        self._judge = judge
        self._media = media
        self._pool = ThreadPoolExecutor(1, "picture-moderation")
        self._known: OrderedDict[tuple[str, str], str | None] = OrderedDict()
        media.on_remove(self._forget)

    async def judge(self, picture: MediaRef) -> str | None:
        """What is wrong with the picture; raises DeadlineExceeded when the judge is too slow."""
        key = key_of(picture)
        if key not in self._known:
            pixels = await self._media.pixels(picture)
            try:
                async with asyncio.timeout(TIMEOUT):
                    found = await asyncio.get_running_loop().run_in_executor(self._pool, self._judge, pixels)
            except TimeoutError:
                raise DeadlineExceeded(f"Checking the picture took over {TIMEOUT:g} s; try again.") from None
            self._known[key] = found
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return self._known[key]

    def _forget(self, key: tuple[str, str]) -> None:
        self._known.pop(key, None)

    def close(self) -> None:
        """Stop the thread once it is done."""
        self._pool.shutdown(wait=False, cancel_futures=True)
