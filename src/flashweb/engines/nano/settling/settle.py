# ruff: noqa: E501 - patterns read better unbroken
"""Rules in their order, each from a program and its question to a program that fits the question better."""

from __future__ import annotations

import re
from dataclasses import replace

from flashweb.engines.nano.program import Attribute, Intent, Pick, QueryProgram, Region
from flashweb.engines.nano.settling.phrases import is_empty

_SETTLES = frozenset(
    {
        Intent.READ,
        Intent.COUNT,
        Intent.VALUE,
        Intent.OPEN,
        Intent.ELEMENTS,
        Intent.STATE,
        Intent.DESCRIBE,
        Intent.EXISTS,
    }
    | {Intent.UNDER, Intent.FILL, Intent.TABLE, Intent.TITLE, Intent.ABOUT}
)
"""Intents that a rule may change; the others say what they are in words that mean nothing else."""
_OF_ELEMENTS = frozenset(
    {Intent.COUNT, Intent.ELEMENTS, Intent.STATE, Intent.DESCRIBE, Intent.UNDER, Intent.FILL, Intent.TABLE}
)
_LINE = re.compile(
    r"(?:以|用)(?P<a>.+?)(?:开头|打头|起头|开始)|(?:开头|打头|起头)的(?:那|这)?一?(?:句|行|段)|后面(?:怎么写|写的?(?:是)?什么)|完整(?:的)?(?:句子|写的)|整句"
    r"|\b(?:begin(?:s|ning)?|start(?:s|ing)?)\b(?: with)? ?(?P<b>.*)|\b(?:full|whole|complete|entire) (?:sentence|line)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"(?:吗|嘛|么|没有|没|不)[\s?？。呀啊]*$|是不是|有没有|是否|^\W*(?:please |so )?(?:is|are|has|have|was|do i (?:have|need) to|must i|can i)\b",
    re.IGNORECASE,
)
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("required", re.compile(r"必填|必须填|非填不可|required|mandatory|have to (?:fill|enter)|compulsory", re.IGNORECASE)),
    ("disabled", re.compile(r"禁用|置灰|灰(?:色|的|掉)|不(?:可用|能[点按用])|点不了|disabled|gr[ae]yed|unavailable", re.IGNORECASE)),
    ("checked", re.compile(r"勾|打[了上]?[钩对]|开着|开启|打开(?!的页|哪)|启用|关着|关闭(?:了|的)|check(?:ed|mark)|tick|\b(?:is|are|was|turned|switched)\b.*\bo(?:n|ff)\b|enabled", re.IGNORECASE)),
    ("selected", re.compile(r"选中|选上|高亮|激活|selected|highlighted|chosen|picked|\bactive\b", re.IGNORECASE)),
    ("expanded", re.compile(r"展开|expanded", re.IGNORECASE)),
)  # fmt: skip
_CHOSEN = re.compile(r"选中|选了|选的|停留|高亮|激活|当前|正在|选择了|\b(?:selected|active|chosen|picked|highlighted|current(?:ly)?)\b|\bam i (?:on|in)\b", re.IGNORECASE)  # fmt: skip
_OPTION = re.compile(r"单选|哪(?:一?个|项)选项|选项|\b(?:radio|option|choice)s?\b", re.IGNORECASE)
_BAR = re.compile(
    r"导航|顶栏|侧边栏|侧栏|边栏|[左右](?:侧|边|面)的?(?:主?菜单|列表|栏)|(?:顶部|上[面方边]|顶上)的?菜单|菜单栏|主菜单|底部?的?(?:标签|菜单|tab)栏"
    r"|\bnav(?:igation)?(?: ?bar)?\b|\bside ?(?:bar|menu|nav)\b|\b(?:left|right|top|main|header|bottom)(?:-hand)?(?: side)? (?:menu|nav)|\bmenu (?:bar|at the|on the|along)|\bbottom (?:bar|tabs)|\b(?:items?|links?|entries) on the (?:left|right)(?: side)?$",
    re.IGNORECASE,
)
_NOT_BAR = re.compile(r"怎么|如何|在哪|哪里|哪儿|干什么|做什么|作用|会怎|\b(?:where|how do|how can|what does|what happens)\b", re.IGNORECASE)  # fmt: skip
_TOP, _BOTTOM = re.compile(r"顶|最?上[面方边]|\b(?:top|header|upper)\b", re.IGNORECASE), re.compile(r"底|最?下[面方边]的?菜单|\bbottom\b", re.IGNORECASE)  # fmt: skip
_LEFT, _RIGHT = (
    re.compile(r"侧|左|边栏|\b(?:side\w*|left)\b", re.IGNORECASE),
    re.compile(r"右|\bright\b", re.IGNORECASE),
)
_DIALOG = re.compile(r"弹窗|对话框|弹出(?:的)?框|弹出层|\b(?:dialog(?:ue)?|pop-?up|modal)\b", re.IGNORECASE)
_TITLED = re.compile(r"标题|题目|\b(?:title|heading|headline|called)\b", re.IGNORECASE)
_REQUIRED = re.compile(
    r"必填|必须填|必须要填|非填|不能(?:为)?空|不可(?:为)?空|不能不填|不填不行|带(?:星号|\*)|星号|\b(?:required|mandatory|compulsory)\b|\bmust (?:i|be|we|one)\b.*\bfill|can(?:'t|not) (?:be )?(?:left |leave )?.{0,12}(?:empty|blank)|\bhave to (?:be )?fill|\bneed to (?:be )?fill",
    re.IGNORECASE,
)
_FIELD = re.compile(r"输入项|输入栏|填写项|表单项|表单字段|字段|录入项|\b(?:labell?ed|form|input|entry)? ?(?:fields|inputs)\b", re.IGNORECASE)  # fmt: skip
_LISTS = re.compile(r"哪些|哪几|什么|有啥|列|分别|几个|多少|数|都有|所有|全部|\b(?:which|what|list|name|how many|count|number|all|every|enumerate|show)\b", re.IGNORECASE)  # fmt: skip
_TIMES = re.compile(r"次|\btimes\b|\boccur|\boften\b", re.IGNORECASE)
_HEADS = re.compile(r"表头|列名|列标题|有?哪[些几](?:一)?列|各列|每一?列|\bcolumns?\b.*\b(?:have|called|are|names?|there)\b|\bcolumn (?:names?|head\w*|titles?)|\btable'?s? head\w*", re.IGNORECASE)  # fmt: skip
_MOST = re.compile(r"最(?:大|高|多|贵|长|重|新|晚|久|好)|\b(?:most|largest|highest|biggest|greatest|maximum|longest|latest|newest|best)\b", re.IGNORECASE)  # fmt: skip
_LEAST = re.compile(r"最(?:小|低|少|便宜|短|轻|早|旧|差)|\b(?:least|smallest|lowest|fewest|cheapest|minimum|shortest|earliest|oldest|worst)\b", re.IGNORECASE)  # fmt: skip
_WHICH = re.compile(r"哪|谁|什么|多少|\b(?:which|who|what)\b", re.IGNORECASE)
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
    r"^(?:请问|看看|看一下|看下|帮我看看?)?[“\"'「]?(?P<x>[^“”\"'「」?？]{1,16}?)[”\"'」]?(?:这)?(?:一)?(?:输入框|文本框|下拉框|框|栏|字段|项)?(?:里面|里|中)?(?:现在|目前|当前|已经)?"
    r"(?:填|写|输入|选)(?:入|上)?(?:的|了|着)?(?:是|内容是)?(?:些)?(?:什么|啥|多少|哪个)|^[“\"'「]?(?P<y>[^“”\"'「」?？]{1,16}?)[”\"'」]?(?:这)?一?(?:栏|框|字段|输入框)(?:里)?(?:现在|目前|当前)?的?(?:内容|值)(?:是|有)"
)
_HOLDS_EN = re.compile(
    r"\b(?:filled in|entered|typed|put|written|set|chosen|selected) (?:in|into|for|as|under) (?:the )?(?P<x>[^?\"]+?)(?: field| box| input)?\W*$|\bwhat does (?:the )?(?:field )?(?P<y>[^?\"]+?) (?:field |box )?(?:contain|hold|say)\b|^(?:the )?(?:current )?value (?:of|in) (?:the )?(?P<z>[^?\"]+?)(?: field| box)?\W*$",
    re.IGNORECASE,
)
_HOLDS_QUOTED = re.compile(r"填|内容|输入|写了|里(?:是|有)什么|\b(?:filled|entered|typed|contain|hold|value|field)\b", re.IGNORECASE)  # fmt: skip
_NO_FIELD = re.compile(r"角$|[上下左右旁]边|[上下]面|中间|标题|表头|[这那首]页|页面|按钮|弹窗|第.{1,3}行|行$|句|导航|菜单|图片|截图|表格|\b(?:page|heading|title|button|line|row|picture|screenshot|table)\b", re.IGNORECASE)  # fmt: skip
_HINT = re.compile(r"占位|提示(?:文字|文本|语|内容|信息)?(?:是|写|有|为)|灰色(?:的)?(?:提示|文字|字)|\bplaceholder\b|\b(?:hint|grey text|gray text|example text)\b", re.IGNORECASE)  # fmt: skip
_HINT_OF = re.compile(
    r"^(?:请问|看看)?(?P<x>[^?？]{1,16}?)(?:这一?栏|输入框|文本框|搜索框|框|栏)?(?:里面|里|中)?(?:的)?(?:灰色)?(?:的)?(?:占位|提示)|(?:placeholder|hint|text)\b.*?\b(?:of|in|inside|for) (?:the )?(?P<y>[^?\"]+?)(?: field| box| input)?\W*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"「『](.+?)[”\"」』]")


