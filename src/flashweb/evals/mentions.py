"""Which names of a page an answer mentions, and how: as part of a list, as denied, or to say where something is.

Longer names are found first and hide what they are made of, so that "Log in" is not found in "Log in with SSO". What
stands in quotes or in a list and is no name that is known has been made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashweb.evals.text import NEAR, QUOTES, Searchable, anls, bare
from flashweb.evals.words import ROLES

HIDDEN = "\ufffc"
QUOTED = re.compile(
    r"“[^”]*”|「[^」]*」|『[^』]*』|«[^»]*»|《[^》]*》|\"[^\"\n]*\"|`[^`]*`|\*\*[^*\n]+\*\*|‘[^’]*’|"
    r"(?<![a-z\d])'(?! )[^\n]*?'(?![a-z])"
)
_ROLE_WORD = "|".join(pattern.pattern for pattern in ROLES.values())
_LIST = r",，、;；:：。.!?！？\n()（）\[\]|/•·\-—*#"
_MARKS = frozenset(QUOTES + "*[]【】")
_OPENS = re.compile(
    rf"(?:^|[{_LIST}\"'“‘「『《`]|\b(?:and|or|the|a|an|is|are|says|called|named|labell?ed|has|have)|和|与|及|或|还有|"
    rf"有|包括|"
    rf"包含|是|为|叫|个|{_ROLE_WORD}|\d[.)、])\s*$"
)
_CLOSES = re.compile(
    rf"\s*(?:$|[{_LIST}\"'”’」』》`]|(?:and|or|is|are)\b|和|与|及|或|以及|还有|等|这|[一二两三四五六七八九十\d]+个|"
    rf"{_ROLE_WORD}|"
    rf"{HIDDEN})"
)
_CLAUSE = re.compile(
    r"[。;；!?！？\n]|\.(?=\s|$)|但是?|而是|不过|\b(?:but|instead|rather|however|whereas)\b|"
    rf"[,，](?!\s*(?:or |and |以及|和|或)?[\"“‘「]?{HIDDEN}[\"”’」]?\s*(?:[,，.。;；!?！？)）]|$|or |and |和|或))"
)
_DENIED_BEFORE = re.compile(
    "没有(?!被?[勾选启必展禁开])|没看|没找|[未没](?:能|曾)?(?:找到|发现|看到|包含|出现|见)|不(?:包含|包括|含|存在|"
    r"是|属于|在)|并非|并不|除了?|"
    r"无(?![法效需])|找不到|看不到|"
    r"\b(?:no|without|except|excluding|besides|other than|neither|nor|lacks?|missing)\b|"
    r"(?:\bcannot|n't)\b(?! be (?:used|clicked|pressed|selected|edited|changed))|"
    r"\bnot\b(?! (?:only|checked|ticked|selected|enabled|required|disabled|active|expanded|available|clickable))"
)
_DENIED_AFTER = re.compile(
    r"[\"”’」』》`\s]*(?:按钮|链接|选项|button|link|option|这个?\S{0,4}|的\S{0,6})?(?:图片|截图|图)?(?:里|中|"
    r"上)?(?:面)?\s*(?:也|都|并)?(?:没有(?:出现|"
    r"显示|找到|提到|[。,，.]|$)|"
    r"不存在|不在(?!线)|不算|不属于|不是(?:按钮|其中|这)|不包括|"
    r"(?:is|are|was|were)(?: not|n't) (?:a\b|an\b|one\b|there|present|shown|visible|included|among|on\b|in\b|listed|"
    r"part)|"
    r"(?:does|do)(?: not|n't) (?:appear|exist|count|belong))"
)
_PLACE_BEFORE = re.compile(
    r"(?:在|位于|从|于|挨着|靠近|紧邻|点击|对话框|页面)\s*[\"“‘「『《`]*$|"
    r"\b(?:in|under|below|above|near|next to|beside|inside|within|on|at|from|after|before|behind|between|(?:left|"
    r"right) of)"
    r" (?:the )?[\"“‘`]*$"
)
_PLACE_AFTER = re.compile(
    r"[\"”’」』》`\s]*(?:按钮|菜单|卡片|表格|表单|列表|区域|部分|一栏|标题|页面|输入框)?(?:里|中|内|下面|下方|之下|"
    r"下|上面|上方|之上|旁|左|右|前面|后面|之)|"
    r"[\"”’`\s]*(?:section|page|form|menu|dialog|table|card|panel|area|tab|heading)\b"
)
_SENTENCE = r"[。;；!?！？\n]|\.(?=\s|$)"
_CONTRAST = re.compile(r"其余|其他|其它|另外|此外|而(?!且|是)|\b(?:while|whereas|the others?|the rest)\b")
_GOES_ON = re.compile(
    r"[\"”’」』》`\s]*(?:,(?=\s)|、|,? and |,? or |以及|和|与)\s*"
    r"([^,，、.。;；:：\n]{1,24}?)(?=[,，、]|(?:[一二三四五六七八九十两\d]+[个种项].*)?$)"
)
_NO_NAME = re.compile(
    "^(?:in|at|on|with|which|that|all|each|as|for|to|from|both|it|they|this|these|there|where|plus|while|i|so|then|"
    r"of|by|"
    r"also|respectively|etc|located|found|shown|placed|using|see|you|every|click|clicking|above|below|next|near|under|"
    r"one|two|three|four|five|\d+)\b|"
    "^(?:其中|分别|都|均|位于|在|共|一共|总共|以上|这|它|可|用|还|并|等|此外|另外|从|按|第|请|如|也|且|即|其|用于|"
    r"点击|[一二两三四五六七八九十\d]+个)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the folded answer that names something. name: which of the names it was asked about.

    is_listed: it stands by itself, in quotes or in a list, rather than as a word of a sentence. is_contrast: it is told
    after a "while" or "the others".
    """

    name: int
    start: int
    end: int
    is_listed: bool
    is_quoted: bool
    is_denied: bool
    is_place: bool
    is_contrast: bool


