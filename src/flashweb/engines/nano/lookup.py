"""From a label to its value, and from a kind of value to the one that is meant.

A label's value follows a colon, or stands right of it in the same row, below it (cards, table columns) or above it
(figures on dashboards). Where a question names only a kind ("the phone of support"), the value nearest to the
named text is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.matching import Tier, fold, match, near, spans
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Attribute, QueryProgram
from flashweb.engines.nano.values import find_values

_COLON = re.compile(r"^(?P<label>[^:：]{1,60}?)\s*[:：]\s*(?P<value>.*)$", re.DOTALL)
_VALUE_LIKE = re.compile(r"[\d@¥￥$€£%]")
_NEXT_LABEL = re.compile(r"(?:\s+|(?<=[!-~]))[\u4e00-\u9fff]{2,8}\s*[:：]|\s{2,}")
_STARTS_VALUE = re.compile(r"[#№]?\s?[\d¥￥$€£+-]|[A-Z]{2,}[-\d]")
_GENERIC_NOUN = re.compile(
    r"\s+(?:plan|item|product|package|version|option|tier|edition|model|section|page|account|subscription|ticket|job|position|row|entry|link|button|word)s?$"
    r"|(?:这个|那个)?(?:套餐|商品|产品|方案|版本|页面|栏目|部分|栏|这款|房型|课程)$",
    re.IGNORECASE,
)
_CLOCK_HEAD = re.compile(r"\d$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A value, the line that it stands in, and the line of its label (the same one, or another)."""

    value: str
    line: Element
    label: Element

    @property
    def elements(self) -> tuple[Element, ...]:
        return (self.line,) if self.line == self.label else (self.label, self.line)


def best_match(
    text: str, lines: list[tuple[int, Element]], *, is_quoted: bool = False
) -> list[tuple[int, Element, Tier]]:
    """All lines of the best tier that any line reaches; other names of the same thing before near misses."""
    if not is_quoted and not any(match(text, line.text) for _, line in lines):
        text = _GENERIC_NOUN.sub("", text).strip() or text
    names = (text,) if is_quoted else (text, *synonyms(text))
    for candidates in ((names[0],), names[1:]):
        hits = [(i, line, max(match(name, line.text) for name in candidates)) for i, line in lines if candidates]
        hits = [hit for hit in hits if hit[2]]
        if candidates == (names[0],) or any(hit[2] is Tier.EQUAL for hit in hits):
            best = max((hit[2] for hit in hits), default=Tier.NONE)
            if best:
                return [hit for hit in hits if hit[2] is best]
        elif hits:
            return hits
    return [(i, line, Tier.NEAR) for i, line in lines if near(text, line.text)]


def split_label(text: str) -> tuple[str, str] | None:
    """Label and value of a line with a colon; the value may be empty. Times and addresses are not labels."""
    found = _COLON.match(text)
    if found is None or _CLOCK_HEAD.search(found["label"]) or found["value"].startswith("//"):
        return None
    return found["label"].strip(), found["value"].strip()


def names_label(label: str, text: str) -> bool:
    """The line is this label, or has it before a colon, or before a value on the same line."""
    wanted = fold(label).packed
    if not wanted or wanted not in fold(text).packed:
        return False
    parts = split_label(text)
    return fold(parts[0] if parts else text).packed == wanted or bool(inline_value(label, text))


def inline_value(label: str, text: str) -> str:
    """What follows the label in the same line: after a colon, a space, or where figures begin; else nothing."""
    for start, stop in spans(label, text):
        rest = text[stop:].lstrip()
        is_marked = rest[:1] in (":", "：") or (len(label) >= 3 and bool(_STARTS_VALUE.match(rest)))
        if start and text[start - 1].isalnum() and (label.isascii() or not is_marked):
            continue
        if rest[:1] in (":", "："):
            value = rest[1:].strip()
            return _NEXT_LABEL.split(value, maxsplit=1)[0].strip() if start == 0 else _head(value)
        is_apart = stop < len(text) and (
            text[stop].isspace() or (not text[stop - 1].isascii() and text[stop].isascii())
        )
        is_word = label.isascii()
        if rest and is_apart and (_STARTS_VALUE.match(rest) or (not is_word and text[stop].isspace())):
            value = rest.strip(" -—|·.#")
            return value if start == 0 and (is_word or _STARTS_VALUE.match(rest)) else _head(value)
    return ""


def _head(rest: str) -> str:
    """The first of several values in a line: one word of Chinese, or a run of words in figures and Latin letters."""
    words = rest.split()
    if not words:
        return ""
    count = 1
    while words[0].isascii() and count < len(words) and words[count].isascii():
        count += 1
    value = " ".join(words[:count]).rstrip(" |·•;；,，")
    return value if ("(" in value or "（" in value) else value.rstrip(")）")


