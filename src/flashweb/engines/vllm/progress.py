"""How far vLLM's start is, read from what it logs; and why it ended, in its own words.

The log is for people and changes between versions, so nothing depends on a line but the progress that is shown:
whether the server is ready is found out by asking it.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

KEPT = 60
"""Lines kept for telling why a start failed."""
TOLD = 400
"""Characters of them that are told."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """A line that tells of a step; low to high: the part of the start that it makes up. A percentage moves within."""

    pattern: re.Pattern[str]
    step: str
    low: float
    high: float


_STAGES = tuple(
    _Stage(re.compile(pattern), step, low, high)
    for pattern, step, low, high in (
        (r"Initializing a V1 LLM engine|Initializing an? .*engine", "starting the engine", 0.05, 0.05),
        (r"Fetching \d+ files: +(\d+)%", "downloading the model", 0.05, 0.3),
        (r"Starting to load model", "loading the model", 0.3, 0.3),
        (r"Loading .*checkpoint shards: +(\d+)%", "loading the model", 0.3, 0.7),
        (r"Model loading took|Loading weights took", "measuring memory", 0.7, 0.7),
        (r"KV cache size", "warming up the model", 0.8, 0.8),
        (r"Capturing CUDA graphs[^:]*: +(\d+)%", "warming up the model", 0.8, 0.9),
        (r"init engine .* took", "starting the server", 0.9, 0.9),
        (r"Application startup complete", "asking about a first picture", 0.95, 0.95),
    )
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ERROR = re.compile(
    r"^(?:\([^)]*\) )*(?:ERROR \S+ \S+ \[\S+\] )?((?:\w+\.)*\w*(?:Error|Exception|Failure)\b.*|.*: error: .*)"
)


class StartLog:
    """The lines of one start. step and fraction: how far it is, never backwards."""

    def __init__(self) -> None:
        self.step = "starting vLLM"
        self.fraction = 0.0
        self._lines: deque[str] = deque(maxlen=KEPT)

    def read(self, line: str) -> bool:
        """Whether the line told of progress."""
        line = _COLOUR.sub("", line).strip()
        if line:
            self._lines.append(line)
        for stage in _STAGES:
            if (found := stage.pattern.search(line)) is None:
                continue
            part = int(found[1]) / 100 if found.groups() else 0.0
            fraction = stage.low + part * (stage.high - stage.low)
            if fraction < self.fraction:
                return False
            self.step, self.fraction = stage.step, fraction
            return True
        return False

    def last_words(self) -> str:
        """The error that it told, else its last lines."""
        errors = [found[1] for line in self._lines if (found := _ERROR.search(line))]
        words = errors[-1] if errors else " | ".join(list(self._lines)[-3:])
        return words[:TOLD] or "it said nothing"
