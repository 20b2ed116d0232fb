"""Where things of one picture stand in the other: parts of a page keep their looks and move together.

Texts that both pictures have vote for shifts. Each thing may stand at any shift at which its pixels are there again;
of those it takes the one that its neighbours take too, and no two things take one place. So what an inserted row
pushes down is found again, and a copy elsewhere is not taken for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flashweb.core.screen import Box
from flashweb.engines.nano.comparing.canvas import (
    ALIKE,
    EQUAL,
    REDRAWN,
    Canvas,
    Shift,
    gap,
    is_recoloured,
    likeness,
    recoloured,
    shifted,
    tones,
)
from flashweb.engines.nano.comparing.units import Core, Parts, Unit, part_of

Matrix = npt.NDArray[np.float64]
MOST_SHIFTS = 24
MOST_COPIES = 4
REACH = 160.0
"""Pixels within which things are neighbours."""
SUPPORT = 0.12
"""Part of the neighbours' strongest voice that a shift must have."""


@dataclass(frozen=True, slots=True)
class Placement:
    """found: of each unit of the first picture the shift at which it is there again, or None. voices: the shifts of
    things around it, the strongest first, whether it is there or not."""

    found: tuple[Shift | None, ...]
    voices: tuple[tuple[Shift, ...], ...]


def place(first: Parts, second: Parts, one: Canvas, other: Canvas) -> Placement:
    """Finds the units of the first picture in the second."""
    shifts = _candidates(first.units, second.units, one, other)
    fits = _fits(first.units, second.lines, (one, other), shifts)
    boxes = [unit.box for unit in first.units]
    voices = _near(boxes, boxes) @ (fits / np.maximum(fits.sum(axis=1, keepdims=True), 1))
    found = _claim(boxes, shifts, fits, voices)
    own = np.zeros_like(fits)
    for index, shift in enumerate(found):
        if shift is not None:
            own[index, shifts.index(shift)] = 1
    voices = _near(boxes, boxes) @ own
    found = _claim(boxes, shifts, fits, voices)
    order = np.argsort(-voices, axis=1, kind="stable")
    strongest = voices.max(axis=1, initial=0.0)
    heard = [
        tuple(shifts[s] for s in row if strongest[index] > 0 and voices[index, s] >= SUPPORT * strongest[index])
        or ((0, 0),)
        for index, row in enumerate(order)
    ]
    return Placement(tuple(found), tuple(heard))


def _candidates(first: Sequence[Unit], second: Sequence[Unit], one: Canvas, other: Canvas) -> list[Shift]:
    votes: Counter[Shift] = Counter()
    voters: defaultdict[Shift, list[Box]] = defaultdict(list)
    there: defaultdict[str, list[Box]] = defaultdict(list)
    copies = Counter(unit.text for unit in first)
    for unit in second:
        there[unit.text].append(unit.box)
    for unit in first:
        places = there.get(unit.text, ())
        if not unit.text or not 0 < len(places) <= MOST_COPIES or copies[unit.text] > MOST_COPIES:
            continue
        for box in places:
            shift = round(box.left - unit.box.left), round(box.top - unit.box.top)
            votes[shift] += 1
            voters[shift] += [core.box for core in unit.cores]
    chosen: list[Shift] = [(0, 0)]
    for shift, _ in votes.most_common():
        if len(chosen) == MOST_SHIFTS:
            break
        if all(max(abs(shift[0] - s[0]), abs(shift[1] - s[1])) > 2 for s in chosen):
            exact = _refined(shift, voters[shift][:3], one, other)
            if all(exact != s for s in chosen):
                chosen.append(exact)
    return chosen


def _refined(shift: Shift, boxes: Sequence[Box], one: Canvas, other: Canvas) -> Shift:
    """The shift to the pixel: boxes are a little off."""
    near = [(shift[0] + x, shift[1] + y) for x in range(-2, 3) for y in range(-2, 3)]

    def misfit(each: Shift) -> tuple[float, int]:
        gaps = [gap(one, other, box, each) for box in boxes]
        return sum(255.0 if g is None else g for g in gaps), abs(each[0]) + abs(each[1])

    return min(near, key=misfit)


