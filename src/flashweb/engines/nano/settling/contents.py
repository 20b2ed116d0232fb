# ruff: noqa: E501 - patterns read better unbroken
"""Questions about what is written: a line by its first words, a field's content or hint, a value of a kind."""

from __future__ import annotations

import re
from dataclasses import replace

from flashweb.engines.nano.program import Attribute, Intent, QueryProgram
from flashweb.engines.nano.settling.bare import QUOTED, YES_NO, bare, quoted
from flashweb.engines.nano.settling.phrases import is_empty

_LINE = re.compile(
    r"(?:以|用)(?P<a>.+?)(?:开头|打头|起头|开始)|(?:开头|打头|起头)的(?:那|这)?一?(?:句|行|段)|后面(?:怎么写|写的?(?:是)?什么)|完整(?:的)?(?:句子|写的)|整句|(?:这|那)(?:一)?句(?:话)?(?:后面|完整|全文|怎么|是什么|整)|^把.{2,20}(?:那|这)一?(?:句|行).*(?:念|读|写)|下文是"
    r"|\b(?:begin(?:s|ning)?|start(?:s|ing)?)\b(?: with)? ?(?P<b>.*)|\b(?:full|whole|complete|entire) (?:sentence|line)\b|\b(?:sentence|line)\b.*\b(?:continue|go on|end)\b",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Attribute, re.Pattern[str]], ...] = (
    (Attribute.PERCENT, re.compile(r"百分[数比率]|百分之|\bpercentages?\b|\bper cent\b", re.IGNORECASE)),
    (
        Attribute.PRICE,
        re.compile(r"钱数|金额|多少钱|价钱|\bamount of money\b|\bhow much money\b|\bprice\b", re.IGNORECASE),
    ),
    (Attribute.EMAIL, re.compile(r"邮箱|\be-?mails?\b", re.IGNORECASE)),
    (Attribute.DATE, re.compile(r"日期|\bdates?\b", re.IGNORECASE)),
)
_NO_NAME = re.compile(r"提到|出现|显示|写|里|上|中|的|地址|数|^\W*$|\b(?:is|are|can|be|seen|shown|displayed|mentioned|appears?|address|there|on|the|page|given|listed|written)\b|\W", re.IGNORECASE)  # fmt: skip
_HOLDS_ZH = re.compile(
    r"^(?:请问|看看|看一下|看下|帮我看看?)?[“\"'「]?(?P<x>[^“”\"'「」?？]{1,16}?)[”\"'」]?(?:这|那)?(?:一)?(?:输入框|文本框|下拉框|框|栏|字段|项)?(?:里面|里|中)?(?:现在|目前|当前|已经)?"
    r"(?:填|写|输入|选)(?:入|上)?(?:的|了|着)?(?:是|内容是)?(?:些)?(?:什么|啥|多少|哪个)|^[“\"'「]?(?P<y>[^“”\"'「」?？]{1,16}?)[”\"'」]?(?:这|那)?一?(?:栏|框|字段|输入框)(?:里)?(?:现在|目前|当前)?的?(?:内容|值)(?:是|有)"
    r"|^[“\"'「]?(?P<z>[^“”\"'「」?？]{1,16}?)[”\"'」]?(?:现在|目前|当前)的?(?:值|内容|设置)(?:是|为|有)?|^(?P<w>[^“”\"'「」?？]{1,16}?)(?:那|这)一?(?:栏|框|格)(?:里)?(?:填|写|是)"
)
_HOLDS_EN = re.compile(
    r"\b(?:filled in|entered|typed|put|written|set|chosen|selected) (?:in|into|for|as|under) (?:the )?(?P<x>[^?\"]+?)(?: field| box| input)?\W*$|\bwhat does (?:the )?(?:field )?(?P<y>[^?\"]+?) (?:field |box )?(?:contain|hold|say)\b|\bwhat(?:'s| is) (?:written |typed )?in (?:the )?(?P<w>[^?\"]+?) (?:field|box|input)\b|^(?P<v>[^?\"]+?) (?:field )?is (?:set to|filled with) what|^(?:the )?(?:current )?value (?:of|in) (?:the )?(?P<z>[^?\"]+?)(?: field| box)?\W*$",
    re.IGNORECASE,
)
_HOLDS_QUOTED = re.compile(r"填|内容|输入|写了|里(?:是|有)什么|\b(?:filled|entered|typed|contain|hold|value|field)\b", re.IGNORECASE)  # fmt: skip
_IN_FIELD = re.compile(r"[”\"」]?(?:这一?栏|输入框|框)?里(?:面|已经|现在|都)*(?:填|写|输入)|\b(?:filled|entered|typed)\b", re.IGNORECASE)  # fmt: skip
_NO_FIELD = re.compile(r"角$|[上下左右旁]边|[上下]面|中间|标题|表头|[这那首]页|页面|按钮|弹窗|第.{1,3}行|行$|句|导航|菜单|图片|截图|表格|\b(?:page|heading|title|button|line|row|picture|screenshot|table)\b", re.IGNORECASE)  # fmt: skip
_HINT = re.compile(r"占位|提示(?:文字|文本|语|内容|信息)?(?:是|写|有|为)|灰色?(?:的)?(?:提示|文字|小?字)|没填.{0,8}(?:显示|写)|空着.{0,8}(?:显示|写)|\bempty\b.*\b(?:field|box|input)\b|\bplaceholder\b|\b(?:hint|grey text|gray text|example text)\b", re.IGNORECASE)  # fmt: skip
_HINT_OF = re.compile(
    r"^(?:请问|看看)?(?P<x>[^?？]{1,16}?)(?:这一?栏|输入框|文本框|搜索框|框|栏)?(?:里面|里|中)?(?:的)?(?:灰色?)?(?:的)?(?:占位|提示|小?字)|^(?P<z>[^?？]{1,16}?)(?:这一?栏|输入框|框)?(?:里)?(?:还)?(?:没填|空着)|\bempty (?P<w>[^?\"]+?) (?:field|box|input)|(?:placeholder|hint|text)\b.*?\b(?:of|in|inside|for) (?:the )?(?P<y>[^?\"]+?)(?: field| box| input)?\W*$",
    re.IGNORECASE,
)
_WAS_FILLED = re.compile(r"填[了的入着]|\b(?:filled|entered|typed|put) (?:in|into|for|as|under)\b", re.IGNORECASE)
_CALLED = re.compile(r"^(?i:what(?:'s| is)) (?:the )?(?P<x>[A-Z][^?\"]{1,30}?)\W*$")
"""Names something by its label, which begins with a capital letter."""
REQUIRED = re.compile(
    r"必填|必须填|必须要填|非填|不能(?:为)?空|不可(?:为)?空|不能不填|不填不行|带(?:星号|\*)|星号|marked with (?:a |an )?(?:red )?(?:star|asterisk)|\b(?:required|mandatory|compulsory)\b|\bmust (?:i|be|we|one)\b.*\bfill|can(?:'t|not) (?:be )?(?:left |leave )?.{0,12}(?:empty|blank)|\bhave to (?:be )?fill|\bneed to (?:be )?fill",
    re.IGNORECASE,
)


