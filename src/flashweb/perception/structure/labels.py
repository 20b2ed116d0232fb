"""Which line is the label of which field: to the right of ticks, above or left of other fields.

All pairs that could be are weighed in units of the line's height; the likeliest is taken first, each line once.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from flashweb.core.screen import Box, Element
from flashweb.perception.structure.draft import (
    CELLS,
    LABELLED,
    NAMED_BY_CONTENT,
    RINGED,
    TEXT_FIELDS,
    TICKS,
    Draft,
    overlap,
)
from flashweb.perception.structure.text import is_starred, joined, label_text
from flashweb.perception.structure.tick_labels import (
    ROWS,
    begins_row,
    is_behind,
    is_its_drawing,
    is_its_row,
    tick_cost,
    title_of,
    without_ring,
)

ABOVE = 2.6
"""Farthest that a label ends above its field."""
ASIDE = 15.0
"""Farthest that a label ends left of its field."""
CLOSE = 1.6
"""So near above a field stands hardly anything but its label."""
LARGEST = 1.3
"""Of a label's letters, against those in its field: figures alone are lower than words of their size."""
LONGEST_WORD = 6.0
"""A line ends so many line heights before its edge at most, where the next word did not fit."""
FLOATING = 0.9
"""Height of a label inside its field against the text there, at most."""
Owned = tuple[Draft | None, Element]


def name_fields(drafts: Sequence[Draft], loose: list[Element]) -> None:
    """Names fields by their labels; a line that became a label is taken from its owner or from the loose lines."""
    for field in drafts:
        if field.role in TEXT_FIELDS and len(field.lines) > 1:
            _take_floating_label(field)
        if field.role in TICKS:
            field.lines = [line for line in field.lines if not is_its_drawing(line, field)]
    fields = [draft for draft in drafts if draft.role in LABELLED and not draft.name and not _names_itself(draft)]
    owned: list[Owned] = [
        (draft, line) for draft in drafts if is_plain(draft) or _is_doubtful(draft) for line in draft.lines
    ]
    owned += [(None, line) for line in loose]
    owned += [(draft, line) for draft in drafts if draft.role in ROWS for line in draft.lines]
    candidates = [(owner, line) for owner, line in owned if label_text(line.text)]
    matched = _matched(fields, candidates)
    firsts = {id(line) for _, (_, line) in matched}
    for field, (owner, line) in matched:
        if owner is not None and owner.role in ROWS:  # both are called by it
            field.name = label_text(line.text)
            continue
        beside = loose if owner is None else owner.lines
        spare = [each for each in beside if id(each) not in firsts]
        title = title_of(field, owner, [line, *spare], fields) if field.role in TICKS else line
        lines = _label_lines(title, field, spare, fields)
        text = label_text(joined(lines))
        field.name, field.labels = without_ring(text) if field.role in TICKS else text, lines
        taken = {id(each) for each in lines}
        beside[:] = [each for each in beside if id(each) not in taken]
    _mark_required([draft for draft in drafts if draft.role in LABELLED])


def _take_floating_label(field: Draft) -> None:
    """A smaller line on top of what stands inside is the label of a field whose label moved up."""
    first, second = sorted(field.lines, key=_top)[:2]
    if first.box.height < FLOATING * second.box.height and first.box.bottom < second.box.center[1]:
        field.name, field.labels = label_text(first.text), [first]
        field.lines.remove(first)


def _mark_required(fields: Sequence[Draft]) -> None:
    """Where labels are marked with stars, these fields are the required ones, whatever the others look like."""
    starred = [field for field in fields if any(is_starred(line.text) for line in field.labels)]
    for field in fields if starred else ():
        field.state -= {"required"}
    for field in starred:
        field.state |= {"required"}


def _names_itself(field: Draft) -> bool:
    """Buttons that tick hold their text; fields to search with say what for inside them."""
    return bool(field.lines) and field.role in TICKS | {"searchbox"}


def is_plain(draft: Draft) -> bool:
    """Text right inside it is nobody's name yet."""
    return draft.role not in _NAMED


_NAMED = (LABELLED - {"radiogroup"}) | (NAMED_BY_CONTENT - {"cell", "rowheader", "listitem"})


def _matched(fields: Sequence[Draft], candidates: Sequence[Owned]) -> list[tuple[Draft, Owned]]:
    pairs: list[tuple[float, int, int]] = []
    for i, field in enumerate(fields):
        scope = _scope(field)
        is_free = field.role in RINGED and None in scope  # whatever box was drawn around it or around its label
        for j, (owner, line) in enumerate(candidates):
            if owner is not None and owner.role in ROWS:
                is_near = begins_row(owner, field) and is_behind(line.box, field)
            else:
                is_near = owner in scope or is_its_row(owner, field) or (is_free and is_behind(line.box, field))
                is_near = is_near and not _is_doubtful(owner)
                is_near = is_near or (None in scope and _begins_above(line.box, field))
            cost = _cost(field, line.box, owner) if is_near else None
            if cost is not None and not (cost >= 1 and _is_cut_off(field, line.box, fields)):
                pairs.append((cost, i, j))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return [(fields[i], candidates[j]) for i, j in sorted(taken.items())]


def _is_doubtful(owner: Draft | None) -> bool:
    """Labels are at times taken for headings or for notices."""
    return owner is not None and owner.role in ("alert", "heading")


