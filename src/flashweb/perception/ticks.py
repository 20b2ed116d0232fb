"""What drawn rings say of check boxes and radio buttons: which of the doubtful ones are there, where exactly each is,
and which of a row or column of them were missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import numpy as np

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels
from flashweb.perception.elements import SURE_OF_USE
from flashweb.perception.found import Found
from flashweb.perception.layout import away, runs
from flashweb.perception.lone_ticks import LoneTick, is_ticked, lone_ticks
from flashweb.perception.rings import ALIKE, CONTRAST, Ring, is_in_line, ring_at
from flashweb.perception.structure.draft import RINGED

TYPED_INTO = frozenset({"textbox", "searchbox"})
MISTAKEN = frozenset({"img", "button"})
"""What the network takes them for."""
SIZE = (0.65, 2.4)
"""Of a tick, in heights of the usual line."""
BEFORE = 2.5
"""Farthest that a line begins behind its tick, in its height."""
GAP = 0.25
"""Least space around a tick within a line, in its size: letters that are rings stand closer."""
LEADING, ROW = 2.0, 3.5
"""A box around a tick and its label begins so near before the tick, and is no higher, in the tick's size."""
MOST = 60
"""Ticks whose like are looked for."""
SURE_OF_SIBLING = 0.6
"""Confidence in what only its likeness gives away."""


class Tick(NamedTuple):
    """A found tick and its outline."""

    found: Found
    ring: Ring


