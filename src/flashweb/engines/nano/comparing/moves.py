"""What moved, beyond what else explains: things that come after others change their order or leave their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flashweb.core.screen import Box
from flashweb.engines.nano.comparing.align import Alignment, Twin

SAME_WAY = 4
FAR = 12
"""Pixels that a thing must stand away from where it is expected to have moved by itself."""


def moved(alignment: Alignment, changed: Sequence[Box]) -> list[tuple[Twin, str]]:
    """Each thing that moved, with the name of what it changed places with, if it is one thing.

    changed: boxes of all other changes; what stands in a row or a column with one of them may have been pushed.
    """
    copies = Counter(twin.before.text for twin in alignment.twins)
    twins = [twin for twin in alignment.twins if twin.is_equal and _is_known(twin) and copies[twin.before.text] == 1]
    crossings = _crossings(twins)
    found: list[tuple[Twin, str]] = []
    gone: set[int] = set()
    while crossings:
        worst = max(crossings, key=lambda index: (len(crossings[index]), -index))
        others = crossings.pop(worst)
        for other in others:
            crossings[other].discard(worst)
        crossings = {index: crossed for index, crossed in crossings.items() if crossed}
        gone.add(worst)
        alone = next(iter(others)) if len(others) == 1 else None
        found.append((twins[worst], "" if alone is None else twins[alone].after.element.name))
    if not found:
        found = [
            (twin, "") for twin in twins if not _is_settled(twin) and not any(_is_beside(twin, box) for box in changed)
        ]
    return _joined(found)


def _is_known(twin: Twin) -> bool:
    """Whether it has a name by which to tell it from others; signs and icons often come more than once."""
    return (
        bool(twin.before.element.name)
        and twin.before.text[:1] not in ("", "<")
        and (len(twin.before.text) > 1 or not twin.before.text.isascii())
    )


def _crossings(twins: Sequence[Twin]) -> dict[int, set[int]]:
    """Of each thing the ones that it has changed its order with, within a row or a column."""
    crossings: dict[int, set[int]] = {}
    for i, twin in enumerate(twins):
        for j in range(i + 1, len(twins)):
            if twin.shift != twins[j].shift and _cross(twin, twins[j]):
                crossings.setdefault(i, set()).add(j)
                crossings.setdefault(j, set()).add(i)
    return crossings


def _cross(twin: Twin, other: Twin) -> bool:
    a, b, c, d = twin.before.box, other.before.box, twin.after.box, other.after.box
    is_column = _share(a.left, a.right, b.left, b.right) and _share(c.left, c.right, d.left, d.right)
    is_row = _share(a.top, a.bottom, b.top, b.bottom) and _share(c.top, c.bottom, d.top, d.bottom)
    if is_column:
        return _order(a.top, a.bottom, b.top, b.bottom) * _order(c.top, c.bottom, d.top, d.bottom) < 0
    return is_row and _order(a.left, a.right, b.left, b.right) * _order(c.left, c.right, d.left, d.right) < 0


def _share(start: float, stop: float, begin: float, end: float) -> bool:
    return min(stop, end) - max(start, begin) > 0.3 * min(stop - start, end - begin)


def _order(start: float, stop: float, begin: float, end: float) -> int:
    """-1 before, 1 after, 0 where they share a part."""
    return -1 if stop <= begin + 2 else 1 if end <= start + 2 else 0


def _is_settled(twin: Twin) -> bool:
    """Whether it stands where things around it make one expect it."""
    return max(abs(twin.shift[0] - twin.expected[0]), abs(twin.shift[1] - twin.expected[1])) <= FAR


def _is_beside(twin: Twin, box: Box) -> bool:
    """Whether a change stands in a row or in a column with it."""
    return any(
        _share(own.top, own.bottom, box.top, box.bottom) or _share(own.left, own.right, box.left, box.right)
        for own in (twin.before.box, twin.after.box)
    )


def _joined(found: Sequence[tuple[Twin, str]]) -> list[tuple[Twin, str]]:
    """What moved together is one, and so is what made place for it: the first of them speaks for all."""
    groups: list[list[tuple[Twin, str]]] = []
    for each in sorted(found, key=lambda each: (each[0].before.box.top, each[0].before.box.left)):
        near = next((group for group in groups if _together(group[0][0], each[0])), None)
        if near is None:
            groups.append([each])
        else:
            near.append(each)
    return [(group[0][0], group[0][1] or _opposite(group)) for group in groups]


def _opposite(group: Sequence[tuple[Twin, str]]) -> str:
    """The name of what went where the first came from."""
    first = group[0][0]
    return next((twin.after.element.name for twin, _ in group if twin.shift[1] * first.shift[1] < 0), "")


def _together(twin: Twin, other: Twin) -> bool:
    """Whether two things went the same way, or one the way that the other came."""
    same = max(abs(twin.shift[0] - other.shift[0]), abs(twin.shift[1] - other.shift[1])) <= SAME_WAY
    return same or max(abs(twin.shift[0] + other.shift[0]), abs(twin.shift[1] + other.shift[1])) <= SAME_WAY
