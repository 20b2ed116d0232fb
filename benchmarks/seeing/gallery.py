"""Pictures of what went wrong: missed red, spurious yellow, wrong role blue, right thin green."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.scoring import Quad
from benchmarks.seeing.figures import Judged
from benchmarks.seeing.page import INTERACTIVE, seen_in

RED, YELLOW, BLUE, GREEN = (214, 30, 30), (232, 180, 0), (30, 90, 230), (20, 160, 70)
SMALLEST = 20
"""Interactive elements that a page must have to be among the failures: one miss of three says little."""
LONGEST = 1600
"""Longest side of a saved picture, in pixels."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A page of the gallery; caption for people, file beside the report."""

    caption: str
    file: str


@dataclass(frozen=True, slots=True)
class _Mark:
    box: Quad
    colour: tuple[int, int, int]
    width: int
    text: str = ""


def save_failures(judged: Sequence[Judged], out: Path, limit: int) -> list[Failure]:
    """The worst pages by F1 of interactive elements, as pictures in `out`; empties it first."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.webp"):
        old.unlink()
    failures = []
    for one in sorted(judged, key=_quality)[:limit]:
        page = one.page
        file = f"{page.index:06}.webp"
        drawn(one).save(out / file, quality=80)
        missed, spurious = len(one.score.interactive.missed), len(one.score.interactive.spurious)
        caption = (
            f"{page.kit}, {page.archetype}, {page.language}, {page.theme}: interactive F1 {_share(one):.2f}, "
            f"{missed} missed, {spurious} spurious"
        )
        failures.append(Failure(caption, f"{out.name}/{file}"))
    return failures


def _share(one: Judged) -> float:
    right, of = one.score.counts["interactive/f1"]
    return right / of if of else 1.0


def _quality(one: Judged) -> tuple[bool, float]:
    return one.score.interactive.num_true < SMALLEST, _share(one)


def drawn(one: Judged) -> Image.Image:
    """The page's picture with a box for each element, made smaller where it is large."""
    with Image.open(one.page.picture) as picture:
        image = picture.convert("RGB")
    brush = ImageDraw.Draw(image)
    font = ImageFont.load_default(13)
    for mark in _marks(one):
        left, top, right, bottom = mark.box
        brush.rectangle((left, top, max(right - 1, left), max(bottom - 1, top)), outline=mark.colour, width=mark.width)
        if mark.text:
            place = (left, max(top - 14, 0))
            brush.rectangle(brush.textbbox(place, mark.text, font=font), fill="white")
            brush.text(place, mark.text, fill=mark.colour, font=font)
    image.thumbnail((LONGEST, LONGEST))
    return image


def _marks(one: Judged) -> Iterator[_Mark]:
    """Right ones first, so that faults lie above; interactive elements with thick lines."""
    truth, seen = one.page.elements, seen_in(one.screen)
    elements, interactive = one.score.elements, one.score.interactive

    def width(role: str) -> int:
        return 3 if role in INTERACTIVE else 1

    pairs = [*interactive.pairs, *(p for p in elements.pairs if truth[p[0]].roles[0] not in INTERACTIVE)]
    wrong = [pair for pair in pairs if seen[pair[1]].role not in truth[pair[0]].roles]
    for true, index in pairs:
        if (true, index) not in wrong:
            yield _Mark(seen[index].box, GREEN, 1)
    for true in {*elements.missed, *interactive.missed}:
        yield _Mark(truth[true].box, RED, width(truth[true].role), truth[true].role)
    for index in {*elements.spurious, *interactive.spurious}:
        yield _Mark(seen[index].box, YELLOW, width(seen[index].role), seen[index].role)
    for true, index in wrong:
        yield _Mark(seen[index].box, BLUE, width(seen[index].role), f"{seen[index].role}, is {truth[true].role}")
