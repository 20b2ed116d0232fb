"""The lists of words: `zh.txt` and `en.txt`, a section for each list, a line for each entry."""

from __future__ import annotations

import functools
from pathlib import Path

HERE = Path(__file__).parent


def sections(path: Path) -> dict[str, list[str]]:
    """The lines of each [section] of a file; `#` starts a comment line."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return found


@functools.cache
def lexicon(language: str) -> dict[str, list[str]]:
    """Every list of a language by name."""
    return sections(HERE / f"{language}.txt")
