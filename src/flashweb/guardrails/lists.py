"""Word lists: text files that people keep, read anew while the server runs.

```
# comment
[violence] stop
a listed word
[promises] replace: （此处不作承诺）
稳赚不赔
[exceptions] allow
电台独家
```
A heading names a category and what is done with its words: mask (the default), replace: TEXT, stop, or allow.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from flashweb.core.errors import ConfigurationError
from flashweb.guardrails.words import Category, Handling, WordAutomaton

logger = logging.getLogger(__name__)

DEFAULT_LIST = Path(__file__).parent / "data" / "words.txt"
CHECK_INTERVAL = 1.0
"""Seconds between looks at the files' times; a look happens when a request comes, never by itself."""
_HEADING = re.compile(r"\[([\w.-]+)\]\s*(\w*)\s*(?::\s*(.*))?")


def parse(text: str, name: str) -> Iterator[tuple[str, Category]]:
    """Words with their categories; raises ConfigurationError that names the line at fault."""
    category = Category("listed", "mask")
    lines = (line.strip() for line in text.lstrip("\ufeff").splitlines())
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        heading = _HEADING.fullmatch(line)
        if heading is None:
            yield line, category
            continue
        handling = heading[2] or "mask"
        if handling not in get_args(Handling):
            raise ConfigurationError(
                f"{name}, line {number}: {handling!r} is no action; write mask, replace: TEXT, stop or allow."
            )
        category = Category(heading[1], handling, heading[3] or "…")  # type: ignore[arg-type]


class WordLists:
    """The automaton of all files, always of their latest good state."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)
        self._times = self._stamp()
        self._automaton = self._load()
        self._next_look = time.monotonic() + CHECK_INTERVAL

    @property
    def automaton(self) -> WordAutomaton:
        """The words as the files hold them now; a file that went bad leaves the words as they were, and is logged."""
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + CHECK_INTERVAL
            times = self._stamp()
            if times != self._times:
                self._times = times
                self.reload()
        return self._automaton

    def reload(self) -> None:
        """Read all files now."""
        try:
            self._automaton = self._load()
        except ConfigurationError as error:
            logger.warning("the word lists stay as they were: %s", error.message)
        else:
            logger.info("word lists read", extra={"files": [str(path) for path in self._files]})

    def _load(self) -> WordAutomaton:
        listed: list[tuple[str, Category]] = []
        for path in self._files:
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigurationError(
                    f"The word list {path} cannot be read as UTF-8 text ({error}); see guardrails.word_lists."
                ) from None
            listed += parse(text, str(path))
        return WordAutomaton(listed)

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        stats = (path.stat() if path.is_file() else None for path in self._files)
        return tuple((stat.st_mtime_ns, stat.st_size) if stat else (0, 0) for stat in stats)
