# ruff: noqa: E501 - word lists read better unbroken
"""A question taken as a search: the kind of thing that is asked for, and the content words, each with other names.

Chinese is cut without a dictionary of its own: the pieces are words of asking, names that the lexicon knows and texts
that the page has, and of all ways to cut a run the one with the longest pieces wins. What no piece covers is a word
that the page does not have; it stays as a term, so that a line which answers only half of the question scores half.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.related import longest, related


@dataclass(frozen=True, slots=True)
class Term:
    """names: the word as asked, folded, then other names. size: its weight by length. is_known: some name may be on a page."""

    names: tuple[str, ...]
    size: float


_STOP_EN_WORDS = """
a an the is are was were be been being am do does did doing done of in on at to for from by with and or not no it its this that
these those there here i me my mine we our us you your they them their he she his her who whom whose what which when where why how can
could will would shall should may might must has have had having if so as about into than then any some all both just only
please pls plz tell show give say says said write written read look see find page screen screenshot picture image many much
long get gets got getting want need know now right really come comes go goes going one ones t s re m ve d ll also very too
thing things whats wheres whos hows currently exactly u ur let make called named actually anyone anybody something anything include includes included mention mentions mentioned contain contains offer offers looking look choose chose chosen use used using apply
applied happen happens treat treats cover covers kind sort take takes called anywhere somewhere later selected filled dont doesnt didnt cant isnt also with without
someone under up out off over again ever yet already still after before until till during per each every
"""
STOP_EN = frozenset(_STOP_EN_WORDS.split())
_STOP_ZH_WORDS = """
请问 请 麻烦 告诉 发我 给我 一下 看看 帮我 帮 多少钱 多少 多久 多长时间 多长 多 几个 几点 几号 几次 几天 几年 几位 几家 几种 几条 几 什么时候 什么 啥时候 啥 哪里 哪儿 哪个 哪些
哪家 哪天 哪年 哪种 哪位 哪几 哪一 哪 谁 怎么样 怎么办 怎么 怎样 如何 为什么 为啥 为何 有没有 是不是 能不能 可不可以 需不需要 要不要 会不会 可以 需要 应该 能够 能否 是否
这个 那个 这篇 这里 那里 这是 这家 那家 这 那 我们 我 你们 你 他们 他 她 它 的 地 得 了 吗 呢 啊 呀 吧 嘛 么 哦 是 在 有 和 与 就 都 也 还有 还 很 要 会 能 把 被 让 给 对
为 及 或 着 过 页面 网页 截图 图里 图中 图上 图片 上面 里面 现在 目前 当前 一共 总共 共 到底 究竟 大概 一般 通常 写着 写了 写 说了 说 叫 看 知道 想 个 台 位 家 种 款 份 条 张 些
里 上 中 下 不 没 没有 呗 哪边 何时 何处 从 到 去 来 用 跟 向 由 以 之 其 所 自己 东西 那边 这边 那台 这台 具体 分别 提到 提及 显示 出现 文中 如果 要是 的话 时 时候 只 才 再 又 吧 请教
介绍 相关 有关 关于 任何 算 填 选 做 干 弄 打 以后 之后 后 前 每 各 该 本 此
"""
STOP_ZH = frozenset(_STOP_ZH_WORDS.split())
_LONG_STOP = tuple(word for word in STOP_ZH if len(word) > 1)
GENERIC = frozenset(
    [
        "job",
        "position",
        "vacancy",
        "role",
        "plan",
        "package",
        "item",
        "product",
        "file",
        "folder",
        "page",
        "department",
        "list",
        "group",
        "chat",
        "doctor",
        "order",
        "shop",
        "store",
        "option",
        "problem",
        "problems",
        "one",
        "entry",
        "row",
        "mail",
        "message",
        "project",
        "app",
        "website",
        "article",
        "bus",
        "train",
        "flight",
        "ticket-type",
        "number",
        "notice",
        "company",
        "appointment",
        "library",
        "医生",
        "大夫",
        "商品",
        "产品",
        "文件",
        "文章",
        "职位",
        "岗位",
        "套餐",
        "方案",
        "机器",
        "主机",
        "服务器",
        "项目",
        "车",
        "班次",
        "列表",
        "群",
        "公司",
        "平台",
        "系统",
        "问题",
        "房型",
        "图书",
        "图书馆",
        "店",
        "店铺",
        "名称",
        "名字",
        "号",
        "信息",
        "内容",
        "情况",
        "数据",
        "表格",
    ]
)
"""Nouns that only name the class of a thing; a page need not spell them."""
_LATIN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_IDENTIFIER = re.compile(r"(?<![a-z0-9._])(?=[a-z0-9._:/-]*\d)[a-z0-9]+(?:[._:/-][a-z0-9]+)+(?![a-z0-9])")
"""Names with figures or joints ("10.24.5.33", "web-prod-01"): one word, all of whose parts must be there."""
_OF = re.compile(
    r"\b(?:what(?:'s| is| are)?|the|^) ?(?P<x>[\w ]+?) (?:of|for|on|in) |的(?P<y>[\u3400-\u9fff]+?)(?:是|有|呢|$)",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "ly", "s", "e")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """An English word without its ending; words with figures stay whole."""
    if not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
    return word


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """Stems of the Latin words and figures of a text."""
    return frozenset(stem(word.split("'")[0]) for word in _LATIN.findall(text.casefold()))


@lru_cache(maxsize=8192)
def words(text: str) -> frozenset[str]:
    """Latin words and figures of a text, without a plural's ending."""
    found = (word.split("'")[0] for word in _LATIN.findall(text.casefold()))
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and word.isalpha() else word for word in found)


