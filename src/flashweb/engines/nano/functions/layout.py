# ruff: noqa: E501 - sentences read better unbroken
"""How the page is laid out: its parts from top to bottom, each with what stands in it."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import own_name
from flashweb.engines.nano.functions.bars import bar_items
from flashweb.engines.nano.functions.wording import roles_word, spaced
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram, Region
from flashweb.engines.nano.selecting import FIELDS, TICKS, Placed, look
from flashweb.engines.nano.tabling.grid import TABLES, Grid, grids_of_tables
from flashweb.engines.nano.wording import Said, Wording, quote

ASKS_LAYOUT = re.compile(
    r"布局|版面|排版|(?:页面|网页|界面|整体|截图|它|这里)的?结构|分(?:成|为)了?(?:几|哪)|哪[几些]个?(?:部分|区域|板块|模块|块)"
    r"|几个(?:部分|区域|板块|大块)|怎么(?:排列|划分|组织)|由什么(?:部分|区域)?组成"
    r"|\blayout\b|\blaid out\b|\bstructured?\b|\barranged\b|\borgani[sz]ed\b"
    r"|\b(?:which|what|how many|main|different) (?:main |different )?(?:parts|sections|areas|regions|blocks)\b",
    re.IGNORECASE,
)
_ZH = {
    "top": "顶部是导航栏", "left": "左侧是菜单", "right": "右侧是菜单", "main": "中间是主要内容", "bottom": "底部是页脚",
    "dialog": "上面还开着一个弹窗", "first": "页面分为 {n} 个部分：", "only": "页面", "of": "，有{names}", "title": "{name}",
    "table": "一个 {columns} 列、{rows} 行数据的表格（{names}）", "fields": "{n} 个输入项（{names}）", "field": "{n} 个输入项（{names}）",
    "some": "{n} 个{kind}（{names}）", "few": "{n} 个{kind}", "with": "，包括", "and": "、", "more": "等", "next": "；", "end": "。",
    "none": "没有看出页面分成哪些部分。",
}  # fmt: skip
_EN = {
    "top": "a navigation bar at the top", "left": "a menu on the left", "right": "a menu on the right",
    "main": "the main content in the middle", "bottom": "a footer at the bottom", "dialog": "a dialog open on top of it",
    "first": "The page has {n} parts: ", "only": "The page has ", "of": " with {names}", "title": " {name}",
    "table": "a table of {columns} columns and {rows} rows of data ({names})", "fields": "{n} fields to fill in ({names})", "field": "a field to fill in ({names})",
    "some": "{n} {kind} ({names})", "few": "{n} {kind}", "with": " with ", "and": ", ", "more": " and more", "next": "; ", "end": ".",
    "none": "I cannot tell which parts the page has.",
}  # fmt: skip
_SENTENCES: dict[Language, dict[str, str]] = {"zh": _ZH, "en": _EN}
_SHOWN = 8
_KINDS = ("card", "tab", "button", "link")
_BARS = {
    "top": Region("top", None),
    "left": Region(None, "left"),
    "right": Region(None, "right"),
    "bottom": Region("bottom", None),
}
"""Where bars stand, in the order in which they are looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page as it is told, and what proves it."""

    text: str
    elements: tuple[Element, ...]


@spaced
async def tell_layout(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """One part after another."""
    language = program.language
    say = _SENTENCES[language]
    among = await look(page)
    parts = _parts(among, page.size, language)
    if not parts:
        yield Said(say["none"], found=False)
        return
    for position, part in enumerate(parts):
        before = say["first" if len(parts) > 1 else "only"].format(n=len(parts)) if not position else say["next"]
        yield Said(before + part.text, part.elements)
    yield Said(say["end"])


def _parts(among: Sequence[Placed], size: tuple[int, int], language: Language) -> list[Part]:
    say = _SENTENCES[language]
    bars: dict[str, list[Element]] = {}
    taken: set[int] = set()
    for place, region in _BARS.items():
        items = [each for each in bar_items(among, size, region) if id(each) not in taken]
        if len(items) > (1 if region.vertical else 2):
            bars[place] = items
            taken |= {id(each) for each in items}
    dialogs = [each.element for each in among if each.element.role == "dialog"]
    rows = [_rows(bars[place]) for place in ("top", "bottom") if place in bars]
    middle = [
        each
        for each in among
        if id(each.element) not in taken
        and not _is_in(each, ("banner", "contentinfo"))
        and not any(top <= each.element.box.center[1] <= bottom for top, bottom in rows)
    ]
    told = {
        place: Part(say[place] + say["of"].format(names=_names(items, language)), tuple(items))
        for place, items in bars.items()
    }
    if main := _main([each for each in middle if not _is_in(each, ("dialog",))], say, language):
        told["main"] = main
    parts = [told[place] for place in ("top", "left", "main", "right", "bottom") if place in told]
    if dialogs:
        dialog = dialogs[0]
        name = say["title"].format(name=quote(own_name(dialog))) if own_name(dialog) else ""
        parts.append(Part(say["dialog"] + name, (dialog,)))
    return parts


def _rows(items: Sequence[Element]) -> tuple[float, float]:
    """From where to where a bar reaches down the page."""
    return min(each.box.top for each in items), max(each.box.bottom for each in items)


def _is_in(each: Placed, roles: tuple[str, ...]) -> bool:
    return each.element.role in roles or any(outer.role in roles for outer in each.around)


def _main(among: Sequence[Placed], say: dict[str, str], language: Language) -> Part | None:
    """Title, tables, fields and what else there are several of."""
    headings = [each.element for each in among if each.element.role == "heading" and own_name(each.element)]
    large = 0.7 * max((each.box.height for each in headings), default=0.0)
    title = next((each for each in headings if each.box.height >= large), None)
    holds = [_table(grid, say) for grid in grids_of_tables(iter([each.element for each in among]))]
    loose = [each for each in among if not any(outer.role in TABLES for outer in each.around)]
    fields = [each.element for each in loose if each.element.role in FIELDS | TICKS and own_name(each.element)]
    if fields:
        text = say["fields" if len(fields) > 1 else "field"].format(n=len(fields), names=_names(fields, language))
        holds.append(Part(text, tuple(fields)))
    for kind in _KINDS:
        of_kind = [each for each in loose if each.element.role == kind]
        found = [each.element for each in of_kind if kind == "card" or not _is_in(each, ("card",))]
        if not found or (kind == "link" and len(found) < 3):
            continue
        named = [each for each in found if own_name(each)]
        form = "some" if named else "few"
        word = roles_word(kind, len(found), language)
        holds.append(Part(say[form].format(n=len(found), kind=word, names=_names(named, language)), tuple(found)))
    if title is None and not holds:
        return None
    text = say["main"] + (say["title"].format(name=quote(title.name)) if title else "")
    if holds:
        text += say["with"] + say["and"].join(part.text for part in holds)
    proof = tuple(element for part in holds for element in part.elements)
    return Part(text, ((title,) if title else ()) + proof)


def _table(grid: Grid, say: dict[str, str]) -> Part:
    heads = [column for column in grid.columns if column.name]
    text = say["table"].format(
        columns=len(grid.columns),
        rows=len(grid.data),
        names=say["and"].join(quote(column.name) for column in heads[:_SHOWN]),
    )
    return Part(text.replace("（）", "").replace(" ()", ""), tuple(column.head for column in heads if column.head))


def _names(elements: Sequence[Element], language: Language) -> str:
    say = _SENTENCES[language]
    names = list(dict.fromkeys(own_name(each) for each in elements if own_name(each)))
    return say["and"].join(quote(name) for name in names[:_SHOWN]) + (say["more"] if len(names) > _SHOWN else "")
