# ruff: noqa: E501 - patterns read better unbroken
"""Questions about parts of the page: its menus, its dialogs."""

from __future__ import annotations

import re
from dataclasses import replace

from flashweb.engines.nano.program import Intent, QueryProgram, Region
from flashweb.engines.nano.settling.bare import bare, quoted
from flashweb.engines.nano.settling.phrases import is_empty

CHOSEN = re.compile(r"选中|选了|(?<![单多])选的|停留|停在|在哪一?[页项个]|高亮|激活|当前|正在|选择了|\b(?:selected|active|chosen|picked|highlighted|current(?:ly)?)\b|\bam i (?:on|in)\b|\bwe(?:'re| are)? (?:on|in|at|looking)\b|\bare we (?:on|in)\b|\bopen (?:right )?now\b", re.IGNORECASE)  # fmt: skip
_BAR = re.compile(
    r"导航(?!到|至)|顶栏|(?:顶|最?上[面边]|左|右|侧|底).{0,6}菜单|菜单.{0,4}(?:顶|最上面|左侧|右侧)|\b(?:top|left|right|side|bottom|header)\b.{0,12}\bmenus?\b|\bmenu (?:items?|entries|links?)\b.*\b(?:top|left|right|side|bottom)\b|侧边栏|侧栏|边栏|[左右](?:侧|边|面)的?(?:主?菜单|列表|栏)|(?:顶部|上[面方边]|顶上)的?菜单|菜单栏|主菜单|底部?的?(?:标签|菜单|tab)栏"
    r"|\bnav(?:igation)?(?: ?bar)?\b|\bside ?(?:bar|menu|nav)\b|\b(?:left|right|top|main|header|bottom)(?:-hand)?(?: side)? (?:menu|nav)|\bmenu (?:bar|at the|on the|along)|\bbottom (?:bar|tabs)|\b(?:items?|links?|entries) on the (?:left|right)(?: side)?$",
    re.IGNORECASE,
)
_NOT_BAR = re.compile(r"怎么|如何|在哪|哪里|哪儿|干什么|做什么|作用|会怎|\b(?:where|how do|how can|what does|what happens)\b", re.IGNORECASE)  # fmt: skip
_TOP, _BOTTOM = re.compile(r"顶|最?上[面方边]|\b(?:top|header|upper)\b", re.IGNORECASE), re.compile(r"底|最?下[面方边]的?菜单|\bbottom\b", re.IGNORECASE)  # fmt: skip
_LEFT, _RIGHT = (
    re.compile(r"侧|左|边栏|\b(?:side\w*|left)\b", re.IGNORECASE),
    re.compile(r"右|\bright\b", re.IGNORECASE),
)
_HOLDS = re.compile(r"包含|包括|有哪|有什么|都有|\bwhat'?s? (?:is )?in\b|\blist\b", re.IGNORECASE)
DIALOG = re.compile(r"弹窗|对话框|弹出(?:来)?的?(?:框|窗口|层)|弹框|\b(?:dialog(?:ue)?|pop-?up|modal)\b", re.IGNORECASE)
_PRESSED = re.compile(r"按|点|\b(?:press|click|tap|buttons?)\b", re.IGNORECASE)
_TITLED = re.compile(r"标题|题目|\b(?:title|heading|headline|called)\b", re.IGNORECASE)


def bar(program: QueryProgram, question: str) -> QueryProgram | None:
    """What a menu of the page holds, or which of it is chosen."""
    asks_other = _NOT_BAR.search(question) and not (CHOSEN.search(question) or _HOLDS.search(question))
    if not _BAR.search(question) or asks_other or quoted(question):
        return None
    if program.intent in (Intent.EXISTS, Intent.FILL, Intent.TABLE) or not all(map(is_empty, program.anchors)):
        return None
    if program.order or program.colour or program.role in ("button", "img"):
        return None
    vertical = "top" if _TOP.search(question) else "bottom" if _BOTTOM.search(question) else None
    horizontal = "right" if _RIGHT.search(question) else "left" if _LEFT.search(question) else None
    intent = Intent.STATE if CHOSEN.search(question) else Intent.UNDER
    made = replace(bare(program, intent), role="navigation", otherwise=None)
    region = Region(vertical, None if vertical else horizontal) if vertical or horizontal else None  # type: ignore[arg-type]
    return replace(made, region=region, state="selected" if intent is Intent.STATE else None)


def dialog(program: QueryProgram, question: str) -> QueryProgram | None:
    """What a dialog is called, or what of a role is in it."""
    if not DIALOG.search(question) or quoted(question):
        return None
    part = "弹窗" if program.language == "zh" else "dialog"
    if _TITLED.search(question) and program.intent is not Intent.EXISTS and "按钮" not in question:
        return replace(bare(program, Intent.TITLE), role="dialog")
    if program.intent in (Intent.VALUE, Intent.OPEN) and _PRESSED.search(question):
        return replace(bare(program, Intent.ELEMENTS), within=part, role="button")
    if program.intent in (Intent.ELEMENTS, Intent.COUNT) and not program.within:
        role = None if program.role == "dialog" else program.role
        return replace(program, intent=Intent.ELEMENTS, within=part, role=role, anchors=(), otherwise=None)
    return None