def terms_of(question: str, page_text: str) -> list[Term]:
    """The content words of a question; page_text: the folded lines of the page, joined by line feeds."""
    folded = question.casefold()
    names = _IDENTIFIER.findall(folded)
    found = [Term((name,), 1.5) for name in names]
    found += _latin_terms([word.split("'")[0] for word in _LATIN.findall(_IDENTIFIER.sub(" ", folded))])
    for run in _HAN.findall(folded):
        found += _han_terms(fold(run).packed, page_text)
    distinct: dict[tuple[str, ...], Term] = {term.names: term for term in found}
    return list(distinct.values())


def fields_of(question: str, page_text: str) -> frozenset[str]:
    """The words for the property that is asked for, where the question has the form "X of Y" or "Y的X"."""
    if found := _OF.search(question):
        return frozenset(term.names[0] for term in terms_of(found["x"] or found["y"], page_text))
    return frozenset()


def _latin_terms(words: list[str]) -> list[Term]:
    found: list[Term] = []
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            phrase = " ".join(words[at : at + size])
            names = related(phrase) or (related(_singular(phrase)) if size == 1 else ())
            is_word = size == 1 and words[at] not in STOP_EN
            if at + size <= len(words) and (is_word or (names and size > 1)):
                found.append(Term(_with(phrase, names), 1.0 if len(phrase) > 1 or phrase.isdigit() else 0.4))
                at += size
                break
        else:
            at += 1
    return found


def _singular(word: str) -> str:
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ing", "")):
        if word.endswith(ending) and related(word[: -len(ending)] + instead):
            return word[: -len(ending)] + instead
    return word


def _with(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *(name.casefold() for name in names))))


def _han_terms(run: str, page_text: str) -> list[Term]:
    """The best cut of a run of Chinese letters; pieces weigh by the square of their length, words of asking a little more."""
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for stop in range(1, len(run) + 1):
        ways = [(best[stop - 1][0], stop - 1, "?")]
        for start in range(max(0, stop - longest()), stop):
            piece, size = run[start:stop], stop - start
            if piece in STOP_ZH:
                ways.append((best[start][0] + 1.1 * size * size, start, "-"))
            elif related(piece):
                ways.append((best[start][0] + size * size, start, "+"))
            elif size > 1 and piece in page_text and not any(word in piece for word in _LONG_STOP):
                ways.append((best[start][0] + 0.95 * size * size, start, "+"))
        best.append(max(ways))
    pieces: list[tuple[str, str]] = []
    stop = len(run)
    while stop:
        _, start, mark = best[stop]
        if mark == "?" and pieces and pieces[-1][0] == "?":
            pieces[-1] = ("?", run[start:stop] + pieces[-1][1])
        else:
            pieces.append((mark, run[start:stop]))
        stop = start
    return [
        Term(
            _with(piece, related(piece)),
            0.4 if mark == "?" and len(piece) == 1 and piece in page_text else _size(piece),
        )
        for mark, piece in reversed(pieces)
        if mark != "-"
    ]


def _size(piece: str) -> float:
    return 0.8 if len(piece) == 1 else 0.7 + 0.15 * len(piece)