def _fits(
    first: Sequence[Unit], lines: Sequence[Core], canvases: tuple[Canvas, Canvas], shifts: Sequence[Shift]
) -> Matrix:
    """1 where a unit's pixels are there again at a shift, (units, shifts)."""
    fits = np.zeros((len(first), len(shifts)))
    for index, unit in enumerate(first):
        for at, shift in enumerate(shifts):
            fits[index, at] = is_there(unit, shift, lines, canvases)
    return fits


def is_there(unit: Unit, shift: Shift, lines: Sequence[Core], canvases: tuple[Canvas, Canvas]) -> bool:
    """Whether a unit looks the same in the second picture, where it is shifted to. lines: those of that picture."""
    return all(_is_core_there(core, shift, lines, canvases) for core in unit.cores)


def _is_core_there(core: Core, shift: Shift, lines: Sequence[Core], canvases: tuple[Canvas, Canvas]) -> bool:
    """What moved by a fraction of a pixel is drawn anew: there its text, or its drawing, and its colours count."""
    difference = gap(*canvases, core.box, shift)
    if difference is None or difference <= EQUAL / 2 or difference > REDRAWN:
        return difference is not None and difference <= EQUAL / 2
    there = shifted(core.box, shift)
    is_redrawn = shift != (0, 0) or any(canvas.is_redrawn for canvas in canvases)
    if difference <= EQUAL or not is_redrawn:
        both = tones(canvases, core.box, there) if core.text and difference <= EQUAL else None
        return difference <= EQUAL and not (both and recoloured(*both, is_faint=True))
    read = [line.text for line in lines if abs(line.box.top - there.top) < there.height and there.iou(line.box) > 0.5]
    if core.text and read and core.text not in read:
        return False
    part, other = canvases[0].crop(core.box), canvases[1].crop(there)
    if not (core.text and read) and (difference > REDRAWN / 2 or likeness(part, other) < ALIKE):
        return False
    return not is_recoloured(canvases, core.box, there)


def _near(boxes: Sequence[Box], others: Sequence[Box]) -> Matrix:
    """How much each has to say about the others: near ones more, those of its own row most; nothing about itself."""
    a, b = (np.array([(x.left, x.top, x.right, x.bottom) for x in each]).reshape(-1, 4) for each in (boxes, others))
    across = np.maximum(np.maximum(a[:, None, 0] - b[None, :, 2], b[None, :, 0] - a[:, None, 2]), 0)
    down = np.maximum(np.maximum(a[:, None, 1] - b[None, :, 3], b[None, :, 1] - a[:, None, 3]), 0)
    weight = np.exp(-(across + 2 * down) / REACH) * np.where(down == 0, 2.0, 1.0) + 1e-4
    weight[np.arange(len(a)), np.arange(len(a))] = 0
    return np.asarray(weight)


def _claim(boxes: Sequence[Box], shifts: Sequence[Shift], fits: Matrix, voices: Matrix) -> list[Shift | None]:
    """Gives each unit a shift, the best supported first; no place is taken twice."""
    found: list[Shift | None] = [None] * len(boxes)
    strongest = voices.max(axis=1, initial=0.0)
    open_to = (fits > 0) & (voices >= SUPPORT * strongest[:, None])
    taken: list[tuple[Box, Shift]] = []
    pairs = np.argwhere(open_to)
    for index, at in pairs[np.argsort(-voices[pairs[:, 0], pairs[:, 1]], kind="stable")]:
        shift = shifts[at]
        target = shifted(boxes[index], shift)
        if found[index] is not None or any(s != shift and _clash(target, box) for box, s in taken):
            continue
        found[index] = shift
        taken.append((target, shift))
    return found


def _clash(box: Box, other: Box) -> bool:
    return part_of(box, other) > 0.3 or part_of(other, box) > 0.3