def line(program: QueryProgram, question: str) -> QueryProgram | None:
    """A line of text by its first words."""
    if not (found := _LINE.search(question)) or program.intent in (
        Intent.COUNT,
        Intent.ELEMENTS,
        Intent.STATE,
        Intent.ERROR,
    ):
        return None
    said = quoted(question) or tuple(text for text in (found["a"] or found["b"],) if text)
    said = tuple(text.strip(" .…?？。\"'“”") for text in said)
    return replace(bare(program, Intent.READ), anchors=said) if said and not is_empty(said[0]) else None


def hint(program: QueryProgram, question: str) -> QueryProgram | None:
    """What an empty field says."""
    if not _HINT.search(question):
        return None
    named, found = quoted(question), _HINT_OF.search(question)
    name = named[0] if named else next((text for text in found.groups() if text), "") if found else ""
    return _field(program, name)


def _field(program: QueryProgram, name: str | None) -> QueryProgram | None:
    name = (name or "").strip(" ,，'")
    is_said = name in quoted(program.question)
    is_name = name[:1].isupper() and name != "I" and not program.question.lstrip().startswith(name)
    if not name or (not is_said and ((is_empty(name) and not is_name) or _NO_FIELD.search(name))):
        return None
    return replace(bare(program, Intent.VALUE), anchors=(name,), label=name, role="field")


def held(program: QueryProgram, question: str) -> QueryProgram | None:
    """What stands in a field."""
    able = (Intent.VALUE, Intent.OPEN, Intent.UNDER, Intent.STATE, Intent.DESCRIBE, Intent.READ, Intent.EXISTS)
    is_able = program.intent in able or (program.intent is Intent.FILL and _WAS_FILLED.search(question))
    is_whole = program.intent in (Intent.TITLE, Intent.ABOUT)
    is_place = program.lines or program.region or (program.relation and not _IN_FIELD.search(question))
    if REQUIRED.search(question) or not (is_able or is_whole) or is_place:
        return None
    named = quoted(question)
    if len(named) == 1 and _HOLDS_QUOTED.search(QUOTED.sub("", question)) and not YES_NO.search(question):
        return _field(program, named[0])
    found = _HOLDS_ZH.search(question) or _HOLDS_EN.search(question) or (_CALLED.search(question) if is_whole else None)
    return _field(program, next((text for text in found.groups() if text), "")) if found and not named else None


def kind_alone(program: QueryProgram, question: str) -> QueryProgram | None:
    """A value known by its form alone, where nothing says whose it is."""
    if program.intent not in (Intent.VALUE, Intent.OPEN) or program.is_quoted or program.leans:
        return None
    kind = next((kind for kind, found in _KINDS if found.search(question)), None)
    if kind is None or program.attribute not in (None, kind, Attribute.NUMBER):
        return None
    words = dict(_KINDS)[kind].sub("", " ".join(program.anchors))
    if _NO_NAME.sub("", words) and not is_empty(words):
        return None
    return replace(program, intent=Intent.VALUE, attribute=kind, anchors=(), label="", field="")
