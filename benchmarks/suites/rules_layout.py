"""Rules about structure: tables, navigation, dialogs, cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from benchmarks.suites.drafts import Draft, are_distinct, named, others, targets, without_badge
from benchmarks.suites.page import Node, Page

_AMOUNT = re.compile(r"^[¥$€]?\s*(-?\d[\d,]*(?:\.\d+)?)\s*(?:%|㎡|元|kg|km|℃|人|件)?$")
Grid = dict[tuple[int, int], Node]


def tables(page: Page) -> Iterator[Draft]:
    """Look-ups, columns, extremes and the size of every whole table."""
    for table in page.of_role("table"):
        grid = {(n.cell[1], n.cell[2]): n for n in page.nodes if n.cell and n.cell[0] == table.id and not n.is_partial}
        covered = any(node.is_partial for node in page.below(table))
        columns = [grid[place] for place in sorted(grid) if place[0] == 0 and grid[place].role == "columnheader"]
        rows = sorted({row for row, _ in grid if row > 0})
        if covered or len(columns) < 2 or not 2 <= len(rows) <= 12:
            continue
        truth = {"kind": "count", "number": len(rows)}
        yield Draft("count_rows", "layout", page, truth, {}, [str(len(rows))], targets(page, [table]))
        heads = [node for node in columns if node.name and page.seen(node) == node.name]
        if are_distinct(heads) and len(heads) == len(columns):
            yield from _columns(page, grid, heads, rows)


def _columns(page: Page, grid: Grid, heads: list[Node], rows: list[int]) -> Iterator[Draft]:
    rest = others(page, heads, "cell", "button", "link")
    truth: dict[str, Any] = {"kind": "children", "parent": "", "children": named(heads, role=False), "others": rest}
    yield Draft("column_names", "layout", page, truth, {}, [node.name for node in heads], targets(page, heads))
    heads = [head for head in heads if _is_plain(page, grid, head, rows)]
    keys = [head for head in heads if _are_keys(page, grid, head, rows)]
    if not keys:
        return
    key = keys[0]
    for head in heads:
        nodes = {row: grid.get((row, _column(head))) for row in rows}
        if head is key or any(node is None for node in nodes.values()):
            continue
        if any(len(page.seen(node)) == 1 and not page.seen(node).isdecimal() for node in nodes.values() if node):
            continue  # "是" is in every sentence
        full = {row: node for row, node in nodes.items() if node is not None}
        for row, node in full.items():
            if re.search(r"\w", page.seen(node)):
                yield _look_up(page, grid[row, _column(key)], head, node, full)
        yield from _extremes(page, grid, key, head, full)


def _look_up(page: Page, key: Node, head: Node, node: Node, column: dict[int, Node]) -> Draft:
    value = page.seen(node)
    cell = {"row": page.seen(key), "column": head.name, "value": value}
    rest = [text for text in dict.fromkeys(map(page.seen, column.values())) if re.search(r"\w", text) and text != value]
    truth = {"kind": "cells", "cells": [cell], "others": rest}
    slots = {"row": page.seen(key), "column": head.name}
    return Draft("look_up", "layout", page, truth, slots, [value], targets(page, [node]))


def _extremes(page: Page, grid: Grid, key: Node, head: Node, column: dict[int, Node]) -> Iterator[Draft]:
    amounts = {row: _amount(page.seen(node)) for row, node in column.items()}
    known = {row: value for row, value in amounts.items() if value is not None}
    if len(known) < len(amounts) or len(set(known.values())) < len(known) or len(known) < 3 or len(head.name) < 2:
        return
    for rule, row in (
        ("largest", max(known, key=lambda r: known[r])),
        ("smallest", min(known, key=lambda r: known[r])),
    ):
        best = grid[row, _column(key)]
        rest = [page.seen(grid[other, _column(key)]) for other in column if other != row]
        truth = {"kind": "value", "values": [page.seen(best)], "distractors": rest}
        slots = {"column": head.name, "key": key.name}
        boxes = targets(page, [best])
        yield Draft(rule, "layout", page, truth, slots, [page.seen(best), page.seen(column[row])], boxes)


def _amount(text: str) -> float | None:
    found = _AMOUNT.match(text)
    return float(found.group(1).replace(",", "")) if found else None


def _column(head: Node) -> int:
    return head.cell[2] if head.cell else 0


def _is_plain(page: Page, grid: Grid, head: Node, rows: list[int]) -> bool:
    """A column of text: no controls, bars or stars in its cells."""
    cells = [grid[row, _column(head)] for row in rows if (row, _column(head)) in grid]
    if len(head.name) < 2:
        return False
    inside = [[node.role for node in page.below(cell)] for cell in cells]
    return all(set(roles) <= {"img", "link"} and roles.count("link") <= 1 for roles in inside)


def _are_keys(page: Page, grid: Grid, head: Node, rows: list[int]) -> bool:
    """Texts that name a row: all there, all different, no amounts."""
    names = [page.seen(grid[row, _column(head)]) for row in rows if (row, _column(head)) in grid]
    is_full = len(names) == len(rows) == len(set(names))
    return is_full and all(2 <= len(name) <= 30 and _amount(name) is None for name in names)


def navigation(page: Page) -> Iterator[Draft]:
    """What a menu holds, and where one is."""
    for bar in page.of_role("navigation"):
        links = [
            node for node in page.below(bar) if node.role in {"link", "menuitem", "treeitem"} and not node.is_partial
        ]
        left, top, right, bottom = bar.box
        is_top = top < 0.12 * page.size[1] and right - left > bottom - top
        is_side = bottom - top > 0.3 * page.size[1] and right - left < 0.3 * page.size[0] and left < 0.2 * page.size[0]
        if not (is_top or is_side) or not 3 <= len(links) <= 10 or not are_distinct(links):
            continue
        if sum(_is_like(page, bar, other) for other in page.of_role("navigation")) != 1:
            continue
        place = "top" if is_top else "side"
        rest = others(page, links)
        truth = {"kind": "children", "parent": "", "children": named(links, role=False), "others": rest}
        yield Draft(f"menu_{place}", "layout", page, truth, {}, [n.name for n in links], targets(page, links))
        current = [node for node in links if "selected" in node.state]
        if len(current) == 1:
            names = [node.name for node in links if node not in current]
            values = [current[0].name, *without_badge(current[0].name)]
            truth = {"kind": "value", "values": values, "distractors": names}
            yield Draft(f"current_{place}", "ui", page, truth, {}, [current[0].name], targets(page, current))


def _is_like(page: Page, bar: Node, other: Node) -> bool:
    """Whether another bar could be meant by the same words."""
    wide, wide_other = (box[2] - box[0] > box[3] - box[1] for box in (bar.box, other.box))
    near = other.box[1] < 0.12 * page.size[1] if wide else True
    return wide == wide_other and near


def groups(page: Page) -> Iterator[Draft]:
    """Buttons and fields of dialogs, and of cards with a heading."""
    for dialog in page.of_role("dialog"):
        buttons = [node for node in page.below(dialog) if node.role == "button" and node.text and not node.is_partial]
        if 1 < len(buttons) <= 5 and are_distinct(buttons):
            rest = others(page, buttons)
            truth = {"kind": "children", "parent": dialog.name, "children": named(buttons), "others": rest}
            yield Draft("dialog_buttons", "layout", page, truth, {}, [n.name for n in buttons], targets(page, buttons))
    for card in page.of_role("card", "article", "form"):
        inside = list(page.below(card))
        heads = [node for node in inside if node.role == "heading" and node.name]
        buttons = [node for node in inside if node.role == "button" and node.text and not node.is_partial]
        if len(heads) != 1 or not 2 <= len(buttons) <= 5 or not are_distinct(buttons):
            continue
        if sum(node.name == heads[0].name for node in page.nodes) > 1:
            continue
        rest = others(page, buttons)
        truth = {"kind": "children", "parent": heads[0].name, "children": named(buttons), "others": rest}
        slots, answer = {"head": heads[0].name}, [node.name for node in buttons]
        yield Draft("card_buttons", "layout", page, truth, slots, answer, targets(page, buttons))