async def value_of(index: int, label: str, page: Page, attribute: Attribute | None) -> list[Hit]:
    """The values that belong to the label standing at a line; several for the head of a column."""
    line = page.known[index]
    inline = inline_value(label, line.text)
    if inline and (attribute is None or _of_kind(attribute, inline)):
        return [Hit(_of_kind(attribute, inline) or inline, line, line)]
    has_colon = line.text.rstrip().endswith((":", "："))
    if not has_colon and (column := _column(index, page)):
        cells = await page.get(column)
        rows, number = _row_of(index, page)
        await page.get(rows[number])
        if _is_header(index, page) and len(cells) > 1 and cells[0][1].box.height < 1.3 * line.box.height:
            return [Hit(_of_kind(attribute, cell.text) or cell.text, cell, line) for _, cell in cells]
    right, below, above = page.right_of(index)[:1], page.below(index)[:1], page.above(index)[:1]
    await page.get([*right, *below, *above])
    if right and below and any(_aligned(page.boxes[right[0]], page.boxes[i]) for i in page.right_of(below[0])[:1]):
        is_row = any(_VALUE_LIKE.search(page.known[i].text) for i in right if i in page.known)
        right, below = (right, []) if is_row else (right, below)
    if below and is_list(index, below[0], page):
        below = []
    best: tuple[float, Element] | None = None
    for candidates, prior in ((right, 1.6 if has_colon else 0.9), (below, 0.9), (above, 0.2)):
        for candidate in candidates:
            if candidate not in page.known:
                continue
            score = prior + _fit(page.known[candidate], line, attribute)
            if score > 0.5 and (best is None or score > best[0]):
                best = score, page.known[candidate]
    if best is None:
        return [Hit(inline, line, line)] if inline else []
    return [Hit(_of_kind(attribute, best[1].text) or best[1].text, best[1], line)]


def is_list(index: int, under: int, page: Page) -> bool:
    """Lines of one height at one distance are items of a list (a menu), not labels over values."""
    if under not in page.known or _VALUE_LIKE.search(page.known[under].text):
        return False
    pitch = page.boxes[under].top - page.boxes[index].top
    for other, start in [(i, under) for i in page.below(under)[:1]] + [(i, index) for i in page.above(index)[:1]]:
        heights = [page.boxes[i].height for i in (index, under, other)]
        distance_on = abs(page.boxes[other].top - page.boxes[start].top)
        if max(heights) < 1.25 * min(heights) and abs(distance_on - pitch) <= 0.15 * pitch:
            return True
    return False


def _of_kind(attribute: Attribute | None, text: str) -> str:
    found = find_values(attribute, text) if attribute and attribute is not Attribute.ERROR else ()
    return found[0] if found else ""


def _fit(candidate: Element, label: Element, attribute: Attribute | None) -> float:
    """How much a neighbour looks like the value of a label, apart from its direction."""
    height = min(candidate.box.height, label.box.height)
    gap_x = max(candidate.box.left - label.box.right, label.box.left - candidate.box.right, 0)
    gap_y = max(candidate.box.top - label.box.bottom, label.box.top - candidate.box.bottom, 0)
    score = -min(gap_x / (60 * height), 0.6) - gap_y / (5 * height)
    if attribute is not None:
        score += 1.2 if find_values(attribute, candidate.text) else -0.6
    elif _VALUE_LIKE.search(candidate.text):
        score += 0.3
    parts = split_label(candidate.text)
    if parts is not None or candidate.text.rstrip().endswith((":", "：")):
        score -= 1.5
    elif synonyms(candidate.text) and not _VALUE_LIKE.search(candidate.text):
        score -= 0.6
    return score


def _row_of(index: int, page: Page) -> tuple[list[list[int]], int]:
    rows = page.rows()
    return rows, next(n for n, row in enumerate(rows) if index in row)


def _column(index: int, page: Page) -> list[int]:
    """Cells under the head of a column, if the rows below look like the rows of a table."""
    rows, number = _row_of(index, page)
    head = rows[number]
    if len(head) < 3:
        return []
    cells: list[int] = []
    for row in rows[number + 1 :]:
        aligned = sum(any(_aligned(page.boxes[h], page.boxes[c]) for c in row) for h in head)
        if aligned < max(2, len(head) - 1):
            break
        cells += [c for c in row if _aligned(page.boxes[index], page.boxes[c])][:1]
    return cells


def _is_header(index: int, page: Page) -> bool:
    rows, number = _row_of(index, page)
    texts = [page.known[i].text for i in rows[number] if i in page.known]
    below = [page.known[i].text for i in (rows[number + 1] if number + 1 < len(rows) else []) if i in page.known]
    return not any(_VALUE_LIKE.search(t) or split_label(t) for t in texts) and not any(split_label(t) for t in below)


def _aligned(head: Box, cell: Box) -> bool:
    unit = min(head.height, cell.height)
    return (
        abs(head.left - cell.left) < unit
        or abs(head.right - cell.right) < unit
        or abs(head.center[0] - cell.center[0]) < unit
    )


def nearest_values(program: QueryProgram, lines: list[tuple[int, Element]]) -> list[Hit]:
    """Values of the program's kind; with a named text, those nearest to where it stands, else all."""
    if program.attribute is None:
        return []
    values = [Hit(v, line, line) for _, line in lines for v in find_values(program.attribute, line.text)]
    if not program.anchors or not values:
        return list(dict.fromkeys(values)) if not program.anchors else []
    anchors = [line for text in program.anchors for _, line, _ in best_match(text, lines, is_quoted=program.is_quoted)]
    nearest = []
    for anchor in anchors:
        hit = min(values, key=lambda h: distance(anchor.box, h.line.box))
        unit = anchor.box.height
        if distance(anchor.box, hit.line.box) < 25 * unit:
            nearest.append((distance(anchor.box, hit.line.box) / unit, Hit(hit.value, hit.line, anchor)))
    nearest.sort(key=lambda pair: pair[0])
    distinct = {hit.line.box: hit for distance, hit in reversed(nearest) if distance <= nearest[0][0] + 1}
    return list(distinct.values())[::-1]


def distance(anchor: Box, value: Box) -> float:
    """From a named text to a value: rightwards and downwards is where values stand."""
    if anchor == value:
        return 0.0
    dx = max(value.left - anchor.right, 0) * 0.5 + max(anchor.left - value.right, 0) * 2.0
    dy = max(value.top - anchor.bottom, 0) + max(anchor.top - value.bottom, 0) * 2.5
    return dx + 1.5 * dy + 0.05 * abs(anchor.left - value.left)