def settled(program: QueryProgram) -> QueryProgram:
    """The program that is run."""
    question = program.question
    if program.intent not in _SETTLES or not question:
        return program
    program = _real(program)
    if found := _line(program, question) or _hint(program, question) or _held(program, question):
        return found
    if found := _state(program, question) or _required(program, question) or _bar(program, question):
        return found
    if found := _dialog(program, question) or _chosen(program, question) or _listed(program, question):
        return found
    return _tabled(program, question) or _of_kind(program, question) or program


def _real(program: QueryProgram) -> QueryProgram:
    """Without names that name nothing; in a question of yes and no even such a word may be one."""
    if program.intent not in _OF_ELEMENTS or program.is_quoted:
        return program
    is_named = program.intent is Intent.STATE and _YES_NO.search(program.question) and len(program.anchors) == 1
    anchors = program.anchors if is_named else tuple(text for text in program.anchors if not is_empty(text))
    within = "" if is_empty(program.within) and not _DIALOG.search(program.within) else program.within
    return replace(program, anchors=anchors, within=within)


def _bare(program: QueryProgram, intent: Intent) -> QueryProgram:
    """The question's language and pictures, and nothing that was read into it."""
    kept = ("language", "pictures", "question", "earlier", "leans", "is_quoted")
    return QueryProgram(intent, **{name: getattr(program, name) for name in kept}, otherwise=program)


