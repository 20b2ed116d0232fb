"""`python -m training.screens.grouping_score DIR`: how well elements and lines of the truth are put together.

Without any network in between: what is found are the truth's own boxes, roles and lines, once as they are and once as a
weak detector would have them (boxes off by up to 2 px, lines around the ink, a tenth of all elements missed, all rows,
a fifth of all cells). Elements that can be made out only in part are neither given nor counted; a missed cell counts
if it has text. Names count where the picture shows them (`is_shown`): what only a screen reader is told cannot be read.
Texts are compared after NFKC, without white space, required marks and colons.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.perception.found import Found
from flashweb.perception.structure import assemble

Truth = Mapping[str, Any]
CELLS = frozenset({"cell", "columnheader", "rowheader"})
FIGURES = ("cell", "label", "parent", "name")
MISSED = {"row": 1.0} | dict.fromkeys(CELLS, 0.2)
MISSED_ELSE = 0.1
JITTER = 2.0
INK_SPACE = 0.18
"""Part of a font's line above its ink, and below."""


@dataclass(slots=True)
class Tally:
    """Of (figure, language, input, is right): how many; and what went wrong."""

    counts: Counter[tuple[str, str, str, bool]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def found_of(page: Truth, rng: random.Random | None) -> dict[int, Found]:
    """What a detector would find, by the truth's id; a noisy one where it is given chance."""
    found: dict[int, Found] = {}
    for element in page["elements"]:
        role, box = element["role"], Box(*element["box"])
        if element.get("partial") or (rng and rng.random() < MISSED.get(role, MISSED_ELSE)):
            continue
        found[element["id"]] = Found(role, _seen(box, page["size"], rng), 1.0, frozenset(element["state"]))
    return found


def _seen(box: Box, size: tuple[int, int], rng: random.Random | None) -> Box:
    edges = (box.left, box.top, box.right, box.bottom)
    left, top, right, bottom = (edge + rng.uniform(-JITTER, JITTER) if rng else edge for edge in edges)
    left, top = max(left, 0.0), max(top, 0.0)
    return Box(left, top, min(max(right, left + 1), size[0]), min(max(bottom, top + 1), size[1]))


def lines_of(page: Truth, rng: random.Random | None) -> list[Element]:
    """The truth's lines, as if recognised without a mistake; noisy ones are drawn around the ink, as readers do."""
    boxes = [Box(*line["box"]) for line in page["lines"]]
    if rng:
        boxes = [_seen(_inked(box), page["size"], rng) for box in boxes]
    return [Element("text", line["text"], line["text"], box) for line, box in zip(page["lines"], boxes, strict=True)]


def _inked(box: Box) -> Box:
    space = INK_SPACE * box.height
    return Box(box.left, box.top + space, box.right, box.bottom - space)


def plain(text: str) -> str:
    """What is compared; kits draw icons with private characters."""
    return re.sub(r"[\s\u200b\ue000-\uf8ff]+", "", unicodedata.normalize("NFKC", text)).strip("*").rstrip(":")


def is_shown(truth: Truth, page: Truth) -> bool:
    """The element's name can be read in the picture: it is its text or its label, and no part of it is cut."""
    name, own = (
        plain(truth["name"]),
        [Box(*truth["box"]), *(Box(*each["box"]) for each in [truth.get("label")] if each)],
    )
    if any(_holds(box, Box(*line["box"])) for line in page["ignored"] for box in own):
        return False
    return bool(name) and name in (plain(truth["text"]), plain(truth.get("label", {}).get("text", "")))


class Page:
    """One page put together, beside its truth."""

    def __init__(self, truth: Truth, noisy: bool) -> None:
        self.truth = truth
        rng = random.Random(truth["index"]) if noisy else None
        self.found = found_of(truth, rng)
        width, height = truth["size"]
        self.screen = assemble((width, height), [*self.found.values()], lines_of(truth, rng), {}, Need())
        self._by_id = {element["id"]: element for element in truth["elements"]}
        ids = {(found.role, found.box): i for i, found in self.found.items()}
        self.made: dict[int, tuple[Element, int | None]] = {
            i: (element, next((ids[key] for e in reversed(around) if (key := (e.role, e.box)) in ids), None))
            for element, around in _with_ancestors(self.screen)
            if (i := ids.get((element.role, element.box), -1)) >= 0
        }

    def true_parent(self, truth: Truth) -> int | None:
        """The nearest element around it that was found."""
        parent: int | None = truth["parent"]
        while parent is not None and parent not in self.found:
            parent = self._by_id[parent]["parent"]
        return parent

    def cell(self, truth: Truth) -> Element | None:
        """What was made of a cell of the truth: itself, or one that was concluded in its place."""
        if truth["id"] in self.made:
            return self.made[truth["id"]][0]
        box = Box(*truth["box"])
        made = {id(element) for element, _ in self.made.values()}
        inside = [e for e in self.screen.walk() if e.cell and id(e) not in made and _holds(box, e.box)]
        return max(inside, key=lambda e: e.box.iou(box), default=None)


def _with_ancestors(screen: Screen) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    def below(
        elements: tuple[Element, ...], around: tuple[Element, ...]
    ) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        for element in elements:
            yield element, around
            yield from below(element.children, (*around, element))

    return below(screen.elements, ())


def _holds(box: Box, other: Box) -> bool:
    across, down = other.center
    return box.left < across < box.right and box.top < down < box.bottom


def judge(truth: Truth, noisy: bool, tally: Tally) -> None:
    """Adds one page's rights and wrongs."""
    page, kind = Page(truth, noisy), "noisy" if noisy else "clean"

    def count(figure: str, right: bool, what: str) -> None:
        tally.counts[figure, truth["language"], kind, right] += 1
        if not right:
            tally.misses.append(f"{kind} {figure} {truth['kit']} {truth['picture']} {what}")

    for element in truth["elements"]:
        who = f"{element['role']} {element['name'][:40]!r} {element['box']}"
        if element["id"] in page.found:
            made, parent = page.made.get(element["id"], (None, -1))
            name = plain(made.name) if made else None
            count("parent", parent == page.true_parent(element), f"{who}: {parent}, not {page.true_parent(element)}")
            if "label" in element:
                count("label", name == plain(element["label"]["text"]), f"{who}: {name!r}, not {element['label']!r}")
            if is_shown(element, truth):
                count("name", name == plain(element["name"]), f"{who}: {name!r}")
        if "cell" in element and not element.get("partial") and (element["id"] in page.found or element["text"]):
            cell = page.cell(element)
            at = (cell.cell.row, cell.cell.column) if cell and cell.cell else None
            count("cell", at == (element["cell"]["row"], element["cell"]["col"]), f"{who}: {at}, not {element['cell']}")


def pages_of(folder: Path) -> Iterator[Truth]:
    """Every page of a data set, in order."""
    for path in sorted(folder.glob("*/pages.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            if "elements" in page:
                yield page


@click.command(help=(__doc__ or "").split("\n\n")[1])
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--limit", type=int, default=0, help="Pages to look at; 0: all.")
@click.option(
    "--misses", type=click.Path(dir_okay=False, path_type=Path), help="A file for what went wrong, a line each."
)
def main(folder: Path, limit: int, misses: Path | None) -> None:
    tally, count = Tally(), 0
    for page in pages_of(folder):
        if limit and count == limit:
            break
        count += 1
        for noisy in (False, True):
            judge(page, noisy, tally)
    click.echo(f"{count} pages of {folder}")
    click.echo(
        f"{'figure':8}" + "".join(f"{lang + ' ' + kind:>22}" for kind in ("clean", "noisy") for lang in ("zh", "en"))
    )
    for figure in FIGURES:
        row = f"{figure:8}"
        for kind in ("clean", "noisy"):
            for language in ("zh", "en"):
                right, wrong = (tally.counts[figure, language, kind, each] for each in (True, False))
                share = right / (right + wrong) if right + wrong else 0.0
                row += f"{f'{share:.4f} of {right + wrong}':>22}"
        click.echo(row)
    if misses:
        misses.write_text("\n".join(tally.misses) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