def with_ticks(found: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> tuple[Found, ...]:
    """What was found: doubtful ticks only where a ring is drawn, each at its ring, and the missed ones of a group.

    pixels: (height, width, 3) RGB; lines: boxes of all lines of text.
    """
    unit = float(median(line.height for line in lines)) if lines else 0.0
    ticks: list[Tick] = []
    others: list[tuple[Found, Ring | None]] = []
    for each in found:
        ring = ring_at(pixels, each.box) if _could_be(each, unit) else None
        if each.role in RINGED and ring is not None and (ring.is_empty or each.confidence > SURE_OF_USE):
            role = each.role if ring.is_round else "checkbox"
            ticks.append(Tick(replace(each, role=role, box=ring.box, state=_state(each, ring, pixels)), ring))
        elif each.role not in RINGED or each.confidence > SURE_OF_USE:
            others.append((each, ring))
    for lone in lone_ticks(pixels, [ring for _, ring in others], lines):
        if not any(_same_place(tick.ring.box, lone.ring.box) for tick in ticks):
            ticks.append(_told(lone))
    kept = [(ring and _as_its_group(ring, ticks)) or each for each, ring in others]
    kept = [each for each in kept if each.role not in MISTAKEN | RINGED or not _is_one_of(each.box, ticks)]
    ticks += _missed(ticks, kept, pixels, lines)
    kept = [each for each in kept if not any(_is_refuted(each, tick.ring.box, lines) for tick in ticks)]
    return (*kept, *(tick.found for tick in ticks))


def _state(each: Found, ring: Ring, pixels: Pixels) -> frozenset[str]:
    """Nothing is checked that is drawn empty, and what a check mark stands in is."""
    is_checked = False if ring.is_empty else None if ring.is_round else is_ticked(pixels, ring)
    if is_checked is None:
        return each.state
    return each.state | {"checked"} if is_checked else each.state - {"checked"}


def _told(lone: LoneTick) -> Tick:
    state = frozenset({"checked"}) if lone.is_checked else frozenset[str]()
    return Tick(Found(lone.role, lone.ring.box, SURE_OF_SIBLING, state), lone.ring)


def _is_one_of(box: Box, ticks: Iterable[Tick]) -> bool:
    return any(_same_place(box, tick.ring.box) for tick in ticks)


def _is_refuted(field: Found, tick: Box, lines: Sequence[Box]) -> bool:
    """Nobody puts a tick into a field to write in or into a link, nor does a field begin amid a tick's label."""
    box, (across, down) = field.box, tick.center
    if field.role == "link":
        begins_with_it = box.left - tick.width < tick.left < box.left + LEADING * tick.width
        return begins_with_it and box.top < down < box.bottom and box.height < ROW * tick.height
    if field.role not in TYPED_INTO or not box.top < down < box.bottom or across > box.right:
        return False
    label = (line for line in lines if line.top < down < line.bottom and abs(line.left - tick.right) < tick.width)
    return box.left < tick.right or any(line.left < box.left - tick.width and box.left < line.right for line in label)


def _could_be(each: Found, unit: float) -> bool:
    if each.role not in RINGED | MISTAKEN or not unit:
        return False
    small, large = sorted((each.box.width, each.box.height))
    return SIZE[0] * unit <= small and large <= min(SIZE[1] * unit, 1.5 * small)


def _as_its_group(ring: Ring, ticks: Iterable[Tick]) -> Found | None:
    """The ring as one of the ticks that it is like and stands in line with; numbers in circles, icons in frames and
    letters are none."""
    if not ring.is_empty and not (ring.is_round and ring.is_core_plain):
        return None
    for tick in ticks:
        if is_in_line(ring, tick.ring):
            state = frozenset() if ring.is_empty else frozenset({"checked"})
            return Found(tick.found.role, ring.box, SURE_OF_SIBLING, state)
    return None


def _missed(ticks: Sequence[Tick], kept: Sequence[Found], pixels: Pixels, lines: Sequence[Box]) -> list[Tick]:
    """Rings beside and among lines, in line with a tick, where nothing was seen."""
    missed: list[Tick] = []
    looked_at: set[tuple[int, ...]] = set()
    taken = [*(each.box for each in kept), *(tick.ring.box for tick in ticks)]
    for tick in ticks[:MOST]:
        for place in (*_below(tick.ring.box, lines), *_beside(tick.ring.box, pixels, lines)):
            spot = tuple(round(value / tick.ring.box.width * 4) for value in (*place.center, place.width))
            is_known = spot in looked_at or any(_same_place(box, place) for box in taken)
            looked_at.add(spot)
            if is_known:
                continue
            ring = ring_at(pixels, place)
            found = _as_its_group(ring, [tick]) if ring is not None and _is_apart(pixels, ring.box) else None
            if ring is not None and found is not None and not any(_same_place(box, ring.box) for box in taken):
                missed.append(Tick(found, ring))
                taken.append(ring.box)
    return missed


def _is_apart(pixels: Pixels, ring: Box) -> bool:
    """Nothing is right behind it, where a letter would follow."""
    behind = slice(int(ring.right), int(ring.right + GAP * ring.width) + 1)
    strip = pixels[int(ring.top) : int(ring.bottom), behind]
    return bool(strip.size) and bool(away(strip).max() < CONTRAST[0])


def _same_place(box: Box, place: Box) -> bool:
    return box.area < 4 * place.area and box.iou(place) > 0.2


def _below(tick: Box, lines: Sequence[Box]) -> Iterator[Box]:
    """Under or over the tick, level with lines that begin behind it or with it."""
    for line in lines:
        if -0.3 * tick.width <= line.left - tick.right <= BEFORE * line.height or abs(line.left - tick.left) < 3:
            top = line.center[1] - tick.height / 2
            yield Box(tick.left, top, tick.right, top + tick.height)


def _beside(tick: Box, pixels: Pixels, lines: Sequence[Box]) -> Iterator[Box]:
    """Level with the tick: what is as wide as it and stands apart, from before the first line to the last one's end."""
    level = [line for line in lines if line.top < tick.center[1] < line.bottom]
    if not level or tick.top < 0:
        return
    start = int(max(min(line.left for line in level) - BEFORE * tick.width, 0))
    end = int(max(line.right for line in level))
    strip = pixels[int(tick.top) : int(tick.bottom) + 1, start:end]
    if not strip.size:
        return
    inked = runs(np.asarray((away(strip) >= CONTRAST[0]).any(axis=0)))
    for index, (first, last) in enumerate(inked):
        before = first - inked[index - 1][1] if index else tick.width
        behind = inked[index + 1][0] - last if index + 1 < len(inked) else tick.width
        is_as_wide = tick.width / ALIKE - 1 <= last - first <= tick.width * ALIKE + 1
        if is_as_wide and min(before, behind) >= GAP * tick.width:
            yield Box(float(start + first), tick.top, float(start + last), tick.bottom)
