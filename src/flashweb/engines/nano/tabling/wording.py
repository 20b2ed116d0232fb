"""How answers about tables are worded, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from flashweb.engines.nano.program import Attribute, Language
from flashweb.engines.nano.wording import quote, wording

MOST_NAMED = 12


class TableWording(Protocol):
    """One language. Pieces: what begins an answer, what continues a list, what ends it."""

    end: str
    next: str

    def column(self, name: str, kind: Attribute | None, number: int) -> str: ...

    def no_table(self) -> str: ...

    def no_row(self, text: str, rows: Sequence[str]) -> str: ...

    def no_row_number(self, number: int, available: int) -> str: ...

    def no_column(self, text: str, columns: Sequence[str]) -> str: ...

    def no_amounts(self, column: str) -> str: ...

    def which_column(self, columns: Sequence[str]) -> str: ...

    def cell(self, row: str, column: str, value: str) -> str: ...

    def empty(self, row: str, column: str) -> str: ...

    def row(self, name: str) -> str: ...

    def field(self, column: str, value: str) -> str: ...

    def values(self, column: str, number: int) -> str: ...

    def extreme(self, rows: Sequence[str], column: str, value: str, *, is_largest: bool) -> str: ...

    def top(self, column: str, number: int, *, is_largest: bool) -> str: ...

    def ranked(self, row: str, value: str) -> str: ...

    def units_differ(self, column: str) -> str: ...

    def total(self, column: str, value: str, number: int) -> str: ...

    def mean(self, column: str, value: str, number: int, *, is_rounded: bool) -> str: ...

    def unread(self, texts: Sequence[str], empty: int) -> str: ...

    def num_rows(self, number: int) -> str: ...

    def columns(self, names: Sequence[str]) -> str: ...

    def sorted_by(self, column: str, kind: str, *, is_falling: bool, is_shown: bool) -> str: ...

    def not_sorted_by(self, column: str) -> str: ...

    def unsorted(self) -> str: ...

    def matching(self, number: int, column: str, text: str) -> str: ...

    def position(self, row: str, number: int) -> str: ...

    def distinct(self, column: str, number: int) -> str: ...


def listed(texts: Sequence[str], language: Language) -> str:
    """Texts in quotes, the rest of a long list left out."""
    shown = [quote(text) for text in texts[:MOST_NAMED]]
    if language == "zh":
        return "、".join(shown) + ("等" if len(texts) > MOST_NAMED else "")
    return ", ".join(shown) + (" and others" if len(texts) > MOST_NAMED else "")


class Chinese:
    """See `TableWording`."""

    end = "。"
    next = "、"

    def column(self, name: str, kind: Attribute | None, number: int) -> str:
        return name or (wording("zh").kind(kind) if kind else f"第 {number + 1} 列")

    def no_table(self) -> str:
        return "页面上没有找到表格。"

    def no_row(self, text: str, rows: Sequence[str]) -> str:
        return f"表格里没有{quote(text)}这一行。表格里的行有：{listed(rows, 'zh')}。"

    def no_row_number(self, number: int, available: int) -> str:
        return f"表格只有 {available} 行，没有第 {number} 行。"

    def no_column(self, text: str, columns: Sequence[str]) -> str:
        return f"表格里没有{quote(text)}这一列。表格的列有：{listed(columns, 'zh')}。"

    def no_amounts(self, column: str) -> str:
        return f"{quote(column)}这一列不是可以计算或比较大小的数值。"

    def which_column(self, columns: Sequence[str]) -> str:
        if not columns:
            return "表格里没有可以计算或比较大小的列。"
        return f"请说明按哪一列，可以计算或比较的列有：{listed(columns, 'zh')}。"

    def cell(self, row: str, column: str, value: str) -> str:
        return f"{quote(row)}的{quote(column)}是{quote(value)}" if row else f"{quote(column)}是{quote(value)}"

    def empty(self, row: str, column: str) -> str:
        return f"{quote(row)}的{quote(column)}是空的"

    def row(self, name: str) -> str:
        return f"{quote(name)}这一行："

    def field(self, column: str, value: str) -> str:
        return f"{column}{quote(value)}"

    def values(self, column: str, number: int) -> str:
        return f"{quote(column)}这一列有 {number} 个值："

    def extreme(self, rows: Sequence[str], column: str, value: str, *, is_largest: bool) -> str:
        how = "最大" if is_largest else "最小"
        also = f"（{len(rows)} 个并列）" if len(rows) > 1 else ""
        return f"{listed(rows, 'zh')}的{quote(column)}{how}{also}，是{quote(value)}"

    def top(self, column: str, number: int, *, is_largest: bool) -> str:
        return f"{quote(column)}{'最大' if is_largest else '最小'}的 {number} 个："

    def ranked(self, row: str, value: str) -> str:
        return f"{quote(row)}（{value}）"

    def units_differ(self, column: str) -> str:
        return f"{quote(column)}的单位不一致，不能直接比较或相加，分开来看："

    def total(self, column: str, value: str, number: int) -> str:
        return f"{quote(column)}合计{quote(value)}（可见的 {number} 行）"

    def mean(self, column: str, value: str, number: int, *, is_rounded: bool) -> str:
        return f"{quote(column)}平均{'约' if is_rounded else ''}{quote(value)}（可见的 {number} 行）"

    def unread(self, texts: Sequence[str], empty: int) -> str:
        parts = [f"{len(texts)} 格不是数值：{listed(texts, 'zh')}"] if texts else []
        parts += [f"{empty} 格是空的"] if empty else []
        return f"没有计入：{'；'.join(parts)}。"

    def num_rows(self, number: int) -> str:
        return f"表格里能看到 {number} 行数据（不含表头）。"

    def columns(self, names: Sequence[str]) -> str:
        return f"表格有 {len(names)} 列："

    def sorted_by(self, column: str, kind: str, *, is_falling: bool, is_shown: bool) -> str:
        ways = {
            "date": ("从早到晚", "从晚到早"),
            "time": ("从早到晚", "从晚到早"),
            "text": ("按字母从 A 到 Z", "按字母从 Z 到 A"),
        }
        way = ways.get(kind, ("从小到大", "从大到小"))[is_falling]
        return f"{'' if is_shown else '从数据看，'}按{quote(column)}{'降序' if is_falling else '升序'}排列（{way}）"

    def not_sorted_by(self, column: str) -> str:
        return f"不是，从数据看没有按{quote(column)}排序"

    def unsorted(self) -> str:
        return "从数据看不出表格是按哪一列排序的。"

    def matching(self, number: int, column: str, text: str) -> str:
        return f"有 {number} 行的{quote(column)}是{quote(text)}" if column else f"有 {number} 行符合{quote(text)}"

    def position(self, row: str, number: int) -> str:
        return f"{quote(row)}在第 {number} 行"

    def distinct(self, column: str, number: int) -> str:
        return f"{quote(column)}有 {number} 种："


class English:
    """See `TableWording`."""

    end = "."
    next = ", "

    def column(self, name: str, kind: Attribute | None, number: int) -> str:
        return name or (wording("en").kind(kind) if kind else f"column {number + 1}")

    def no_table(self) -> str:
        return "I found no table on the page."

    def no_row(self, text: str, rows: Sequence[str]) -> str:
        return f"The table has no row {quote(text)}. Its rows are {listed(rows, 'en')}."

    def no_row_number(self, number: int, available: int) -> str:
        return f"The table has only {available} {'row' if available == 1 else 'rows'}, no row {number}."

    def no_column(self, text: str, columns: Sequence[str]) -> str:
        return f"The table has no column {quote(text)}. Its columns are {listed(columns, 'en')}."

    def no_amounts(self, column: str) -> str:
        return f"The column {quote(column)} holds no figures that can be added up or compared."

    def which_column(self, columns: Sequence[str]) -> str:
        if not columns:
            return "The table has no column that can be added up or compared."
        return f"Please say by which column; these can be added up or compared: {listed(columns, 'en')}."

    def cell(self, row: str, column: str, value: str) -> str:
        return f"The {quote(column)} of {quote(row)} is {quote(value)}" if row else f"{quote(column)} is {quote(value)}"

    def empty(self, row: str, column: str) -> str:
        return f"The {quote(column)} of {quote(row)} is empty"

    def row(self, name: str) -> str:
        return f"The row {quote(name)}: "

    def field(self, column: str, value: str) -> str:
        return f"{column} {quote(value)}"

    def values(self, column: str, number: int) -> str:
        return f"The column {quote(column)} has {number} {'value' if number == 1 else 'values'}: "

    def extreme(self, rows: Sequence[str], column: str, value: str, *, is_largest: bool) -> str:
        how = "largest" if is_largest else "smallest"
        if len(rows) > 1:
            return f"{listed(rows, 'en')} share the {how} {quote(column)}, {quote(value)}"
        return f"{listed(rows, 'en')} has the {how} {quote(column)}, {quote(value)}"

    def top(self, column: str, number: int, *, is_largest: bool) -> str:
        return f"The {number} {'largest' if is_largest else 'smallest'} by {quote(column)}: "

    def ranked(self, row: str, value: str) -> str:
        return f"{quote(row)} ({value})"

    def units_differ(self, column: str) -> str:
        return f"{quote(column)} is in different units that cannot be compared or added up; one by one: "

    def total(self, column: str, value: str, number: int) -> str:
        return f"{quote(column)} adds up to {quote(value)} ({number} visible {'row' if number == 1 else 'rows'})"

    def mean(self, column: str, value: str, number: int, *, is_rounded: bool) -> str:
        about = "about " if is_rounded else ""
        rows = "row" if number == 1 else "rows"
        return f"The average {quote(column)} is {about}{quote(value)} ({number} visible {rows})"

    def unread(self, texts: Sequence[str], empty: int) -> str:
        parts = [f"{len(texts)} without a figure ({listed(texts, 'en')})"] if texts else []
        parts += [f"{empty} empty"] if empty else []
        return f" Cells not counted: {' and '.join(parts)}."

    def num_rows(self, number: int) -> str:
        return f"I see {number} {'row' if number == 1 else 'rows'} of data in the table, not counting the header."

    def columns(self, names: Sequence[str]) -> str:
        return f"The table has {len(names)} {'column' if len(names) == 1 else 'columns'}: "

    def sorted_by(self, column: str, kind: str, *, is_falling: bool, is_shown: bool) -> str:
        ways = {
            "date": ("oldest first", "newest first"),
            "time": ("earliest first", "latest first"),
            "text": ("A to Z", "Z to A"),
        }
        way = ways.get(kind, ("smallest first", "largest first"))[is_falling]
        start = "It is" if is_shown else "By its values it is"
        return f"{start} sorted by {quote(column)}, {'descending' if is_falling else 'ascending'} ({way})"

    def not_sorted_by(self, column: str) -> str:
        return f"No, by its values it is not sorted by {quote(column)}"

    def unsorted(self) -> str:
        return "The values do not show which column the table is sorted by."

    def matching(self, number: int, column: str, text: str) -> str:
        verb = "row has" if number == 1 else "rows have"
        return f"{number} {verb} {quote(text)}" + (f" as {quote(column)}" if column else "")

    def position(self, row: str, number: int) -> str:
        return f"{quote(row)} is in row {number}"

    def distinct(self, column: str, number: int) -> str:
        return f"{quote(column)} has {number} different {'value' if number == 1 else 'values'}: "


def table_wording(language: Language) -> TableWording:
    """The wording of a language."""
    return Chinese() if language == "zh" else English()