@dataclass(frozen=True, slots=True)
class Read:
    """An answer with its mentions in order. masked: the folded answer, every mention hidden; extras: names made up."""

    folded: str
    masked: str
    mentions: tuple[Mention, ...]
    extras: tuple[str, ...]

    def asserted(self) -> dict[int, Mention]:
        """For each name its first mention that is not denied; one in a list before one in passing."""
        found: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda one: not one.is_listed):
            if not mention.is_denied:
                found.setdefault(mention.name, mention)
        return found


def read(answer: str, names: Sequence[Sequence[str]], known: str = "") -> Read:
    """Finds names, each in any of its spellings. known: text whose names are no inventions, such as the question."""
    text = Searchable.of(answer)
    spans = _spans(text, names)
    masked = _hide(text.folded, [span[1:] for span in spans])
    mentions = tuple(_mention(name, start, end, masked, text.folded) for name, start, end in sorted(spans, key=_start))
    return Read(text.folded, masked, mentions, tuple(_extras(text.folded, masked, mentions, known)))


def _start(span: tuple[int, int, int]) -> int:
    return span[1]


def _spans(text: Searchable, names: Sequence[Sequence[str]]) -> list[tuple[int, int, int]]:
    """Exact ones first, the longest first; then, for names not found at all, near ones."""
    spellings = sorted(
        ((spelling, index) for index, group in enumerate(names) for spelling in group),
        key=lambda pair: -len(bare(pair[0])),
    )
    taken: list[tuple[int, int, int]] = []

    def is_free(start: int, end: int) -> bool:
        return all(end <= s or e <= start for _, s, e in taken)

    for spelling, index in spellings:
        taken += [(index, start, end) for start, end in text.find(spelling) if is_free(start, end)]
    seen = {index for index, _, _ in taken}
    for spelling, index in spellings:
        if index not in seen and len(bare(spelling)) >= 5:
            near = text.find_near(spelling)
            if near and is_free(*near):
                taken.append((index, *near))
                seen.add(index)
    return taken


def _hide(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    """The same length, so that places stay."""
    chars = list(folded)
    for start, end in spans:
        chars[start:end] = HIDDEN * (end - start)
    return "".join(chars)


def _mention(name: int, start: int, end: int, masked: str, folded: str) -> Mention:
    before, after = masked[:start], masked[end:]
    clause = _CLAUSE.split(re.sub(f"{HIDDEN}+", HIDDEN, before) + HIDDEN)[-1]
    is_denied = bool(_DENIED_BEFORE.search(clause) or _DENIED_AFTER.match(after))
    is_place = bool(_PLACE_BEFORE.search(before) and (_PLACE_AFTER.match(after) or folded[start].isascii()))
    is_listed = bool(_OPENS.search(before[-24:]) and _CLOSES.match(after))
    is_quoted = folded[max(start - 1, 0)] in _MARKS and folded[min(end, len(folded) - 1)] in _MARKS
    is_contrast = bool(_CONTRAST.search(re.split(_SENTENCE, before)[-1]))
    return Mention(name, start, end, is_listed, is_quoted, is_denied, is_place, is_contrast)


def _extras(folded: str, masked: str, mentions: Sequence[Mention], known: str) -> list[str]:
    """Quoted or listed, and no name that is known."""
    context = bare(known)
    found = []
    for match in QUOTED.finditer(folded):
        inner = match.group().strip("*\"“”‘’'「」『』«»《》`")
        is_known = HIDDEN in masked[match.start() : match.end()] or not bare(inner) or bare(inner) in context
        if not is_known and anls(inner, known) < NEAR:
            found.append(inner)
    if len([mention for mention in mentions if mention.is_listed]) >= 2:
        quoted = {bare(text) for text in found}
        found += [text for text in _listed(masked) if bare(text) not in quoted and bare(text) not in context]
    return found


def _listed(masked: str) -> list[str]:
    """Members of a list that stand between names and are none themselves."""
    found = []
    for sentence in re.split(_SENTENCE, masked):
        first, last = sentence.find(HIDDEN), sentence.rfind(HIDDEN)
        parts = re.split(r"[,，、/]|\band\b|\bor\b|和|与|以及|及|或", sentence[first:last] if last > first else "")
        rest = sentence[last + 1 :] if last >= 0 else ""
        while after := _GOES_ON.match(rest):
            parts.append(after.group(1))
            rest = rest[after.end(1) :]
        for part in parts:
            name = re.sub(rf"{_ROLE_WORD}|[\"“”‘’「」()（）:：]|\bthe\b|\ban?\b", " ", part).strip()
            if HIDDEN not in part and 0 < len(name) <= 24 and re.search(r"\w", name) and not _NO_NAME.search(name):
                found.append(name)
    return found
