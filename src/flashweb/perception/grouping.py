"""Order and structure of lines: reading order, rows, headings, paragraphs.

Geometry alone: recursive cuts along the widest empty bands (XY-cut; Nagy and Seth, 1984), which is how
sidebars, columns and bars of a web page lie.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from flashweb.core.screen import Box, Element

MAX_DEPTH = 40


def rows_of(boxes: Sequence[Box]) -> list[list[int]]:
    """Indices of boxes that stand on the same line, rows from top to bottom, each from left to right."""
    rows: list[list[int]] = []
    spans: list[tuple[float, float]] = []
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i].center[1]):
        box = boxes[index]
        if spans:
            top, bottom = spans[-1]
            shared = min(bottom, box.bottom) - max(top, box.top)
            if shared > 0.5 * min(box.height, bottom - top):
                rows[-1].append(index)
                count = len(rows[-1])
                spans[-1] = (top + (box.top - top) / count, bottom + (box.bottom - bottom) / count)
                continue
        rows.append([index])
        spans.append((box.top, box.bottom))
    return [sorted(row, key=lambda i: boxes[i].left) for row in rows]


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """Indices in the order a person reads: bars, then columns one after another; tables row by row."""
    return _cut(boxes, list(range(len(boxes))), MAX_DEPTH) if boxes else []


def _cut(boxes: Sequence[Box], members: list[int], depth: int) -> list[int]:
    if len(members) < 4 or depth == 0:
        return _by_rows(boxes, members)
    unit = median(boxes[i].height for i in members)
    across = _bands([(boxes[i].top, boxes[i].bottom, i) for i in members])
    down = _bands([(boxes[i].left, boxes[i].right, i) for i in members])
    if len(across) > 1 and _is_bar(boxes, across, unit):
        rest = [index for band in across[1:] for index in band[0]]
        return _by_rows(boxes, across[0][0]) + _cut(boxes, rest, depth - 1)
    if len(down) > 1:
        gap = _widest(down)
        parts = _split(down, gap * 0.999)
        if gap > 1.5 * unit and not _is_table(boxes, parts, unit):
            return [index for part in parts for index in _cut(boxes, part, depth - 1)]
    if len(across) > 1:
        parts = _split(across, max(_widest(across) * 0.999, 0))
        return [index for part in parts for index in _cut(boxes, part, depth - 1)]
    return _by_rows(boxes, members)


def _is_bar(boxes: Sequence[Box], across: Sequence[tuple[list[int], float, float]], unit: float) -> bool:
    """The first band is one row of several things that stands apart from what is below."""
    members, _, bottom = across[0]
    return len(members) >= 3 and across[1][1] - bottom > unit and len(rows_of([boxes[i] for i in members])) == 1


def _is_table(boxes: Sequence[Box], parts: Sequence[Sequence[int]], unit: float) -> bool:
    """Columns whose lines stand level with each other and apart from the next row; wrapped text in cards does not."""
    members = [index for part in parts for index in part]
    rows = rows_of([boxes[i] for i in members])
    level = sum(len(row) for row in rows if len(row) > 1)
    if level < 0.7 * len(members):
        return False
    if len(rows) == 1:
        return True
    tops = [min(boxes[members[i]].top for i in row) for row in rows]
    bottoms = [max(boxes[members[i]].bottom for i in row) for row in rows]
    return median(top - bottom for bottom, top in zip(bottoms, tops[1:], strict=False)) > 0.75 * unit


def _widest(bands: Sequence[tuple[list[int], float, float]]) -> float:
    return max(second[1] - first[2] for first, second in itertools.pairwise(bands))


def _by_rows(boxes: Sequence[Box], members: Sequence[int]) -> list[int]:
    return [members[i] for row in rows_of([boxes[i] for i in members]) for i in row]


def _bands(spans: list[tuple[float, float, int]]) -> list[tuple[list[int], float, float]]:
    """Members whose extents overlap on one axis, with the extent of each such band, in order."""
    bands: list[tuple[list[int], float, float]] = []
    for start, stop, index in sorted(spans):
        if bands and start < bands[-1][2]:
            members, first, last = bands[-1]
            members.append(index)
            bands[-1] = (members, first, max(last, stop))
        else:
            bands.append(([index], start, stop))
    return bands


def _split(bands: list[tuple[list[int], float, float]], gap: float) -> list[list[int]]:
    """Joins bands that are nearer to each other than the gap."""
    parts = [list(bands[0][0])]
    for before, band in itertools.pairwise(bands):
        if band[1] - before[2] >= gap:
            parts.append(list(band[0]))
        else:
            parts[-1] += band[0]
    return parts


def prominence(boxes: Sequence[Box], size: tuple[int, int]) -> list[float]:
    """How much each line stands out, by height against the usual line and by nearness to the top; about 1 is usual."""
    if not boxes:
        return []
    usual = median(box.height for box in boxes)
    return [box.height / usual + 0.25 * (1 - box.center[1] / max(size[1], 1)) for box in boxes]


def prominent_first(boxes: Sequence[Box], size: tuple[int, int]) -> list[int]:
    """Indices from the most to the least prominent; equals stay in the given order."""
    scores = prominence(boxes, size)
    return sorted(range(len(boxes)), key=lambda i: -scores[i])


def with_structure(lines: Sequence[Element], usual: float = 0.0) -> list[Element]:
    """Lines in reading order to headings, paragraphs (wrapped lines as children) and single lines of text.

    usual: height of the picture's usual line, in pixels; 0: that of these lines.
    """
    if not lines:
        return []
    usual = usual or median(line.box.height for line in lines)
    blocks: list[list[Element]] = []
    for line in lines:
        if blocks and _continues(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_as_element(block, usual) for block in blocks]


def _continues(above: Element, line: Element) -> bool:
    height = min(above.box.height, line.box.height)
    gap = line.box.top - above.box.bottom
    return (
        -0.5 * height < gap < 0.8 * height
        and line.box.center[1] - above.box.center[1] > 0.6 * height
        and abs(above.box.height - line.box.height) < 0.25 * height
        and abs(above.box.left - line.box.left) < 1.5 * height
        and above.box.width > 8 * height
        and above.box.width > 0.7 * line.box.width
    )


def _as_element(block: Sequence[Element], usual: float) -> Element:
    first = block[0]
    is_heading = len(block) <= 2 and first.box.height > 1.35 * usual and len(first.text) <= 80
    if len(block) == 1:
        return Element("heading" if is_heading else "text", first.name, first.text, first.box, first.confidence)
    box = first.box
    for line in block[1:]:
        box = box.union(line.box)
    text = _joined([line.text for line in block])
    confidence = min(line.confidence for line in block)
    return Element("heading" if is_heading else "paragraph", text, text, box, confidence, children=tuple(block))


def _joined(texts: Sequence[str]) -> str:
    """Wrapped lines as one text: a space between words, none between Chinese characters."""
    text = texts[0]
    for following in texts[1:]:
        glue = " " if text[-1:].isascii() and following[:1].isascii() else ""
        text += glue + following
    return text
