"""A data set on disk: shards of pictures beside one JSON line each, so written that a stop loses one page at most.

OUT/dataset.json          what it is made of: seed, pages, split, versions; a different one is refused
OUT/00003/pages.jsonl     one line a page, in order
OUT/00003/000317.webp     its picture
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from training.screens.browser import Shot
from training.screens.pages import PageSpec

SUFFIXES = {"png": "png", "jpeg": "jpg", "webp": "webp"}


class OtherDataSet(ValueError):
    """The folder holds a data set of other settings; the message names them."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """What a data set is made of. shard: pages in each; recipe: of all sources that shape a page, SHA-256."""

    seed: int
    pages: int
    shard: int
    split: str
    kits: tuple[str, ...]
    recipe: str

    def open(self, folder: Path) -> None:
        """Begins or goes on with the data set; OtherDataSet if the folder's is another."""
        folder.mkdir(parents=True, exist_ok=True)
        path, mine = folder / "dataset.json", json.loads(json.dumps(asdict(self)))
        if not path.exists():
            path.write_text(json.dumps(mine, indent=2) + "\n", encoding="utf-8")
            return
        there = json.loads(path.read_text(encoding="utf-8"))
        differing = [name for name in mine if there.get(name) != mine[name]]
        if differing:
            raise OtherDataSet(
                f"{folder} holds a data set with other {', '.join(differing)}; use another --out or remove it"
            )


class Shard:
    """One folder of pages; it knows which are done."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = folder / "pages.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        self.done = {record["index"] for record in self._heal()}

    def _heal(self) -> list[dict[str, Any]]:
        """Drops a half-written last line and says what is whole."""
        if not self._index.exists():
            return []
        records, whole = [], []
        for line in self._index.read_text(encoding="utf-8").splitlines():
            try:
                records.append(json.loads(line))
            except json.JSONDecodeError:
                continue
            whole.append(line)
        self._index.write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
        return records

    def add(self, spec: PageSpec, shot: Shot) -> None:
        """Writes the picture, then its line: a line always has its picture."""
        picture = f"{spec.index:06}.{SUFFIXES[spec.format]}"
        (self._folder / picture).write_bytes(shot.picture)
        record = {
            "index": spec.index,
            "picture": picture,
            "kit": spec.kit,
            "archetype": spec.archetype,
            "language": spec.language,
            "theme": spec.theme,
            "viewport": [spec.window.width, spec.window.height],
            "scale": spec.window.scale,
            "size": [round(spec.window.width * spec.window.scale), round(spec.window.height * spec.window.scale)],
            "quality": spec.quality,
            "icon_family": spec.icon_family,
            **shot.truth,
        }
        self._append(record)

    def fail(self, index: int, kit: str, message: str) -> None:
        """Notes a page that its kit could not build, so that it is not tried again."""
        self._append({"index": index, "kit": kit, "failed": message[:500]})

    def _append(self, record: dict[str, Any]) -> None:
        with self._index.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        self.done.add(record["index"])


def records(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every page of a data set: the path of its picture, and its record; failed ones left out."""
    for index in sorted(folder.glob("*/pages.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "failed" not in record:
                yield index.parent / record["picture"], record
