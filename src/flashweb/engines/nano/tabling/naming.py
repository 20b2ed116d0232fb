# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Which column a question means, and which rows: by their names, other names of the same, or the kind of what is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.matching import Tier, fold, match, near, spans
from flashweb.engines.nano.program import Attribute, Pick, QueryProgram
from flashweb.engines.nano.tabling.grid import Grid, said

_NOISE = re.compile(
    r"(?:这|那)?(?:一)?(?:列|栏|字段|行|项|column|field|row|cell|单元格)$|^(?:the|each|every|各|每个|所有)\s*",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"第\s?([一二三四五六七八九十\d]+)\s?(?:行|条|个)|\b(\d+)(?:st|nd|rd|th)\s+(?:row|line|entry|record)|\brow\s+(\d+)\b",
    re.IGNORECASE,
)
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九十")}
_MEANT: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (r"贵|便宜|价|多少钱|花|\b(?:cheap|expensive|pric|cost|dear)", ("money",), ("价格", "金额", "total")),
    (r"最早|最晚|最新|最近|最旧|哪天|什么时候|\b(?:old|new|lat|early|earli|recent|first day)", ("date", "time"), ()),
    (r"最久|最快|最慢|时长|历时|耗时|\b(?:long|short|fast|slow|quick)", ("duration", "time"), ()),
    (r"占比|比例|百分|\b(?:percent|rate|share)", ("percent",), ()),
    (r"文件大小|占空间|\b(?:bigg|heav|file)", ("size",), ("大小",)),
    (r"数量|几件|库存|剩|[买卖]得|\b(?:quantit|stock|many|left\b|have the (?:most|least|fewest))", ("number",), ("数量", "库存")),
)  # fmt: skip
"""What words of a question mean where no column is named: kinds of amounts, and names that then come first."""
_OF_KIND = {
    Attribute.PRICE: ("money",), Attribute.DATE: ("date",), Attribute.TIME: ("time", "date"), Attribute.DURATION: ("duration",),
    Attribute.PERCENT: ("percent",), Attribute.NUMBER: ("number", "money", "percent"),
}  # fmt: skip
_MOST_FOLLOWS = re.compile(
    r"[”\"'」]?\s*(?:最|(?:来)?(?:比|算|排|看)|is (?:the )?(?:\w+est|most|least|maximum|minimum)\b)", re.IGNORECASE
)
_MOST_BEFORE = re.compile(
    r"\b(?:\w+est|most|least|maximum|minimum)\s+[“\"'「]?$|(?:按照?|根据)\s*[“\"'「]?$", re.IGNORECASE
)
_WHO = re.compile(r"谁|哪[个位]?(?:人|客户|员工|同学|学生)|\bwho(?:se)?\b", re.IGNORECASE)
_PERSON = re.compile(
    r"姓名|名字|客户|员工|用户|负责人|人$|\bname|customer|user|employee|person|owner|member|player|student",
    re.IGNORECASE,
)
_HEADS = (
    ("金额", "订单金额", "支付金额", "交易金额", "amount", "order amount", "amount paid"),
    ("客户", "客户名", "客户名称", "customer", "customer name", "client"),
    ("备注", "说明", "remark", "remarks", "note", "notes", "comment"),
    ("操作", "action", "actions"),
    ("销量", "销售量", "sold", "sales", "units sold"),
    ("日期", "date"),
    ("时间", "time"),
    ("部门", "department", "dept"),
    ("城市", "city"),
    ("国家", "country"),
    ("年龄", "age"),
    ("成绩", "分数", "得分", "score", "grade"),
)
"""Heads of columns that mean the same, beside `concepts.py`."""
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that a text names, and the column that it stands in; how well it fits."""

    rows: tuple[int, ...]
    column: int
    tier: Tier


def names_like(text: str) -> tuple[str, ...]:
    """Other names of the same; heads of columns have more of them than labels do."""
    packed = fold(text).packed
    heads = (name for group in _HEADS if any(fold(name).packed == packed for name in group) for name in group)
    return tuple(dict.fromkeys((*synonyms(text), *(name for name in heads if fold(name).packed != packed))))


def column_named(grid: Grid, text: str) -> int | None:
    """The column that a name means best."""
    wanted = _NOISE.sub("", text.strip().strip("'\"“”‘’「」")) or text
    scored = [(_likeness(wanted, column.name), -n) for n, column in enumerate(grid.columns) if column.name]
    best = max(scored, default=(0.0, 0))
    if best[0] >= ENOUGH:
        return -best[1]
    return next((n for n, column in enumerate(grid.columns) if column.kind and _is_kind(wanted, column.kind)), None)


def _likeness(wanted: str, name: str) -> float:
    tier = match(wanted, name)
    if tier is Tier.EQUAL:
        return 1.0
    if any(match(other, name) is Tier.EQUAL for other in names_like(wanted)):
        return 0.95
    if tier or match(name, wanted):
        return 0.7 + 0.2 * min(len(wanted), len(name)) / max(len(wanted), len(name))
    if any(match(other, name) for other in names_like(wanted) if len(other) > 2) or any(
        match(other, wanted) is Tier.EQUAL for other in names_like(name)
    ):
        return 0.65
    if any(fold(wanted).packed.endswith(fold(other).packed) for other in names_like(name) if not other.isascii()):
        return 0.62
    if near(wanted, name) or near(name, wanted):
        return 0.6
    first, second = set(fold(wanted).packed), set(fold(name).packed)
    is_han = not (wanted.isascii() or name.isascii())
    return 0.9 * len(first & second) / max(len(first), len(second), 1) if is_han else 0.0


def _is_kind(wanted: str, kind: Attribute) -> bool:
    names = {Attribute.PRICE: "价格", Attribute.DATE: "日期", Attribute.PHONE: "电话", Attribute.EMAIL: "邮箱"}
    name = names.get(kind, "")
    return bool(name) and (match(wanted, name) is Tier.EQUAL or any(match(wanted, other) for other in names_like(name)))


def columns_in(grid: Grid, question: str) -> list[int]:
    """Columns whose name, or another of its names, stands in the question; the longest name first."""
    found: list[tuple[int, int]] = []
    for number, column in enumerate(grid.columns):
        names = (column.name, *names_like(column.name)) if column.name else ()
        lengths = [len(name) for name in names if len(name) > 1 and spans(name, question)]
        if lengths:
            found.append((-max(lengths), number))
    return [number for _, number in sorted(found)]


def measured(grid: Grid, kinds: Sequence[str] = (), *, summable: bool = False) -> list[int]:
    """Columns that mostly hold amounts (of these kinds), without what only counts the rows or names them."""
    found = []
    for column in range(len(grid.columns)):
        amounts = [grid.amounts[column][row] for row in grid.data]
        known = [amount for amount in amounts if amount]
        if 2 * len(known) <= len(amounts) or (kinds and known[0].kind not in kinds):
            continue
        if summable and known[0].kind in ("date", "time"):
            continue
        if not kinds and known[0].kind == "number" and not known[0].unit and _is_numbering(grid, column):
            continue
        found.append(column)
    return found


def _is_numbering(grid: Grid, column: int) -> bool:
    name = grid.columns[column].name
    return bool(re.search(r"号$|编号|^序|\bid\b|\bno\b|^#|code|number$", name, re.IGNORECASE)) or column == grid.key


def column_asked(program: QueryProgram, grid: Grid) -> int | None:
    """The column of a program: as it names it, else as its question does, else by the kind of value that is meant."""
    amounts = program.pick in (Pick.LARGEST, Pick.SMALLEST, Pick.SUM, Pick.AVERAGE)
    named = [
        c for c in columns_in(grid, program.question) if not amounts or c in measured(grid) or len(grid.columns) == 1
    ]
    if amounts and (compared := [c for c in named if _is_compared(grid.columns[c].name, program.question)]):
        return compared[0]
    for text in (program.field, program.label):
        if text and (column := column_named(grid, text)) is not None and (not amounts or column in (named or [column])):
            longer = [c for c in named if fold(text).packed in fold(grid.columns[c].name).packed]
            return longer[0] if longer and column not in named else column
    if program.field and not any(fold(program.field).packed == fold(text).packed for text in program.anchors):
        return None
    if named:
        return named[0]
    if program.attribute in _OF_KIND and (found := measured(grid, _OF_KIND[program.attribute])):
        return found[0]
    return by_meaning(program, grid) if amounts else None


def _is_compared(name: str, question: str) -> bool:
    """The name stands right by the word for most or least: "X最大的是哪个Y", "which Y has the largest X"."""
    return any(
        _MOST_FOLLOWS.match(question[stop:]) or _MOST_BEFORE.search(question[:start])
        for start, stop in spans(name, question)
    )


def by_meaning(program: QueryProgram, grid: Grid) -> int | None:
    """Where no column is named: the one that the question's words mean, or the only one that can be meant."""
    for pattern, kinds, names in _MEANT:
        if re.search(pattern, program.question, re.IGNORECASE):
            columns = measured(grid, kinds)
            best = [c for c in columns if any(match(name, grid.columns[c].name) for name in names)]
            if columns:
                return (best or columns)[0]
    columns = measured(grid, summable=program.pick in (Pick.SUM, Pick.AVERAGE))
    return columns[0] if len(columns) == 1 else None