def _quoted(question: str) -> tuple[str, ...]:
    return tuple(_QUOTED.findall(question))


def _line(program: QueryProgram, question: str) -> QueryProgram | None:
    """A line of text by its first words."""
    if not (found := _LINE.search(question)) or program.intent in (Intent.COUNT, Intent.ELEMENTS, Intent.STATE):
        return None
    said = _quoted(question) or tuple(text for text in (found["a"] or found["b"],) if text)
    said = tuple(text.strip(" .…?？。\"'“”") for text in said)
    return replace(_bare(program, Intent.READ), anchors=said) if said and not is_empty(said[0]) else None


def _hint(program: QueryProgram, question: str) -> QueryProgram | None:
    """What an empty field says."""
    if not _HINT.search(question):
        return None
    quoted, found = _quoted(question), _HINT_OF.search(question)
    name = quoted[0] if quoted else (found["x"] or found["y"]) if found else ""
    return _field(program, name)


def _field(program: QueryProgram, name: str | None) -> QueryProgram | None:
    name = (name or "").strip(" ,，'")
    if not name or is_empty(name) or _NO_FIELD.search(name):
        return None
    return replace(_bare(program, Intent.VALUE), anchors=(name,), label=name, role="field")


def _held(program: QueryProgram, question: str) -> QueryProgram | None:
    """What stands in a field."""
    able = (Intent.VALUE, Intent.OPEN, Intent.UNDER, Intent.STATE, Intent.DESCRIBE, Intent.READ, Intent.EXISTS)
    if _REQUIRED.search(question) or program.intent not in able or program.lines or program.relation or program.region:
        return None
    quoted = _quoted(question)
    if len(quoted) == 1 and _HOLDS_QUOTED.search(_QUOTED.sub("", question)) and not _YES_NO.search(question):
        return _field(program, quoted[0])
    found = (_HOLDS_ZH if program.language == "zh" else _HOLDS_EN).search(question)
    return _field(program, next((text for text in found.groups() if text), "")) if found and not quoted else None


