# ruff: noqa: E501 - patterns read better unbroken
"""Which of the changes a question is about: what came, what went, texts, colours; of a role, a name, a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.matching import match, near
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.selecting import MEANT
from flashweb.engines.nano.wording import is_in

_BOTH = re.compile(
    r"多了?(?:什么)?(?:还是|和|或|、)?少|增(?:加)?(?:和|或|、)?(?:删|减)|added (?:or|and) removed|new (?:or|and) (?:gone|missing)",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"多(?:了|出|啥|什么)|新(?:增|加|添|的|东西|出现)|增加|添加|加了|\badd(?:ed|s|itions?)?\b|\bnew(?! version| one| page| picture| screenshot| design)\b|\bextra\b|\bappear(?:ed|s)?\b|\bsecond\b.{0,14}\bhave\b.*\bfirst\b.*(?:n't|not|lack)",
    re.IGNORECASE,
)
_REMOVED = re.compile(
    r"少(?:了|啥|什么)|删(?:了|除|掉|去)|去掉|不见|没了|消失|缺(?:了|少)|\bremoved?\b|\bgone\b|\bmissing\b|\bdisappear(?:ed|s)?\b|\bdeleted?\b|\blost\b|\bfirst\b.{0,14}\bhave\b.*(?:n't|\bnot\b|lack)",
    re.IGNORECASE,
)
_FIRST_HAS_MORE = re.compile(
    r"(?:第一张|图\s*1|旧版|老版|原来|之前)(?:图|页)?(?:比|有(?:而)?).*?(?:第二张|图\s*2|新版|现在|之后)|\bfirst (?:one|picture|image|screenshot)? ?have\b.*\bsecond\b",
    re.IGNORECASE,
)
_ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "text",
        re.compile(
            r"文字|文案|文本|数字|数值|价格|金额|字样|\btexts?\b|\bwording\b|\bnumbers?\b|\bprices?\b|\bvalues?\b",
            re.IGNORECASE,
        ),
    ),
    ("colour", re.compile(r"颜色|变色|配色|\bcolou?rs?\b", re.IGNORECASE)),
    (
        "state",
        re.compile(r"状态|勾选|禁用|选中|\bstates?\b|\bchecked\b|\bdisabled\b|\benabled\b|\bticked\b", re.IGNORECASE),
    ),
    ("position", re.compile(r"位置|移动|挪|顺序|\bmoved?\b|\bpositions?\b|\border\b", re.IGNORECASE)),
    ("size", re.compile(r"大小|尺寸|变大|变小|\bsizes?\b|\blarger\b|\bsmaller\b|\bbigger\b", re.IGNORECASE)),
)


def wanted(program: QueryProgram, changes: Sequence[Change], size: tuple[int, int]) -> tuple[Change, ...]:
    """The changes that the question asks for; all where it names nothing. size: of the second picture."""
    kept = _of_kind(program.question, changes)
    if program.role:
        roles = MEANT.get(program.role, frozenset({program.role}))
        kept = tuple(each for each in kept if any(part.role in roles for part in (each.element, *each.parts)))
    for name in (*program.anchors, *([program.within] if program.within else ())):
        kept = tuple(each for each in kept if _is_about(each, name))
    return tuple(each for each in kept if is_in(each.element.box, size, program.region))


def _of_kind(question: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    aspects = {aspect for aspect, pattern in _ASPECTS if pattern.search(question)}
    if aspects and not _ADDED.search(question) and not _REMOVED.search(question):
        return tuple(each for each in changes if each.aspect in aspects)
    came, went = bool(_ADDED.search(question)), bool(_REMOVED.search(question))
    if came == went or _BOTH.search(question):
        return tuple(changes)
    kind = "added" if came and not _FIRST_HAS_MORE.search(question) else "removed"
    return tuple(each for each in changes if each.kind == kind)


def _is_about(change: Change, name: str) -> bool:
    texts = [text for each in (change.before, change.after, *change.parts) if each for text in (each.name, each.text)]
    return any(match(name, text) or near(name, text) for text in texts if text)
