"""What is different about one thing that both pictures show: its text, its state, its size, its colour."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.comparing.align import Twin
from flashweb.engines.nano.comparing.canvas import (
    ALIKE,
    Canvas,
    colour_name,
    gap,
    is_blank,
    is_paler,
    is_recoloured,
    is_same_drawing,
    likeness,
    recoloured,
    shifted,
    tones,
)
from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.comparing.units import FIELDS, TICKS, WIDGETS, Unit, part_of

STATES = frozenset({"checked", "mixed", "disabled", "selected", "expanded", "collapsed", "pressed", "invalid"})
DISABLED = FIELDS | TICKS | {"button"}
"""What grows paler when it is disabled; links and the like often only change their colour."""
EDGE = 3.0
GROWN = 1.15
OTHER_TICK = 0.85
"""Correlation of edges below which a tick is another one."""
STRANGE = 25.0
"""Levels from which something without any clear difference looks different all the same."""


def differences(twin: Twin, canvases: tuple[Canvas, Canvas], states: frozenset[str] = STATES) -> list[Change]:
    """Its differences; none where there is too little to tell of. states: those that may be told of."""
    before, after = twin.before.element, twin.after.element
    if not _is_whole(shifted(before.box, twin.expected), canvases[1]) or not _is_whole(after.box, canvases[1]):
        return []
    texts = _texts(twin, canvases)
    found = [Change("changed", "text", before, after, texts)] if texts else []
    turned = (before.state ^ after.state) & states
    if "disabled" in turned and _is_only_coloured(twin, canvases):
        turned -= {"disabled"}
    if turned and after.role in WIDGETS and before.role == after.role:
        found.append(Change("changed", "state", before, after, _told(after, turned)))
    elif {before.role, after.role} <= TICKS and _is_ticked_anew(twin, canvases):
        found.append(Change("changed", "state", before, after))
    if found:
        return found
    if grown := _grown(twin):
        return [Change("changed", "size", before, after, (grown,))]
    return _looks(twin, canvases)


def _is_ticked_anew(twin: Twin, canvases: tuple[Canvas, Canvas]) -> bool:
    """Whether a tick shows another sign; in scaled pictures it is too small to tell."""
    alike = _likeness(twin, canvases)
    return alike < (OTHER_TICK if twin.shift == (0, 0) else ALIKE) and not any(each.is_redrawn for each in canvases)


def _is_redrawn(twin: Twin, canvases: tuple[Canvas, Canvas]) -> bool:
    """Whether its pixels may be others without any change: it moved, maybe by a part of a pixel, or was scaled."""
    return twin.shift != (0, 0) or any(canvas.is_redrawn for canvas in canvases)


def _is_only_coloured(twin: Twin, canvases: tuple[Canvas, Canvas]) -> bool:
    """Whether it took on another colour that is not that of a disabled control."""
    box = twin.before.cores[0].box
    both = tones(canvases, box, shifted(box, twin.shift))
    if both is None or recoloured(*both) is None:
        return False
    return not is_paler(*(both if "disabled" in twin.after.element.state else both[::-1]))


def _is_whole(box: Box, canvas: Canvas) -> bool:
    """Whether no edge of the picture cuts it off."""
    return box.top >= -EDGE and box.bottom <= canvas.size[1] + EDGE and part_of(box, Box(0, 0, *canvas.size)) > 0.9


def _looks(twin: Twin, canvases: tuple[Canvas, Canvas]) -> list[Change]:
    before, after = twin.before.element, twin.after.element
    box = twin.before.cores[0].box
    both = tones(canvases, box, shifted(box, twin.shift))
    other = recoloured(*both) if both else None
    is_redrawn = _is_redrawn(twin, canvases)
    if is_redrawn and not (twin.before.written and twin.after.written):
        return []
    if both and other and after.role in DISABLED:
        if is_paler(*both):
            return [Change("changed", "state", before, after, ("disabled",))]
        if is_paler(*both[::-1]) and "disabled" in before.state:
            return [Change("changed", "state", before, after, ("not disabled",))]
    if other and (twin.after.text or not is_redrawn):
        return [Change("changed", "colour", before, after, (colour_name(other[0]), colour_name(other[1])))]
    difference = gap(*canvases, twin.before.cores[0].box, twin.shift) or 0.0
    is_clear = difference > (STRANGE if twin.after.text else 2 * STRANGE)
    return [Change("changed", None, before, after)] if is_clear and not is_redrawn else []


def _texts(twin: Twin, canvases: tuple[Canvas, Canvas]) -> tuple[str, ...]:
    """The text before and after, where it is another one."""
    one, other = twin.before, twin.after
    if one.text == other.text or "img" in (one.role, other.role):
        return ()
    is_sign = max(len(one.text), len(other.text)) == 1 and not (one.text + other.text).isdigit()
    if is_sign and _is_redrawn(twin, canvases):
        return ()
    is_label = one.written != other.written and one.role in FIELDS | TICKS
    if one.text and other.text and not is_label:
        if not _is_nearly(one.text, other.text) and written(one) and written(other):
            return written(one), written(other)
        is_told = written(one) and written(other) and not _is_misread(twin, canvases)
        return (written(one), written(other)) if is_told else ()
    if one.role in FIELDS and other.role in FIELDS and is_label:
        return written(one) if one.written else "", written(other) if other.written else ""
    if one.written and is_blank(canvases[1].crop(shifted(one.cores[0].box, twin.shift))):
        return written(one), ""
    back = (-twin.shift[0], -twin.shift[1])
    if other.written and is_blank(canvases[0].crop(shifted(other.cores[0].box, back))):
        return "", written(other)
    return ()


def _is_misread(twin: Twin, canvases: tuple[Canvas, Canvas]) -> bool:
    """Whether the same letters stand there: in other colours, or drawn anew where they moved by a part of a pixel."""
    boxes = [core.box for core in twin.before.cores]
    is_coloured = any(is_recoloured(canvases, box, shifted(box, twin.shift)) for box in boxes)
    if any(canvas.is_redrawn for canvas in canvases):
        return _digits(twin.before.text) == _digits(twin.after.text)
    if not _is_redrawn(twin, canvases) and not is_coloured:
        return False
    if is_coloured and (twin.before.text.startswith(twin.after.text) or twin.after.text.startswith(twin.before.text)):
        return True
    return all(is_same_drawing(*canvases, box, twin.shift) for box in boxes)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def written(unit: Unit) -> str:
    """What stands in it."""
    element = unit.element
    return element.text if element.role in FIELDS else element.name or element.text


def _likeness(twin: Twin, canvases: tuple[Canvas, Canvas]) -> float:
    box = twin.before.cores[0].box
    return likeness(canvases[0].crop(box), canvases[1].crop(shifted(box, twin.shift)))


def _is_nearly(one: str, other: str) -> bool:
    """Whether a letter or two are read differently."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.6


def _told(after: Element, states: Iterable[str]) -> tuple[str, ...]:
    """Those that hold now, and those that do no longer with a "not " before."""
    return tuple(("" if state in after.state else "not ") + state for state in sorted(states))


def _grown(twin: Twin) -> str:
    """Whether the text of it is drawn larger or smaller."""
    one, other = _around(twin.before), _around(twin.after)
    if not twin.before.text or twin.before.text != twin.after.text or not (twin.before.written and twin.after.written):
        return ""
    high, wide = other.height / max(one.height, 1), other.width / max(one.width, 1)
    if high * wide > GROWN**2 and min(high, wide) > 1.05:
        return "larger"
    return "smaller" if high * wide < GROWN**-2 and max(high, wide) < 0.95 else ""


def _around(unit: Unit) -> Box:
    box = unit.cores[0].box
    for core in unit.cores[1:]:
        box = box.union(core.box)
    return box
