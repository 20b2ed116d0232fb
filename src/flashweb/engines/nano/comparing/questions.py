# ruff: noqa: E501 - patterns read better unbroken
"""Questions that compare pictures, by their wording: what changed, are they the same, which one has something."""

from __future__ import annotations

import re

from flashweb.engines.nano.program import Intent

_I = re.IGNORECASE
_WHICH_ZH = re.compile(
    r"第一张(?:里|中)?(?:图)?还是(?:在)?第二张(?:图)?(?:里|中)?|在?前一张还是后一张|图1(?:里)?还是图2(?:里)?|(?:哪|第几)(?:一|几)?(?:张|幅|个截图|个图|个页面)(?:截图|图片|图|页面|照片)?(?:里面?|上面?|中)?|在哪张|哪张"
)
_WHICH_WHAT_ZH = re.compile(
    r"^(?:哪|第几)(?:一|几)?(?:张|幅)(?:截图|图片|图|页面)?(?:里面?|上面?|中)?(?:变|改|不同|不一样)"
)
_SAME_ZH = re.compile(
    r"一样(?:吗|嘛|么|不|的吗|的吧|吧|没有|[?？]?$)|完全(?:相同|一致)|same吗|改没改|对得上|重复的?(?:截图|图|页面)?[，,]?(?:是不是|吗|吧|了吧)|(?:没有|无|有)(?:任何|什么)?(?:差别|不同|区别|变化|变动|改动)(?:吗|吧|没|$)|有没有(?:发生|变|改|任何)|是同一张|都一样|一不一样|一模一样|(?:相同|一致|同一个(?:页面|网页)?|同一张)(?:吗|嘛|么|不|的吗|吧)?[?？]?$|是(?:不是|否)(?:同一|相同|一样|一致|重复|没变)|(?:有没有|有无|有任何)(?:什么|任何)?(?:区别|不同|变化|差别|差异|改动|改变|不一样)|(?:区别|变化|差异|差别|改动)(?:吗|嘛|么|没有?)$|没(?:有)?(?:什么)?(?:变化|区别|变)(?:吧|吗|过)?$|(?:相同|一致|重复)的?(?:吗|吧|么)"
)
_OPEN_EN = re.compile(r"^(?:how|what|which|where)\b", _I)
_OPEN_ZH = re.compile(r"什么|啥|哪|何")
_CHANGES_ZH = re.compile(
    r"差异|动了哪|新东西|有没有(?:变化|改|变)$|有变化的|多了还是少了|(?:第一张|图1|旧版)有.{0,3}(?:第二张|图2|新版)没有|(?:第二张|图2|新版)有.{0,3}(?:第一张|图1|旧版)没有|(?:有|是|出)?(?:什么|啥|哪些|何|哪)(?:地方|些)?(?:的)?(?:区别|不同|差别|差异|变化|变动|改动|改变|不一样|更新)|对比|比较(?!好)|比一比|diff|找(?:不同|茬|差异|区别)|(?:区别|差异|不同之处|变化)(?:在|是|有)?(?:哪|什么)|(?:哪里|哪儿|哪些|哪|什么|啥|何处)(?:个|一个|些|地方|东西|内容|按钮|字段|数字|文字)?.{0,6}(?:变了|改了|变化|改变|不一样|不同|改动|更新|动了|变动|变色|移动|挪|不见了|消失|没了)|(?:多|少|新增|增加|添加|删|删除|去掉|改|变|新加|加)(?:了|出|掉了|出来)?(?:的)?(?:是)?(?:什么|啥|哪|些什么|些啥)|(?:新(?:版|的)|改版|更新|升级|改动|修改|前后).{0,8}(?:多|少|变|改|不同|不一样|区别|新增|增加|删|去)|比.{0,10}(?:多|少)(?:了|出)|(?:所有|全部|列出|列举|一共|总共).{0,4}(?:差异|不同|变化|区别|改动)|(?:变成|改成|换成)(?:了)?(?:什么|啥|多少)|从.{1,12}(?:变成|改成)",
    _I,
)
_SAME_EN = re.compile(
    r"\bany different\b|\banything change|\bchanged? at all\b|\bconfirm .* the same\b|\b(?:is|are|do|does|did|has|have|was|were)\b.*\b(?:the same|identical|equal|match|alike|unchanged|duplicates?|any (?:differences?|changes?)|differ|changed at all|cop(?:y|ies))\b|^(?:the )?same\b|^identical\b|\bno (?:differences?|changes?)\b|\bany (?:differences?|changes?)(?: (?:at all|whatsoever))?$|\bsame (?:page )?(?:twice|or different)\b|\bstill the same\b|\bthe same(?:,| as)|\bdifferent or not\b|\bequal\b|^nothing changed",
    _I,
)
_CHANGES_EN = re.compile(
    r"\bhow do(?:es)? .*\bdiffer\b|\bwhat has changed\b|\bmissing in the (?:first|second|third|last|new)|\bany changes to\b|\ball (?:the )?changes\b|\bwhat did .* turn into\b|\bdifferent now\b|\bwhat does the .* have that\b|\bhappened (?:from|between)\b|\b(?:differences?|differs?|comparison|diff)\b|\bcompare[ds]?\b|\bspot the\b|\bwhat(?:'s|s| is| are| was| were| has| have)?\b.*\b(?:different|changed?|changes|new in|added|removed|missing in|gone|moved|became of)\b|\b(?:which|list)\b.*\b(?:changes?|changed|(?:are|is|were|was) (?:new|gone|added|removed|missing|different))\b|\bwhat.*\b(?:update|release|click|version)\b.*\bchange|\bwhat(?:'s|s| is) new\b|\bwhat does the \w+ (?:one|picture|image|screenshot) have that\b|\bhow did\b.*\bchange|\bdid\b.*\b(?:change|move)\b|\bis (?:something|anything) (?:gone|missing|new|different)\b|\bwhat (?:moved|changed|happened (?:from|between))\b",
    _I,
)
_NOT_PICTURES_EN = re.compile(
    r"\b(?:last (?:been )?changed?|change (?:my|your|the) (?:password|language|address|email|plan|name|settings?)|change password|changed (?:on|by)\b|(?:plans?|prices?|options?|tiers?|products?|rows?) differ)\b|^how (?:do|can|to|should)\b(?!.*\bdiffer)",
    _I,
)
_PICTURES_EN = r"(?:pictures?|images?|screenshots?|captures?|pics?|shots?|screens?)"
_WHICH_EN = re.compile(
    rf"\b(?:the )?first or (?:the |in the )?second\b|\b(?:picture|image|screenshot) (?:one|1) or (?:two|2)\b|\b(?:find|number of) the (?:picture|image|screenshot) with\b|\bin which of (?:them|these|those)\b|\bdo both have\b|\b(?:which|what)(?: one)?(?: of (?:the|these|those|them))?(?: (?:two|three))? ?{_PICTURES_EN}\b|\bin which (?:one|{_PICTURES_EN})\b|\bwhich (?:one|of (?:the two|them|these))\b.*\b(?:has|have|shows?|contains?|says?|mentions?|lacks?|includes?)\b|\b{_PICTURES_EN} (?:one or two|1 or 2)\b|\b(?:in )?the first or (?:in )?the second\b|\bdo both {_PICTURES_EN}? ?have\b",
    _I,
)
_WHICH_WORDS_EN = re.compile(
    rf"\b(?:in )?(?:which|what)(?: one)?(?: of (?:the|these|those|them))?(?: (?:two|three))? ?(?:{_PICTURES_EN})?\b|\b{_PICTURES_EN} (?:one or two|1 or 2)\b|\b(?:is it )?(?:in )?the first or (?:in )?the second\b|\bdo both(?: {_PICTURES_EN})?\b",
    _I,
)
_THIS_PICTURE_EN = re.compile(r"\bwhat (?:picture|image|screenshot|screen)\b(?! (?:has|shows|contains))", _I)