def _state(program: QueryProgram, question: str) -> QueryProgram | None:
    """Is the thing that is named in a state?"""
    names = _quoted(question) or program.anchors
    outside = _QUOTED.sub("", question)
    if program.intent in (Intent.STATE, Intent.TABLE) or not names or not _YES_NO.search(outside):
        return None
    if program.intent is Intent.EXISTS and not _quoted(question):
        return None
    state = next((state for state, found in _STATES if found.search(outside)), None)
    if state is None:
        return None
    return replace(_bare(program, Intent.STATE), anchors=names, state=state, role=program.role)


def _required(program: QueryProgram, question: str) -> QueryProgram | None:
    """Which fields must be filled in."""
    if not _REQUIRED.search(question) or _YES_NO.search(question) or _quoted(question):
        return None
    if any(not is_empty(text) and not _REQUIRED.search(text) for text in program.anchors) and program.is_quoted:
        return None
    fill = replace(_bare(program, Intent.FILL), state="required", within=program.within)
    return replace(_bare(program, Intent.STATE), state="required", role="field", within=program.within, otherwise=fill)


def _bar(program: QueryProgram, question: str) -> QueryProgram | None:
    """What a menu of the page holds, or which of it is chosen."""
    if not _BAR.search(question) or _NOT_BAR.search(question) or _quoted(question):
        return None
    if program.intent in (Intent.EXISTS, Intent.FILL, Intent.TABLE) or not all(map(is_empty, program.anchors)):
        return None
    if program.order or program.colour or program.role in ("button", "img"):
        return None
    vertical = "top" if _TOP.search(question) else "bottom" if _BOTTOM.search(question) else None
    horizontal = "right" if _RIGHT.search(question) else "left" if _LEFT.search(question) else None
    intent = Intent.STATE if _CHOSEN.search(question) else Intent.UNDER
    bare = replace(_bare(program, intent), role="navigation", otherwise=None)
    region = Region(vertical, None if vertical else horizontal) if vertical or horizontal else None  # type: ignore[arg-type]
    return replace(bare, region=region, state="selected" if intent is Intent.STATE else None)


