"""Two pictures of a page, thing by thing: what is there again, what looks different, what is only in one of them.

Pixels decide: where both pictures show the same, nothing changed, whatever was read or detected there; so neither
a flicker of the networks nor another encoding makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from flashweb.core.screen import Box
from flashweb.engines.nano.comparing.canvas import ALIKE, Canvas, Shift, gap, is_blank, likeness, shifted
from flashweb.engines.nano.comparing.shifts import is_there, place
from flashweb.engines.nano.comparing.units import FIELDS, TICKS, WIDGETS, Parts, Unit, part_of

SAME_PLACE = 0.3
LARGER = 3.0
"""What is so many times larger than a thing does not stand for it."""
UNLIKE = 0.5
"""Correlation of edges below which things without a text are not the same."""
MOST_VOICES = 4
TOP = 0.15
"""Part of the height that a page may be pushed by something at its top; by more it was scrolled."""

_Heard = tuple[Unit, tuple[Shift, ...]]
"""A unit that the other picture does not show again, and how far the things around it stand from their places."""


@dataclass(frozen=True, slots=True)
class Twin:
    """One thing in both pictures. shift: how far it stands from where it stood; expected: how far things around do.

    is_equal: it looks the same.
    """

    before: Unit
    after: Unit
    shift: Shift
    expected: Shift
    is_equal: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """twins: what is in both pictures; removed, added: what is only in the first, only in the second."""

    twins: tuple[Twin, ...]
    removed: tuple[Unit, ...]
    added: tuple[Unit, ...]

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """How far parts of the page stand from where they stood."""
        return tuple(dict.fromkeys(twin.shift for twin in self.twins if twin.is_equal))


def align(first: Parts, second: Parts, one: Canvas, other: Canvas) -> Alignment:
    """Aligns what two screens show."""
    first, second = _drawn(first, one), _drawn(second, other)
    placement = place(first, second, one, other)
    kept: list[Twin] = []
    left: list[_Heard] = []
    for unit, shift, voices in zip(first.units, placement.found, placement.voices, strict=True):
        if shift is not None:
            after = _standing(unit, shift, second.units)
            is_equal = after is unit or is_there(after, _back(shift), first.lines, (other, one))
            kept.append(Twin(unit, after, shift, shift, is_equal))
        else:
            left.append((unit, voices))
    new: list[_Heard] = []
    for unit in _uncovered(second.units, _cores(kept, moved=True)):
        voices = _voices(unit.box, kept)
        if (shift := _seen_before(unit, voices, kept, (one, other), first)) is None:
            new.append((unit, voices))
        else:
            kept.append(Twin(_standing(unit, _back(shift), first.units), unit, shift, shift, is_equal=True))
    known = _cores(kept, moved=False)
    left = [(rest, voices) for unit, voices in left for rest in _uncovered([unit], known)]
    changed = _pair(left, new, (first, second), (one, other))
    gone = [(unit, voices) for unit, voices in left if all(twin.before is not unit for twin in changed)]
    come = [(unit, voices) for unit, voices in new if all(twin.after is not unit for twin in changed)]
    removed = tuple(unit for unit, voices in gone if _lacks(unit, voices, one, other))
    added = tuple(unit for unit, voices in come if _lacks(unit, [_back(voice) for voice in voices], other, one))
    return Alignment((*kept, *changed), removed, added)


def _drawn(parts: Parts, canvas: Canvas) -> Parts:
    """Without what the detector sees where nothing is drawn."""
    units = tuple(
        unit
        for unit in parts.units
        if unit.text or unit.role in FIELDS or not all(is_blank(canvas.crop(core.box)) for core in unit.cores)
    )
    return replace(parts, units=units)


def _back(shift: Shift) -> Shift:
    return -shift[0], -shift[1]


def _lacks(unit: Unit, voices: Sequence[Shift], own: Canvas, other: Canvas) -> bool:
    """Whether the other picture lacks it: where it would stand is in the picture, and shows nothing like it."""
    is_cut = unit.box.bottom > own.size[1] - 2 and any(voice[1] for voice in voices)
    if is_cut or not _is_in(unit.box, voices[0], other.size):
        return False
    if unit.written or not (unit.is_anonymous or unit.element.icon):
        return True
    if (unit.is_anonymous or unit.role == "img") and any(voice != (0, 0) for voice in voices):
        return False
    part = own.crop(unit.box)
    return all(likeness(part, other.crop(shifted(unit.box, voice))) < UNLIKE for voice in voices)


def _is_in(box: Box, shift: Shift, size: tuple[int, int]) -> bool:
    """Whether it would be seen whole in the other picture: what left that by scrolling or by being pushed is not gone.

    What lacks at the top, where the page stands only a little lower or higher, came or went there.
    """
    there = shifted(box, (0, shift[1]))
    is_near_top = there.center[1] < 0 and -shift[1] < TOP * size[1]
    return is_near_top or part_of(there, Box(0, 0, *size)) > 0.9


def _uncovered(units: Sequence[Unit], by: Sequence[Box]) -> Iterator[Unit]:
    """What other things do not account for: whole units, or those of their lines of which nothing is known."""
    for unit in units:
        open_cores = tuple(core for core in unit.cores if not _is_accounted_for(core.box, by))
        if len(open_cores) == len(unit.cores):
            yield unit
            continue
        for core in open_cores:
            element = replace(unit.element, name=core.said, text=core.said, box=core.box, children=())
            yield Unit(element, core.text, written=True, cores=(core,))


def _is_accounted_for(box: Box, by: Sequence[Box]) -> bool:
    """Whether other things stand for what is drawn there: one of its size, or several smaller ones."""
    if any(part_of(box, each) > 0.6 and each.area < LARGER * box.area for each in by):
        return True
    return sum(part_of(each, box) * each.area for each in by if each.area < box.area / 2) > 0.6 * box.area


def _cores(kept: Sequence[Twin], *, moved: bool) -> list[Box]:
    """Pieces of what is in both pictures, where they were or where they are."""
    return [shifted(core.box, twin.shift if moved else (0, 0)) for twin in kept for core in twin.before.cores]


def _standing(unit: Unit, shift: Shift, units: Sequence[Unit]) -> Unit:
    """The unit that stands there; the same one moved where the detector sees none."""
    box = shifted(unit.box, shift)
    best = max(units, key=lambda each: box.iou(each.box), default=unit)
    return best if box.iou(best.box) > 0.4 else unit


def _voices(box: Box, kept: Sequence[Twin]) -> tuple[Shift, ...]:
    """Shifts of the things around a place of the second picture, nearest first."""

    def distance(twin: Twin) -> float:
        there = shifted(twin.before.box, twin.shift)
        across = max(there.left - box.right, box.left - there.right, 0)
        down = max(there.top - box.bottom, box.top - there.bottom, 0)
        return across + 2 * down

    return tuple(dict.fromkeys(twin.shift for twin in sorted(kept, key=distance)[:12]))[:MOST_VOICES] or ((0, 0),)


def _seen_before(
    unit: Unit, voices: Sequence[Shift], kept: Sequence[Twin], canvases: tuple[Canvas, Canvas], first: Parts
) -> Shift | None:
    """At which shift a thing that the detector saw in the second picture alone looks the same in the first."""
    one, other = canvases
    for shift in voices:
        if not is_there(unit, _back(shift), first.lines, (other, one)):
            continue
        source = shifted(unit.box, _back(shift))
        if not any(twin.shift != shift and part_of(source, twin.before.box) > 0.3 for twin in kept):
            return shift
    return None


def _pair(
    left: Sequence[_Heard], new: Sequence[_Heard], parts: tuple[Parts, Parts], canvases: tuple[Canvas, Canvas]
) -> list[Twin]:
    """What is left of both pictures, put together where it is one thing that changed or moved; best fits first."""
    fits: list[tuple[float, int, int, Shift]] = []
    for i, (unit, voices) in enumerate(left):
        for j, (each, _) in enumerate(new):
            fitness, shift = _fitness(unit, each, voices)
            if fitness > 0:
                fits.append((fitness, i, j, shift))
    twins: list[Twin] = []
    used: set[tuple[str, int]] = set()
    for _, i, j, expected in sorted(fits, key=lambda fit: -fit[0]):
        if ("left", i) in used or ("new", j) in used:
            continue
        used |= {("left", i), ("new", j)}
        unit, each = left[i][0], new[j][0]
        old, now = unit.cores[0].box, each.cores[0].box
        shift = round(now.left - old.left), round(now.top - old.top)
        shift = _exact(unit.cores[0].box, shift, canvases)
        twins.append(Twin(unit, each, shift, expected, _look_equal(unit, each, shift, parts, canvases)))
    return twins + _look_again(left, used, canvases)


def _look_equal(
    unit: Unit, each: Unit, shift: Shift, parts: tuple[Parts, Parts], canvases: tuple[Canvas, Canvas]
) -> bool:
    """Whether both show the same, seen from either."""
    is_same = is_there(unit, shift, parts[1].lines, canvases)
    return is_same and is_there(each, _back(shift), parts[0].lines, canvases[::-1])


def _exact(box: Box, shift: Shift, canvases: tuple[Canvas, Canvas]) -> Shift:
    near = [(shift[0] + x, shift[1] + y) for x in range(-2, 3) for y in range(-2, 3)]
    gaps = [gap(*canvases, box, each) for each in near]
    return min(zip(gaps, near, strict=True), key=lambda each: 255.0 if each[0] is None else each[0])[1]


def _look_again(left: Sequence[_Heard], used: set[tuple[str, int]], canvases: tuple[Canvas, Canvas]) -> list[Twin]:
    """Things that the detector lost: where the same drawing is still there, it only looks different."""
    twins: list[Twin] = []
    for i, (unit, voices) in enumerate(left):
        if ("left", i) in used or not _is_in(unit.box, voices[0], canvases[1].size):
            continue
        part = canvases[0].crop(unit.box)
        for shift in voices[:MOST_VOICES]:
            there = canvases[1].crop(shifted(unit.box, shift))
            is_like = unit.role in TICKS or likeness(part, there) > ALIKE
            if not is_blank(part) and not is_blank(there) and is_like:
                used.add(("left", i))
                is_equal = unit.is_anonymous and any(voice != (0, 0) for voice in voices)
                twins.append(Twin(unit, unit, shift, shift, is_equal))
                break
    return twins


def _fitness(unit: Unit, each: Unit, voices: Sequence[Shift]) -> tuple[float, Shift]:
    """How sure two units are one thing, 0 for not at all, and the shift at which it is expected."""
    places = [(_overlap(shifted(unit.box, voice), each.box), voice) for voice in voices[:MOST_VOICES]]
    overlap, shift = max(places, key=lambda place: place[0])
    is_same_role = _kind(unit) == _kind(each)
    if unit.text and unit.text == each.text:
        away = abs(unit.box.left - each.box.left) + abs(unit.box.top - each.box.top)
        return 2 + overlap + 0.5 * is_same_role - away / 1e4, shift
    if overlap < SAME_PLACE or not (is_same_role or overlap > 0.6):
        return 0.0, shift
    ratio = SequenceMatcher(None, unit.text, each.text, autojunk=False).ratio() if unit.text and each.text else 0.0
    return overlap + 0.3 * is_same_role + 0.5 * ratio, shift


def _overlap(box: Box, other: Box) -> float:
    """How well two boxes fit each other; a text that grows keeps a side and its height."""
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    if down < 0.5 * max(box.height, other.height):
        return box.iou(other)
    return max(box.iou(other), 0.8 * max(part_of(box, other), part_of(other, box)))


def _kind(unit: Unit) -> str:
    return unit.role if unit.role in WIDGETS or unit.role == "img" else "text"
