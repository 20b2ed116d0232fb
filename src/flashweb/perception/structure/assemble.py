"""Puts a screen together from what the networks found; the order of what comes in does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isfinite

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.perception.found import Found, Icon
from flashweb.perception.grouping import reading_order, with_structure
from flashweb.perception.structure.draft import (
    LABELLED,
    NAMED_BY_CONTENT,
    OVERLAYS,
    SPEAKING,
    TEXT_FIELDS,
    Draft,
    union,
)
from flashweb.perception.structure.glyphs import icon_of, is_drawing, without_magnifier, without_plus
from flashweb.perception.structure.groups import with_groups
from flashweb.perception.structure.labels import fill_in, name_fields, usual_height
from flashweb.perception.structure.regions import PARTS
from flashweb.perception.structure.tables import build_tables
from flashweb.perception.structure.text import joined, place
from flashweb.perception.structure.tree import nest, position, without_duplicates

SILENT = LABELLED | (NAMED_BY_CONTENT - {"listitem"})
"""Their lines are their name or text; in all others each piece of text is an element."""
TYPED = TEXT_FIELDS - {"combobox"}
PRESSED = frozenset({"button", "link", "tab", "menuitem", "img"})
"""Roles whose text may be an icon."""
TITLED = frozenset({"dialog", "form", "article", "card", "group"})


def assemble(
    size: tuple[int, int], found: Sequence[Found], lines: Sequence[Element], icons: Mapping[int, Icon], need: Need
) -> Screen:
    """The screen of a picture of this size.

    found: elements in any order. lines: recognised text, one element a line. icons: by index in found.
    Of the need's roles alone, where it names some; without its tree, one flat list in reading order.
    """
    known = icons if need.icons else {}
    inside = [(index, each, _clipped(each.box, size)) for index, each in enumerate(found)]
    given = [_draft(index, each, box, known) for index, each, box in inside if box is not None]
    drafts = without_duplicates(sorted(given, key=position))
    read = _readable(lines, size) if need.text else []
    drafts = with_groups(drafts, read, size)
    tables = build_tables(drafts, read)
    drafts = [draft for draft in drafts if draft.role not in PARTS]
    drafts += [part for table in tables for part in table.parts]
    for draft in drafts:
        draft.box = _clipped(draft.box, size) or draft.box
    roots = nest(drafts)
    for table in tables:
        table.connect(roots)
    loose = place(read, drafts)
    name_fields(drafts, loose)
    for root in roots:
        _speak(root)
    fill_in([draft for root in roots for draft in root.walk()])
    usual = usual_height(read)
    elements = _siblings([*(_element(root, usual) for root in roots), *_blocks(loose, usual)])
    if need.roles is not None:
        elements = _only(elements, need.roles)
    if not need.tree:
        elements = [replace(element, children=()) for root in elements for element in root.walk()]
    return Screen(*size, tuple(elements))


def _draft(index: int, found: Found, box: Box, icons: Mapping[int, Icon]) -> Draft:
    icon = icons.get(index)
    return Draft(found.role, box, found.confidence, found.state, icon.function if icon else "", index)


def _clipped(box: Box, size: tuple[int, int]) -> Box | None:
    """The part of the box that is in the picture; None where nothing is."""
    if 0 <= box.left < box.right <= size[0] and 0 <= box.top < box.bottom <= size[1]:
        return box
    if not all(map(isfinite, (box.left, box.top, box.right, box.bottom))):
        return None
    inside = Box(max(box.left, 0.0), max(box.top, 0.0), min(box.right, size[0]), min(box.bottom, size[1]))
    return inside if inside.width > 0 and inside.height > 0 else None


def _readable(lines: Iterable[Element], size: tuple[int, int]) -> list[Element]:
    """Lines with text, in the picture, in an order of their own."""
    pairs = [(line, _clipped(line.box, size)) for line in lines if line.text.strip()]
    clipped = [line if line.box is box else replace(line, box=box) for line, box in pairs if box is not None]
    return sorted(clipped, key=lambda e: (e.box.top, e.box.left, e.box.right, e.box.bottom, e.text, e.confidence))


def _speak(draft: Draft) -> None:
    """Gives the element and all below it their text, and their name where that is their text or their title."""
    for child in draft.children:
        _speak(child)
    if draft.role in NAMED_BY_CONTENT:
        draft.name = draft.text = joined(_said(draft))
        icons = [each.icon for each in draft.children if each.icon]
        draft.icon = draft.icon or (icons[0] if len(icons) == 1 else "")
        _tell_glyphs(draft)
    elif draft.role in LABELLED and draft.role != "radiogroup":
        draft.text = joined(draft.lines)
    elif draft.role in TITLED:
        draft.name = _title(draft)


def _tell_glyphs(draft: Draft) -> None:
    """What of its text is an icon."""
    if draft.role not in PRESSED:
        return
    draft.icon = draft.icon or icon_of(draft.text)
    if is_drawing(draft.text, draft.icon, draft.box):
        draft.name = draft.text = ""
    elif (rest := without_magnifier(draft.text)) != draft.text:
        draft.name, draft.text, draft.icon = rest, rest, draft.icon or "search"
    elif draft.role == "button" and (rest := without_plus(draft.text)) != draft.text:
        draft.name, draft.text, draft.icon = rest, rest, draft.icon or "plus"


def _said(draft: Draft) -> list[Element]:
    """The pieces of text in an element: its lines, and what those below it say, each in one piece.

    What is typed into fields is not its text, nor are letters in pictures that of a button.
    """
    pieces = list(draft.lines)
    for child in draft.children:
        pieces += child.labels
        if child.role in TYPED or (child.role == "img" and draft.role in SPEAKING):
            continue
        if child.role not in NAMED_BY_CONTENT and not child.text:
            pieces += _said(child)
        elif child.text:
            lines = [*_lines_below(child)]
            pieces.append(Element("text", child.text, child.text, union(line.box for line in lines)))
    return pieces


def _lines_below(draft: Draft) -> Iterator[Element]:
    for each in draft.walk():
        yield from each.lines
        yield from each.labels


def _title(draft: Draft) -> str:
    headings = [child for child in draft.children if child.role == "heading"]
    if headings:
        return joined(min(headings, key=position).lines)
    return joined(draft.lines[:1])


def _blocks(lines: Sequence[Element], usual: float) -> list[Element]:
    """Plain lines as text, paragraphs and headings."""
    if not lines:
        return []
    return with_structure([lines[i] for i in reading_order([line.box for line in lines])], usual)


def _element(draft: Draft, usual: float) -> Element:
    children = [_element(child, usual) for child in draft.children]
    if draft.role not in SILENT:
        children += _blocks(draft.lines, usual)
    return Element(
        draft.role,
        draft.name,
        draft.text,
        draft.box,
        draft.confidence,
        draft.state,
        tuple(_siblings(children)),
        draft.icon,
        draft.cell,
    )


def _siblings(elements: Iterable[Element]) -> list[Element]:
    """In reading order; what stands over the page comes after it. Cells and rows go by their place in the table."""
    elements = list(elements)
    if len(elements) < 2:
        return elements
    page: list[Element] = []
    over: list[Element] = []
    cells: list[Element] = []
    for each in sorted(elements, key=lambda e: (e.box.top, e.box.left, e.box.bottom, e.box.right, e.role, e.name)):
        (cells if each.cell else over if each.role in OVERLAYS else page).append(each)
    cells.sort(key=lambda e: (e.cell.row, e.cell.column) if e.cell else (0, 0))
    rows = bool(page) and all(each.role == "row" for each in page)
    ordered = page if rows else [page[i] for i in reading_order([each.box for each in page])]
    return [*cells, *ordered, *(over[i] for i in reading_order([each.box for each in over]))]


def _only(elements: Iterable[Element], roles: frozenset[str]) -> list[Element]:
    """Elements of these roles, each below the nearest of them around it."""
    kept: list[Element] = []
    for element in elements:
        children = _only(element.children, roles)
        kept += [replace(element, children=tuple(children))] if element.role in roles else children
    return kept