def _dialog(program: QueryProgram, question: str) -> QueryProgram | None:
    """What a dialog is called, or what of a role is in it."""
    if not _DIALOG.search(question) or _quoted(question):
        return None
    if _TITLED.search(question) and program.intent is not Intent.EXISTS and "按钮" not in question:
        return replace(_bare(program, Intent.TITLE), role="dialog")
    if program.intent in (Intent.ELEMENTS, Intent.COUNT) and not program.within:
        role = None if program.role == "dialog" else program.role
        return replace(program, intent=Intent.ELEMENTS, within="弹窗", role=role, anchors=(), otherwise=None)
    return None


def _chosen(program: QueryProgram, question: str) -> QueryProgram | None:
    """Which of several is chosen."""
    if program.intent not in (Intent.STATE, Intent.VALUE, Intent.OPEN, Intent.ELEMENTS) or _quoted(question):
        return None
    role = program.role if program.role not in (None, "option", "button", "textbox") else None
    if program.intent is Intent.STATE and program.anchors and _YES_NO.search(question):
        return None
    if role == "tab" and _CHOSEN.search(question):
        return replace(program, intent=Intent.STATE, anchors=(), state="selected")
    if (
        role in (None, "radio")
        and _OPTION.search(question)
        and _CHOSEN.search(question)
        and _WHICH.search(question + "什么")
    ):
        return replace(program, intent=Intent.STATE, role="radio", anchors=(), state="selected", region=None)
    is_box = re.search(r"勾|\bticks?\b|\bticked\b|\bchecked\b", question, re.IGNORECASE)
    if (
        program.intent is Intent.ELEMENTS
        and role == "checkbox"
        and is_box
        and not re.search(r"勾选框|[没未]", question)
    ):
        return replace(program, intent=Intent.STATE, anchors=(), state="checked")
    return None


def _listed(program: QueryProgram, question: str) -> QueryProgram | None:
    """Elements of a role, named or counted."""
    if _TIMES.search(question) or program.is_quoted:
        return None
    able = (Intent.ELEMENTS, Intent.COUNT, Intent.OPEN, Intent.VALUE, Intent.UNDER)
    is_field = _FIELD.search(question) and program.role in (None, "field", "tab", "textbox", "combobox")
    if is_field and program.intent in able and _LISTS.search(question) and all(map(is_empty, program.anchors)):
        return replace(program, intent=Intent.ELEMENTS, role="field", anchors=(), state=program.state)
    if program.intent is Intent.COUNT and program.role and program.role not in ("row", "table", "cell", "columnheader"):
        return replace(program, intent=Intent.ELEMENTS, otherwise=None)
    return None


def _tabled(program: QueryProgram, question: str) -> QueryProgram | None:
    """Columns of a table; what is largest or smallest of something."""
    if program.intent in (Intent.VALUE, Intent.OPEN, Intent.ELEMENTS, Intent.UNDER, Intent.READ) and _HEADS.search(
        question
    ):
        return replace(_bare(program, Intent.TABLE), pick=Pick.COLUMNS)
    pick = Pick.LARGEST if _MOST.search(question) else Pick.SMALLEST if _LEAST.search(question) else None
    able = (Intent.TITLE, Intent.ABOUT, Intent.VALUE, Intent.OPEN)
    if pick and program.intent in able and _WHICH.search(question) and not program.is_quoted:
        return replace(_bare(program, Intent.TABLE), pick=pick)
    return None


def _of_kind(program: QueryProgram, question: str) -> QueryProgram | None:
    """A value known by its form alone, where nothing says whose it is."""
    if program.intent not in (Intent.VALUE, Intent.OPEN) or program.is_quoted or program.leans:
        return None
    kind = next((kind for kind, found in _KINDS if found.search(question)), None)
    if kind is None or program.attribute not in (None, kind):
        return None
    words = dict(_KINDS)[kind].sub("", " ".join(program.anchors))
    if _NO_NAME.sub("", words) and not is_empty(words):
        return None
    return replace(program, intent=Intent.VALUE, attribute=kind, anchors=(), label="")
