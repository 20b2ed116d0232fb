"""`python -m training.reader.pages.observe --drawn DIR`: reads drawn pages as the server reads them.

Beside each NAME.json of `render.py` it writes NAME.seen.json: the lines of text and the elements that perception finds,
and for each question the lines that hold its answer. Teaching on these teaches on perception's own mistakes.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image
from rich.progress import Progress

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reading import Reading
from flashweb.perception.runtime import Priority
from flashweb.perception.settings import PerceptionSettings

LEAST_SHARE = 0.5
"""Part of a line's height and of the narrower width that an answer must cover for the line to hold it."""


def line_records(lines: list[Element]) -> list[dict[str, Any]]:
    """Lines as JSON."""
    return [{"text": line.text, "box": [round(v, 1) for v in _sides(line.box)]} for line in lines]


def element_records(screen: Screen) -> list[dict[str, Any]]:
    """Elements in reading order as JSON, with the place of the one around them in the list, -1 for none."""
    found: list[dict[str, Any]] = []

    def add(element: Element, parent: int) -> None:
        cell = [element.cell.row, element.cell.column] if element.cell else None
        found.append(
            {"role": element.role, "name": element.name, "box": [round(v, 1) for v in _sides(element.box)]}
            | {"parent": parent, "cell": cell, "state": sorted(element.state), "icon": element.icon}
        )
        place = len(found) - 1
        for child in element.children:
            add(child, place)

    for element in screen.elements:
        add(element, -1)
    return found


def holders(boxes: list[list[list[float]]], lines: list[Element]) -> list[int]:
    """Lines that hold an answer: those that its rectangles cover."""
    held = []
    for place, line in enumerate(lines):
        if any(_covers(rect, line.box) for rects in boxes for rect in rects):
            held.append(place)
    return held


def _covers(rect: list[float], box: Box) -> bool:
    left, top, right, bottom = rect
    across = min(right, box.right) - max(left, box.left)
    down = min(bottom, box.bottom) - max(top, box.top)
    lower = min(bottom - top, box.height)
    return across > LEAST_SHARE * min(right - left, box.width) and down > LEAST_SHARE * lower


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


async def read(parser: ScreenParser, picture: Path) -> tuple[list[Element], Screen]:
    """Lines in reading order, and the screen."""
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB"))
    key = ("training", hashlib.sha256(picture.name.encode()).hexdigest())

    async def load() -> Any:
        return pixels

    reading: Reading = parser.open(key, (pixels.shape[1], pixels.shape[0]), load)
    lines = await reading.texts(Priority.LIVE)
    screen = await reading.screen(Priority.LIVE, Need())
    parser.forget(key)
    return lines, screen


async def observe(drawn: list[Path], progress: Progress) -> None:
    """Reads all that is not read yet."""
    parser = ScreenParser(PerceptionSettings())
    await parser.start(lambda step, done: None)
    for record_path in progress.track(drawn, description="reading pages"):
        out = record_path.with_suffix(".seen.json")
        if out.exists():
            continue
        record = json.loads(record_path.read_text(encoding="utf-8"))
        lines, screen = await read(parser, record_path.with_suffix(".png"))
        asked = [
            {name: each[name] for name in ("q", "a", "t", "h", "at") if name in each}
            | {"lines": holders(each["boxes"], lines)}
            for each in record["questions"]
        ]
        seen = {"name": record["name"], "size": record["size"], "lines": line_records(lines)}
        seen |= {"elements": element_records(screen), "questions": asked}
        out.write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")
    await parser.close()


@click.command()
@click.option("--drawn", type=click.Path(path_type=Path, exists=True), required=True)
def main(drawn: Path) -> None:
    """Read drawn pages with the shipped perception."""
    records = sorted(path for path in drawn.glob("*.json") if not path.name.endswith(".seen.json"))
    with Progress() as progress:
        asyncio.run(observe(records, progress))


if __name__ == "__main__":
    main()