_ZH_REST = re.compile(
    r"^(?:只有|找出|找到|请问|出现|两张里?|这几张(?:图)?(?:里|中)?|这两张(?:图)?(?:里|中)?|里|上|中|有|能|可以|看到|看得到|显示|含有?|包含|提到|写着|写了|多了|没有|缺了?|少了|的?是|在|图|的|都|[,，\s])+|(?:(?:是)?在|出现在?|能看到|可以看到|有|的(?:是|那张图?)?|是|图|里|上|呢|[,，\s])+$"
)
_EN_REST = re.compile(
    r"^(?:find|show|tell|me|has|have|had|shows?|displays?|contains?|includes?|mentions?|lacks?|says?|does(?:n't| not)?|do|don't|can|could|i|you|see|is|are|in|it|there|of|these|those|the|a|an|with|that|find|only one of them|where|appears?|missing|not|any|one|picture|image|screenshot|[,:\s])+\b|\b(?:in|is|appears?|has|have|it|is in|or|there|,|:|\s)+$",
    _I,
)


def comparing(question: str, *, is_chinese: bool) -> tuple[Intent, str] | None:
    """The intent of a question that compares pictures, and, roughly, what it looks for in them; None for others."""
    if is_chinese:
        if (which := _WHICH_ZH.search(question)) and not _WHICH_WHAT_ZH.search(question):
            return Intent.WHICH_PICTURE, _named(question[: which.start()] + " " + question[which.end() :], _ZH_REST)
        same, changes = _SAME_ZH, _CHANGES_ZH
    else:
        if _WHICH_EN.search(question) and not _THIS_PICTURE_EN.search(question):
            return Intent.WHICH_PICTURE, _named(_WHICH_WORDS_EN.sub(" ", question, count=1), _EN_REST)
        same, changes = _SAME_EN, _CHANGES_EN
    if _NOT_PICTURES_EN.search(question):
        return None
    is_open = (_OPEN_ZH if is_chinese else _OPEN_EN).search(question)
    if same.search(question) and not (is_open and changes.search(question)):
        return Intent.SAME, ""
    return (Intent.CHANGES, "") if changes.search(question) else None


def _named(rest: str, ends: re.Pattern[str]) -> str:
    return ends.sub("", ends.sub("", rest.strip(" ?？!！。.,")).strip()).strip()
