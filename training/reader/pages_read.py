"""Observed pages as tensors: what `pages/observe.py` wrote, made ready for the network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from flashweb.core.screen import Box, Cell, Element
from flashweb.engines.nano.reader.inputs import MAX_LINES, PageInputs, page_inputs

HELD_OUT_EVERY = 9
"""Of the pages of each folder, every so-manieth is kept for choosing; whole pages, never questions of one."""


@dataclass(frozen=True, slots=True)
class Question:
    """text: with the earlier turns it leans on. kind: as of the file. lines: which hold the answer, none if empty."""

    text: str
    kind: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A drawing of a page: source is the page that it draws."""

    name: str
    source: str
    texts: tuple[str, ...]
    inputs: PageInputs
    questions: tuple[Question, ...]


def joined(question: str, earlier: Sequence[str]) -> str:
    """A question as the encoder is given it: behind the turn before it."""
    return f"{earlier[-1]} | {question}" if earlier else question


def elements_of(records: list[dict[str, Any]]) -> list[Element]:
    """Nested elements from `observe.element_records`, flat in reading order."""
    children: dict[int, list[Element]] = {}
    built: dict[int, Element] = {}
    for place in range(len(records) - 1, -1, -1):
        record = records[place]
        cell = Cell(*record["cell"]) if record["cell"] else None
        element = Element(record["role"], record["name"], "", Box(*record["box"]), cell=cell)
        built[place] = replace(element, children=tuple(reversed(children.get(place, []))))
        children.setdefault(record["parent"], []).append(built[place])
    return [each for top in reversed(children.get(-1, [])) for each in top.walk()]


def load(path: Path) -> ReadPage | None:
    """One observed page; None if no question or no line was left."""
    record = json.loads(path.read_text(encoding="utf-8"))
    lines = [Element("text", line["text"], line["text"], Box(*line["box"])) for line in record["lines"][:MAX_LINES]]
    questions = []
    for each in record["questions"]:
        held = tuple(place for place in each["lines"] if place < len(lines))
        if bool(held) == bool(each["a"]):
            questions.append(Question(joined(each["q"], each.get("h", [])), each.get("t", "value"), held))
    if not lines or not questions:
        return None
    inputs = page_inputs(lines, elements_of(record["elements"]), tuple(record["size"]))
    source = record["name"].rsplit("_", 1)[0]
    return ReadPage(record["name"], source, tuple(line.text for line in lines), inputs, tuple(questions))


def is_held_out(page: ReadPage) -> bool:
    """Whether its source is one of those kept for choosing."""
    return int("".join(c for c in page.source if c.isdigit()) or 0) % HELD_OUT_EVERY == HELD_OUT_EVERY - 1


def load_all(folders: Sequence[Path]) -> Iterator[ReadPage]:
    """All observed pages."""
    for folder in folders:
        for path in sorted(folder.glob("*.seen.json")):
            if page := load(path):
                yield page


def without(page: ReadPage, gone: Sequence[int]) -> ReadPage:
    """The page without some lines; questions that these answered have no answer then."""
    stay = np.array([i for i in range(len(page.texts)) if i not in set(gone)])
    place = {int(old): new for new, old in enumerate(stay)}
    inputs = PageInputs(page.inputs.facts[stay], page.inputs.roles[stay], page.inputs.relations[:, stay][:, :, stay])
    questions = tuple(
        replace(each, lines=() if set(each.lines) & set(gone) else tuple(place[i] for i in each.lines))
        for each in page.questions
    )
    return replace(page, texts=tuple(page.texts[i] for i in stay), inputs=inputs, questions=questions)
