"""Where suites are found: those that come with the package by name, others by path."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flashweb.core.errors import ConfigurationError
from flashweb.evals.exchange import is_general_vqa, read
from flashweb.evals.items import Item, load

FOLDER = Path(__file__).with_name("suites")
NAMES = ("web50", "dom300", "unanswerable")


@dataclass(frozen=True, slots=True)
class Suite:
    """A file of items. folder: what their pictures' paths start from. digest: of the file, SHA-256."""

    name: str
    folder: Path
    items: tuple[Item, ...]
    digest: str

    def pictures(self, item: Item) -> tuple[Path, ...]:
        """The item's pictures, in order."""
        return tuple(self.folder / image for image in item.images)


def find(name: str) -> Suite:
    """A suite by name or path. Raises ConfigurationError for one that is not there, or lacks pictures."""
    path = FOLDER / f"{name}.jsonl" if name in NAMES else Path(name)
    if not path.is_file():
        known = ", ".join(NAMES)
        raise ConfigurationError(
            f"There is no suite {name}; name one of {known}, or a .jsonl or .tsv file.", param="suite"
        )
    items = tuple(read(path) if is_general_vqa(path) else load(path))
    suite = Suite(path.stem, path.parent, items, hashlib.sha256(path.read_bytes()).hexdigest())
    twice = [name for name, count in Counter(item.id for item in items).items() if count > 1]
    if twice:
        raise ConfigurationError(f"{path}: more than one item has the id {min(twice)}.", param="suite")
    for item in items:
        for picture in suite.pictures(item):
            if not picture.is_file():
                raise ConfigurationError(f"{path}, item {item.id}: there is no picture {picture}.", param="suite")
    return suite
