# ruff: noqa: E501 - patterns and word lists read better unbroken
"""How well a phrase calls an element: by its name, its text, its icon, or another word for the same thing."""

from __future__ import annotations

import re

from flashweb.core.screen import Element
from flashweb.engines.nano.asked import stem
from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.functions.acts import act_in, icon_names
from flashweb.engines.nano.looks import looks_like
from flashweb.engines.nano.matching import Tier, fold, match, near
from flashweb.engines.nano.program import Language
from flashweb.perception.icons import icon_name

SURE = 0.55
"""From here a phrase calls the element; below it may only be near to it."""
_SMALL = frozenset(("a an the to for of in on at my your me us and or with this that is it all").split())  # noqa: SIM905
_WORDS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")
_ROLE_WORDS = re.compile(
    r"(?:按钮|按键|输入框|文本框|搜索框|下拉框|复选框|勾选框|单选框|开关|链接|选项卡|标签页|菜单项?|图标|卡片|弹窗|对话框|表单|区域|板块|栏目?|框|键|页面?)$"
    r"|^the |\s(?:button|btn|link|field|input|text ?box|box|search ?box|drop-?down|checkbox|switch|toggle|tab|menu(?: item)?|icon|card|dialog|form|section|area|panel|page)$",
    re.IGNORECASE,
)

_SHAPE = re.compile(
    r"^(?:那个|这个|像|一个|小|the |an? |little |small )+|(?:一样)?的?(?:形状|样子|样式|图案|图形|标志|符号|形)?的?(?:小)?(?:图标|按钮)?$|[- ](?:shaped?|symbol|sign)$",
    re.IGNORECASE,
)


def own_name(element: Element) -> str:
    """Its name; none where a single Latin letter was read into a known icon."""
    name = element.name.strip("*＊ ") or element.name
    return "" if element.icon and len(name) == 1 and name.isascii() and not name.isdigit() else name


def called(element: Element, language: Language) -> str:
    """What answers call it: its name, or that of its icon."""
    return own_name(element) or icon_name(element.icon, language)


def bare(phrase: str) -> str:
    """The phrase without a role word at its end, unless that is all there is."""
    return _ROLE_WORDS.sub("", phrase.strip()).strip() or phrase.strip()


def calls(phrase: str, element: Element) -> float:
    """0 to 1: how well the phrase calls the element."""
    wanted = bare(phrase)
    if not wanted:
        return 0.0
    by_name = max((calls_text(wanted, text) for text in {element.name, element.text} if text), default=0.0)
    if phrase != wanted:
        by_name = max(by_name, calls_text(phrase, element.name))
    return max(by_name, _by_icon(wanted, element), _by_act(wanted, element))


def calls_text(phrase: str, text: str) -> float:
    """The same for a text alone."""
    wanted, have = fold(phrase).packed, fold(text).packed
    if not wanted or not have:
        return float(bool(text.strip()) and phrase.strip() == text.strip())
    if wanted == have:
        return 1.0
    if any(fold(other).packed == have for other in synonyms(phrase)):
        return 0.92
    share = min(len(wanted), len(have)) / max(len(wanted), len(have))
    if match(phrase, text) is Tier.CONTAINS:
        return 0.6 + 0.3 * share
    if share > 0.4 and match(text, phrase) is Tier.CONTAINS:
        return 0.5 + 0.4 * share
    if share > 0.6 and (near(phrase, text) or near(text, phrase)):
        return 0.5 + 0.3 * share
    shared = overlap(phrase, text)
    return 0.8 * shared if shared >= 0.6 else 0.0


def overlap(first: str, second: str) -> float:
    """How many letters (Chinese) and stems (English) both have, as a cosine."""
    one, other = _units(first), _units(second)
    return len(one & other) / (len(one) * len(other)) ** 0.5 if one and other else 0.0


def _units(text: str) -> set[str]:
    return {stem(word) for word in _WORDS.findall(text.casefold()) if word not in _SMALL}


def _by_icon(phrase: str, element: Element) -> float:
    """An icon counts in full where the element has no name of its own."""
    if not element.icon:
        return 0.0
    wanted = fold(phrase).packed
    if looks_like(element.icon, _SHAPE.sub("", phrase)):
        return 0.75 if own_name(element) else 0.95
    exact = any(fold(name).packed == wanted for name in (*icon_names(element.icon), element.icon))
    return (0.6 if own_name(element) else 0.9) if exact else 0.0


def _by_act(phrase: str, element: Element) -> float:
    """The same thing in other words, or in the other language; what else is named counts as well."""
    wanted, have = act_in(phrase), act_in(element.name)
    if wanted is None or have is None or wanted[0] is not have[0]:
        return 0.0
    if not wanted[1] and not have[1]:
        return 0.8
    return 0.45 + 0.4 * overlap(wanted[1], have[1]) if wanted[1] and have[1] else 0.65