def rows_named(grid: Grid, text: str) -> Found | None:
    """The rows with a cell that a text names: equal ones before those that hold it, those before near misses."""
    wanted = _NOISE.sub("", text.strip()).strip() or text.strip()
    for names in ((wanted,), names_like(wanted)):
        for tier in (Tier.EQUAL, Tier.CONTAINS, Tier.NEAR):
            hits = [
                (r, c)
                for r, row in enumerate(grid.rows)
                for c, cell in enumerate(row)
                if _fits(names, said(cell), tier)
            ]
            if hits and (tier is Tier.EQUAL or not any(c.isspace() for c in wanted) or len(hits) < len(grid.rows)):
                column = min((c for _, c in hits), key=lambda c: (c != grid.key, c))
                columns = {c for _, c in hits}
                column = column if column in columns else hits[0][1]
                return Found(tuple(dict.fromkeys(r for r, c in hits if c == column)), column, tier)
    return None


def _fits(names: Sequence[str], text: str, tier: Tier) -> bool:
    if not text:
        return False
    if tier is Tier.NEAR:
        return any(near(name, text) for name in names)
    return any(
        match(name, text) >= tier or (tier is Tier.CONTAINS and len(text) > 1 and match(text, name)) for name in names
    )


def rows_in(grid: Grid, question: str, column: int | None) -> Found | None:
    """The rows whose cell stands word for word in the question, apart from the column's name; the longest cell first."""
    name = grid.columns[column].name if column is not None else ""
    hits = [
        (len(text), r, c)
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if len(text := said(cell)) > 1 and text != name and spans(text, question)
    ]
    if not hits:
        return None
    longest, _, at = max(hits, key=lambda hit: (hit[0], hit[2] == grid.key, -hit[1]))
    return Found(tuple(r for length, r, c in hits if length == longest and c == at), at, Tier.CONTAINS)


def row_ordered(program: QueryProgram) -> int | None:
    """Which row by its number: from 1, negative from the end; None where the question names none."""
    if program.order is not None and program.role != "columnheader":
        return program.order
    for text in (*program.anchors, program.within, program.question):
        if found := _ORDINAL.search(text):
            figures = next(group for group in found.groups() if group)
            return int(figures) if figures.isdigit() else _from_han(figures)
    return None


def _from_han(figures: str) -> int | None:
    """一 to 九十九."""
    tens, ten, ones = figures.rpartition("十")
    if not all(letter in _DIGITS for letter in figures):
        return None
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def key_column(program: QueryProgram, grid: Grid, but: int | None) -> int:
    """The column that names rows in an answer: the one that the question asks by, else a person's, else the usual one."""
    asked = [c for c in columns_in(grid, program.question) if c != but]
    if asked:
        return asked[0]
    if _WHO.search(program.question):
        people = [n for n, column in enumerate(grid.columns) if n != but and _PERSON.search(column.name)]
        if people:
            return people[0]
    if re.search(r"哪[一]?[天日]|\bwhich day|what day|on which day", program.question, re.IGNORECASE):
        days = [c for c in measured(grid, ("date",)) if c != but]
        if days:
            return days[0]
    return grid.key