def _begins_above(line: Box, field: Draft) -> bool:
    """Close above the field's beginning and no larger than its text: its label, whatever else was seen around it."""
    gap, text = field.box.top - line.bottom, [each.box.height for each in field.lines]
    is_label = field.role in TEXT_FIELDS and line.height < LARGEST * (min(text) if text else 0.5 * field.box.height)
    return is_label and 0 <= gap < CLOSE * line.height and abs(line.left - field.box.left) < line.height


def _scope(field: Draft) -> list[Draft | None]:
    """Where its label may stand: anywhere around it, but in a table only in its own cell."""
    scope: list[Draft | None] = []
    around = field.parent
    while around is not None:
        if around.role in ("row", "table"):
            return scope
        scope.append(around)
        if around.role in CELLS:
            return scope
        around = around.parent
    return [*scope, None]


def _cost(field: Draft, line: Box, owner: Draft | None) -> float | None:
    """How far the line is from where this field's label would stand; None: it cannot be."""
    unit = max(line.height, 1.0)
    if line.top - field.box.bottom > unit or field.box.top - line.bottom > ABOVE * unit:
        return None
    if field.role in TICKS:
        return tick_cost(field, line, owner, unit)
    return _field_cost(field, line, unit)


def _field_cost(field: Draft, line: Box, unit: float) -> float | None:
    box = field.box
    gap = box.top - line.bottom
    before = max(1.5 * unit, box.height * (2.5 if field.role == "spinbutton" else 1.0))
    if -0.8 * unit <= gap <= ABOVE * unit and box.left - before <= line.left < box.right - unit:
        return max(gap, 0.0) / unit / ABOVE * 0.6 + min(abs(line.left - box.left) / unit, 8.0) / 8
    middle = line.center[1]
    level = box.top - 0.4 * unit <= middle <= min(box.bottom, box.top + 3 * unit) + 0.4 * unit
    if level and -0.3 * unit <= box.left - line.right <= ASIDE * unit:
        return 0.3 + (box.left - line.right) / (8 * unit)
    return None


def _is_cut_off(field: Draft, line: Box, fields: Sequence[Draft]) -> bool:
    """Another field stands between the line on the left and the field."""
    if line.right > field.box.left + 0.3 * line.height:
        return False
    return any(
        other is not field
        and line.right <= other.box.center[0] <= field.box.left
        and overlap((other.box.top, other.box.bottom), (line.top, line.bottom)) > 0
        for other in fields
    )


def _top(line: Element) -> float:
    return line.box.top


def _label_lines(line: Element, field: Draft, beside: Sequence[Element], fields: Sequence[Draft]) -> list[Element]:
    """The label's lines: as high and as far left or right, within the field's height or wrapped."""
    more = [line]
    last, unit = line.box, line.box.height
    level = [each for each in beside if each is not line and abs(each.box.height - unit) < 0.2 * unit]
    if line.box.right <= field.box.left + 0.3 * unit:
        beside_it = [each for each in level if _shares_side(each.box, line.box) and _is_level(each.box, field.box)]
        return _wrapped(sorted([line, *beside_it], key=_top))
    ticks = [each.box for each in fields if each.role in TICKS]
    for each in sorted(level, key=_top):
        box = each.box
        below = abs(box.top - last.bottom) < 0.5 * unit and box.center[1] - last.center[1] > 0.6 * unit
        wraps = below and abs(box.left - last.left) < 0.5 * unit and last.width > 5 * unit and _fills(last, box)
        if wraps and not any(_is_level(box, tick) for tick in ticks):
            more.append(each)
            last = box
    return more


def _wrapped(lines: Sequence[Element]) -> list[Element]:
    """The first line and those that it goes on in, without a description below it."""
    going_on = [lines[0]]
    for each in lines[1:]:
        last = going_on[-1].box
        if not (_fills(last, each.box) or abs(each.box.right - last.right) < 0.5 * last.height):
            break
        going_on.append(each)
    return going_on


def _fills(line: Box, next_line: Box) -> bool:
    """The line is as long as it could be: what is wrapped does not go on in a much longer one, a description does."""
    return next_line.width < line.width + LONGEST_WORD * line.height


def _shares_side(box: Box, other: Box) -> bool:
    limit = 0.5 * box.height
    return abs(box.left - other.left) < limit or abs(box.right - other.right) < limit


def _is_level(box: Box, field: Box) -> bool:
    return field.top < box.center[1] < field.bottom


def fill_in(drafts: Sequence[Draft]) -> None:
    """Names fields without a label: in a table by the column's header, else by the hint that stands inside."""
    headers = {
        (id(_table(draft)), draft.cell.column): draft.name
        for draft in drafts
        if draft.role == "columnheader" and draft.cell is not None and draft.name
    }
    for draft in drafts:
        if draft.role not in LABELLED or draft.name:
            continue
        cell = _around(draft, CELLS)
        if cell is not None and cell.cell is not None:
            draft.name = headers.get((id(_table(cell)), cell.cell.column), "")
        if not draft.name and (_names_itself(draft) or draft.role in ("textbox", "combobox")):
            draft.name = draft.text


def _table(draft: Draft) -> Draft | None:
    return _around(draft, frozenset({"table"}))


def _around(draft: Draft, roles: frozenset[str]) -> Draft | None:
    around = draft.parent
    while around is not None and around.role not in roles:
        around = around.parent
    return around


def usual_height(lines: Sequence[Element]) -> float:
    return float(median(line.box.height for line in lines)) if lines else 0.0
